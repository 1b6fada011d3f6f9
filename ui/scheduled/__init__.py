"""The act Scheduled: six things that belong together."""
