"""The player of the training videos: picture, scrubber and moments in a window of their own."""
