"""The change log over years: what 1,000 steps take in the file before and after folding, and how long folding takes.

Run: python tests/benchmarks/change_log.py; nothing is asserted here.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

from measure import show  # noqa: E402

from models import dossiers, engagements, log_folding, sample, zones  # noqa: E402
from models.clock import Clock  # noqa: E402
from models.store import Store, open_store  # noqa: E402

STEPS = 1000
YEARS_LATER = timedelta(days=800)
AT_ONCE = 50


def kept(store: Store) -> float:
    """Return the kilobytes of all row images."""
    query = "SELECT SUM(COALESCE(LENGTH(before), 0) + COALESCE(LENGTH(after), 0)) FROM change"
    return float(store.records(query)[0][0]) / 1000


def main() -> None:
    """Fill a file with the example and many steps, then fold all of them."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "e2e-tracker.db", clock=Clock())
        sample.create_example(store)
        ids = [id_ for id_, _name in dossiers.names(store)]
        for number in range(STEPS):
            engagements.edit(store, ids[number % len(ids)], notes=f"Note {number}")
        before, taken, later = kept(store), [], zones.after(store.clock.now(), YEARS_LATER)
        folded = 1
        while folded:
            begin = time.perf_counter()
            folded = log_folding.fold(store, later, AT_ONCE)
            taken.append((time.perf_counter() - begin) * 1000)
        show(f"fold {AT_ONCE} steps", taken[:-1])
        print(f"row images: {before:.0f} kB before, {kept(store):.0f} kB after")
        store.close()


if __name__ == "__main__":
    main()
