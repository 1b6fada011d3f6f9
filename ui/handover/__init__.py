"""Handing an engagement over and taking one over."""
