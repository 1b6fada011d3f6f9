"""Earlier dates: what was agreed before as ghosts with who, when and why, and what was planned beside what happened."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible

from models import rescheduling, zones
from ui.timeline.card import TimelineCard
from ui.timeline.hints import hint_at
from ui.timeline.history import Trace

CLIENT = "America/Los_Angeles"


def agree(desk, start: str, reason: str = "") -> None:
    moment = zones.attach(datetime.fromisoformat(start), CLIENT)
    rescheduling.agree(desk.context.store, desk.dossier.id, moment, "Dana", reason)


def shown(desk, kind: str = "prod_upgrade") -> tuple[Trace, ...]:
    return desk.card.view.traces(kind)


def added(desk) -> tuple[Trace, ...]:
    """The traces of what the test agreed; the example has an earlier date of its own."""
    return tuple(trace for trace in shown(desk) if "With Dana" in trace.words)


def over(desk, trace: Trace) -> str:
    """What the pointer is told over a trace."""
    layout = desk.layout
    left, top, width, height = layout.bar_box(layout.scene.row(trace.bar.kind), trace.bar)
    return hint_at(desk.card.view, QPointF(left + width / 2, top + height / 2))


def test_history_is_hidden_until_h_shows_it(desk) -> None:
    agree(desk, "2026-12-08T19:00", "their auditors")
    assert shown(desk) == ()
    desk.key(Qt.Key.Key_H)
    assert [trace.kind for trace in added(desk)] == ["agreed"]
    assert desk.told[-1][0] == "Earlier dates are shown. H hides them."
    desk.key(Qt.Key.Key_H)
    assert shown(desk) == ()


def test_each_agreed_date_tells_who_when_and_why(desk) -> None:
    agree(desk, "2026-12-08T19:00", "their auditors")
    agree(desk, "2026-12-10T18:00", "a fair")
    desk.key(Qt.Key.Key_H)
    first, second = added(desk)
    said = over(desk, first)
    assert said.startswith("Agreed: Tue 8 Dec, 19:00 PST, Tue 8 Dec, 22:00 your time. On Tue 24 Nov, 10:42, your time.")
    assert "With Dana" in said
    assert "Recorded by MK" in said
    assert "Why: their auditors." in said
    assert "a fair" in over(desk, second)


def test_the_date_in_force_is_no_history_while_it_is_the_plan(desk) -> None:
    desk.key(Qt.Key.Key_H)
    (earlier,) = shown(desk)
    assert "Wed 2 Dec, 19:00 PST" in earlier.words
    assert "With Elena Marsh. Recorded by MK." in earlier.words
    assert desk.phase("prod_upgrade").start == "2026-12-03T19:00"


def test_a_moved_plan_leaves_the_agreed_date_as_a_ghost(desk) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19), CLIENT)
    rescheduling.move_phase(desk.context.store, desk.dossier.id, "prod_upgrade", start, reason="earlier")
    desk.key(Qt.Key.Key_H)
    (trace,) = shown(desk)
    assert "Thu 3 Dec, 19:00 PST" in trace.words  # the earlier one is the plan again
    assert trace.bar.end - trace.bar.start == 3 * 3600


def test_a_place_agreed_twice_is_one_ghost_with_both_stories(desk) -> None:
    for start, reason in (("2026-12-08T19:00", "first"), ("2026-12-09T19:00", "second"), ("2026-12-08T19:00", "third")):
        agree(desk, start, reason)
    desk.key(Qt.Key.Key_H)
    places = added(desk)
    assert len(places) == 2
    assert "first" in places[0].words
    assert "third" in places[0].words


def test_what_happened_otherwise_shows_the_plan_under_it(desk) -> None:
    store, kickoff = desk.context.store, desk.phase("kickoff")
    assert kickoff.starts is not None
    assert kickoff.ends is not None
    begin = zones.after(kickoff.starts, datetime(1, 1, 1, 0, 20) - datetime(1, 1, 1))
    rescheduling.record_actual(store, desk.dossier.id, "kickoff", start=begin)
    end = zones.after(kickoff.ends, datetime(1, 1, 1, 1, 10) - datetime(1, 1, 1))
    rescheduling.record_actual(store, desk.dossier.id, "kickoff", end=end)
    desk.key(Qt.Key.Key_H)
    (trace,) = shown(desk, "kickoff")
    assert trace.kind == "planned"
    assert trace.words.endswith("It began 20 min late. It ended 1 h 10 min late.")
    assert "Planned Fri 20 Nov, 13:00" in over(desk, trace)


def test_a_ghost_is_no_handle(desk) -> None:
    agree(desk, "2026-12-08T19:00")
    desk.key(Qt.Key.Key_H)
    (trace,) = added(desk)
    left, top, width, height = desk.layout.bar_box(desk.layout.scene.row("prod_upgrade"), trace.bar)
    assert desk.layout.at(left + width / 2, top + height / 2).bar is None


def test_words_keep_out_of_ghosts(desk) -> None:
    agree(desk, "2026-12-04T19:00")
    desk.key(Qt.Key.Key_H)
    (trace,) = added(desk)
    left, right = desk.layout.span(trace.bar)
    row = desk.layout.scene.row("prod_upgrade")
    middle = desk.layout.top(row) + desk.layout.rows.row_height(row) / 2
    texts = [item.box for item in desk.card.view.items if type(item).__name__ == "Text"]
    inside = [box for box in texts if box[1] <= middle <= box[1] + box[3] and box[0] < right and left < box[0] + box[2]]
    assert inside == []


def test_assistive_technology_is_told_the_same(desk) -> None:
    agree(desk, "2026-12-08T19:00", "their auditors")
    desk.key(Qt.Key.Key_H)
    timeline = QAccessible.queryAccessibleInterface(desk.card.view)
    bar = timeline.child(desk.card.view.lanes().index("prod_upgrade"))
    assert "their auditors" in bar.text(QAccessible.Text.Description)


def test_without_earlier_dates_it_says_so(desk) -> None:
    names = {desk.context.portfolio.name(id_): id_ for id_ in desk.context.portfolio.ids()}
    desk.context.portfolio.open(names["Ostrava Glass"])
    desk.key(Qt.Key.Key_H)
    assert desk.told[-1][0] == "There are no earlier dates"


def test_it_is_remembered(desk, qtbot) -> None:
    desk.key(Qt.Key.Key_H)
    again = TimelineCard(desk.context)
    qtbot.addWidget(again)
    assert again.view.history
