"""The window of the act Scheduled, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from models import scheduled_act, tickets
from ui.composer.dialog import Composer
from ui.context import Context
from ui.scheduled.opening import ScheduledOpening
from ui.scheduled.window import ScheduledWindow


@pytest.fixture
def schedule(context: Context) -> Callable[[], int]:
    """Flip the switch of Northwind Health."""

    def flip() -> int:
        engagement = context.portfolio.current
        with context.store.step("Close the CTASK", engagement=engagement) as db:
            row = {"conversion_utc": "2026-11-24T15:30:00Z", "ctask_closed_utc": "2026-11-24T15:40:00Z"}
            db.table("engagement").update(engagement, row)
        return engagement

    return flip


@pytest.fixture
def window(context: Context, schedule: Callable[[], int], qtbot: QtBot) -> Iterator[ScheduledWindow]:
    found = ScheduledWindow(context, schedule())
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    yield found
    found.close()


def copied_elsewhere(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_it_shows_six_rows_and_the_first_is_open(window: ScheduledWindow) -> None:
    assert window.count.text() == "0 of 6"
    assert [card.field.isVisible() for card in window.cards] == [True, False, False, False, False, False]
    assert window.cards[3].waiting.isVisible()
    assert not window.finish.isEnabled()
    assert window.windowModality() == Qt.WindowModality.NonModal
    assert "19:00 PST for the client" in window.under.text()


def test_it_is_as_high_as_its_rows_and_cuts_no_words(window: ScheduledWindow) -> None:
    area = window.findChild(QScrollArea)
    assert area is not None
    for text in ("", "Closed Complete", "Work in Progress", "Open"):
        if text:
            window.read(0, text)
        QApplication.processEvents()
        assert 0 <= area.viewport().height() - window.cards[-1].geometry().bottom() <= 40
        for card in window.cards:
            assert card.line.height() >= card.line.heightForWidth(card.line.width())


def test_times_of_what_is_done_are_yours(window: ScheduledWindow) -> None:
    for text in ("Closed Complete", "Work in Progress", "Open"):
        window.read(0, text)
    window.tick(4)
    window.tick(5)
    assert [window.cards[at].chip.text for at in (3, 4)] == ["Sent 10:42", "Confirmed 10:42"]


def test_the_email_is_written_in_the_composer_and_sending_it_does_the_row(
    window: ScheduledWindow, context: Context, qtbot: QtBot
) -> None:
    window.read(0, "Open")
    qtbot.mouseClick(window.cards[3].action, Qt.MouseButton.LeftButton)
    assert window.cards[3].copy.text() == "Compose the email"
    qtbot.mouseClick(window.cards[3].copy, Qt.MouseButton.LeftButton)
    (composer,) = window.findChildren(Composer)
    assert composer.page.words.kind == scheduled_act.EMAIL
    assert "Your Support Week is open" in composer.page.words.body
    qtbot.mouseClick(composer.sent, Qt.MouseButton.LeftButton)
    assert window.cards[3].chip.text == "Sent 10:42"
    composer.close()
    context.store.undo()
    assert window.cards[3].title.text() == "Tell the client that Support Week is open"


def test_the_calendar_file_is_asked_for_at_once(window: ScheduledWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.cards[4].action, Qt.MouseButton.LeftButton)
    (asking,) = window.findChildren(QFileDialog)
    assert asking.isVisible()
    asking.reject()


def test_a_pasted_state_goes_to_its_row_and_the_next_one_opens(window: ScheduledWindow, qtbot: QtBot) -> None:
    copied_elsewhere("Closed Complete")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.count.text() == "1 of 6"
    assert window.cards[0].chip.text == "Read back"
    assert window.cards[1].field.isVisible()
    copied_elsewhere("ETIU05\tOpen")
    qtbot.keyClick(window.cards[1].field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.count.text() == "2 of 6"
    assert window.cards[2].chip.text == "Read back", "the number says whose state it is"


def test_our_own_copy_is_no_read_back(window: ScheduledWindow, qtbot: QtBot) -> None:
    window.cards[0].copy.click()
    assert QGuiApplication.clipboard().text() == "Closed Complete"
    qtbot.keyClick(window.cards[0].field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.count.text() == "0 of 6"
    assert "your own copy" in window.cards[0].error.text()


def test_a_tick_alone_is_half_and_says_so(window: ScheduledWindow) -> None:
    window.cards[0].tick.click()
    assert window.count.text() == "0 of 6"
    assert window.cards[0].chip.text == "Not read back"
    assert "1 not read back" in window.progress.accessibleName()


def test_a_wrong_state_is_red_until_it_is_mended(window: ScheduledWindow, qtbot: QtBot) -> None:
    field = window.cards[0].field
    field.setText("Work in Progress")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.cards[0].property("tone") == "danger"
    assert "still says Work in Progress" in window.cards[0].line.text()
    field.setText("closed complete")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.cards[0].property("tone") != "danger"
    assert window.count.text() == "1 of 6"


def test_what_is_no_state_is_said_at_the_field(window: ScheduledWindow, qtbot: QtBot) -> None:
    window.cards[0].field.setText("lorem")
    qtbot.keyClick(window.cards[0].field, Qt.Key.Key_Return)
    assert "Nothing here is a state" in window.cards[0].error.text()
    assert window.cards[0].field.text() == "lorem", "the input is kept"


def test_all_six_and_it_can_be_closed(window: ScheduledWindow, context: Context) -> None:
    for text in ("Closed Complete", "Work in Progress", "Open"):
        window.read(0, text)
    window.cards[3].tick.click()
    dossier = window.dossier
    assert dossier is not None
    for kind in scheduled_act.texts_left(dossier):
        window.read(6, tickets.expected_text(dossier, kind))
    window.cards[4].tick.click()
    assert window.count.text() == "6 of 6"
    assert window.finish.isEnabled()
    context.store.undo()
    assert window.count.text() == "5 of 6"
    assert context.portfolio.current_dossier().engagement.scheduled  # type: ignore[union-attr]


def test_every_field_and_button_has_a_name(window: ScheduledWindow) -> None:
    for card in window.cards:
        assert card.accessibleName()
        for part in (card.action, card.copy, card.tick):
            assert part.text()
            assert part.accessibleName() or part.text()
    assert window.pin.accessibleName()


def test_it_opens_by_itself_once_and_again_from_next(
    context: Context, schedule: Callable[[], int], qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    opening = ScheduledOpening(context, holder)
    context.portfolio.open(context.portfolio.current)
    context.portfolio.opened.emit(context.portfolio.current)
    assert opening.open() is None, "nothing is scheduled yet"
    engagement = schedule()
    (first,) = holder.findChildren(ScheduledWindow)
    assert first.isVisible()
    assert first.engagement == engagement
    first.close()
    qtbot.waitUntil(lambda: not holder.findChildren(ScheduledWindow))
    opening.show_step("kickoff_held")
    assert not holder.findChildren(ScheduledWindow)
    opening.show_step("etiu03_closed")
    (again,) = holder.findChildren(ScheduledWindow)
    again.close()
