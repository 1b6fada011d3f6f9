"""The activity: newest first, filtered, and taking back one earlier step alone."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models import activity, checklist, dossiers, engagements, rescheduling, tickets, zones
from models.records import Dossier
from ui.activity.model import ActivityModel, Role
from ui.activity.pane import ActivityPane
from ui.context import Context


def now(context: Context) -> Dossier:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    return dossier


def do_three_things(context: Context) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19, 0), "America/Los_Angeles")
    rescheduling.move_phase(context.store, now(context).id, "prod_upgrade", start, reason="Client asked for Wednesday")
    checklist.tick(context.store, now(context), "validation_reminder")
    tickets.set_state(context.store, now(context), "ETIU03", "Work in Progress")


@pytest.fixture
def pane(context: Context, qtbot: QtBot) -> ActivityPane:
    do_three_things(context)
    made = ActivityPane(context)
    qtbot.addWidget(made)
    made.resize(364, 700)
    made.show()
    return made


def titles(pane: ActivityPane) -> list[str]:
    return [str(pane.rows.index(at).data()) for at in range(pane.rows.rowCount())]


def test_newest_first_with_who_when_and_why(pane: ActivityPane) -> None:
    assert titles(pane)[:3] == [
        "Set ETIU03 to Work in Progress",
        "Tick “Send the prod upgrade reminder”",
        "Move Prod Upgrade",
    ]
    move = pane.rows.index(2)
    assert move.data(Role.WHEN) == "MK · Tue 24 Nov, 10:42, your time"
    assert move.data(Role.LINES)[0] == "Prod upgrade: Thu 3 Dec, 19:00 PST → Wed 2 Dec, 19:00 PST"
    assert move.data(Role.REASON) == "Client asked for Wednesday"
    said = move.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Move Prod Upgrade. MK")
    assert "Client asked for Wednesday" in said


def test_a_new_step_appears_at_once(pane: ActivityPane, context: Context) -> None:
    engagements.edit(context.store, now(context).id, client="Northwind")
    assert titles(pane)[0] == "Change client"
    assert pane.rows.index(0).data(Role.LINES) == ["Client: Northwind Health → Northwind"]


def test_the_filter_finds_words_anywhere(pane: ActivityPane, qtbot: QtBot) -> None:
    qtbot.keyClicks(pane.filter, "wednesday")
    assert titles(pane) == ["Move Prod Upgrade"]
    pane.filter.setText("no such thing")
    assert (titles(pane), pane.empty.text()) == ([], "Nothing matches “no such thing”.")
    pane.filter.clear()
    assert len(titles(pane)) > 2
    assert pane.empty.isHidden()


def test_an_earlier_step_is_taken_back_alone(
    pane: ActivityPane, context: Context, told: list[str], qtbot: QtBot
) -> None:
    pane.list.setCurrentIndex(pane.rows.index(1))
    qtbot.waitUntil(lambda: pane.list.button is not None and pane.list.button.isVisible())
    item = pane.list.button
    assert item is not None
    assert pane.list.visualRect(pane.rows.index(1)).contains(place_of(pane, item))
    assert item.accessibleName() == "Take back: Tick “Send the prod upgrade reminder”"
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert not now(context).is_done("validation_reminder")
    ticket = now(context).ticket("ETIU03")
    assert ticket is not None
    assert ticket.state == "Work in Progress"
    assert told[-1] == "Took back: Tick “Send the prod upgrade reminder”"
    assert titles(pane)[0].startswith("Took back")
    assert QApplication.focusWidget() is pane.list


def test_a_step_that_others_build_on_has_no_button(pane: ActivityPane, context: Context) -> None:
    start = zones.attach(datetime(2026, 12, 1, 19, 0), "America/Los_Angeles")
    rescheduling.move_phase(context.store, now(context).id, "prod_upgrade", start, reason="Once more")
    earlier = titles(pane).index("Move Prod Upgrade", 1)
    pane.list.setCurrentIndex(pane.rows.index(earlier))
    assert pane.rows.index(earlier).data(Role.CAN_TAKE_BACK) is False
    assert pane.list.button is None


def test_a_hidden_pane_reads_nothing_and_catches_up_when_shown(pane: ActivityPane, context: Context) -> None:
    pane.hide()
    before = titles(pane)
    engagements.edit(context.store, now(context).id, client="Northwind")
    assert titles(pane) == before
    pane.show()
    assert titles(pane)[0] == "Change client"


def test_it_follows_the_open_engagement(pane: ActivityPane, context: Context) -> None:
    other = next(id_ for id_, name in dossiers.names(context.store) if name == "Kestrel Energy")
    context.portfolio.open(other)
    assert titles(pane) == ["Load the example"]


def test_the_model_keeps_qts_rules(context: Context, qtmodeltester: ModelTester) -> None:
    do_three_things(context)
    model = ActivityModel(context.formats)
    model.show(activity.entries(context.store, now(context), context.formats))
    qtmodeltester.check(model)
    model.set_filter("prod upgrade")
    qtmodeltester.check(model)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_paint(pane: ActivityPane, context: Context, theme: str) -> None:
    context.appearance.use(theme)
    pane.list.setCurrentIndex(pane.rows.index(0))
    assert not pane.grab().isNull()
    assert pane.list.accessibleName() == "What was done, newest first"


def test_the_button_stays_on_its_row_while_one_scrolls(pane: ActivityPane, qtbot: QtBot) -> None:
    pane.resize(364, 240)
    pane.list.setCurrentIndex(pane.rows.index(0))
    for value in (60, 5, 0):
        pane.list.verticalScrollBar().setValue(value)
        item = pane.list.button
        assert item is not None
        assert pane.list.visualRect(pane.rows.index(0)).contains(place_of(pane, item))


def place_of(pane: QWidget, item: QWidget) -> QRect:
    """Where a button lies in the view's own measures."""
    return QRect(pane.list.viewport().mapFrom(pane, item.pos()), item.size())
