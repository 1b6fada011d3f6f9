"""The checklist of the open engagement."""
