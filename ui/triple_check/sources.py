"""A, B and C: the roadmap, ServiceNow and the clock, each with its fields (N16, N17, N20)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from models import gates, zones
from models.gates import Sheet
from models.readings import Agreed, Shown
from models.texts import _
from ui.check_box import CheckBox
from ui.clipboard import copy_text
from ui.context import Context
from ui.form import button, column, row
from ui.triple_check.marks import Cover
from ui.triple_check.source_card import SourceCard


class RoadmapCard(SourceCard):
    """A: date, start and weekday by hand; covered while B is read.

    Signals:
        lifted: the person wants to read it again.
    """

    lifted = Signal()

    def __init__(self, context: Context, sheet: Sheet) -> None:
        super().__init__(context, "A", _("Roadmap"), "map", _("Type it from the roadmap, not from memory."))
        self._sheet = sheet
        self.entered_utc = ""
        self.date = self.reading(_("Date"), _("yyyy-mm-dd"))
        self.time = self.reading(_("Start"), _("hh:mm"))
        self.zone = self.reading(_("Time zone"))
        self.weekday = self.reading(_("Weekday"), _("by hand"))
        self.zone.line.setText(_("{city} (client)").format(city=zones.city(sheet.zone)))
        self.zone.set_fixed(True)
        self.zone.line.setFocusPolicy(self.zone.line.focusPolicy().NoFocus)
        self.fields = QWidget()
        lines = [row(self.date, self.time, spacing=8), row(self.zone, self.weekday, spacing=8)]
        for line in lines:
            line.setStretch(0, 2)
            line.setStretch(1, 1)
        self.fields.setLayout(column(*lines, spacing=9))
        self.cover = Cover(context.appearance)
        self.cover.lifted.connect(self.lifted)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.fields)
        self._pages.addWidget(self.cover)
        self.room.addWidget(self._pages)
        QWidget.setTabOrder(self.date.line, self.time.line)
        QWidget.setTabOrder(self.time.line, self.weekday.line)
        self.fill(sheet.agreed, sheet.agreed_utc)

    @property
    def agreed(self) -> Agreed:
        """What was typed."""
        return Agreed(date=self.date.text, time=self.time.text, zone=self._sheet.zone, weekday=self.weekday.text)

    @property
    def lines(self) -> list[QLineEdit]:
        """Its fields, in the order of reading."""
        return [self.date.line, self.time.line, self.weekday.line]

    @property
    def doubt(self) -> str:
        """What is still wrong or missing."""
        return gates.doubt(self.agreed, self.context.formats)

    @property
    def covered(self) -> bool:
        """Whether it is covered."""
        return self._pages.currentWidget() is self.cover

    def set_covered(self, *, covered: bool) -> None:
        """Cover or uncover it."""
        self._pages.setCurrentWidget(self.cover if covered else self.fields)

    def fill(self, agreed: Agreed | None, entered_utc: str = "") -> None:
        """Take what still counts from an earlier gate, or empty the fields."""
        self.entered_utc = entered_utc
        texts = (agreed.date, agreed.time, agreed.weekday or "") if agreed else ("", "", "")
        for line, text in zip(self.lines, texts, strict=True):
            line.setText(text)

    def set_fixed(self, fixed: bool) -> None:
        """Show it as read, or open it for typing."""
        for field in (self.date, self.time, self.weekday):
            field.set_fixed(fixed)


class ServiceNowCard(SourceCard):
    """B: planned start and end as ServiceNow shows them, read afresh at every gate."""

    def __init__(self, context: Context, sheet: Sheet) -> None:
        words = {
            "before_scheduling": _("Copy both fields from the open form."),
            "after_saving": _("Reload the form, then paste both fields."),
            "ctask": _("Open the CTASK, then paste both fields."),
        }[sheet.gate]
        super().__init__(context, "B", _("ServiceNow"), "globe", words)
        self.start = self.reading(_("Planned start date"), _("Ctrl V to paste"))
        self.end = self.reading(_("Planned end date"), _("Ctrl V to paste"))
        first = sheet.gate == "before_scheduling"
        self.blank = CheckBox(_("Not typed in yet") if first else _("It shows an empty field"))
        self.blank.setFont(context.appearance.font(12))
        self.blank.toggled.connect(self.edited)
        for item in (self.start, self.end, self.blank):
            self.room.addWidget(item)

    @property
    def shown(self) -> Shown:
        """What was pasted; empty where the field is empty."""
        return Shown(start=self.start.text, end=self.end.text)

    @property
    def lines(self) -> list[QLineEdit]:
        """Its fields, in the order of reading."""
        return [self.start.line, self.end.line]

    @property
    def count(self) -> int:
        """How many of the two are pasted."""
        return sum(bool(field.text) for field in (self.start, self.end))

    @property
    def whole(self) -> bool:
        """Whether it is read: both fields, or it was said that ServiceNow shows an empty one."""
        return self.count == 2 or self.blank.isChecked()

    def clear(self) -> None:
        """Empty it: it has to be read afresh."""
        for field in (self.start, self.end):
            field.line.clear()
            field.set_invalid(False)
        self.blank.setChecked(False)

    def set_fixed(self, fixed: bool) -> None:
        """Show it as read, or open it for reading."""
        for field in (self.start, self.end):
            field.set_fixed(fixed)
        self.blank.setEnabled(not fixed)
        self.blank.setVisible(not fixed or self.blank.isChecked())

    def set_wrong(self, *, start: bool, end: bool, words: str) -> None:
        """Mark the fields that differ."""
        self.start.set_invalid(start, words if start else "")
        self.end.set_invalid(end, words if end else "")


class ClockCard(SourceCard):
    """C: the stamp of the work note, and this computer's time at the moment of pasting."""

    def __init__(self, context: Context, sheet: Sheet) -> None:
        note = _("Paste the “{note}” note's stamp.").format(note=gates.NOTE_TEXT)
        super().__init__(context, "C", _("Clock"), "pc", note)
        self._sheet = sheet
        self.clock = ""
        self.stamp = self.reading(_("Work note time stamp"), _("Ctrl V to paste"))
        self.computer = self.reading(_("This computer when you pasted"))
        self.computer.set_fixed(True)
        self.computer.line.setProperty("quiet", True)
        self.computer.line.setFocusPolicy(self.computer.line.focusPolicy().NoFocus)
        self.copy = button(context.appearance, _("Copy note text"), "secondary", "copy", height=32)
        self.copy.clicked.connect(self._on_copy)
        for item in (self.stamp, self.computer, self.copy):
            self.room.addWidget(item)
        self.stamp.line.textChanged.connect(self._freeze)
        self.fill(sheet.stamp, sheet.clock)

    @property
    def whole(self) -> bool:
        """Whether a stamp is there, with the time at which it was pasted."""
        return bool(self.stamp.text and self.clock)

    def fill(self, stamp: str, clock: str) -> None:
        """Take what is still fresh, or empty it."""
        with QSignalBlocker(self.stamp.line):
            self.stamp.line.setText(stamp)
        self.clock = clock if stamp else ""
        self._show_clock()

    def set_fixed(self, fixed: bool) -> None:
        """Show it as read, or open it for pasting."""
        self.stamp.set_fixed(fixed)
        self.copy.setVisible(not fixed and not self.clock)

    def _freeze(self, text: str) -> None:
        """Keep this computer's time at the moment of pasting: the age of the stamp counts from there."""
        here = self._sheet.computer_zone or self._sheet.your_zone
        now = zones.to_zone(self.context.clock.now(), here)
        self.clock = now.isoformat() if text.strip() else ""
        self._show_clock()

    def _show_clock(self) -> None:
        at = datetime.fromisoformat(self.clock) if self.clock else None
        here = self._sheet.computer_zone or self._sheet.your_zone
        self.computer.line.setText(self.context.formats.servicenow(zones.to_zone(at, here)) if at else "")
        self.computer.setVisible(bool(at))
        self.copy.setVisible(not at)

    def _on_copy(self) -> None:
        copy_text(gates.NOTE_TEXT)
        self.say(_("Copied. Post it as a work note, then paste its stamp."), "text2", "copy")
        self.stamp.line.setFocus()
