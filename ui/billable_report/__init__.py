"""The billable report of a period: table, chart, PDF and CSV."""
