"""Planning from the end: choose the Prod Upgrade, see what it leaves time for."""
