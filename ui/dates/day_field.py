"""A field for a day that has passed, such as the day of an approval; what it reads is shown back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from models import typed_times, zones
from models.errors import UserError
from models.texts import _
from ui.context import Context
from ui.field import Field
from ui.form import Label, column

_LOOK_BACK = (timedelta(), timedelta(days=6), timedelta(days=364))
"""Days without a year and weekdays are read from here on: today, the last week, the last year."""


class DayField(QWidget):
    """Type "today", "fri" or "20 nov"; below it stands the whole date. Days count on your own calendar."""

    def __init__(self, context: Context, name: str, your_zone: str) -> None:
        super().__init__()
        self._context = context
        self._zone = your_zone
        self._day: date | None = None
        self.field = Field(context.appearance, name, placeholder=_("2026-11-20, 20 nov or today"))
        self.echo = Label(context.appearance, "", 12, 400, "text2", wrap=True)
        self.setLayout(column(self.field, self.echo, spacing=4))
        self.setFocusProxy(self.field.line)
        self.field.line.textChanged.connect(self._read)

    @property
    def day(self) -> date | None:
        """The day that is read; None for none."""
        return self._day

    def _read(self, text: str) -> None:
        self._day = None
        self.field.set_error("")
        self.echo.setText("")
        if not text.strip():
            return
        today = self._context.clock.now_in(zones.zone(self._zone)).date()
        try:
            self._day = _read_past(text, today)
        except UserError as error:
            self.field.set_error(f"{error.what} {error.do}")
            return
        self.echo.setText(self._context.formats.day_year(self._day))


def _read_past(text: str, today: date) -> date:
    """Return the newest day up to today that a text can mean; one to come where a year was typed that says so."""
    refusals: list[UserError] = []
    days: list[date] = []
    for back in _LOOK_BACK:
        try:
            read = typed_times.read_typed(text, today - back)
        except UserError as error:
            refusals.append(error)
            continue
        days.append(read.date() if isinstance(read, datetime) else read)
        if days[-1] <= today:
            return days[-1]
    if not days:
        raise refusals[0]
    return days[0]
