"""Words typed in a dialog outlive a crash, and only a crash."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models import checklist, locks, planning, zones
from models.store import Store
from ui.checklist.dialogs import DoneAnyway, StepNote
from ui.checklist.skip import SkipBestPractices
from ui.context import Context
from ui.dialog import DialogFrame
from ui.main_window import MainWindow
from ui.reschedule.review import RescheduleReview
from ui.unsaved import Unsaved, offer_unsaved

BACK = "What you had typed is back"


def note(window: MainWindow, at: int = 0) -> StepNote:
    dossier = window.context.portfolio.current_dossier()
    assert dossier is not None
    window.page.right.checklist.acts.note(dossier.playbook.steps[at].key)
    return window.findChildren(StepNote)[-1]


def skip(context: Context, window: MainWindow) -> SkipBestPractices:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    made = SkipBestPractices(context, dossier, window)
    made.open()
    return made


def type_words(dialog: DialogFrame, field: QLineEdit | QPlainTextEdit, words: str, qtbot: QtBot) -> None:
    """Type, and wait until what was typed is kept."""
    kept = dialog.findChild(Unsaved)
    assert kept is not None
    with qtbot.waitSignal(kept._timer.timeout):
        QTest.keyClicks(field, words)


def crash(dialog: DialogFrame) -> None:
    """Let a dialog go as a crash does: nobody closes it."""
    kept = dialog.findChild(Unsaved)
    assert kept is not None
    dialog.finished.disconnect(kept._forget)
    dialog.done(0)


def test_a_note_that_was_being_typed_is_there_after_a_crash(
    window: MainWindow, opened: Callable[..., Store], qtbot: QtBot
) -> None:
    first = note(window)
    type_words(first, first.words, "Sam calls back", qtbot)
    typed = first.words.toPlainText()
    other = opened()
    assert [row[0] for row in other.records("SELECT value FROM ui_state WHERE key LIKE 'unsaved.%'")] == [typed]
    crash(first)
    of_another_step = note(window, 1)
    assert "Sam calls back" not in of_another_step.words.toPlainText()
    of_another_step.reject()
    again = note(window)
    assert (again.words.toPlainText(), again.hint.text()) == (typed, BACK)
    again.reject()


def test_a_reason_is_there_after_a_crash(context: Context, window: MainWindow, qtbot: QtBot) -> None:
    first = skip(context, window)
    type_words(first, first.reason.line, "Built it themselves", qtbot)
    crash(first)
    again = skip(context, window)
    assert (again.reason.text, again.hint.text()) == ("Built it themselves", BACK)
    again.reject()


def review(context: Context, window: MainWindow) -> RescheduleReview:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    assert dossier.prod.starts is not None
    earlier = zones.move_days(dossier.prod.starts, -1)
    made = RescheduleReview(
        context, dossier, planning.propose_move(dossier, "prod_upgrade", earlier, context.clock.now()), window
    )
    made.open()
    return made


def test_why_a_date_moves_is_there_after_a_crash(context: Context, window: MainWindow, qtbot: QtBot) -> None:
    first = review(context, window)
    type_words(first, first.reason.line, "Client freeze", qtbot)
    crash(first)
    again = review(context, window)
    assert (again.reason.text, again.hint.text()) == ("Client freeze", BACK)
    again.reject()
    third = review(context, window)
    assert third.reason.text == ""
    third.reject()


def test_what_was_closed_or_saved_does_not_come_back(window: MainWindow, qtbot: QtBot) -> None:
    cancelled = note(window)
    type_words(cancelled, cancelled.words, "Never mind", qtbot)
    cancelled.reject()
    saved = note(window)
    assert saved.hint.text() == ""
    assert "Never mind" not in saved.words.toPlainText()
    type_words(saved, saved.words, "Booked", qtbot)
    saved.confirm()
    after = note(window)
    assert "Booked" in after.words.toPlainText()
    assert after.hint.text() == ""
    after.reject()


def test_why_a_step_counts_as_done_is_kept_too(window: MainWindow, qtbot: QtBot) -> None:
    dossier = window.context.portfolio.current_dossier()
    assert dossier is not None
    acts, now = window.page.right.checklist.acts, window.context.clock.now()
    locked = (step for step in dossier.playbook.steps if checklist.lock(dossier, step.key, now))
    key = next(step.key for step in locked if not locks.is_firm(step))
    acts.done_anyway(key)
    dialog = window.findChildren(DoneAnyway)[-1]
    type_words(dialog, dialog.why.line, "Checked by phone", qtbot)
    crash(dialog)
    acts.done_anyway(key)
    again = window.findChildren(DoneAnyway)[-1]
    assert (again.why.text, again.hint.text()) == ("Checked by phone", BACK)
    again.reject()


def test_a_password_is_never_kept(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    dialog = note(window)
    type_words(dialog, dialog.words, "Sam ", qtbot)
    type_words(dialog, dialog.words, "password: Winter-2026!x", qtbot)
    assert context.store.records("SELECT value FROM ui_state WHERE key LIKE 'unsaved.%'") == [("",)]
    dialog.reject()


def test_nothing_is_kept_once_the_window_behind_has_gone(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    dialog = note(window)
    window.hide()
    type_words(dialog, dialog.words, "Too late", qtbot)
    assert context.store.records("SELECT value FROM ui_state WHERE key LIKE 'unsaved.%'") == []
    dialog.reject()


def test_what_a_crash_left_is_offered_at_the_next_start(context: Context, window: MainWindow, told: list[str]) -> None:
    offer_unsaved(context)
    assert not told
    kestrel = next(id_ for id_ in context.portfolio.ids() if context.portfolio.name(id_) == "Kestrel Energy")
    context.store.remember(f"unsaved.note.{kestrel}.kickoff_held", "Ask Elena")
    context.store.remember("unsaved.note.999999.kickoff_held", "Of one that has gone")
    offer_unsaved(context)
    assert told == ["What you were typing for Kestrel Energy is kept. It is back where you typed it."]
