"""The page of all engagements: head, timeline, inspector."""
