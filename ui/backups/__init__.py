"""Backups in the window: made beside it, listed, restored, and the ways on where a database is broken."""
