"""The fields over the bands: a time typed in any party's zone, whose zone it is read in, when that ends (N19, N20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from models import typed_times, zones
from models.formats import Formats
from models.texts import SOURCE, _
from models.zone_roles import ZoneRole
from models.zone_rows import Window
from ui.context import Context
from ui.dates.instant_field import InstantField
from ui.field import Field
from ui.form import Label, column, row


def typed_form(shown: datetime, formats: Formats) -> str:
    """Return a moment as one types it: "2026-12-03 19:00", with the 12 hours of the screen "2026-12-03 7:00 PM"."""
    twelve = formats.hour12 and formats.lang == SOURCE  # other languages' words for the halves are not read
    return f"{shown:%Y-%m-%d} {formats.time(shown) if twelve else f'{shown:%H:%M}'}"


class RowTime(InstantField):
    """A time in one party's zone; a time alone is meant on the date that is shown."""

    def __init__(self, context: Context, zone: str) -> None:
        self._shown: date | None = None
        super().__init__(context, _("Planned start"), zone, zone)

    def show_window(self, start: datetime) -> None:
        """Show a start of the zone."""
        self._shown = start.date()
        self._fold = start.fold or None
        self.field.line.setText(typed_form(start, self._context.formats))

    def _aware(self, text: str) -> datetime | date:
        today = self._context.clock.now_in(zones.zone(self._zone)).date()
        read = typed_times.read_typed(text, today)
        shown = self._shown
        if isinstance(read, datetime) and shown is not None and "today" not in text.casefold():
            on_shown = typed_times.read_typed(text, shown)
            if read.date() == today and on_shown.isoformat()[:10] == shown.isoformat():
                read = datetime.combine(shown, read.time())
        return zones.attach(read, self._zone, fold=self._fold) if isinstance(read, datetime) else read

    def _shown_back(self, reading: datetime | date) -> str:
        if not isinstance(reading, datetime):
            return _("{day}, and which time?").format(day=self._context.formats.day_year(reading))
        return f"{self._context.formats.full(reading)} {zones.abbreviation(reading, self._zone)}"


class WindowFields(QWidget):
    """Start, the zone that it is read in, and the end.

    Signals:
        typed: an aware moment that was typed and then confirmed with Enter or by leaving the field.
        role_chosen: the number of the role whose zone times are read in, among those shown.
    """

    typed = Signal(object)
    role_chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.appearance
        self._context = context
        self._filling = False
        self._window: Window | None = None
        self._roles: tuple[ZoneRole, ...] = ()
        self.start = RowTime(context, "UTC")
        self._role_title = Label(look, _("Read in"), 12, 500, "text2")
        self.role = QComboBox()
        self._role_title.setBuddy(self.role)
        self.role.setAccessibleName(_("Read in"))
        self.end = Field(look, _("Ends"))
        self.end.line.setReadOnly(True)
        self.end.line.setProperty("quiet", True)
        zone = column(self._role_title, self.role, None, spacing=4)
        line = row(self.start, zone, column(self.end, None, spacing=0), spacing=12)
        for at in range(3):
            line.setStretch(at, 1)
        self.setLayout(line)
        self.start.changed.connect(self._on_changed)
        self.start.field.line.editingFinished.connect(self._take)
        self.role.currentIndexChanged.connect(self._on_role)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def chosen(self) -> ZoneRole | None:
        """The role whose zone times are read in."""
        at = self.role.currentIndex()
        return self._roles[at] if 0 <= at < len(self._roles) else None

    def set_roles(self, roles: Sequence[ZoneRole]) -> None:
        """Offer the parties whose zone is known; the choice stays, else it is the client's."""
        if tuple(roles) == self._roles:
            return
        before = self.chosen
        self._roles = tuple(roles)
        self._filling = True
        self.role.clear()
        for role in self._roles:
            self.role.addItem(_("{role}, {city}").format(role=role.name, city=zones.city(role.zone)))
        names = [role.name for role in self._roles]
        kinds = [role.kind for role in self._roles]
        wanted = names.index(before.name) if before and before.name in names else 0
        if before is None and "client" in kinds:
            wanted = kinds.index("client")
        self.role.setCurrentIndex(wanted)
        self._filling = False

    def choose_role(self, role: ZoneRole) -> None:
        """Read times in a party's zone, and have the start ready for typing."""
        if role in self._roles:
            self.role.setCurrentIndex(self._roles.index(role))

    def show_window(self, window: Window | None, title: str) -> None:
        """Show a start and its end in the chosen zone; what is being typed stays."""
        self._window = window
        self.start.field.title.setText(title)
        role = self.chosen
        if role is None:
            return
        self._filling = True
        self.start.set_zone(role.zone)
        if window is not None:
            self.start.show_window(zones.to_zone(window.start, role.zone))
        self._show_end(role)
        self._filling = False

    def _show_end(self, role: ZoneRole) -> None:
        window = self._window
        lasting = window is not None and not window.instant_only
        self.end.setVisible(lasting)
        if window is not None and lasting:
            minutes = round(zones.elapsed_between(window.start, window.end).total_seconds() / 60)
            length = self._context.formats.duration(minutes)
            self.end.title.setText(_("Ends {length} later").format(length=length))
            self.end.line.setAccessibleName(self.end.title.text())
            self.end.set_text(typed_form(zones.to_zone(window.end, role.zone), self._context.formats))

    def _on_changed(self) -> None:
        """Take an answer to a time that comes twice at once; everything else waits for Enter."""
        if not self._filling and self.start.fold is not None:
            self._take()

    def _take(self) -> None:
        reading = self.start.reading
        if self._filling or not isinstance(reading, datetime):
            return
        if self._window is None or zones.elapsed_between(self._window.start, reading):
            self.typed.emit(reading)

    def _on_role(self, at: int) -> None:
        if not self._filling:
            self.show_window(self._window, self.start.field.title.text())
            self.role_chosen.emit(at)

    def _restyle(self) -> None:
        look = self._context.appearance
        self.role.setFont(look.font(13))
        self.role.setFixedHeight(round(34 * max(1.0, look.text_scale)))
