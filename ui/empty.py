"""What the window shows while there is no engagement."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.context import Context
from ui.form import button, column, label, row


class EmptyPage(QWidget):
    """Says what to do first.

    Signals:
        new_wanted, import_wanted, example_wanted: the three ways to get an engagement.
    """

    new_wanted = Signal()
    import_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        look = context.appearance
        title = label(look, _("No engagements yet"), 17, 600)
        text = label(look, _("Add your first client. It takes a name, a time zone and a prod date."), 13, 400, "text2")
        add = button(look, _("Add engagement"), "primary", "plus")
        bring = button(look, _("Import from ServiceNow"), "secondary", "dl")
        example = button(look, _("Load the example"))
        add.clicked.connect(self.new_wanted)
        bring.clicked.connect(self.import_wanted)
        example.clicked.connect(self.example_wanted)
        for item in (title, text):
            item.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(column(None, title, text, 8, row(None, add, bring, example, None), None, spacing=8))
