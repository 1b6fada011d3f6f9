"""The time log: a week as a grid, the pieces of a day, a timer, and what goes to Projector (N27, N28)."""
