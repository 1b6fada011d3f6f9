"""Survey scores: tiles, a chart over time, the table that says the same, and what is done with a score."""
