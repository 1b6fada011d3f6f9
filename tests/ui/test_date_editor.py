"""The date editor: typing, −1/+1 day, both times, limits and findings as one types, and what it writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models import dossiers, rescheduling, zones
from models.errors import UserError
from models.records import Dossier
from ui.context import Context
from ui.dates.editor import DateEditor
from ui.form import Banner
from ui.reschedule.review import RescheduleReview


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def now(context: Context) -> Dossier:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    return dossier


def opened(context: Context, window: QWidget, kind: str) -> DateEditor:
    editor = DateEditor(context, context.portfolio.current, kind, window)
    editor.open()
    return editor


def outcome(editor: DateEditor) -> list[str]:
    shown: list[str] = []
    for at in range(editor.outcome.count()):
        widget = editor.outcome.itemAt(at).widget()
        shown += [item.text() for item in widget.findChildren(QLabel) if item.text()]
    return shown


def test_it_opens_with_the_planned_time_and_nothing_to_save(context: Context, window: QWidget) -> None:
    editor = opened(context, window, "best_practices")
    assert editor.start.field.text == "2026-12-07 10:00"
    assert editor.start.echo.text() == (
        "Monday 7 December 2026, 10:00 PST for the client, Mon 7 Dec, 13:00 EST for you"
    )
    assert not editor.save.isEnabled()
    editor.reject()


def test_plus_one_day_saves_and_one_undo_takes_it_back(context: Context, window: QWidget, told: list[str]) -> None:
    editor = opened(context, window, "best_practices")
    editor.later.click()
    assert editor.start.field.text == "2026-12-08 10:00"
    assert "Tue 8 Dec, 13:00 – 14:00" in outcome(editor)
    assert any("3 working days after" in text for text in outcome(editor))
    editor.save.click()
    assert now(context).phases["best_practices"].start == "2026-12-08T10:00"
    assert told == ["Moved Best Practices to Tue 8 Dec, 13:00"]
    context.store.undo()
    assert now(context).phases["best_practices"].start == "2026-12-07T10:00"


def test_a_hard_limit_is_said_while_typing_and_never_saved(context: Context, window: QWidget) -> None:
    editor = opened(context, window, "best_practices")
    editor.start.field.line.setText("2 dec 10:00")
    assert any(banner.property("tone") == "danger" for banner in editor.findChildren(Banner) if not banner.isHidden())
    assert not editor.save.isEnabled()
    editor.confirm()
    assert now(context).phases["best_practices"].start == "2026-12-07T10:00"
    editor.reject()


def test_a_date_without_a_time_is_time_not_set(context: Context, window: QWidget) -> None:
    editor = opened(context, window, "best_practices")
    editor.start.field.line.setText("8 dec")
    assert editor.start.echo.text() == "Tue 8 Dec 2026, time not set"
    editor.save.click()
    assert (now(context).phases["best_practices"].start, now(context).phases["best_practices"].timed) == (
        "2026-12-08",
        False,
    )


def test_the_prod_upgrade_goes_on_to_the_review(context: Context, window: QWidget, qtbot: QtBot) -> None:
    editor = opened(context, window, "prod_upgrade")
    editor.start.field.line.setText("2 dec 7pm")
    assert editor.save.text() == "Review…"
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    review = window.findChild(RescheduleReview)
    assert review is not None
    assert review.move_button.text() == "Move to Wed 2 Dec"
    assert now(context).prod.start == "2026-12-03T19:00"
    review.reject()


def test_an_earlier_end_is_a_resize(context: Context, window: QWidget) -> None:
    editor = opened(context, window, "client_validation") if movable(context, "client_validation") else None
    assert editor is None
    other = next(id_ for id_, name in dossiers.names(context.store) if name == "Cobalt Insurance")
    context.portfolio.open(other)
    editor = opened(context, window, "client_validation")
    start = now(context).phases["client_validation"].start
    end = now(context).phases["client_validation"].ends
    assert end is not None
    editor.end.field.line.setText(f"{end.date()} 12:00")
    editor.save.click()
    after = now(context).phases["client_validation"]
    assert (after.start, after.end) == (start, f"{end.date()}T12:00")


def movable(context: Context, kind: str) -> bool:
    try:
        DateEditor(context, context.portfolio.current, kind).deleteLater()
    except UserError:
        return False
    return True


def test_what_cannot_be_moved_says_why(context: Context) -> None:
    with pytest.raises(UserError, match=r"Support Week follows the prod upgrade\."):
        DateEditor(context, context.portfolio.current, "support_week")
    by = zones.parse_utc("2026-11-24T15:00:00Z")
    rescheduling.already_scheduled(context.store, context.portfolio.current, by, "MK")
    with pytest.raises(UserError, match="Use Correct dates, and Aja is told"):
        DateEditor(context, context.portfolio.current, "prod_upgrade")


def test_a_skipped_hour_is_refused_and_a_repeated_one_asked_about(
    context: Context, window: QWidget, qtbot: QtBot
) -> None:
    editor = opened(context, window, "prod_upgrade")
    editor.start.field.line.setText("2027-03-14 02:30")
    assert editor.start.field.error.startswith("02:30 on 14 Mar 2027 does not exist in Los Angeles")
    editor.start.field.line.setText("2027-11-07 01:30")
    assert "comes twice in Los Angeles" in editor.start.field.error
    qtbot.mouseClick(editor.start._second, Qt.MouseButton.LeftButton)
    assert editor.start.field.error == ""
    assert editor.start.reading is not None
    editor.reject()


def test_clearing_the_date_of_the_prod_upgrade_is_reviewed(context: Context, window: QWidget) -> None:
    editor = opened(context, window, "prod_upgrade")
    editor.clear.click()
    review = window.findChild(RescheduleReview)
    assert review is not None
    assert review.move_button.text() == "Take it away"
    review.reject()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_paint(context: Context, window: QWidget, theme: str) -> None:
    context.appearance.use(theme)
    editor = opened(context, window, "prod_upgrade")
    editor.later.click()
    assert not editor.grab().isNull()
    named = (editor.start.field.line, editor.end.field.line, editor.earlier, editor.later, editor.save, editor.cancel)
    assert all(item.accessibleName() for item in named)
    editor.reject()
