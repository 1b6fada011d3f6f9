"""Planning from the end: the latest that fits, three evenings that fit the wishes, and on to the review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models import planning, rescheduling, zones
from models.errors import UserError
from ui.context import Context
from ui.form import Button, Chip
from ui.plan_from_end.dialog import PlanFromEnd
from ui.reschedule.review import RescheduleReview


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


@pytest.fixture
def plan(context: Context, window: QWidget) -> Callable[[str], PlanFromEnd]:
    def open_for(client: str) -> PlanFromEnd:
        found = next(id_ for id_ in context.portfolio.ids() if context.portfolio.name(id_) == client)
        dialog = PlanFromEnd(context, found, window)
        dialog.open()
        return dialog

    return open_for


def offers(dialog: PlanFromEnd) -> list[Button]:
    found = [dialog.offers.itemAt(at).widget() for at in range(dialog.offers.count())]
    return [item for item in found if isinstance(item, Button)]


def chips(dialog: PlanFromEnd) -> list[str]:
    return [item.text for item in dialog.findChildren(Chip) if not item.isHidden()]


def words(dialog: QWidget) -> list[str]:
    return [item.text() for item in dialog.findChildren(QLabel) if item.text() and not item.isHidden()]


def test_it_opens_on_the_plan_with_nothing_to_review(plan: Callable[[str], PlanFromEnd]) -> None:
    dialog = plan("Northwind Health")
    assert dialog.windowTitle() == "Plan Northwind Health from the end"
    assert dialog.start.field.text == "2026-12-03 19:00"
    assert chips(dialog) == ["Over", "Over", "Over", "Under way"]
    assert not dialog.review.isEnabled()
    dialog.reject()


def test_another_prod_shows_another_latest(plan: Callable[[str], PlanFromEnd]) -> None:
    dialog = plan("Pine Ridge Dental")
    assert "Mon 7 – Tue 8 Dec" in words(dialog)
    assert chips(dialog)[-1] == "Planned in time"
    dialog.start.field.line.setText("2026-11-27 19:00")
    assert "Wed 25 – Fri 27 Nov" in words(dialog)
    dialog.start.field.line.setText("2026-11-25 10:00")
    assert chips(dialog)[-1] == "Too late"
    assert not dialog.review.isEnabled()
    dialog.reject()


def test_three_evenings_are_offered_and_one_click_takes_one(plan: Callable[[str], PlanFromEnd]) -> None:
    dialog = plan("Northwind Health")
    first, *others = offers(dialog)
    assert len(others) == 2
    assert first.text() == "Wed 25 Nov, 19:00 PST for the client, Wed 25 Nov, 22:00 EST for you"
    first.click()
    assert dialog.start.field.text == "2026-11-25 19:00"
    assert dialog.review.isEnabled()
    dialog.reject()


def test_wishes_change_what_is_offered(plan: Callable[[str], PlanFromEnd]) -> None:
    dialog = plan("Northwind Health")
    for number in (0, 1, 2, 4):
        dialog.client.day(number).click()
    dialog.client.since.line.setText("17")
    dialog.client.until.line.setText("18:30")
    texts = [item.text() for item in offers(dialog)]
    assert len(texts) == 3
    assert all(text.startswith("Thu") and "17:00" <= text.split(", ")[1][:5] <= "18:30" for text in texts)
    dialog.client.until.line.setText("late")
    assert dialog.client.until.error == "Like 18:30"
    assert offers(dialog) == []
    dialog.client.until.line.setText("18:30")
    dialog.client.day(3).click()
    assert "No free evening fits. Allow another weekday or a longer window." in words(dialog)
    dialog.reject()


def test_the_choice_goes_on_to_the_review(plan: Callable[[str], PlanFromEnd], window: QWidget) -> None:
    dialog = plan("Northwind Health")
    offers(dialog)[0].click()
    dialog.review.click()
    review = window.findChild(RescheduleReview)
    assert review.windowTitle() == "Move prod upgrade to Wed 25 Nov?"
    review.reject()


def test_a_scheduled_upgrade_is_not_planned_again(context: Context, window: QWidget) -> None:
    rescheduling.already_scheduled(context.store, context.portfolio.current, context.clock.now(), "Mara")
    with pytest.raises(UserError, match="cannot be moved here"):
        PlanFromEnd(context, context.portfolio.current, window)


def test_every_control_has_a_name(plan: Callable[[str], PlanFromEnd]) -> None:
    dialog = plan("Northwind Health")
    assert dialog.client.day(0).accessibleName() == "Monday"
    assert dialog.client.since.line.accessibleName() == "From, Client, Los Angeles"
    assert all(item.accessibleName() for item in dialog.findChildren(QPushButton) if item.isVisible())
    dialog.reject()


def test_the_review_leads_here_where_a_night_needs_a_reason(context: Context, window: QWidget) -> None:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    asked: list[str] = []
    tonight = zones.attach(datetime(2026, 11, 24, 19), "America/Los_Angeles")
    proposal = planning.propose_move(dossier, "prod_upgrade", tonight, context.clock.now())
    assert proposal.limits
    review = RescheduleReview(context, dossier, proposal, window, another=lambda: asked.append("another"))
    review.open()
    button = next(item for item in review.findChildren(Button) if item.text() == "Find another evening")
    button.click()
    assert asked == ["another"]
    assert not review.isVisible()
