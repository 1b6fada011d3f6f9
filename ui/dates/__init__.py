"""Choosing dates and times."""
