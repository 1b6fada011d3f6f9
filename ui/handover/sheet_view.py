"""The readable sheet of a handover, to look at it without taking over."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser, QWidget

from models import handover, handover_sheet, settings
from models.handover import Handover
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import button, column

WIDTH = 720
HEIGHT = 520


class SheetView(DialogFrame):
    """Shows what the file says; nothing of it is kept."""

    def __init__(self, context: Context, found: Handover, parent: QWidget | None = None) -> None:
        dossier = handover.dossier_of(found, settings.you(context.store))
        title = handover_sheet.title(dossier)
        super().__init__(context.appearance, title, WIDTH, parent)
        parts = handover_sheet.parts(
            dossier, context.clock.now(), context.formats, private=frozenset(handover.PRIVATE) - set(found.left_out)
        )
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setFont(context.appearance.font(13))
        self.text.setMinimumHeight(HEIGHT)
        self.text.setHtml(handover_sheet.to_html("", parts).removeprefix("<h2></h2>"))
        close = button(context.appearance, _("Close"), "primary")
        close.clicked.connect(self.accept)
        self.build(column(self.text), (close,))
        self.hint.setText(_("Nothing has changed."))
        close.setFocus()
