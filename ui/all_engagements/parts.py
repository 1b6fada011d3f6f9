"""Parts of the inspector that are made anew for each engagement: its warnings, its tickets."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from models.attention import STEPS, Attention
from models.records import Dossier
from models.rules.finding import Finding
from models.texts import _
from ui.all_engagements import words
from ui.context import Context
from ui.form import Banner, IconLabel, Label, button, column, row

MOST: Final = 3
"""How many warnings are shown."""
WAYS_OUT: Final = {"same-night": "night", "no-prod-date": "dates"}


class Warnings(QWidget):
    """The findings of an engagement, each with one way out.

    Signals:
        night_wanted: another night is looked for; the widget beside which it is offered.
        dates_wanted: the prod date shall be set.
        step_wanted: the key of the step to show, "" for the engagement alone.
    """

    night_wanted = Signal(object)
    dates_wanted = Signal()
    step_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._column: QVBoxLayout = column(spacing=8)
        self.setLayout(self._column)

    def show_findings(self, dossier: Dossier, seen: Attention | None) -> None:
        """Show what is wrong with an engagement, the worst first."""
        clear(self._column)
        found = [finding for finding in (seen.findings if seen else ()) if finding.severity != "notice"]
        for finding in found[:MOST]:
            self._column.addWidget(self._banner(dossier, finding))
        self.setVisible(bool(found))

    def _banner(self, dossier: Dossier, finding: Finding) -> Banner:
        look, way = self._context.appearance, WAYS_OUT.get(finding.rule, "")
        text = {"night": _("Find a free night"), "dates": _("Set prod date")}.get(way, _("Show in the engagement"))
        act = button(look, text, height=28)
        if way == "night":
            act.clicked.connect(lambda: self.night_wanted.emit(act))
        elif way == "dates":
            act.clicked.connect(self.dates_wanted)
        else:
            step = STEPS.get(finding.rule, "")
            act.clicked.connect(lambda: self.step_wanted.emit(step))
        tone = "danger" if finding.severity == "error" else "warn"
        title, below = words.warning(dossier, finding, self._context.formats)
        return Banner(look, tone, title, below, actions=(act,))


class TicketList(QWidget):
    """The tickets of an engagement with their states."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._column: QVBoxLayout = column(spacing=0)
        self.setLayout(self._column)

    def show_tickets(self, dossier: Dossier) -> None:
        """Show the tickets of an engagement."""
        clear(self._column)
        look, grid, body = self._context.appearance, QGridLayout(), QWidget()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        for line, definition in enumerate(dossier.playbook.tickets):
            ticket = dossier.ticket(definition.kind)
            state = ticket.state if ticket and ticket.state else ""
            token = "text" if ticket and ticket.is_open else "text2"
            status = Label(look, state or _("Not opened"), 12, 400, token)
            closed = [IconLabel(look, "check", "ok", 14)] if state.startswith("Closed") else []
            kind = Label(look, definition.kind, 12, 600)
            kind.setAccessibleName(f"{definition.kind}, {definition.name}, {status.text()}")
            grid.addWidget(kind, line, 0)
            grid.addWidget(Label(look, definition.name, 12, 400, "text2"), line, 1)
            grid.addLayout(row(None, *closed, status, spacing=5), line, 2)
        body.setLayout(grid)
        self._column.addWidget(body)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
