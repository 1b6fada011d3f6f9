"""The evidence of a line: where it was read, every earlier value, what to type if the plan is right, and the note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from models import zones
from models.reconcile import Line
from models.records import Observation
from models.texts import _, mark
from ui.clipboard import copy_text
from ui.context import Context
from ui.form import Item, KeyHint, Label, button, card, column, hline, icon_button, row
from ui.reconcile import words

WIDTH: Final = 280
LATEST: Final = 8
_NOTE: Final = mark("These fields have failed silently in the past … try to get it right the first time")


class EvidencePane(QFrame):
    """Shows the evidence of one line.

    Signals:
        closed: the person closed the pane.
    """

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("rightPane")
        self.setAccessibleName(_("Evidence"))
        self._context = context
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keys = row(spacing=6, margins=(16, 8, 16, 14))
        for key, text in (("1", _("plan")), ("2", _("ServiceNow")), ("3", _("later"))):
            keys.addWidget(KeyHint(context.appearance, key))
            keys.addWidget(Label(context.appearance, text, 11, 400, "text2"))
        keys.addStretch(1)
        self.setLayout(column(self._scroll, keys, spacing=0))
        self.setFixedWidth(round(WIDTH * max(1.0, context.appearance.text_scale)))

    def show_line(self, line: Line) -> None:
        """Show a line's evidence."""
        look = self._context.appearance
        close = icon_button(look, "x", _("Close the evidence"))
        close.clicked.connect(self.closed)
        where = words.cells(line, None, self._context.clock.now(), self._context.formats).where
        head = row(Label(look, where[0], 15, 600, wrap=True), close, spacing=6)
        head.setStretch(0, 1)
        items: list[Item] = [head, Label(look, where[1], 12, 400, "text2", wrap=True), 8]
        items += self._evidence(line)
        items += self._history(line)
        items += self._advice(line)
        body = QWidget()
        body.setObjectName("body")
        body.setLayout(column(*items, None, spacing=6, margins=(16, 18, 14, 12)))
        body.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._scroll.setWidget(body)

    def _evidence(self, line: Line) -> Iterator[Item]:
        seen = line.seen
        if seen is None:
            return
        look, formats = self._context.appearance, self._context.formats
        yield Label(look, _("Evidence"), 12, 600)
        zone = _("{city} session").format(city=zones.city(seen.zone)) if seen.zone else _("as shown")
        at = zones.to_zone(zones.parse_utc(seen.at_utc), line.dossier.you.zone)
        facts = (
            (_("File"), seen.source, "text"),
            (_("Header"), words.header_words(seen), "text"),
            (_("Cell"), seen.value or _("(empty)"), "text" if seen.value else "danger"),
            (_("Read as"), "UTC" if seen.zone == "UTC" else zone, "text"),
            (_("Seen"), formats.with_zone(at), "text"),
        )
        for name, value, token in facts:
            yield self._fact(name, value, token)
        yield hline()

    def _fact(self, name: str, value: str, token: str) -> Item:
        look = self._context.appearance
        title = Label(look, name, 12, 400, "text2")
        title.setFixedWidth(round(72 * max(1.0, look.text_scale)))
        title.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = Label(look, _breakable(value), 12, 600 if token == "danger" else 400, token, wrap=True)
        line = row(title, text, spacing=8)
        line.setStretch(1, 1)
        return line

    def _history(self, line: Line) -> Iterator[Item]:
        if line.entry is None:
            return
        look, formats, now = self._context.appearance, self._context.formats, self._context.clock.now()
        yield Label(look, _("This value so far"), 12, 600)
        seen: list[Observation] = [*line.entry.earlier, *([line.seen] if line.seen else [])]
        for item in seen[-LATEST:]:
            right = bool(line.entry.intended) and line.entry.intended in {item.instant_utc, item.value}
            token = "ok" if right else "danger" if item is line.seen else "text2"
            when = words.when(item.at_utc, line.dossier, now, formats)
            shown = words.reading(item, line.dossier, formats).rpartition("| ")[2]
            yield self._fact(when, shown, token)
        yield hline()

    def _advice(self, line: Line) -> Iterator[Item]:
        look = self._context.appearance
        text, means = words.to_type(line, self._context.formats)
        if text:
            yield Label(look, _("If the plan is right"), 12, 600)
            yield Label(look, _("1  Enter this in ServiceNow, save, reload"), 12, 400, wrap=True)
            copy = button(look, text if len(text) <= 28 else f"{text[:27]}…", "secondary", "copy")
            copy.setToolTip(text)
            copy.setAccessibleName(_("Copy {text}").format(text=text))
            copy.clicked.connect(lambda: copy_text(text))
            yield row(copy, None)
            yield Label(look, _("2  Read back what it shows"), 12, 400, wrap=True)
            if means:
                yield Label(look, means, 11, 400, "text2", wrap=True)
            yield 4
        note = card(
            Label(look, _("From the notes"), 11, 600, "text2"),
            Label(look, f"“{_(_NOTE)}”", 12, 400, wrap=True),
            spacing=4,
            margins=(12, 10, 12, 10),
        )
        note.setProperty("tone", "neutral")
        yield note


def _breakable(text: str) -> str:
    """Let a long file name break after its underscores and dots."""
    return text.replace("_", "_\u200b").replace(".", ".\u200b") if len(text) > 24 else text
