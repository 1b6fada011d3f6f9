"""The lead overview of 200 consultants with 5,000 engagements: python tests/benchmarks/lead.py; nothing is asserted.

The page should be usable in under 1 s, and a filter take under 50 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import portfolios  # noqa: E402
from measure import show, timed  # noqa: E402
from msgspec.structs import replace  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from models import attention, dossiers, lead_sources, settings, snapshots, zones  # noqa: E402
from models.clock import Clock  # noqa: E402
from models.formats import Formats  # noqa: E402
from models.lead import Line  # noqa: E402
from models.session import Session  # noqa: E402
from models.snapshots import Snapshot  # noqa: E402
from models.store import Store, open_store  # noqa: E402
from ui.app import Program  # noqa: E402
from ui.lead.page import CAPACITY, TABLE, LeadPage  # noqa: E402

CONSULTANTS = 200
EACH = 25
TYPED = ("c", "client 00042", "consultant 17", "etiu03", "dec", "zzz")


def import_snapshots(store: Store) -> None:
    """Import a snapshot of every consultant, made out of the own engagements under other names."""
    now = portfolios.NOW
    known = [(item, attention.assess(item, now, Formats())) for item in dossiers.load_all(store)]
    own = lead_sources.lines(known, (), now)
    for number in range(CONSULTANTS):
        name = f"Consultant {number:03d}"
        lines = tuple(_other(own[at % len(own)], name, number * EACH + at) for at in range(EACH))
        made = zones.utc_text(now - timedelta(minutes=number))
        snapshots.keep(store, Snapshot(snapshots.FORMAT, snapshots.VERSION, name, made, lines))


def _other(line: Line, consultant: str, number: int) -> Line:
    return replace(line, uid=f"uid-{number}", client=f"Client {number:05d} Ltd", consultant=consultant, engagement=0)


def main() -> None:
    """Open the page, filter, sort, group, and show who has room."""
    with tempfile.TemporaryDirectory() as folder:
        path = portfolios.fill(Path(folder), 20)
        store = open_store(path / "e2e-tracker.db", clock=Clock(portfolios.NOW))
        settings.put(store, "people.lead", "Lead")
        import_snapshots(store)
        store.close()
        session = Session(data_dir=path, clock=Clock(portfolios.NOW))
        application = QApplication([])
        program = Program(session, banner=False)
        window = program.show_window()
        for id_ in window.portfolio.ids():
            window.portfolio.dossier(id_)
        begin = time.perf_counter()
        window.pages.show_place("lead")
        window.grab()
        show("page open and painted, 5,000 engagements", [(time.perf_counter() - begin) * 1000])
        page = next(iter(window.findChildren(LeadPage)))
        show("page refreshed after a change", timed(page.refresh, 10, 1))
        while not page.texts.ready:
            application.processEvents()
        begin = time.perf_counter()
        page.filter.setText("x")
        page.grab()
        show("first letter of a filter", [(time.perf_counter() - begin) * 1000])
        for text in TYPED:

            def key(text: str = text) -> None:
                page.filter.setText(text)
                page.table.grab()

            page.filter.setText("")
            show(f"filter “{text}”", timed(key, 1, 0))
            page.filter.setText("")
        for key, tile in page.tiles.items():
            show(f"tile {key}, and back", timed(tile.click, 6, 0))
        show("sort by a column", timed(lambda: page.sort_by(0), 6))
        page.sort_by(5)
        show("group by consultant, and back", timed(page.by_consultant.toggle, 6, 0))
        show("capacity", timed(lambda: page.view.button(CAPACITY).click(), 6))
        page.view.button(TABLE).click()
        program.close()
        session.close()
        application.quit()


if __name__ == "__main__":
    main()
