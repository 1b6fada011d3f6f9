"""The page Today: what is due across all engagements, and the nights to come."""
