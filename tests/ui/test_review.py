"""The review before a move: what it shows, what it asks for, and what it writes as one step."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models import planning
from models.formats import Formats
from models.placements import of_phase
from models.planning import Proposal
from models.records import Dossier
from ui.context import Context
from ui.form import Banner
from ui.reschedule import words
from ui.reschedule.review import RescheduleReview

WEDNESDAY = datetime(2026, 12, 2, 19, 0)


def now(context: Context) -> Dossier:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    return dossier


def propose(context: Context, kind: str = "prod_upgrade", wall: datetime = WEDNESDAY) -> Proposal:
    return planning.propose_wall(now(context), kind, wall, context.clock.now(), formats=context.formats)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def opened(context: Context, window: QWidget, proposal: Proposal) -> RescheduleReview:
    review = RescheduleReview(context, now(context), proposal, window)
    review.open()
    return review


def texts(review: RescheduleReview) -> list[str]:
    return [item.text() for item in review.findChildren(QLabel) if item.text() and not item.isHidden()]


def test_it_says_what_moves_like_the_picture(context: Context, window: QWidget) -> None:
    review = opened(context, window, propose(context))
    assert review.windowTitle() == "Move prod upgrade to Wed 2 Dec?"
    assert review.width() == 640
    said = texts(review)
    assert "Northwind Health. Nothing is scheduled in ServiceNow yet." in said
    assert list(words.rows(propose(context), context.formats)) == [
        ("Prod upgrade, you", "Thu 3 Dec, 22:00 – Fri 01:00", "Wed 2 Dec, 22:00 – Thu 01:00"),
        ("Prod upgrade, client", "Thu 3 Dec, 19:00 – 22:00", "Wed 2 Dec, 19:00 – 22:00"),
        ("Support Week", "Fri 4 – Thu 10 Dec", "Thu 3 – Wed 9 Dec"),
        ("Best Practices, you", "Mon 7 Dec, 13:00 – 14:00", "Fri 4 Dec, 13:00 – 14:00"),
    ]
    assert "Tell Aja about the adjustment" in said
    assert "Kestrel Energy's prod upgrade no longer overlaps" in said
    assert [review.keep.text(), review.move_button.text()] == ["Keep Thu 3 Dec", "Move to Wed 2 Dec"]
    assert review.hint.text() == "Ctrl Z undoes all of it"
    review.reject()


def test_keeping_is_the_default_and_escape_keeps_too(context: Context, window: QWidget, qtbot: QtBot) -> None:
    before = context.store.next_undo()
    review = opened(context, window, propose(context))
    assert review.keep.isDefault()
    qtbot.keyClick(review, Qt.Key.Key_Escape)
    assert context.store.next_undo() == before
    assert now(context).prod.start == "2026-12-03T19:00"


def test_a_reason_is_required_once_the_client_has_agreed(context: Context, window: QWidget, qtbot: QtBot) -> None:
    review = opened(context, window, propose(context))
    qtbot.mouseClick(review.move_button, Qt.MouseButton.LeftButton)
    assert review.reason.error == "Say in a line why it changes."
    assert now(context).prod.start == "2026-12-03T19:00"
    review.reason.line.setText("Client asked for Wednesday")
    qtbot.mouseClick(review.move_button, Qt.MouseButton.LeftButton)
    assert now(context).prod.start == "2026-12-02T19:00"
    assert context.store.next_undo().reason == "Client asked for Wednesday"


def test_enter_in_the_reason_neither_moves_nor_throws_it_away(context: Context, window: QWidget, qtbot: QtBot) -> None:
    review = opened(context, window, propose(context))
    qtbot.keyClicks(review.reason.line, "Client asked for Wednesday")
    qtbot.keyClick(review.reason.line, Qt.Key.Key_Return)
    assert review.isVisible()
    assert now(context).prod.start == "2026-12-03T19:00"
    assert review.focusWidget() is review.move_button
    review.reject()


def test_one_undo_takes_back_everything_it_did(
    context: Context, window: QWidget, told: list[str], qtbot: QtBot
) -> None:
    messages = now(context).messages
    before = {kind: of_phase(phase) for kind, phase in now(context).phases.items()}
    review = opened(context, window, propose(context))
    review.reason.line.setText("Client asked for Wednesday")
    review.move_button.click()
    assert told == ["Moved Prod upgrade to Wed 2 Dec, 22:00"]
    assert len(now(context).messages) == len(messages) + 1
    context.store.undo()
    assert {kind: of_phase(phase) for kind, phase in now(context).phases.items()} == before
    assert now(context).messages == messages


def test_the_roadmap_follows_only_when_asked(context: Context, window: QWidget) -> None:
    review = opened(context, window, propose(context))
    titles = [banner.title.text() for banner in review.findChildren(Banner)]
    assert "The roadmap still says Thu 3 Dec, 19:00" in titles
    assert not review.roadmap.isChecked()
    assert review.agreed_with.isHidden()
    review.roadmap.click()
    assert review.agreed_with.text == "Elena Marsh"
    review.reason.line.setText("Client asked for Wednesday")
    review.move_button.click()
    agreed = now(context).agreed
    assert agreed is not None
    assert (agreed.start, agreed.agreed_with) == ("2026-12-02T19:00", "Elena Marsh")


def test_a_soft_limit_is_read_over_with_its_reason(context: Context, window: QWidget) -> None:
    late = propose(context, "best_practices", datetime(2026, 12, 11, 10, 0))
    assert late.needs_review
    review = opened(context, window, late)
    assert review.windowTitle() == "Move Best Practices to Fri 11 Dec?"
    assert any(banner.property("tone") == "warn" for banner in review.findChildren(Banner))
    review.move_button.click()
    assert review.reason.error
    review.reason.line.setText("They can't sooner")
    review.move_button.click()
    assert now(context).phases["best_practices"].start == "2026-12-11T10:00"


@pytest.mark.parametrize("size", [100, 150])
def test_no_time_of_a_move_is_cut_nor_whose_it_is(context: Context, window: QWidget, size: int) -> None:
    portfolio, formats = context.portfolio, Formats("en", hour12=True)
    portfolio.open(next(id_ for id_ in portfolio.ids() if portfolio.name(id_) == "Ostrava Glass"))
    context.appearance.set_text_size(size)
    sunday = propose(context, "kickoff", datetime(2026, 11, 29, 14, 0))
    review = opened(replace(context, formats=formats), window, sunday)
    said = {text for line in words.rows(sunday, formats) for text in line}
    shown = [item for item in review.findChildren(QLabel) if item.text() in said]
    assert {item.text() for item in shown} == said
    assert [item.text() for item in shown if item.width() < item.sizeHint().width()] == []
    review.reject()
    context.appearance.set_text_size(100)


def test_taking_the_date_away_is_a_move_to_no_date(context: Context, window: QWidget) -> None:
    nothing = planning.propose_undated(now(context), "prod_upgrade", context.clock.now(), formats=context.formats)
    review = opened(context, window, nothing)
    assert review.windowTitle() == "Take the date of prod upgrade away?"
    review.reason.line.setText("The client paused the project")
    review.move_button.click()
    assert not now(context).prod.dated


def test_what_another_program_forbade_meanwhile_is_said_and_nothing_is_lost(context: Context, window: QWidget) -> None:
    review = opened(context, window, propose(context))
    review.reason.line.setText("Client asked for Wednesday")
    with context.store.step("Schedule Conversion") as db:
        db.table("engagement").update(now(context).id, {"conversion_utc": "2026-11-24T15:40:00Z"})
    review.move_button.click()
    assert review.reason.error.startswith("Scheduled upgrades cannot be moved here.")
    assert review.reason.text == "Client asked for Wednesday"
    review.reject()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_paint_and_every_button_has_a_name(context: Context, window: QWidget, theme: str) -> None:
    context.appearance.use(theme)
    review = opened(context, window, propose(context))
    assert not review.grab().isNull()
    assert all(item.accessibleName() for item in (review.keep, review.move_button, review.roadmap, review.reason.line))
    review.reject()
