"""Medians and percentiles of repeated calls, printed as one line a figure."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def memory() -> float:
    """Return the megabytes that this process holds now; the highest so far where the system doesn't say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def timed(act: Callable[[], object], repeat: int, warm: int = 3) -> list[float]:
    """Return the milliseconds of each call."""
    for _ in range(warm):
        act()
    taken = []
    for _ in range(repeat):
        begin = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def show(name: str, taken: list[float]) -> None:
    """Print median and 99th percentile."""
    ordered = sorted(taken)
    p99 = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
    print(f"{name:<58} p50 {statistics.median(ordered):9.2f} ms   p99 {p99:9.2f} ms   n={len(ordered)}")
