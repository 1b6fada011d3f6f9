"""The first start: three answers on one card, shown only while the data folder has no engagement."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from models import settings, zones
from models.clock import Clock
from models.formats import Formats
from models.store import Store
from models.texts import _
from ui.field import Field
from ui.form import IconLabel, Label, button, card, column, label, row
from ui.theme import Appearance
from ui.zones.zone_field import ZoneField

WIDTH = 520
SECOND_MS = 1000
VERSION_WORDS = "0.1"


class FirstStart(QWidget):
    """Name, initials and zone; Start stays off until the first two are there.

    Signals:
        started: the answers are saved.
        example_wanted: the person wants to look around with made-up data first.
    """

    started = Signal()
    example_wanted = Signal()

    def __init__(self, store: Store, clock: Clock, appearance: Appearance, formats: Formats) -> None:
        super().__init__()
        self.setObjectName("page")
        self._store, self._clock, self._appearance, self._formats = store, clock, appearance, formats
        self._zone = settings.you(store).zone
        self._initials_edited = False
        self.name = Field(appearance, _("Your name"))
        self.initials = Field(appearance, _("Initials"))
        self.initials.setFixedWidth(112)
        self.start = button(appearance, _("Start"), "primary")
        self.example = button(appearance, _("Look around with an example"))
        self.other = button(appearance, _("Another zone"), "accentghost", height=28)
        self.zone = ZoneField(appearance, _("Your time zone"), "", clock.now())
        self.zone.hide()
        self._timer = QTimer(self, interval=SECOND_MS)
        self._timer.timeout.connect(self._tick)
        self._assemble()
        self._connect()
        self._on_edited()
        self._tick()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.name.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)

    def _assemble(self) -> None:
        look = self._appearance
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.name, 1)
        top.addWidget(self.initials)
        frame = card(
            row(IconLabel(look, "flip", "accent", 30), None),
            10,
            label(look, _("Every upgrade, on time, in both time zones"), 22, 600, wrap=True),
            label(look, _("Three answers and you can add your first client."), 13, 400, "text2"),
            8,
            top,
            label(look, _("Your time zone, is this right?"), 12, 500, "text2"),
            self._zone_box(),
            self.zone,
            8,
            row(self.start, self.example, None),
            spacing=8,
            margins=(32, 32, 32, 32),
        )
        frame.setFixedWidth(WIDTH)
        lock = row(
            IconLabel(look, "lock", "text2", 14),
            label(look, _("No account. Nothing leaves this computer unless you copy or export it."), 12, 400, "text2"),
            None,
            label(look, _("Version {version}").format(version=VERSION_WORDS), 12, 400, "text2"),
        )
        self.setLayout(column(None, row(None, frame, None), None, lock, margins=(24, 24, 24, 20)))

    def _zone_box(self) -> QFrame:
        look = self._appearance
        self._city = Label(look, "", 13, 600)
        self._source = Label(look, "", 12, 400, "text2")
        self._time = Label(look, "", 22, 600)
        first = row(
            IconLabel(look, "clock", "accent", 18),
            column(self._city, self._source, spacing=0),
            None,
            self._time,
            spacing=12,
        )
        trust = label(look, _("Compare it with a clock you trust"), 12, 400, "text2")
        second = row(IconLabel(look, "pc", "text2", 16), trust, None, self.other, spacing=10)
        return card(first, second, spacing=6, margins=(14, 10, 10, 8))

    def _connect(self) -> None:
        self.name.line.textChanged.connect(self._on_name)
        self.initials.edited.connect(self._on_initials)
        self.start.clicked.connect(self._on_start)
        self.name.line.returnPressed.connect(self._on_start)
        self.initials.line.returnPressed.connect(self._on_start)
        self.example.clicked.connect(self.example_wanted)
        self.other.clicked.connect(self._on_other)
        self.zone.chosen.connect(self._on_zone)

    def _on_name(self, text: str) -> None:
        if not self._initials_edited:
            self.initials.set_text(settings.initials_of(text))
        self._on_edited()

    def _on_initials(self) -> None:
        self._initials_edited = bool(self.initials.text)
        self._on_edited()

    def _on_edited(self) -> None:
        self.start.setEnabled(bool(self.name.text and self.initials.text))

    def _on_other(self) -> None:
        self.zone.show()
        self.zone.setFocus()

    def _on_zone(self, zone: str) -> None:
        self._zone = zone
        self._tick()

    def _tick(self) -> None:
        here = self._clock.now_in(zones.zone(self._zone))
        own = self._zone == settings.you(self._store).zone
        offset = zones.offset_text(zones.offset_minutes(here, self._zone))
        words = _("From this computer, {offset}") if own else _("Chosen, {offset}")
        self._city.setText(zones.city(self._zone))
        self._source.setText(words.format(offset=offset))
        self._time.setText(self._formats.time(here))

    def _on_start(self) -> None:
        if not self.start.isEnabled():
            return
        with self._store.step(_("First start")):
            settings.put(self._store, "you.name", self.name.text)
            settings.put(self._store, "you.initials", self.initials.text)
            settings.put(self._store, "you.zone", self._zone)
            settings.put(self._store, "first_start.done", "1")
        self.started.emit()
