"""The head of the page: whom, how far, numbers to copy, the client's clock; and the one next thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models import checklist, engagements
from ui.context import Context
from ui.header import COMPACT, Header, NextBar


@pytest.fixture
def header(context: Context, qtbot: QtBot) -> Header:
    made = Header(context)
    qtbot.addWidget(made)
    made.resize(COMPACT + 40, 60)
    made.show()
    made.refresh()
    return made


def words(widget: QWidget) -> list[str]:
    return [item.text() for item in widget.findChildren(QLabel) if item.isVisible() and item.text()]


def test_it_names_client_stage_numbers_and_distance(header: Header) -> None:
    assert words(header) == [
        "Northwind Health",
        "Client validation, day 2 of 2",
        "Master Change Request",
        "CHG0041877",
        "Open ticket",
        "ETIU03",
        "Los Angeles, 3 h behind you",
    ]


def test_a_number_is_copied_and_said(header: Header, told: list[str], press: Callable[[QWidget, str], None]) -> None:
    press(header, "Copy CHG0041877")
    assert QGuiApplication.clipboard().text() == "CHG0041877"
    assert told == ["Copied CHG0041877"]


def test_narrow_it_shortens_its_words(header: Header) -> None:
    header.resize(COMPACT - 100, 60)
    assert "Change" in words(header)
    assert "Los Angeles, 3 h behind you" not in words(header)


def test_it_follows_a_change(header: Header, context: Context) -> None:
    engagements.edit(context.store, context.portfolio.current, client="Northwind Clinics")
    assert "Northwind Clinics" in words(header)


def test_the_next_bar_says_one_thing_and_leads_to_its_step(
    context: Context, qtbot: QtBot, press: Callable[[QWidget, str], None]
) -> None:
    bar = NextBar(context)
    qtbot.addWidget(bar)
    bar.resize(900, 38)
    bar.show()
    bar.refresh()
    assert bar.text == "Email the prod upgrade reminder, then get validation confirmed by 17:00"
    assert bar.accessibleName() == f"Next: {bar.text}"
    with qtbot.waitSignal(bar.text_wanted) as wanted:
        press(bar, f"Compose: {bar.text}")
    assert wanted.args == ["validation_reminder"]
    checklist.tick(context.store, context.portfolio.current_dossier(), "validation_reminder")
    with qtbot.waitSignal(bar.step_wanted) as wanted:
        press(bar, f"Show the step: {bar.text}")
    assert wanted.args == ["validation_confirmed"]
