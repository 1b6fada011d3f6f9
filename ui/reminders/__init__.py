"""Reminders: a card in the window, and the system's own notifications beside it."""
