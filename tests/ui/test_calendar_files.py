"""Calendar files in the window: saved by mouse and keys, and the one that other programs subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import vobject
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from models import calendar_entries, calendar_portfolio, rescheduling, settings, zones
from models.dossiers import load
from ui.calendar_files.dialog import CalendarDialog
from ui.calendar_files.subscribed import SubscribedCalendar
from ui.checklist.pane import ChecklistPane
from ui.context import Context
from ui.main_window import MainWindow
from ui.scheduled.window import ScheduledWindow

Save = Callable[[QWidget, Path], None]


@pytest.fixture
def save() -> Save:
    """Choose a file in the dialog that asks for one."""

    def choose(inside: QWidget, path: Path) -> None:
        (asking,) = [item for item in inside.findChildren(QFileDialog) if item.isVisible()]
        asking.selectFile(str(path))
        asking.accept()

    return choose


@pytest.fixture
def dialog(context: Context, qtbot: QtBot) -> Iterator[CalendarDialog]:
    found = CalendarDialog(context, context.portfolio.current)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(found)
    found.show()
    yield found
    found.close()


def move(context: Context) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19), "America/Los_Angeles")
    rescheduling.move_phase(context.store, context.portfolio.current, "prod_upgrade", start, reason="Asked")


def test_the_block_is_saved_goes_out_of_date_and_is_taken_out(
    dialog: CalendarDialog, context: Context, save: Save, tmp_path: Path, qtbot: QtBot
) -> None:
    line, path = dialog.rows["prod_upgrade"], tmp_path / "block.ics"
    assert line.chip.text == "Not saved"
    assert not line.take_out.isVisible()
    qtbot.mouseClick(line.save, Qt.MouseButton.LeftButton)
    save(dialog, path)
    assert vobject.readOne(path.read_bytes().decode()).vevent.status.value == "TENTATIVE"
    assert line.chip.text == "Tentative"
    assert "as block.ics" in line.line.text()
    move(context)
    assert line.chip.text == "To be updated"
    line.take_out.setFocus()
    qtbot.keyClick(line.take_out, Qt.Key.Key_Return)
    gone = tmp_path / "gone.ics"
    save(dialog, gone)
    assert vobject.readOne(gone.read_bytes().decode()).method.value == "CANCEL"
    assert line.chip.text == "Not saved"


def test_an_invitation_without_your_address_is_refused_in_words(
    dialog: CalendarDialog, save: Save, tmp_path: Path, told: list[str]
) -> None:
    dialog.rows["best_practices"].save.click()
    save(dialog, tmp_path / "invitation.ics")
    assert "Your email address is not known" in told[-1]
    assert not (tmp_path / "invitation.ics").exists()


def test_everything_is_saved_as_one_file(dialog: CalendarDialog, save: Save, tmp_path: Path) -> None:
    dialog.whole.click()
    save(dialog, tmp_path / "all.ics")
    events = vobject.readOne((tmp_path / "all.ics").read_bytes().decode()).vevent_list
    assert len(events) == len([item for item in dialog.rows.values() if item.isVisible()])


def test_every_button_has_a_name_of_its_own(dialog: CalendarDialog) -> None:
    names = [item.save.accessibleName() for item in dialog.rows.values()]
    assert len(set(names)) == len(names)
    assert all(names)


def test_the_action_opens_the_files(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.calendar.save()
    (found,) = window.findChildren(CalendarDialog)
    assert found.isVisible()
    found.close()


def test_the_step_saves_the_block_before_it_is_ticked(
    context: Context, save: Save, tmp_path: Path, qtbot: QtBot
) -> None:
    pane = ChecklistPane(context)
    qtbot.addWidget(pane)
    pane.acts.save_calendar()
    save(pane, tmp_path / "block.ics")
    dossier = load(context.store, context.portfolio.current)
    assert calendar_entries.stands_as(dossier, "tentative")
    assert "Save calendar file…" in [item.text() for item in pane.menu("calendar_tentative").actions()]


@pytest.fixture
def flip(context: Context) -> None:
    """Close the CTASK of Northwind Health."""
    with context.store.step("Close the CTASK", engagement=context.portfolio.current) as db:
        row = {"conversion_utc": "2026-11-24T15:30:00Z", "ctask_closed_utc": "2026-11-24T15:40:00Z"}
        db.table("engagement").update(context.portfolio.current, row)


@pytest.fixture
def act(context: Context, flip: None, qtbot: QtBot) -> Iterator[ScheduledWindow]:
    """The six things after scheduling."""
    found = ScheduledWindow(context, context.portfolio.current)
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(found)
    found.show()
    yield found
    found.close()


def test_after_scheduling_the_file_makes_it_busy_then_it_is_confirmed(
    act: ScheduledWindow, save: Save, tmp_path: Path, qtbot: QtBot
) -> None:
    card = act.cards[4]
    qtbot.mouseClick(card.action, Qt.MouseButton.LeftButton)
    assert card.file.isVisible()
    assert not act.cards[0].file.isVisible()
    save(act, tmp_path / "busy.ics")
    event = vobject.readOne((tmp_path / "busy.ics").read_bytes().decode()).vevent
    assert event.x_microsoft_cdo_busystatus.value == "BUSY"
    assert "Saved as busy.ics" in card.line.text()
    assert act.count.text() == "0 of 6", "a file alone confirms nothing"
    card.tick.click()
    assert act.count.text() == "1 of 6"


def test_a_confirmed_block_at_another_time_is_asked_for_again(act: ScheduledWindow, context: Context) -> None:
    act.tick(5)
    assert act.cards[4].title.text() == "Your calendar is confirmed"
    with context.store.step("Correct the dates", engagement=act.engagement) as db:
        times = {"start": "2026-12-02T19:00", "start_utc": "2026-12-03T03:00:00Z"}
        times |= {"end": "2026-12-02T22:00", "end_utc": "2026-12-03T06:00:00Z"}
        db.table("phase").update(load(context.store, act.engagement).prod.id, times)
    assert act.cards[4].title.text() == "Update your calendar"
    act.tick(5)
    assert act.cards[4].title.text() == "Your calendar is confirmed"


@pytest.fixture
def subscribed(context: Context, tmp_path: Path) -> Iterator[Path]:
    """The file that is kept as it should be, in a folder of its own."""
    folder = tmp_path / "calendars"
    folder.mkdir()
    parent = QObject()
    keeper = SubscribedCalendar(context, parent)
    settings.put(context.store, "calendar.folder", str(folder))
    yield folder / calendar_portfolio.NAME
    keeper.stop()
    parent.deleteLater()


def test_a_change_is_in_the_subscribed_file_soon(subscribed: Path, context: Context, qtbot: QtBot) -> None:
    qtbot.waitUntil(subscribed.exists, timeout=10000)
    move(context)
    qtbot.waitUntil(lambda: b"DTSTART:20261203T030000Z" in subscribed.read_bytes(), timeout=10000)


def test_a_folder_that_is_gone_is_said_once(subscribed: Path, context: Context, told: list[str], qtbot: QtBot) -> None:
    subscribed.unlink(missing_ok=True)
    subscribed.parent.rmdir()
    qtbot.waitUntil(lambda: len(told) == 1, timeout=10000)
    assert "not there" in told[0]
