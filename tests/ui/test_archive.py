"""Archive and bin: put away with one act, found again, brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models import engagements
from ui.archive.dialog import ArchiveDialog
from ui.context import Context
from ui.main_window import MainWindow
from ui.question import Question

Press = Callable[[QWidget, str], None]


@pytest.fixture
def dialog(context: Context, qtbot: QtBot) -> ArchiveDialog:
    made = ArchiveDialog(context)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.open()
    return made


def words(widget: QWidget) -> list[str]:
    return [item.text() for item in widget.findChildren(QLabel) if item.isVisible()]


def test_it_says_when_it_is_empty(dialog: ArchiveDialog) -> None:
    assert {"Nothing is archived.", "The bin is empty."} <= set(words(dialog))


def test_what_was_put_away_comes_back(dialog: ArchiveDialog, context: Context, press: Press, qtbot: QtBot) -> None:
    open_one = context.portfolio.current
    engagements.archive(context.store, open_one)
    press(dialog, "Take Northwind Health out of the archive")
    assert not engagements_archived(context, open_one)
    engagements.delete(context.store, open_one)
    assert open_one not in context.portfolio.ids()
    qtbot.waitUntil(lambda: "Until Thu 24 Dec 2026" in words(dialog))
    press(dialog, "Restore Northwind Health")
    assert open_one in context.portfolio.ids()
    qtbot.waitUntil(lambda: "The bin is empty." in words(dialog))


def engagements_archived(context: Context, engagement: int) -> bool:
    dossier = context.portfolio.dossier(engagement)
    assert dossier is not None
    return bool(dossier.engagement.archived_utc)


def test_deleting_asks_first_and_can_be_undone(window: MainWindow, context: Context, press: Press) -> None:
    open_one = context.portfolio.current
    window.acts["delete"].trigger()
    asked = window.findChild(Question)
    assert asked is not None
    assert asked.windowTitle() == "Delete Northwind Health?"
    assert asked.accessibleDescription() == "44 items and 0 signed checks go to the bin for 30 days."
    assert asked.keep.isDefault()
    press(asked, "Keep")
    assert open_one in context.portfolio.ids()
    window.acts["delete"].trigger()
    press(next(item for item in window.findChildren(Question) if item.isVisible()), "Delete")
    assert open_one not in context.portfolio.ids()
    assert context.portfolio.current not in (0, open_one)
    press(window.toast, "Undo")
    assert open_one in context.portfolio.ids()


def test_archiving_says_so_with_a_way_back(window: MainWindow, context: Context, press: Press) -> None:
    open_one = context.portfolio.current
    window.acts["archive"].trigger()
    assert window.toast.text == "Archived Northwind Health"
    press(window.toast, "Undo")
    assert not engagements_archived(context, open_one)
