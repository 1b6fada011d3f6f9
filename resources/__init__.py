"""Data files: playbooks, themes, icons, texts; read by path, imported by nobody."""
