"""Measures both timelines. Run: python tests/benchmarks/timeline.py [rows …]; nothing is asserted here.

All engagements with 100, 1,000 and 10,000 rows of seven phases: first paint, a frame of a drag with tooltip and
followers, a notch of scrolling through rows and through days, zoom, memory over the empty window. Then a frame of a
drag and a notch of scrolling on the timeline of one engagement.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from msgspec.structs import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import portfolios  # noqa: E402
from measure import show, timed  # noqa: E402
from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from models.clock import Clock  # noqa: E402
from models.formats import Formats  # noqa: E402
from models.store import open_store  # noqa: E402
from ui.context import Context  # noqa: E402
from ui.feed import Feed  # noqa: E402
from ui.portfolio import Portfolio  # noqa: E402
from ui.theme import Appearance  # noqa: E402
from ui.timeline.all_card import AllCard  # noqa: E402
from ui.timeline.card import TimelineCard  # noqa: E402

DAY = 86_400.0
TEMPLATES = 100
"""Engagements that are stored; more rows are copies of them in memory."""


def memory() -> float:
    """Return the megabytes that this process holds now; the highest so far where the system doesn't say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def context_of(folder: Path, rows: int) -> Context:
    """Return a window's context on so many engagements, all loaded."""
    store = open_store(portfolios.fill(folder / "templates", TEMPLATES) / "e2e-tracker.db", clock=Clock(portfolios.NOW))
    feed = Feed(store)
    portfolio = Portfolio(store, feed, store.clock, Formats())
    known = [dossier for id_ in portfolio.ids() if (dossier := portfolio.dossier(id_)) is not None]
    for number in range(len(known), rows):
        like = known[number % len(known)]
        who = replace(like.engagement, id=number + 1, client=f"Client {number:05d}", consultant=f"C {number // 20}")
        portfolio._names[who.id] = who.client
        portfolio._dossiers[who.id] = replace(like, engagement=who)
        portfolio._attention[who.id] = portfolio._attention[like.id]
    portfolio.open(portfolio.ids()[0])
    return Context(store, feed, portfolio, store.clock, Appearance("light"), Formats())


def painted(widget: QWidget) -> None:
    """Paint what waits to be painted."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def all_engagements(context: Context, rows: int) -> None:
    """Measure the timeline of all engagements."""
    name = f"all, {rows} rows"
    begin = time.perf_counter()
    card = AllCard(context)
    card.resize(860, 720)
    card.show()
    painted(card)
    show(f"{name}: made, listed and painted first", [(time.perf_counter() - begin) * 1000])
    view, bar, step = card.view, card.view.verticalScrollBar(), count()
    view.viewport().repaint()
    show(f"{name}: paint of the whole view", timed(view.viewport().repaint, 40))

    def scroll_rows() -> None:
        at = next(step) % 60
        bar.setValue(72 * (at if at < 30 else 60 - at))
        painted(view)

    def scroll_days() -> None:
        card.navigation.scroll(3 * DAY if next(step) % 20 < 10 else -3 * DAY)
        painted(view)

    def zoom() -> None:
        card.navigation.zoom(1.25 if next(step) % 2 else 0.8, card.navigation.shown.centre)
        painted(view)

    show(f"{name}: scroll by a notch of rows", timed(scroll_rows, 120))
    bar.setValue(0)
    show(f"{name}: scroll by a notch of days", timed(scroll_days, 120))
    show(f"{name}: zoom by a notch", timed(zoom, 60))
    card.navigation.show_today()
    painted(view)
    layout = view.layout_now
    assert layout is not None
    line, spot = next(
        (at, spot)
        for at in layout.visible()
        if (spot := view.picture(at).spot("prod_upgrade")) and layout.lines[at].entry
    )
    at = QPoint(round(spot.middle), round(layout.top(line) + layout.frame.middle))
    drag(f"{name}: frame of a drag", view.viewport(), at, layout.grid.day_width)
    card.close()
    card.deleteLater()
    painted(card)


def drag(name: str, viewport: QWidget, at: QPoint, day: float) -> None:
    """Measure frames of a drag, each at another day."""
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    places = [at + QPoint(round(day * days), 0) for days in (1, 2, 3, 4, 5, 6, 5, 4, 3, 2)]
    turn = count()

    def frame() -> None:
        QTest.mouseMove(viewport, places[next(turn) % len(places)])
        painted(viewport)

    show(f"{name}, each at a new place", timed(frame, 200, warm=20))
    QTest.keyClick(viewport.parentWidget(), Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.qWait(200)


def one_engagement(context: Context) -> None:
    """Measure the timeline of one engagement."""
    card, step = TimelineCard(context), count()
    card.resize(784, 492)
    card.show()
    painted(card)
    view = card.view

    def scroll() -> None:
        card.navigation.scroll(3 * DAY if next(step) % 20 < 10 else -3 * DAY)
        painted(view)

    show("one: scroll by a notch of days", timed(scroll, 120))
    card.navigation.show_today()
    painted(view)
    layout = view.layout_now
    box = layout.box_of("prod_upgrade") if layout else None
    assert layout is not None
    assert box is not None
    at = QPoint(round(box[0] + box[2] / 2), round(box[1] + box[3] / 2))
    drag("one: frame of a drag", view.viewport(), at, layout.grid.day_width)
    card.close()


def main() -> None:
    """Measure what the command line names."""
    application = QApplication([])
    empty = QWidget()
    empty.show()
    painted(empty)
    with tempfile.TemporaryDirectory() as temporary:
        for rows in [int(word) for word in sys.argv[1:]] or [100, 1_000, 10_000]:
            context = context_of(Path(temporary), rows)
            before = memory()
            all_engagements(context, rows)
            print(f"all, {rows} rows: memory over the same program without the view {memory() - before:.1f} MB")
            if rows == TEMPLATES:
                one_engagement(context)
            context.store.close()
    empty.close()
    application.quit()


if __name__ == "__main__":
    main()
