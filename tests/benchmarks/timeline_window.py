"""Both timelines in the whole main window with so many bars; prints its figures as one JSON line.

Run by timeline.py, a process a size. A frame of a drag is everything that a move of the pointer sets off until nothing
waits to be painted: bar, followers, tooltip, hatching and the live zone strip. Times are processor time of this
process, so that other work on the computer doesn't count. Memory is what the process holds: once both timelines were
shown, and at the end, when Details has been opened too and every cache has what the gestures put into it.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

import portfolios  # noqa: E402
from measure import memory  # noqa: E402
from msgspec.structs import replace  # noqa: E402
from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget  # noqa: E402

DAY = 86_400.0

PIXELS = 4
"""How far a hand moves between two frames."""
PLAIN = -1
"""In place of a count of bars: an empty QMainWindow without anything of the program."""
Figures = dict[str, list[float]]


def painted() -> None:
    """Paint what waits to be painted."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def timed(act: Callable[[], object], repeat: int, warm: int = 5) -> list[float]:
    """Return the milliseconds of processor time of each call, with all painting that it sets off."""
    taken = []
    for number in range(repeat + warm):
        begin = time.process_time_ns()
        act()
        painted()
        if number >= warm:
            taken.append((time.process_time_ns() - begin) / 1e6)
    return taken


def empty_window() -> None:
    """Print what an empty main window takes."""
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    painted()
    print(json.dumps({"memory": memory()}))


def window_on(folder: Path, bars: int) -> QMainWindow:
    """Return the main window of the program on a portfolio that is loaded."""
    from models import calendars
    from models.clock import Clock
    from models.formats import Formats
    from models.store import open_store
    from ui.afterwards import WARM
    from ui.background import warm_up
    from ui.context import Context
    from ui.feed import Feed
    from ui.later import Later
    from ui.main_window import MainWindow
    from ui.portfolio import Portfolio
    from ui.theme import Appearance

    store = open_store(folder / "e2e-tracker.db", clock=Clock(portfolios.NOW))
    calendars.seed(store.recall(portfolios.CALENDARS))
    feed, formats = Feed(store), Formats()
    portfolio = Portfolio(store, feed, store.clock, formats)
    known = [dossier for id_ in portfolio.ids() if (dossier := portfolio.dossier(id_)) is not None]
    for number in range(len(known), bars // portfolios.BARS_A_ROW):
        like = known[number % len(known)]
        who = replace(like.engagement, id=number + 1, client=f"Client {number:05d}", consultant=f"C {number // 20}")
        phases = {kind: replace(phase, engagement=who.id) for kind, phase in like.phases.items()}
        portfolio._names[who.id] = who.client
        portfolio._dossiers[who.id] = replace(like, engagement=who, phases=phases)
        portfolio._attention[who.id] = portfolio._attention[like.id]
        listed = replace(portfolio._entries[like.id], engagement=who.id, client=who.client, consultant=who.consultant)
        portfolio._entries[who.id] = listed
    context = Context(store, feed, portfolio, store.clock, Appearance("light"), formats, later=Later(None))
    window = MainWindow(context)
    window.open_first()
    context.appearance.dress()
    window.resize(1440, 900)
    window.show()
    painted()
    warm_up(WARM).join()
    QTest.qWait(300)
    return window


def drag(view: QWidget, at: QPoint, reach: int, figures: Figures, name: str, place_width: float) -> None:
    """Measure a drag by hand to and fro, and one that is at another place in each frame."""
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    port = view.viewport()
    QTest.mousePress(port, button, none, at)
    steps = [*range(0, reach, PIXELS), *range(reach, 0, -PIXELS)]
    turn = count()
    figures[f"{name}: frame of a drag"] = timed(
        lambda: QTest.mouseMove(port, at + QPoint(steps[next(turn) % len(steps)], 0)), 3 * len(steps), warm=2
    )
    places = [round(place_width * days) for days in range(1, int(reach / place_width))]
    places += places[::-1]
    turn = count()
    figures[f"{name}: frame of a drag, each at another day"] = timed(
        lambda: QTest.mouseMove(port, at + QPoint(places[next(turn) % len(places)], 0)), 200
    )
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, button, none, at)
    QTest.qWait(300)


def travel(card: QWidget, figures: Figures, name: str) -> None:
    """Measure scrolling through days, zooming and jumping."""
    navigation, turn = card.navigation, count()
    figures[f"{name}: scroll by a notch of days"] = timed(
        lambda: navigation.scroll(3 * DAY if next(turn) % 20 < 10 else -3 * DAY), 160
    )
    factors = (1.25, 0.8)
    figures[f"{name}: zoom by a notch"] = timed(
        lambda: navigation.zoom(factors[next(turn) % 2], navigation.shown.centre), 80
    )
    navigation.set_level("month")
    card.show_today()
    painted()
    far = (navigation.now + 200 * DAY, navigation.now - 150 * DAY, navigation.now)
    figures[f"{name}: jump"] = timed(lambda: navigation.show_moment(far[next(turn) % 3]), 80)
    card.show_today()
    painted()


def one_engagement(window: QMainWindow, figures: Figures) -> None:
    """Measure the timeline of one engagement."""
    card = window.pages.one.timeline
    travel(card, figures, "one")
    layout = card.view.layout_now
    left, top, width, height = layout.box_of("prod_upgrade")
    at = QPoint(round(left + width / 2), round(top + height / 2))
    drag(card.view, at, 200, figures, "one", layout.grid.day_width)


def all_engagements(window: QMainWindow, figures: Figures) -> None:
    """Measure the timeline of all engagements."""
    window.pages.show_all()
    painted()
    card, turn = window.pages.timeline, count()
    QTest.qWait(300)
    bar = card.view.verticalScrollBar()
    figures["all: scroll by a notch of rows"] = timed(
        lambda: bar.setValue(72 * (at if (at := next(turn) % 60) < 30 else 60 - at)), 160
    )
    bar.setValue(0)
    travel(card, figures, "all")
    layout = card.view.layout_now
    line, spot = next(
        (at, spot)
        for at in layout.visible()
        if layout.lines[at].entry and (spot := card.view.picture(at).spot("prod_upgrade"))
    )
    at = QPoint(round(spot.middle), round(layout.top(line) + layout.frame.middle))
    drag(card.view, at, 200, figures, "all", layout.grid.day_width)


def measured(window: QMainWindow) -> dict[str, object]:
    """Return the figures of both timelines."""
    figures: Figures = {}
    begin = time.process_time_ns()
    window.pages.show_all()
    painted()
    figures["all: first paint"] = [(time.process_time_ns() - begin) / 1e6]
    shown = memory()
    window.pages.show_one()
    painted()
    one_engagement(window, figures)
    all_engagements(window, figures)
    return {**figures, "shown": shown}


def main() -> None:
    """Measure a window with as many bars as the command line says."""
    application = QApplication(["timeline", "-style", "Fusion"])
    bars = int(sys.argv[2])
    if bars == PLAIN:
        empty_window()
        return
    window = window_on(Path(sys.argv[1]), bars)
    if not bars:
        print(json.dumps({"memory": memory()}))
        return
    gc.collect()
    gc.freeze()
    print(json.dumps({**measured(window), "memory": memory()}))
    window.close()
    application.quit()


if __name__ == "__main__":
    main()
