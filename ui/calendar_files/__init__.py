"""Calendar files: saved by hand, and the one that other programs subscribe to."""
