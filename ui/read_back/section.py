"""The ledger as a part of the details."""

from __future__ import annotations

from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.details.section import Section
from ui.read_back.panel import ReadBackPanel


class ReadBackSection(Section):
    """What ServiceNow should show and showed last (N17)."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Read back from ServiceNow"))
        self.panel = ReadBackPanel(context)
        self.body.addWidget(self.panel)

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement's ledger."""
        self.panel.fill(dossier)
        super().fill(dossier)
