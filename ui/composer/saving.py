"""Asks where a text is saved: as a draft for a mail program, or as plain text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from models.texts import _


def ask_where(parent: QWidget, name: str, then: Callable[[str], None], *, email: bool) -> None:
    """Ask for a file; `then` is given its path. An e-mail is a draft (.eml) unless plain text is chosen."""
    dialog = QFileDialog(parent, _("Save the text"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    draft, text = _("Draft for a mail program (*.eml)"), _("Text (*.txt)")
    suffix = "eml" if email else "txt"
    dialog.setNameFilters([draft, text] if email else [text])
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"{name}.{suffix}")
    dialog.fileSelected.connect(then)
    dialog.open()
