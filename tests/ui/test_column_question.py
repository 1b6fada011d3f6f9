"""A list with headers in other words: asked once which column is which, then imported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models import dossiers
from ui.context import Context
from ui.importing.column_question import ColumnQuestion
from ui.importing.dialog import ImportSummary
from ui.main_window import MainWindow

LIST = (
    "Nummer;Übergeordnet;Firma;Kurzbeschreibung;Zustand\n"
    "ETIU03;E2E0012;Münchner Gerätebau;E2E | Prod Upgrade 2026-12-10 20:00 MEZ;Open\n"
)
COLUMNS = {
    "parent": "übergeordnet",
    "number": "nummer",
    "short_description": "kurzbeschreibung",
    "company": "firma",
    "state": "zustand",
}


def test_columns_are_named_once(window: MainWindow, context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="utf-8")
    window.commands.servicenow.import_paths([str(file)])
    (asked,) = window.findChildren(ColumnQuestion)
    assert not asked.go.isEnabled(), "nothing is chosen before"
    for name, choice in asked.choices.items():
        assert choice.accessibleName()
        if name in COLUMNS:
            choice.setCurrentIndex(choice.findData(COLUMNS[name]))
    qtbot.mouseClick(asked.go, Qt.MouseButton.LeftButton)
    (summary,) = window.findChildren(ImportSummary)
    summary.reject()
    assert "Münchner Gerätebau" in [name for _id, name in dossiers.names(context.store)]
    window.commands.servicenow.import_paths([str(file)])
    assert all(question.isHidden() for question in window.findChildren(ColumnQuestion)), "it is asked once"
    for left in window.findChildren(ImportSummary):
        left.reject()


def test_one_column_is_never_two_fields(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="utf-8")
    window.commands.servicenow.import_paths([str(file)])
    (asked,) = window.findChildren(ColumnQuestion)
    for choice in asked.choices.values():
        choice.setCurrentIndex(choice.findData("firma"))
    assert not asked.go.isEnabled()
    asked.reject()
