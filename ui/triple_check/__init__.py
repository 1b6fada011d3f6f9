"""The triple-check dialog: three sources read apart from each other, compared, and signed (N17, N21, N22)."""
