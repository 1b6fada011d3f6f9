"""A field for a date and time in one zone; what it reads is shown back, in both zones, before it counts (N20)."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models import typed_times, zones
from models.errors import UserError
from models.texts import _
from models.zones import FoldError
from ui.context import Context
from ui.field import Field
from ui.form import Button, Label, button, column, row

Reading = datetime | date | None


class InstantField(QWidget):
    """Type "3 dec 7pm"; below it stands what that is for the client and for you.

    A time that the clock shows twice is asked about with two buttons; one that it skips is refused with words.

    Signals:
        changed: another time is read, or none any more.
    """

    changed = Signal()

    def __init__(self, context: Context, name: str, zone: str, your_zone: str) -> None:
        super().__init__()
        self._context = context
        self._zone, self._your_zone = zone, your_zone
        self._reading: Reading = None
        self._fold: int | None = None
        look = context.appearance
        self.field = Field(look, name, placeholder=_("2026-12-03 19:00 or 3 dec 7pm"))
        self.echo = Label(look, "", 12, 400, "text2", wrap=True)
        self._first: Button = button(look, "", height=28)
        self._second: Button = button(look, "", height=28)
        self._first.clicked.connect(self._choose_first)
        self._second.clicked.connect(self._choose_second)
        self._choice = QWidget()
        self._choice.setLayout(row(self._first, self._second, None))
        self._choice.hide()
        self.setLayout(column(self.field, self.echo, self._choice, spacing=4))
        self.setFocusProxy(self.field.line)
        self.field.line.textChanged.connect(self._on_text)

    @property
    def reading(self) -> Reading:
        """The aware time in the zone, a date where no time is typed, or None."""
        return self._reading

    @property
    def wall(self) -> datetime | None:
        """The time as the zone's clock shows it, naive; None without a time."""
        return self._reading.replace(tzinfo=None) if isinstance(self._reading, datetime) else None

    @property
    def fold(self) -> int | None:
        """Which of two equal times was chosen; None where there is only one."""
        return self._fold

    def set_zone(self, zone: str) -> None:
        """Read the text in another zone."""
        self._zone = zone
        self._on_text(self.field.line.text())

    def set_reading(self, reading: datetime | date) -> None:
        """Show a time of the zone, or a date."""
        pattern = "%Y-%m-%d %H:%M" if isinstance(reading, datetime) else "%Y-%m-%d"
        if isinstance(reading, datetime):
            self._fold = reading.fold or None
        self.field.line.setText(reading.strftime(pattern))

    def _on_text(self, text: str) -> None:
        self._fold = None
        self._read(text)

    def _choose_first(self) -> None:
        self._fold = 0
        self._read(self.field.line.text())

    def _choose_second(self) -> None:
        self._fold = 1
        self._read(self.field.line.text())

    def _read(self, text: str) -> None:
        self._reading = None
        self._choice.hide()
        self.field.set_error("")
        self.echo.setText("")
        if text.strip() and self._zone:
            try:
                self._reading = self._aware(text)
                self.echo.setText(self._shown_back(self._reading))
            except FoldError as error:
                self._ask(error)
            except UserError as error:
                self.field.set_error(f"{error.what} {error.do}")
        self.changed.emit()

    def _aware(self, text: str) -> datetime | date:
        here = self._context.clock.now_in(zones.zone(self._zone))
        read = typed_times.read_typed(text, here.date())
        return zones.attach(read, self._zone, fold=self._fold) if isinstance(read, datetime) else read

    def _ask(self, error: FoldError) -> None:
        self.field.set_error(error.what)
        for item, choice in zip((self._first, self._second), error.choices, strict=True):
            item.set_text(self._context.formats.with_zone(choice))
        self._choice.show()

    def _shown_back(self, reading: datetime | date) -> str:
        if not isinstance(reading, datetime):
            return _("{day}, time not set").format(day=self._context.formats.day_year(reading))
        client = f"{self._context.formats.full(reading)} {zones.abbreviation(reading, self._zone)}"
        if self._your_zone == self._zone:
            return client
        yours = self._context.formats.with_zone(zones.to_zone(reading, self._your_zone))
        return _("{client} for the client, {yours} for you").format(client=client, yours=yours)
