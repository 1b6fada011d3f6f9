"""Controls and views for time zones."""
