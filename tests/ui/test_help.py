"""Help says whose data it is, with the folders of this computer; nothing leaves by another door."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models import engagements, whose_data
from models.errors import UserError
from ui import links
from ui.archive.dialog import ArchiveDialog
from ui.archive.tidying import Tidying
from ui.context import Context
from ui.help.dialog import HelpDialog
from ui.main_window import MainWindow
from ui.question import Question

UI = Path(__file__).resolve().parents[2] / "ui"


class Program(QObject):
    """Takes what is opened in place of a browser, a mail program and a file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def elsewhere(qapp: QObject) -> Iterator[list[str]]:
    program = Program()
    schemes = (*links.SCHEMES, "file", "smb", "javascript")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, program, "take")
    yield program.opened
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def test_the_page_names_the_folders_of_this_computer(
    window: MainWindow, context: Context, press: Callable[[QWidget, str], None], elsewhere: list[str]
) -> None:
    window.acts["whose_data"].trigger()
    (page,) = window.findChildren(HelpDialog)
    shown = page.text.toPlainText()
    places = whose_data.places(context.store)
    assert all(place in shown for place in places.values())
    for heading in ("Move to a new computer", "Delete a client's data for good", "What uninstalling leaves"):
        assert heading in shown
    assert "{" not in shown
    press(page, "Open data folder")
    assert elsewhere == [QUrl.fromLocalFile(str(whose_data.paths_of(context.store).data)).toString()]
    page.open_link(QUrl("file:///etc/passwd"))
    assert len(elsewhere) == 1
    assert "Only links" in page.hint.text()
    press(page, "Close")


@pytest.mark.parametrize("link", ["https://example.com/a?b=1", "http://example.com", "mailto:a@example.com?subject=x"])
def test_links_of_the_web_and_of_email_are_opened(link: str, elsewhere: list[str]) -> None:
    assert links.open_link(link)
    assert elsewhere == [link]


@pytest.mark.parametrize(
    "link", ["file:///bin/sh", "smb://host/share", "javascript:alert(1)", "/bin/sh", "", "HTTP", "https//x", "data:x"]
)
def test_nothing_else_is_opened(link: str, elsewhere: list[str]) -> None:
    with pytest.raises(UserError):
        links.open_link(link)
    assert elsewhere == []


def test_only_videos_and_folders_are_handed_over(tmp_path: Path, elsewhere: list[str]) -> None:
    with pytest.raises(UserError):
        links.open_video_file(tmp_path / "run.sh")
    with pytest.raises(UserError):
        links.open_folder(tmp_path / "none")
    assert links.open_video_file(tmp_path / "training.mp4")
    assert len(elsewhere) == 1


def test_there_is_one_door() -> None:
    used = {
        file.relative_to(UI).as_posix()
        for file in UI.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "QDesktopServices")
        or (isinstance(node, ast.Attribute) and node.attr in ("setOpenExternalLinks", "startDetached"))
    }
    assert used == {"links.py"}


def test_the_bin_deletes_for_good_once_that_was_confirmed(
    window: MainWindow, context: Context, press: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    engagements.delete(context.store, context.portfolio.current)
    dialog = ArchiveDialog(context, window)
    dialog.open()
    press(dialog, "Delete Northwind Health for good")
    (question,) = dialog.findChildren(Question)
    press(question, "Delete for good")
    qtbot.waitUntil(lambda: not engagements.in_bin(context.store))
    dialog.close()


def test_a_window_that_stays_open_tidies_again(window: MainWindow, context: Context, clock: Any, qtbot: QtBot) -> None:
    tidying = Tidying(context, window)
    tidying.start()
    engagements.delete(context.store, context.portfolio.current)
    clock.advance(timedelta(days=30, minutes=1))
    tidying.tidy()
    qtbot.waitUntil(lambda: not engagements.in_bin(context.store))
    tidying.deleteLater()
