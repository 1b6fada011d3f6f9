"""Client questions: logged with a timer, handed off to an incident, followed up (N32)."""
