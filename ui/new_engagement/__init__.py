"""Adding an engagement."""
