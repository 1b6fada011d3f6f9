"""The top of the time log: what today comes to, and the buttons that add a piece to the open engagement."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from models.texts import _
from ui.context import Context
from ui.elided import Elided
from ui.form import Button, IconLabel, Label, button, column, icon_button, row
from ui.time_log import words

HALF_HOUR, HOUR = 30, 60


class TimeLogHead(QWidget):
    """Title, today's sums, and two buttons.

    Signals:
        add_wanted: minutes for the open engagement.
        report_wanted: the billable report of a period.
    """

    add_wanted = Signal(int)
    report_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.appearance
        self.title = Label(look, _("Time log"), 22, 600, tracking=-0.3)
        self.subtitle = Elided(look, "", 13, 400, "text2")
        self.report = button(look, _("Billable report…"), "ghost")
        self.hour = button(look, "")
        self.half = button(look, "", icon="timer")
        self.hour.clicked.connect(lambda: self.add_wanted.emit(HOUR))
        self.half.clicked.connect(lambda: self.add_wanted.emit(HALF_HOUR))
        self.report.clicked.connect(self.report_wanted)
        layout = row(column(self.title, self.subtitle, spacing=2), self.report, self.hour, self.half, spacing=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def show_today(self, minutes: int, billable: int) -> None:
        """Say what today comes to, and whom the buttons are for."""
        formats, portfolio = self._context.formats, self._context.portfolio
        text = _("Today {hours}, {billable} of it billable. Log small pieces as you go.")
        hours = {"hours": words.length(minutes, formats), "billable": words.length(billable, formats)}
        self.subtitle.setText(text.format(**hours))
        client = portfolio.name(portfolio.current)
        half, hour = formats.hours(HALF_HOUR), formats.hours(HOUR)
        self.half.set_text(_("+ {hours} to {client}").format(hours=half, client=client) if client else f"+ {half}")
        self.hour.set_text(f"+ {hour}")
        self.hour.setAccessibleName(_("+ {hours} to {client}").format(hours=hour, client=client))
        for item in (self.half, self.hour):
            item.setEnabled(bool(client))


class BillableNote(QFrame):
    """Says kindly that billable work goes first; it never blocks and can be put away for the day (N27).

    Signals:
        wanted: go to the engagement whose billable work waits.
        dismissed: not again today.
    """

    wanted = Signal()
    dismissed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("shape", "banner")
        self.setProperty("tone", "warn")
        look = context.appearance
        self.text = Elided(look, "", 13)
        self.go = Button(look, "", "accentghost", height=28)
        close = icon_button(look, "x", _("Not again today"))
        self.go.clicked.connect(self.wanted)
        close.clicked.connect(self.dismissed)
        layout = row(IconLabel(look, "alert", "warn", 16), self.text, self.go, close, margins=(14, 5, 6, 5))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_words(self, text: str, client: str) -> None:
        """Show a note with the way to a client, or nothing where there are no words."""
        self.setVisible(bool(text))
        self.text.setText(text)
        self.setAccessibleName(text)
        self.go.set_text(_("Go to {client}").format(client=client))
