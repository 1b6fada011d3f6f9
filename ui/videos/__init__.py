"""The library of training videos: its page, its shelf, and the way of a file into it."""
