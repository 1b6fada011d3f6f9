"""Taking the timeline along: as a picture, a file, on paper, and as the client's roadmap."""
