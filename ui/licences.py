"""The licences of what ships: a part at the left, its text at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QWidget

from models import licences
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import button, column, label, row

WIDTH = 860
HEIGHT = 460
LIST_WIDTH = 300


class LicencesDialog(DialogFrame):
    """Every part with the licence that it comes under; the chosen one's words can be copied."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Licences"), WIDTH, parent)
        look = context.appearance
        self.parts = licences.parts()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Parts of the program"))
        self.list.setFont(look.font(13))
        self.list.setSpacing(2)
        self.list.setFixedSize(LIST_WIDTH, HEIGHT)
        self.list.addItems([f"{part.name} · {part.licence}" for part in self.parts])
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text of the licence"))
        self.text.setFont(look.font(12))
        self.text.setFixedHeight(HEIGHT)
        self.list.currentRowChanged.connect(self._show)
        close = button(look, _("Close"), "primary")
        close.clicked.connect(self.accept)
        none = label(look, _("The texts were not installed with the program."), 12, 400, "text2", wrap=True)
        none.setVisible(not self.parts)
        self.build(column(none, row(self.list, self.text, spacing=12)), (close,))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show(self, at: int) -> None:
        """Show the text of one part from its beginning."""
        if 0 <= at < len(self.parts):
            self.text.setPlainText(licences.text(self.parts[at]))
