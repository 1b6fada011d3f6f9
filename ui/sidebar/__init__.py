"""The side bar: search, pages, and the engagements by what they need."""
