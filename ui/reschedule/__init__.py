"""What a move means, read over before it counts."""
