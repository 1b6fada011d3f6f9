"""The About box says what a report of a bug needs, the time zone data first of all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models import about, zones
from ui.about import AboutBox
from ui.form import Button
from ui.licences import LicencesDialog
from ui.main_window import MainWindow


def test_it_names_versions_and_time_zone_data(window: MainWindow, qtbot: QtBot) -> None:
    window.acts["about"].trigger()
    (box,) = window.findChildren(AboutBox)
    said = dict(box.facts)
    assert said["Version"] == (about.version() or "from source")
    assert said["Time zone data"] == zones.tzdata_version() != ""
    assert "PySide6" in said["Qt"]
    (copy,) = [item for item in box.findChildren(Button) if item.text() == "Copy for a report"]
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "\nTime zone data: " in QGuiApplication.clipboard().text()
    box.accept()


def test_it_shows_the_licence_of_every_part(window: MainWindow, qtbot: QtBot) -> None:
    window.acts["about"].trigger()
    (box,) = window.findChildren(AboutBox)
    (texts,) = [item for item in box.findChildren(Button) if item.text() == "Licences"]
    qtbot.mouseClick(texts, Qt.MouseButton.LeftButton)
    (shown,) = box.findChildren(LicencesDialog)
    lines = [shown.list.item(at).text() for at in range(shown.list.count())]
    assert "FFmpeg · LGPL-2.1-or-later" in lines
    shown.list.setCurrentRow(lines.index("Qt · LGPL-3.0-only"))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown.text.toPlainText()
    shown.accept()
    box.accept()
