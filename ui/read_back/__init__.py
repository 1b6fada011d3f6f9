"""What ServiceNow should show of an engagement, and showed last."""
