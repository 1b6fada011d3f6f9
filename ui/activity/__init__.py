"""What was done to the open engagement, in words."""
