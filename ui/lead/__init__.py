"""The lead's overview of every open engagement."""
