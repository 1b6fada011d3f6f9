"""Recording what the client did about Best Practices, by mouse and keys (N25)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models.dossiers import load
from models.records import SessionRequest
from ui.context import Context
from ui.details.pane import DetailsPane
from ui.details.phases_section import PhasesSection
from ui.main_window import MainWindow
from ui.session_requests.dialog import SessionRequestDialog


@pytest.fixture
def dialog(context: Context, qtbot: QtBot) -> Iterator[SessionRequestDialog]:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    found = SessionRequestDialog(context, dossier)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(found)
    found.show()
    yield found
    found.close()


def kept(context: Context) -> tuple[SessionRequest, ...]:
    return load(context.store, context.portfolio.current).session_requests


def test_a_day_outside_the_window_is_refused_by_itself(
    dialog: SessionRequestDialog, context: Context, qtbot: QtBot
) -> None:
    dialog.who.line.clear()
    qtbot.keyClicks(dialog.who.line, "Jo Ann Lee")
    qtbot.keyClicks(dialog.wanted.field.line, "21 dec")
    assert "Refuse it: 6 working days" in dialog.wanted.echo.text()
    assert dialog.answer.current == "refused"
    qtbot.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    (request,) = kept(context)
    assert (request.asked_by, request.wanted, request.answer) == ("Jo Ann Lee", "2026-12-21", "refused")
    assert not dialog.isVisible()


def test_agreeing_to_such_a_day_is_refused_and_the_words_stay(dialog: SessionRequestDialog, context: Context) -> None:
    dialog.wanted.field.line.setText("21 dec")
    dialog.answer.choose("agreed")
    dialog.confirm()
    assert "can't be later than Fri 11 Dec" in dialog.error.text()
    assert dialog.isVisible()
    assert not kept(context)


def test_a_cancellation_has_no_answer_and_offers_to_book_again(
    dialog: SessionRequestDialog, context: Context, qtbot: QtBot
) -> None:
    offered: list[tuple[str, str]] = []
    context.notices.told.connect(lambda text, action, _then: offered.append((text, action)))
    qtbot.mouseClick(dialog.what.button("cancelled"), Qt.MouseButton.LeftButton)
    assert not dialog.answer.isVisible()
    dialog.confirm()
    assert [item.what for item in kept(context)] == ["cancelled"]
    assert offered == [("Recorded: Best Practices cancelled", "Book it again…")]


@pytest.mark.parametrize(
    ("typed", "day", "words"), [("nonsense", "today", "no date"), ("", "", "When it happened is missing")]
)
def test_what_cannot_be_read_is_said(
    dialog: SessionRequestDialog, context: Context, typed: str, day: str, words: str
) -> None:
    dialog.wanted.field.line.setText(typed)
    dialog.day.field.line.setText(day)
    dialog.confirm()
    assert words in dialog.error.text()
    assert not kept(context)


def test_an_open_request_is_answered_where_it_stands(context: Context, qtbot: QtBot) -> None:
    engagement = context.portfolio.current
    with context.store.step("Ask", engagement=engagement) as db:
        row = {"engagement": engagement, "what": "request", "day": "2026-11-23", "asked_by": "Jo", "made_utc": ""}
        db.table("session_request").insert(row)
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    found = SessionRequestDialog(context, dossier)
    qtbot.addWidget(found)
    found.show()
    buttons = [item for item in found.findChildren(QPushButton) if item.accessibleName().startswith("Refused: ")]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert kept(context)[0].answer == "refused"
    found.close()


def test_it_opens_from_details_where_the_record_stays(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.page.right.show_tab("details")
    (pane,) = window.findChildren(DetailsPane)
    phases = pane.section(PhasesSection)
    assert isinstance(phases, PhasesSection)
    assert not phases.blocks["kickoff"].request.isVisibleTo(phases.blocks["kickoff"])
    block = phases.unfold("best_practices")
    assert block is not None
    block.request.click()
    (dialog,) = window.findChildren(SessionRequestDialog)
    dialog.what.button("cancelled").click()
    dialog.who.line.setText("Jo")
    dialog.confirm()
    assert block.chip.text == "Not booked again"
    assert "Jo cancelled" in block.happened.text()


def test_it_opens_from_its_action(window: MainWindow) -> None:
    window.commands.calendar.session_request()
    (dialog,) = window.findChildren(SessionRequestDialog)
    assert dialog.isVisible()
    dialog.close()
