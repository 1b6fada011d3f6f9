"""The read-back ledger of one engagement: what is intended, what was seen last, and recording what it shows (N17)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models import observations, pasted, servicenow_profiles, tickets, zones
from models.errors import UserError
from models.observations import Entry
from models.records import Dossier
from models.texts import _, mark, ngettext
from ui.clipboard import is_own_copy
from ui.context import Context
from ui.form import Button, Chip, Label, button, column, hline, row
from ui.zones.zone_field import ZoneField

VERDICTS: Final = {
    "matches": (mark("Matches"), "ok"),
    "differs": (mark("Differs"), "danger"),
    "silently lost": (mark("Lost"), "danger"),
    "stale": (mark("Changed since"), "warn"),
    "never seen": (mark("Not read back"), "neutral"),
}
FIELDS: Final = {
    "start": mark("planned start"),
    "end": mark("planned end"),
    "state": mark("state"),
    "short_description": mark("short description"),
}


class EntryRow(QWidget):
    """One value; its button opens the field in which what ServiceNow shows is pasted."""

    def __init__(self, context: Context, record: Callable[[str, str], str]) -> None:
        super().__init__()
        self._context = context
        self._record = record
        self.subject = ""
        look = context.appearance
        self.title = Label(look, "", 12, 600)
        self.intended = Label(look, "", 12, 400, "text2", wrap=True)
        self.seen = Label(look, "", 12, 400, "text2", wrap=True)
        self.chip = Chip(look, "", "neutral")
        self.open_button: Button = button(look, _("Record"), "accentghost", height=24)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Paste what it shows, or Enter for empty"))
        self.error = Label(look, "", 12, 400, "danger", wrap=True)
        head = row(self.title, self.chip, spacing=8)
        head.setStretch(0, 1)
        words = row(column(self.intended, self.seen, spacing=1), self.open_button, spacing=4)
        words.setStretch(0, 1)
        self.setLayout(column(head, words, self.field, self.error, spacing=2))
        self.field.hide()
        self.error.hide()
        self.open_button.clicked.connect(self.ask)
        self.field.returnPressed.connect(self._on_entered)
        self.field.installEventFilter(self)
        look.changed.connect(self._restyle)
        self._restyle()

    def fill(self, entry: Entry, dossier: Dossier) -> None:
        """Show a value of the ledger."""
        self.subject = entry.subject
        ticket = dossier.ticket(entry.place)
        number = ticket.number if ticket and ticket.number else entry.place
        name = f"{number}, {_(FIELDS[entry.field])}"
        words, tone = VERDICTS[entry.verdict]
        self.title.setText(name)
        self.chip.set(_(words), tone)
        intended = self._value(entry.intended, entry, dossier)
        self.intended.setText(intended if entry.verdict == "matches" else _("Intended {value}").format(value=intended))
        self.intended.setVisible(bool(entry.intended))
        self.seen.setText(self._seen(entry, dossier))
        self.seen.setVisible(entry.seen is not None)
        self.open_button.setAccessibleName(_("Record what {name} shows").format(name=name))
        self.field.setAccessibleName(_("What {name} shows").format(name=name))

    def ask(self) -> None:
        """Open the field."""
        self.field.show()
        self.field.setFocus()
        self.open_button.hide()

    def say(self, error: str) -> None:
        """Show what is wrong with what was pasted; the text is kept."""
        self.error.setText(error)
        self.error.setVisible(bool(error))
        self.field.setAccessibleDescription(error)

    def _value(self, value: str, entry: Entry, dossier: Dossier) -> str:
        if not entry.is_date or not value:
            return value.rpartition("| ")[2]
        zone = dossier.prod.zone or dossier.engagement.zone or "UTC"
        return self._context.formats.with_zone(zones.to_zone(zones.parse_utc(value), zone))

    def _seen(self, entry: Entry, dossier: Dossier) -> str:
        seen = entry.seen
        if seen is None:
            return _("Never seen in ServiceNow")
        shown = self._value(seen.instant_utc, entry, dossier) if seen.instant_utc else seen.value
        at = zones.to_zone(zones.parse_utc(seen.at_utc), dossier.you.zone)
        when, source = self._context.formats.moment(at), seen.source or _("recorded")
        if entry.verdict == "matches":
            return _("Seen {when}, {source}").format(when=when, source=source)
        words = _("Seen {value}: {when}, {source}")
        return words.format(value=(shown or _("empty")).rpartition("| ")[2], when=when, source=source)

    def _on_entered(self) -> None:
        error = self._record(self.subject, self.field.text())
        self.say(error)
        if not error:
            self.field.clear()
            self.field.hide()
            self.open_button.show()
            self.open_button.setFocus()

    def _restyle(self) -> None:
        look = self._context.appearance
        self.field.setFont(look.font(13))
        self.field.setFixedHeight(round(32 * max(1.0, look.text_scale)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pasting = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.field and pasting and event.matches(QKeySequence.StandardKey.Paste):  # type: ignore[attr-defined]
            text = QGuiApplication.clipboard().text()
            if is_own_copy(text):
                self.say(_("This is your own copy. Copy it from ServiceNow, after saving and reloading."))
                return True
        return super().eventFilter(watched, event)


class ReadBackPanel(QWidget):
    """Every value of the ledger that is due or was seen; a whole form may be pasted into any field."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._dossier: Dossier | None = None
        self.rows: list[EntryRow] = []
        self.zone = ZoneField(context.appearance, _("Zone of your ServiceNow session"), "", context.clock.now())
        self.zone.chosen.connect(self._on_zone)
        self._body: QVBoxLayout = column(spacing=10)
        self._unseen: list[EntryRow] = []
        self._unfolded = False
        self.fold: Button = button(context.appearance, "", "ghost", "chev", height=28)
        self.fold.clicked.connect(self.toggle)
        self.setLayout(column(self.zone, hline(), self._body, row(self.fold, None), spacing=8))

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement's ledger."""
        other = self._dossier is None or self._dossier.id != dossier.id
        self._dossier = dossier
        if other:
            self.zone.set_zone(servicenow_profiles.session_zone(self._context.store, dossier))
        recorded = observations.recorded_states(self._context.store).get(dossier.id, {})
        found = observations.ledger(dossier, recorded)
        while len(self.rows) < len(found):
            made = EntryRow(self._context, self._record)
            self.rows.append(made)
            self._body.addWidget(made)
        self._unseen = []
        for item, entry in zip(self.rows, found, strict=False):
            if other or item.subject != entry.subject:
                item.say("")
            item.fill(entry, dossier)
            if entry.verdict == "never seen" and entry.place not in observations.PLACES:
                self._unseen.append(item)
        for item in self.rows:
            filled = item in self.rows[: len(found)]
            item.setVisible(filled and (self._unfolded or item not in self._unseen))
        self._show_fold()

    def toggle(self) -> None:
        """Show or hide the values of the ETIU tickets that were never read back."""
        self._unfolded = not self._unfolded
        for item in self._unseen:
            item.setVisible(self._unfolded)
        self._show_fold()

    def _show_fold(self) -> None:
        count = len(self._unseen)
        words = ngettext("{n} value never read back", "{n} values never read back", count).format(n=count)
        self.fold.set_text(_("Hide what was never read back") if self._unfolded else words, "chev")
        self.fold.setVisible(bool(count))

    def _record(self, subject: str, text: str) -> str:
        """Record what was pasted for one value, or a whole form; return what is wrong, empty where nothing is."""
        dossier = self._dossier
        if dossier is None:
            return ""
        place, _dot, field = subject.partition(".")
        store = self._context.store
        try:
            form = pasted.read_pasted(text)
            if len(form.fields) > 1 or (form.number and form.fields):
                pasted.record_pasted(store, dossier, form, place, self.zone.zone)
            else:
                observations.record_read_back(store, dossier, subject, text.strip(), self.zone.zone)
        except UserError as error:
            hint = _(" States: {states}.").format(states=", ".join(tickets.STATES)) if field == "state" else ""
            return f"{error.what} {error.do}".strip() + ("" if error.do else hint)
        return ""

    def _on_zone(self, zone: str) -> None:
        dossier = self._dossier
        if dossier is not None:
            self._context.attempt(lambda: servicenow_profiles.remember(self._context.store, dossier, zone))
