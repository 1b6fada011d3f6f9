"""The domain of E2E Tracker: no Qt, no window; the command line runs on it alone."""
