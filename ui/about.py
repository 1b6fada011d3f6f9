"""The About box: which version this is, with which time zone data, and under which licences its parts come."""

from __future__ import annotations

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout, QWidget

from models import about
from models.texts import _
from ui.clipboard import copy_text
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import IconLabel, button, column, label, row
from ui.licences import LicencesDialog


class AboutBox(DialogFrame):
    """Versions in a table that can be copied into a report."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("About {name}").format(name=about.NAME), 520, parent)
        look = context.appearance
        known = about.facts(context.playbooks.parent if context.playbooks else None)
        qt = ((_("Qt"), f"{qVersion()} (PySide6 {PySide6.__version__})"),)
        self.facts = (*known[:2], *qt, *known[2:])
        words = _("Plans, checks and carries out Express to Enterprise upgrades of ServiceNow instances.")
        licence = _(
            "MIT licence. Qt and PySide6 come under the LGPL 3, FFmpeg under the LGPL 2.1, the Inter typeface under the"
            " SIL Open Font License 1.1."
        )
        head = row(IconLabel(look, "flip", "accent", 28), label(look, words, 13, 400, "text", wrap=True), spacing=12)
        head.setStretch(1, 1)
        copy = button(look, _("Copy for a report"), "ghost", "copy")
        close = button(look, _("Close"), "primary")
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.accept)
        small = label(look, licence, 12, 400, "text2", wrap=True)
        texts = button(look, _("Licences"), "ghost")
        texts.clicked.connect(lambda: LicencesDialog(context, self).open())
        self.build(column(head, self._table(), small, None, spacing=14), (texts, copy, close))
        close.setFocus()

    def copy(self) -> None:
        """Copy what the table says, a line each."""
        copy_text("\n".join(f"{name}: {value}" for name, value in self.facts))

    def _table(self) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (name, value) in enumerate(self.facts):
            grid.addWidget(label(self.appearance, name, 12, 400, "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(self.appearance, value, 12, 500, "text", wrap=True), at, 1)
        return part
