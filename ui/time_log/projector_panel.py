"""What goes to Projector: the cards that are ready, what is in the way, mended in place, and the export (N28)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models import engagements, internal_work, projector, settings, zones
from models.projector import BATCH, Preview
from models.texts import _, ngettext
from models.time_pieces import Piece
from ui.clipboard import copy_text
from ui.context import Context
from ui.file_dialogs import ask_to_save
from ui.form import Button, Chip, IconLabel, Label, button, column, row
from ui.time_log import words
from ui.time_log.ask import Ask
from ui.time_log.piece_acts import PieceActs


class ProjectorPanel(QFrame):
    """A list of checks, each with what mends it, and the export."""

    def __init__(self, context: Context, acts: PieceActs) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._context = context
        self._acts = acts
        look = context.appearance
        self.chip = Chip(look, "", "ok")
        self._rule = Label(look, "", 12, 400, "text2", wrap=True)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(2)
        self.export_button = button(look, "", icon="ul")
        self.copy_button = button(look, _("Copy CSV"), "ghost", "copy")
        self._last = Label(look, "", 12, 400, "text2", wrap=True)
        self.export_button.clicked.connect(self.ask_for_file)
        self.copy_button.clicked.connect(self.copy)
        head = row(Label(look, "Projector", 13, 600), None, self.chip)
        acts_row = row(self.export_button, self.copy_button, None, spacing=6)
        items = (head, self._rule, self._checks, acts_row, self._last)
        self.setLayout(column(*items, spacing=8, margins=(14, 12, 12, 12)))

    def refresh(self) -> None:
        """Look at what is new, and at what is in the way."""
        found, rule = projector.preview(self._context.store), projector.rounding(self._context.store)
        count = len(found.cards)
        ready = ngettext("{count} card ready", "{count} cards ready", count).format(count=count)
        self.chip.set(ready, "ok" if count else "neutral")
        batches = ngettext("{count} batch", "{count} batches", max(1, found.batches)).format(
            count=max(1, found.batches)
        )
        text = _("{minutes}-min increment, rounded {mode}, {batches} of up to {size} cards")
        mode = {"up": _("up"), "nearest": _("to the nearest"), "down": _("down")}[rule.mode]
        words_of_rule = text.format(minutes=rule.increment, mode=mode, batches=batches, size=BATCH)
        total = _("{hours} in all").format(hours=words.length(found.minutes, self._context.formats))
        self._rule.setText(f"{words_of_rule}, {total}" if count else words_of_rule)
        self._show_checks(found)
        export = ngettext("Export {count} card", "Export {count} cards", count).format(count=count)
        self.export_button.set_text(export, "ul")
        for item in (self.export_button, self.copy_button):
            item.setEnabled(bool(count))
        self._last.setText(self._last_words())

    def ask_for_file(self) -> None:
        """Ask where the cards go, then write and lock them."""
        day = self._context.clock.now_in(zones.zone(settings.you(self._context.store).zone)).date()
        kinds = (_("CSV files (*.csv)"),)
        ask_to_save(self, _("Export for Projector"), kinds, f"projector-{day.isoformat()}.csv", self.export_to)

    def export_to(self, path: Path) -> None:
        """Write what is new, lock it and say so; undo makes it new again."""
        count = len(projector.preview(self._context.store).cards)
        if self._context.attempt(lambda: projector.export(self._context.store, path)):
            text = ngettext("Exported {count} card, now locked", "Exported {count} cards, now locked", count)
            self._context.notices.tell(text.format(count=count), _("Undo"), self._acts.undo)

    def copy(self) -> None:
        """Put the cards on the clipboard; nothing is marked."""
        cards = projector.preview(self._context.store).cards
        copy_text("".join(projector.files(self._context.store, cards)))
        self._context.notices.tell(_("Copied as CSV. Only an export locks the pieces."))

    def _last_words(self) -> str:
        at, count = projector.last_export(self._context.store)
        if not at:
            return _("Nothing is exported yet.")
        shown = zones.to_zone(zones.parse_utc(at), settings.you(self._context.store).zone)
        when = self._context.formats.moment(shown)
        text = ngettext(
            "Last export {when}, {count} card, now locked.", "Last export {when}, {count} cards, now locked.", count
        )
        return text.format(when=when, count=count)

    def _show_checks(self, found: Preview) -> None:
        while (item := self._checks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._codes(found.without_code)
        if found.too_long:
            text = ngettext(
                "{count} text is over 1,000 characters", "{count} texts are over 1,000 characters", len(found.too_long)
            )
            shorten = _("Shorten"), lambda: self._shorten(found.too_long)
            self._check(text.format(count=len(found.too_long)), shorten)
        if found.too_small:
            text = ngettext("{count} piece rounds to nothing", "{count} pieces round to nothing", len(found.too_small))
            first = found.too_small[0]
            self._check(text.format(count=len(found.too_small)), (_("Edit"), lambda: self._acts.edit(first)))
        if found.internal:
            names = ", ".join(dict.fromkeys(piece.name for piece in found.internal))
            text = _("Stays here, without a code: {names}").format(names=names)
            self._check(text, (_("Add code"), lambda: self._ask_code(found.internal[0])), "rows", "text2")
        self._check(_("Billable comes from the project, not from here"), None, "check", "ok")

    def _codes(self, missing: Sequence[Piece]) -> None:
        if not missing:
            self._check(_("Every engagement has a project code"), None, "check", "ok")
            return
        clients = list(dict.fromkeys(piece.name for piece in missing))
        text = _("{client} has no project code").format(client=clients[0])
        if len(clients) > 1:
            text = _("{count} engagements have no project code").format(count=len(clients))
        self._check(text, (_("Add code"), lambda: self._ask_code(missing[0])))

    def _check(
        self, text: str, mend: tuple[str, Callable[[], object]] | None, icon: str = "alert", token: str = "warn"
    ) -> None:
        look, line = self._context.appearance, QWidget()
        said = Label(look, text, 12, 400, "text", wrap=True)
        parts: list[QWidget] = [IconLabel(look, icon, token, 14), said]
        if mend is not None:
            act = Button(look, mend[0], "accentghost", name=f"{mend[0]}: {text}", height=26)
            act.clicked.connect(lambda _checked=False: mend[1]())
            parts.append(act)
        layout = row(*parts, spacing=8)
        layout.setStretch(1, 1)
        line.setLayout(layout)
        line.setMinimumHeight(round(26 * max(1.0, look.text_scale)))
        self._checks.addWidget(line)
        line.show()  # else it is shown a moment after its room is

    def _shorten(self, pieces: Sequence[Piece]) -> None:
        store = self._context.store

        def shorten() -> None:
            with store.step(_("Shorten texts")):
                for piece in pieces:
                    projector.shorten(store, piece)

        if self._context.attempt(shorten):
            text = ngettext("Shortened {count} text", "Shortened {count} texts", len(pieces)).format(count=len(pieces))
            self._context.notices.tell(text, _("Undo"), self._acts.undo)

    def _ask_code(self, piece: Piece) -> None:
        store, place = self._context.store, piece.place

        def save(texts: Sequence[str]) -> None:
            if place.kind == "engagement":
                engagements.edit(store, place.id, projector_project=texts[0])
            else:
                internal_work.set_code(store, place.id, texts[0])

        title = _("Project code of {name}").format(name=piece.name)
        fields = [(_("Code in Projector"), "")]
        Ask(self._context.appearance, title, fields, go=_("Save"), act=save, parent=self.window()).open()
