"""The window of E2E Tracker: Qt, and nothing that the command line needs."""
