"""Dialogs for files open beside the running window and hand over paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.file_dialogs import ask_for_file, ask_for_files, ask_for_folder, ask_to_save


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_file_to_save_has_its_name_and_ending(holder: QWidget, tmp_path: Path) -> None:
    chosen: list[Path] = []
    dialog = ask_to_save(holder, "Save", ("Picture (*.png)", "PDF (*.pdf)"), "plan.png", chosen.append)
    assert dialog.isVisible()
    assert (dialog.acceptMode(), dialog.defaultSuffix()) == (QFileDialog.AcceptMode.AcceptSave, "png")
    assert dialog.selectedFiles()[0].endswith("plan.png")
    dialog.filterSelected.emit("PDF (*.pdf)")
    assert dialog.defaultSuffix() == "pdf"
    dialog.fileSelected.emit(str(tmp_path / "plan.pdf"))
    assert chosen == [tmp_path / "plan.pdf"]
    dialog.reject()


def test_files_one_file_and_a_folder_are_handed_over_as_paths(holder: QWidget, tmp_path: Path) -> None:
    chosen: list[object] = []
    many = ask_for_files(holder, "Add", ("Video (*.mp4)",), chosen.append, start=str(tmp_path))
    many.filesSelected.emit([str(tmp_path / "a.mp4"), str(tmp_path / "b.mp4")])
    one = ask_for_file(holder, "Where", (), chosen.append)
    one.fileSelected.emit(str(tmp_path / "a.mp4"))
    folder = ask_for_folder(holder, "Folder", chosen.append, start=str(tmp_path))
    assert folder.fileMode() == QFileDialog.FileMode.Directory
    folder.fileSelected.emit(str(tmp_path))
    assert chosen == [[tmp_path / "a.mp4", tmp_path / "b.mp4"], tmp_path / "a.mp4", tmp_path]
    for dialog in (many, one, folder):
        dialog.reject()
