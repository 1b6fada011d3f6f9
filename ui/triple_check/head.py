"""The head of the dialog: whose upgrade it is, and how far the three gates are."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from models import gates
from models.gates import Sheet
from models.readings import Gate
from models.texts import _
from ui.form import IconLabel, Label, column, hline, row
from ui.theme import Appearance
from ui.triple_check.marks import GateMark


def make_head(appearance: Appearance, sheet: Sheet, heading: Label, sort: str) -> QVBoxLayout:
    """Lay out the title, the client with what is special about this run, and the gates."""
    rounds = {"correction": _("correction after Correct dates"), "elsewhere": _("scheduled before it came here")}
    parts = (sheet.client, sheet.number, rounds.get(sheet.round, ""), sort)
    under = Label(appearance, ", ".join(part for part in parts if part), 12, 400, "text2")
    marks = [
        GateMark(appearance, number, _(gates.NAMES[gate]), _state(sheet, gate))
        for number, gate in enumerate(gates.GATES, 1)
    ]
    icon = IconLabel(appearance, "shield", "accent", 22)
    line = row(icon, column(heading, under, spacing=2), *marks, spacing=14, margins=(24, 16, 24, 14))
    line.setStretch(1, 1)
    return column(line, hline(), spacing=0)


def _state(sheet: Sheet, gate: Gate) -> str:
    return "current" if gate == sheet.gate else "signed" if gate in sheet.signed else "open"
