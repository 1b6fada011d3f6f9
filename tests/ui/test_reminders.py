"""The card of a reminder: told once, put off, and leading to the place that it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from models import checklist, engagements, reminders, settings
from ui.context import Context
from ui.main_window import MainWindow
from ui.reminders.keeper import STATE, ReminderKeeper

Press = Callable[[QWidget, str], None]


@pytest.fixture
def keeper(window: MainWindow, context: Context, qtbot: QtBot) -> ReminderKeeper:
    """Reminders of the example: Alder's validation, Juniper's ticket, Northwind's reminder to send."""
    made = window.commands.reminders
    made.start()
    qtbot.waitUntil(lambda: len(made.pending) == 3)
    return made


def test_the_card_names_client_and_thing_and_how_many_wait(keeper: ReminderKeeper, window: MainWindow) -> None:
    card = keeper.card
    assert card.isVisible()
    assert card.words == (
        "Juniper Schools: open the Support Week ticket. "
        "The Support Week ticket is due the morning after the prod upgrade."
    )
    assert card.accessibleName().startswith("Reminder: Juniper Schools")
    assert window.rect().contains(card.geometry())
    assert QApplication.focusWidget() is not card.open_button


def test_show_leads_to_the_step_and_the_next_one_comes(
    keeper: ReminderKeeper, window: MainWindow, context: Context, press: Press
) -> None:
    press(keeper.card, "Show")
    assert context.portfolio.name(context.portfolio.current) == "Juniper Schools"
    assert "ETIU05" in window.page.right.checklist.view.currentIndex().data()
    assert [item.title for item in keeper.pending] == [
        "Northwind Health: a reminder to send",
        "Alder County: client validation runs over",
    ]
    assert keeper.card.words.startswith("Northwind Health")


def test_what_was_dismissed_does_not_come_again(
    keeper: ReminderKeeper, window: MainWindow, context: Context, press: Press, qtbot: QtBot
) -> None:
    for _ in range(3):
        press(keeper.card, "Dismiss the reminder")
    assert keeper.card.isHidden()
    again = ReminderKeeper(context, window)
    again.start()
    context.portfolio.reassess()
    qtbot.waitSignal(context.portfolio.listed).wait()
    QApplication.processEvents()
    assert again.pending == []


def test_later_comes_again_at_its_time(keeper: ReminderKeeper, context: Context, clock: Any, qtbot: QtBot) -> None:
    title = keeper.pending[0].title
    keeper.snooze(15)
    assert title not in {item.title for item in keeper.pending}
    clock.advance(timedelta(minutes=15))
    context.portfolio.reassess()
    qtbot.waitUntil(lambda: title in {item.title for item in keeper.pending})


def test_what_gets_done_takes_its_reminder_along(keeper: ReminderKeeper, context: Context, qtbot: QtBot) -> None:
    first = keeper.pending[0]
    checklist.tick(context.store, engagements.load(context.store, first.engagement), first.step)
    qtbot.waitUntil(lambda: first.key not in {item.key for item in keeper.pending})


def test_many_are_told_in_one_and_lead_to_today(
    keeper: ReminderKeeper, window: MainWindow, context: Context, clock: Any, qtbot: QtBot, press: Press
) -> None:
    clock.advance(timedelta(days=2))
    context.portfolio.reassess()
    qtbot.waitUntil(lambda: len(keeper.pending) > reminders.MANY)
    assert f"{len(keeper.pending)} things are due. The first: " in keeper.card.words
    press(keeper.card, "Show")
    assert window.pages.place == "today"
    assert keeper.pending == []


def test_quiet_hours_hold_back_all_but_the_urgent(
    keeper: ReminderKeeper, context: Context, clock: Any, qtbot: QtBot
) -> None:
    settings.put(context.store, "notifications.quiet_from", "10:00")
    settings.put(context.store, "notifications.quiet", "1")
    qtbot.waitUntil(lambda: not keeper.pending)
    assert keeper.card.isHidden()
    settings.put(context.store, "notifications.quiet", "0")
    qtbot.waitUntil(lambda: len(keeper.pending) == 3)
    settings.put(context.store, "notifications.shown", "0")
    qtbot.waitUntil(lambda: not keeper.pending)


def test_a_failing_backup_is_told_and_goes_when_one_is_made(
    keeper: ReminderKeeper, window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    keeper.tell_backup_failed("There is no space left on the disk.")
    qtbot.waitUntil(lambda: keeper.pending[0].title == "No backup could be made")
    assert "no space left" in keeper.pending[0].text
    keeper.forget_backup_failed()
    qtbot.waitUntil(lambda: len(keeper.pending) == 3)


def test_keys_reach_the_card_and_leave_it(keeper: ReminderKeeper, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is keeper.card.open_button
    first = keeper.pending[0].key
    qtbot.keyClick(keeper.card.open_button, Qt.Key.Key_Escape)
    assert first not in {item.key for item in keeper.pending}


def test_without_a_tray_the_card_is_all(keeper: ReminderKeeper) -> None:
    assert not QSystemTrayIcon.isSystemTrayAvailable(), "offscreen has none"
    assert keeper.card.isVisible()


def test_what_was_told_is_kept(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    assert context.store.recall(STATE) == ""
    keeper = window.commands.reminders
    keeper.start()
    qtbot.waitUntil(lambda: bool(keeper.pending))
    keeper.dismiss()
    assert "support-week " in context.store.recall(STATE)
