"""What the client did about the Best Practices session."""
