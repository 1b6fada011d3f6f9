"""The bar that says that the moment is pretended (`--now`)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from models import settings, zones
from models.texts import _
from ui.context import Context
from ui.form import IconLabel, Label, row


class RehearsalBar(QFrame):
    """One line: the pretended moment in your zone, and what follows from it (PRODUCT, Decisions 16)."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("tone", "warn")
        here = context.clock.now_in(zones.zone(settings.you(context.store).zone))
        words = _("Rehearsal: the moment is {now}. What is written is marked, and a check signed now opens no gate.")
        text = Label(context.appearance, words.format(now=context.formats.with_zone(here)), 12, 500, "warn")
        self.setAccessibleName(text.text())
        icon = IconLabel(context.appearance, "clock", "warn", 14)
        self.setLayout(row(icon, text, None, spacing=8, margins=(16, 4, 16, 4)))
