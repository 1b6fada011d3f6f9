"""Dialogs that ask for a file or a folder; each opens beside the running window and hands over what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_to_save(
    parent: QWidget, title: str, kinds: Sequence[str], name: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Ask where a file goes.

    Args:
        parent: a widget of the window that asks.
        title: of the dialog.
        kinds: what it can be, as Qt filters: "PDF (*.pdf)"; the ending follows the one that is chosen.
        name: what it is called unless the person says otherwise, with its ending.
        then: gets the file.
    """
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.partition("*.")[2].rstrip(")")))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
    return dialog


def ask_for_files(
    parent: QWidget, title: str, kinds: Sequence[str], then: Callable[[list[Path]], object], *, start: str = ""
) -> QFileDialog:
    """Ask for one file or several; `start` is the folder that is shown first."""
    dialog = _dialog(parent, title, kinds, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda chosen: then([Path(name) for name in chosen]))
    dialog.open()
    return dialog


def ask_for_file(
    parent: QWidget, title: str, kinds: Sequence[str], then: Callable[[Path], object], *, start: str = ""
) -> QFileDialog:
    """Ask for one file."""
    dialog = _dialog(parent, title, kinds, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
    return dialog


def ask_for_folder(parent: QWidget, title: str, then: Callable[[Path], object], *, start: str = "") -> QFileDialog:
    """Ask for a folder."""
    dialog = _dialog(parent, title, (), start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, kinds: Sequence[str], start: str = "") -> QFileDialog:
    dialog = QFileDialog(parent, title, start)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if kinds:
        dialog.setNameFilters(list(kinds))
    return dialog
