"""Everything that is known of the open engagement, and where it is edited."""
