"""The timeline: bars of phases on a true axis of time, moved by mouse or keys within the rules."""
