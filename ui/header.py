"""The head of an engagement: whom, how far, in which zone; and the Next bar with the one next thing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from models import stages, zones
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.form import Button, Chip, IconLabel, Label, button, column, icon_button, row

TITLE = 240
"""How much of a long name stays whole where the chip beside it can be shortened, in logical pixels."""
COMPACT = 760
"""Narrower than this the header drops the zone text and shortens its labels, in logical pixels."""


class CopyText(QWidget):
    """A name, a value and a button that copies the value."""

    copied = Signal(str)

    def __init__(self, context: Context, short: str, long: str) -> None:
        super().__init__()
        self._names = (short, long)
        self._name = Label(context.appearance, long, 12, 400, "text2")
        self._value = Label(context.appearance, "", 12, 600, "text")
        self._copy = icon_button(context.appearance, "copy", long, size=22)
        self._copy.clicked.connect(self._on_copy)
        self.setLayout(row(self._name, self._value, self._copy, spacing=4))

    def set_value(self, value: str) -> None:
        """Show a value; hidden while there is none."""
        self._value.setText(value)
        name = _("Copy {value}").format(value=value)
        self._copy.setAccessibleName(name)
        self._copy.setToolTip(name)
        self.setVisible(bool(value))

    def set_compact(self, compact: bool) -> None:
        """Use the short or the long name."""
        self._name.setText(self._names[0] if compact else self._names[1])

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._value.text())
        self.copied.emit(self._value.text())


class Header(QWidget):
    """The client's name, the stage, numbers to copy, and how far away the client's clock is."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.appearance
        self._title = Label(look, "", 22, 600, tracking=-0.3)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._chip = Chip(look, "", "accent")
        self._change = CopyText(context, _("Change"), _("Master Change Request"))
        self._ticket = CopyText(context, _("Ticket"), _("Open ticket"))
        self._zone_icon = IconLabel(look, "users", "text2", 14)
        self._zone = Label(look, "", 12, 400, "text2")
        self.back = button(look, _("Take back"), icon="undo")
        self.back.clicked.connect(self._on_back)
        self.back.hide()
        self.buttons: QHBoxLayout = row(spacing=8)
        for item in (self._change, self._ticket):
            item.copied.connect(self._on_copied)
        top = row(self._title, 4, self._chip, self.back, None, self.buttons, spacing=8)
        under = row(self._change, 4, self._ticket, 4, self._zone_icon, self._zone, None, spacing=6)
        self.setLayout(column(top, under, spacing=4))
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self._on_changed)

    def add_action(self, item: QWidget) -> None:
        """Add a button at the right of the title."""
        self.buttons.addWidget(item)

    def refresh(self) -> None:
        """Show the open engagement as it is now."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        now, look = self._context.clock.now(), self._context.appearance
        seen = self._context.portfolio.attention(dossier.id)
        self._title.setText(dossier.engagement.client)
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), round(TITLE * look.text_scale)))
        self._title.setToolTip(dossier.engagement.client)
        tone = "danger" if seen and seen.tone == "danger" else "accent"
        stage = stages.stage(dossier, now)
        given = bool(dossier.engagement.given_utc)
        words = seen.reason if given and seen else stages.chip(dossier, now)
        self._chip.set(words, "neutral" if given or stage == "done" else tone)
        self.back.setVisible(given)
        change, ticket = dossier.ticket("CHG"), self._open_ticket(dossier)
        self._change.set_value(change.number if change else "")
        self._ticket.set_value(ticket)
        self._zone.setText(self._zone_words(dossier))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        compact = self.width() < COMPACT
        for item in (self._change, self._ticket):
            item.set_compact(compact)
        self._zone.setVisible(not compact)
        self._zone_icon.setVisible(not compact)

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()

    def _on_copied(self, value: str) -> None:
        self._context.notices.tell(_("Copied {value}").format(value=value))

    def _on_back(self) -> None:
        """Make an engagement that was handed over one's own again."""
        from models import giving_away  # start-up saving: 3 ms, for a click

        engagement = self._context.portfolio.current
        self._context.attempt(lambda: giving_away.take_back(self._context.store, engagement))

    def _open_ticket(self, dossier: Dossier) -> str:
        return next((ticket.number or ticket.kind for ticket in dossier.tickets if ticket.is_open), "")

    def _zone_words(self, dossier: Dossier) -> str:
        zone = dossier.engagement.zone
        if not zone:
            return _("Time zone not known yet")
        minutes = zones.zone_difference(self._context.clock.now(), dossier.you.zone, zone)
        length = self._context.formats.duration(abs(minutes))
        if not minutes:
            words = _("{city}, same time as you")
        else:
            words = _("{city}, {length} ahead of you") if minutes > 0 else _("{city}, {length} behind you")
        return words.format(city=zones.city(zone), length=length)


class NextBar(QFrame):
    """The one next thing, always there.

    Signals:
        step_wanted: the key of the step to show, when the person clicks the bar.
        text_wanted: the kind of the text to compose, where the next step is an email.
    """

    step_wanted = Signal(str)
    text_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._step = ""
        self._email = ""
        look = context.appearance
        self.setProperty("tone", "accent")
        self.setProperty("shape", "banner")
        self._word = Label(look, _("Next"), 13, 600, "accent")
        self._text = Label(look, "", 13, 400, "text")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lock = IconLabel(look, "lock", "text2", 14)
        self._hint = Label(look, "", 12, 400, "text2")
        self._go: Button = button(look, _("Show"), "accentghost", height=26)
        self._go.clicked.connect(self._on_go)
        arrow = IconLabel(look, "arrow", "accent", 16)
        layout = row(arrow, self._word, self._text, self._lock, self._hint, self._go, spacing=8, margins=(13, 0, 6, 0))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFixedHeight(round(38 * max(1.0, look.text_scale)))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self._on_changed)

    @property
    def text(self) -> str:
        """The next thing in words."""
        return self._text.text()

    def refresh(self) -> None:
        """Show the open engagement's next thing."""
        portfolio = self._context.portfolio
        dossier, seen = portfolio.current_dossier(), portfolio.attention(portfolio.current)
        if dossier is None or seen is None:
            return
        self._step = seen.next.step
        definition = dossier.playbook.step(self._step)
        email = definition is not None and definition.action == "email"
        self._email = definition.message if definition and email and not _of_the_act(self._step) else ""
        self._text.setText(seen.next.text)
        self._text.setToolTip(seen.next.text)
        self._hint.setText(seen.next.hint)
        self._go.setVisible(bool(self._step))
        self._go.set_text(_("Compose") if self._email else _("Show"))
        words = _("Compose: {text}") if self._email else _("Show the step: {text}")
        self._go.setAccessibleName(words.format(text=seen.next.text))
        self.setAccessibleName(_("Next: {text}").format(text=seen.next.text))
        self._show_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_hint()
        super().resizeEvent(event)

    def _show_hint(self) -> None:
        room = self.width() - self._text.fontMetrics().horizontalAdvance(self._text.text()) - 220
        fits = bool(self._hint.text()) and self._hint.sizeHint().width() < room
        self._hint.setVisible(fits)
        self._lock.setVisible(fits)

    def _on_go(self) -> None:
        if self._email:
            self.text_wanted.emit(self._email)
        else:
            self.step_wanted.emit(self._step)

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()


def _of_the_act(step: str) -> bool:
    """Tell whether the act of scheduling writes and sends the text of a step itself."""
    from models.scheduled_act import STEPS  # start-up saving: 8 ms unless the next step is an email

    return step in STEPS.values()
