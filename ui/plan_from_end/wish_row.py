"""A line of the wishes: on which weekdays a party would have the upgrade start, and between which times."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from models.formats import Formats
from models.free_nights import Wish
from models.texts import _
from ui.field import Field
from ui.form import column, label, row
from ui.theme import Appearance

_MONDAY = date(2026, 11, 23)
_FIELD_WIDTH = 72


class WishRow(QWidget):
    """Edits one party's wish.

    Args:
        appearance: the looks.
        formats: how weekdays are named.
        name: whose wish.
        wish: what is wished at first.

    Signals:
        changed: another wish is made, or a time can't be read.
    """

    changed = Signal()

    def __init__(self, appearance: Appearance, formats: Formats, name: str, wish: Wish) -> None:
        super().__init__()
        self._days = [self._day(formats, number, wish) for number in range(7)]
        days = QFrame()
        days.setObjectName("segmented")
        days.setAccessibleName(_("Weekdays, {party}").format(party=name))
        days.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        days.setLayout(row(*self._days, spacing=2, margins=(2, 2, 2, 2)))
        self.since = self._time(appearance, _("From"), name, wish.since)
        self.until = self._time(appearance, _("To"), name, wish.until)
        named = column(label(appearance, name, 12, 500, "text2"), days, None, spacing=4)
        self.setLayout(row(named, None, self.since, self.until, spacing=10))
        appearance.changed.connect(self._restyle)
        self._appearance = appearance
        self._restyle()

    @property
    def wish(self) -> Wish | None:
        """The wish; None while a time can't be read."""
        since, until = self._read(self.since), self._read(self.until)
        if since is None or until is None:
            return None
        return Wish(frozenset(at for at, item in enumerate(self._days) if item.isChecked()), since, until)

    def day(self, number: int) -> QPushButton:
        """Return the button of a weekday; 0 is Monday."""
        return self._days[number]

    def _day(self, formats: Formats, number: int, wish: Wish) -> QPushButton:
        day = _MONDAY + timedelta(days=number)
        item = QPushButton(formats.weekday(day))
        item.setProperty("segment", True)
        item.setCheckable(True)
        item.setAutoDefault(False)
        item.setAccessibleName(formats.weekday(day, full=True))
        item.setChecked(number in wish.weekdays)
        item.toggled.connect(self.changed)
        return item

    def _time(self, appearance: Appearance, name: str, party: str, clock: time) -> Field:
        field = Field(appearance, name, f"{clock:%H:%M}", height=28)
        field.line.setAccessibleName(f"{name}, {party}")
        field.setFixedWidth(round(_FIELD_WIDTH * max(1.0, appearance.text_scale)))
        field.line.textChanged.connect(self._on_time)
        return field

    def _on_time(self) -> None:
        for field in (self.since, self.until):
            field.set_error("" if self._read(field) is not None else _("Like 18:30"))
        self.changed.emit()

    def _read(self, field: Field) -> time | None:
        text = field.text if ":" in field.text else f"{field.text}:00"
        try:
            return time.fromisoformat(text.zfill(5))
        except ValueError:
            return None

    def _restyle(self) -> None:
        height = round(24 * max(1.0, self._appearance.text_scale))
        for item in self._days:
            item.setFont(self._appearance.font(12, 500))
            item.setFixedHeight(height)
