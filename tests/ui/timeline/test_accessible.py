"""Assistive technology meets a list of bars with full names, follows the selection and hears a move."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from models import rescheduling
from ui.timeline import accessible, acts, names

Desk = Any


def name(thing: Any) -> str:
    return str(thing.text(QAccessible.Text.Name))


def test_bars_have_full_names(desk: Desk) -> None:
    timeline = QAccessible.queryAccessibleInterface(desk.card.view)
    assert timeline.role() == QAccessible.Role.List
    assert name(timeline) == "Timeline"
    found = [name(timeline.child(index)) for index in range(timeline.childCount())]
    assert (
        "Prod upgrade, Thursday 3 December 2026, 22:00 to Friday 01:00 your time, "
        "19:00 to 22:00 client time, not scheduled, movable" in found
    )
    assert "Support Week, Fri 4 – Thu 10 Dec, planned" in found
    assert any(text.startswith("Kestrel Energy, Thursday 3 December 2026, 21:00") for text in found)
    assert all(timeline.child(index).role() == QAccessible.Role.ListItem for index in range(timeline.childCount()))


def test_a_locked_bar_says_so(desk: Desk) -> None:
    rescheduling.already_scheduled(desk.context.store, desk.dossier.id, desk.context.clock.now(), "Priya")
    timeline = QAccessible.queryAccessibleInterface(desk.card.view)
    text = name(timeline.child(4))
    assert text.endswith("scheduled, locked")
    assert "movable" not in text


def test_the_selected_bar_is_the_focused_child(desk: Desk) -> None:
    desk.card.focus_phase("prod_upgrade")
    timeline = QAccessible.queryAccessibleInterface(desk.card.view)
    focused = timeline.focusChild()
    assert name(focused).startswith("Prod upgrade")
    assert focused.state().selected
    box = focused.rect()
    assert timeline.childAt(box.center().x(), box.center().y()) is focused
    assert timeline.indexOfChild(focused) == 4


def test_a_bar_that_is_gone_is_invalid(desk: Desk) -> None:
    timeline = QAccessible.queryAccessibleInterface(desk.card.view)
    last = timeline.child(timeline.childCount() - 1)
    desk.context.portfolio.open(0)
    assert not last.isValid()
    assert name(last) == ""


def test_move_mode_is_announced(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, bool]] = []

    def hear(_view: object, text: str, *, urgent: bool = False) -> None:
        heard.append((text, urgent))

    monkeypatch.setattr(accessible, "announce", hear)
    desk.card.focus_phase("best_practices")
    desk.card.start_move_mode()
    assert heard[0][0].startswith("Moving Best Practices.")
    desk.key(Qt.Key.Key_Right)
    assert heard[-1][0].startswith("Tuesday 8 December 2026, 13:00 to 14:00 your time, 10:00 to 11:00 client time")
    desk.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert heard[-1][1]
    assert "Cannot be on" in heard[-1][0]
    desk.key(Qt.Key.Key_Escape)


def test_the_bar_that_the_keys_are_on_is_said_when_the_focus_comes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(acts.QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(accessible, "announce_selection", heard.append)
    desk.card.view.clearFocus()
    desk.card.view.setFocus()
    qtbot.waitUntil(lambda: heard == [desk.card.view])


def test_announcements_reach_qt_without_a_reader(desk: Desk) -> None:
    accessible.announce(desk.card.view, "Moved", urgent=True)
    shown = desk.card.view
    bar = shown.bar("prod_upgrade")
    assert names.full_name(desk.dossier, bar, shown.scale).startswith("Prod upgrade")


def test_the_lanes_of_a_day_that_are_no_phase_are_named_too(desk: Desk) -> None:
    desk.card.focus_phase("prod_upgrade")
    desk.card.set_zoom("day")
    desk.card.focus_phase("prod_upgrade")
    timeline = QAccessible.queryAccessibleInterface(desk.card.view)
    found = [name(timeline.child(index)) for index in range(timeline.childCount())]
    assert "Business impact, 2–4 h, 2 h, Over by 02:00 at the latest" in found
    assert "Your calendar, Tentative, Confirm after client validation" in found
    assert all(found)
