"""The three sources side by side: each opens once the one before it is whole, and A is covered while B is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from models import gates, zones
from models.gates import Sheet
from models.readings import Answers, Request
from models.texts import _
from models.verdict import Verdict
from ui.context import Context
from ui.form import row
from ui.triple_check import words
from ui.triple_check.source_card import SourceCard
from ui.triple_check.sources import ClockCard, RoadmapCard, ServiceNowCard

CARD_HEIGHT = 246


class SourceRow(QWidget):
    """Follows what is typed and pasted until a verdict is shown.

    Signals:
        changed: a reading or the focus is another one.
    """

    changed = Signal()

    def __init__(self, context: Context, sheet: Sheet) -> None:
        super().__init__()
        self._context, self._sheet = context, sheet
        self._judged = False
        self._read_utc = ""
        self.roadmap = RoadmapCard(context, sheet)
        self.servicenow = ServiceNowCard(context, sheet)
        self.clock = ClockCard(context, sheet)
        self.cards: tuple[SourceCard, ...] = (self.roadmap, self.servicenow, self.clock)
        layout = row(*self.cards, spacing=12)
        for at, card in enumerate(self.cards):
            layout.setStretch(at, 1)
            card.setMinimumHeight(round(CARD_HEIGHT * max(1.0, context.appearance.text_scale)))
        self.setLayout(layout)
        self.roadmap.edited.connect(self._on_roadmap)
        self.roadmap.lifted.connect(self._on_lifted)
        for card in self.cards:
            card.edited.connect(self.follow)
        stops = [*self.roadmap.lines, *self.servicenow.lines, self.servicenow.blank, self.clock.stamp.line]
        for stop in stops:
            stop.installEventFilter(self)
        for one, other in zip(stops, [*stops[1:], self.clock.copy], strict=True):
            QWidget.setTabOrder(one, other)

    @property
    def ready(self) -> bool:
        """Whether all three are in."""
        return not self.roadmap.doubt and self.servicenow.whole and self.clock.whole

    def request(self, answers: Answers) -> Request:
        """Return the three readings as they stand, to be compared now."""
        return gates.request(
            self._sheet,
            agreed=self.roadmap.agreed,
            shown=self.servicenow.shown,
            stamp=self.clock.stamp.text,
            clock=self.clock.clock,
            now=self._context.clock.now(),
            answers=answers,
        )

    def begin(self) -> None:
        """Put the focus into the first field that is still to be read."""
        first = self.servicenow.start if not self.roadmap.doubt else self.roadmap.date
        first.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        """Show the state in which the sources are read."""
        self._judged = False
        for card in (self.roadmap, self.servicenow, self.clock):
            card.set_fixed(False)
        self.servicenow.set_wrong(start=False, end=False, words="")
        self.follow()

    def clear(self, *, roadmap: bool = False) -> None:
        """Clear B and C, and A too where it is asked for; they are read afresh."""
        self.open()
        if roadmap:
            self.roadmap.fill(None)
        self.servicenow.clear()
        self.clock.fill("", "")
        self.follow()
        self.begin()

    def follow(self) -> None:
        """Open the next source once the one before it is whole, and cover A while B is read."""
        if self._judged:
            return
        doubt, b, c = self.roadmap.doubt, self.servicenow, self.clock
        for field in (b.start, b.end, b.blank):
            field.setEnabled(not doubt)
        c.stamp.setEnabled(not doubt and b.whole)
        focused = self.window().focusWidget()
        in_a, in_b = focused in self.roadmap.lines, focused in (*b.lines, b.blank)
        self.roadmap.set_covered(covered=not doubt and not in_a and (in_b or not b.whole))
        self._say_how_far(doubt)
        self.changed.emit()

    def show_verdict(self, verdict: Verdict, request: Request) -> None:
        """Uncover A and say what became of each source."""
        self._judged = True
        self.roadmap.set_covered(covered=False)
        for card in (self.roadmap, self.servicenow, self.clock):
            card.set_fixed(True)
        formats, sheet = self._context.formats, self._sheet
        lines = (
            (self.roadmap, words.about_roadmap(verdict, formats, sheet)),
            (self.servicenow, words.about_servicenow(verdict, formats, self._read_words(request.now or ""))),
            (self.clock, words.about_clock(verdict, request, sheet, formats)),
        )
        for card, (text, tone) in lines:
            card.say(text, tone, "eyeoff" if card is self.servicenow and tone == "ok" else "")
            card.set_tone(tone if tone != "text2" else "neutral")
        wrong = {found.row for found in verdict.rows if found.result == "differs"}
        empty = bool({"empty", "not-saved"} & set(verdict.causes))
        start, end = empty or "start" in wrong, empty or bool({"end", "length"} & wrong)
        self.servicenow.set_wrong(start=start, end=end, words=verdict.title)

    def _say_how_far(self, doubt: str) -> None:
        a, b, c = self.roadmap, self.servicenow, self.clock
        now = zones.utc_text(self._context.clock.now())
        if doubt:
            full = all(line.text().strip() for line in a.lines)
            a.say(doubt if full else "", "danger" if full else "text2", "alert" if full else "")
        else:
            a.entered_utc = a.entered_utc or now
            at = words.clock_time(self._sheet, a.entered_utc, self._context.formats, now)
            a.say(_("Entered {time}").format(time=at), "ok")
        if b.whole:
            self._read_utc = self._read_utc or now
            b.say(self._read_words(now), "ok", "eyeoff")
        else:
            self._read_utc = ""
            count = _("{count} of 2 pasted").format(count=b.count)
            b.say(_("After A") if doubt else count, "text2", "clock" if doubt else "copy")
        c.say(_("Stamp read") if c.whole else _("After B"), "ok" if c.whole else "text2")
        waiting = [card for card, whole in ((a, not doubt), (b, b.whole), (c, c.whole)) if not whole]
        for card in self.cards:
            card.set_tone("ok" if card not in waiting else "accent" if card is waiting[0] else "neutral")

    def _read_words(self, now: str) -> str:
        at = words.clock_time(self._sheet, self._read_utc or now, self._context.formats, now)
        return _("Read with A covered, {time}").format(time=at)

    def _on_roadmap(self) -> None:
        """A that is changed counts from now; a B that is there was read beside another A."""
        self.roadmap.entered_utc = ""
        if not self._judged and (self.servicenow.count or self.servicenow.blank.isChecked()):
            self.servicenow.clear()

    def _on_lifted(self) -> None:
        self.servicenow.clear()
        self.roadmap.set_covered(covered=False)
        self.roadmap.date.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.follow()
        return super().eventFilter(watched, event)
