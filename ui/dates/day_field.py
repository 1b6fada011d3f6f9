"""A field for a day that has passed, such as the day of an approval; what it reads is shown back."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from models import typed_times, zones
from models.errors import UserError
from models.texts import _
from ui.context import Context
from ui.field import Field
from ui.form import Label, column


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
            read = typed_times.read_typed(text, today)
        except UserError as error:
            self.field.set_error(f"{error.what} {error.do}")
            return
        self._day = _past(read.date() if isinstance(read, datetime) else read, today, text)
        self.echo.setText(self._context.formats.day_year(self._day))


def _past(day: date, today: date, text: str) -> date:
    """Return the day of the year before where no year was typed and the next such day is still to come."""
    if day <= today or str(day.year) in text:
        return day
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day
