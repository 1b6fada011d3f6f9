"""What is archived, and the bin."""
