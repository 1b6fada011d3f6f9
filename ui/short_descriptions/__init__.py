"""The short descriptions of the tickets: generated, compared, read back."""
