"""The head of the page: how many there are, what comes, and the one next thing of all engagements."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from models import settings
from models.texts import _, ngettext
from ui.all_engagements import words
from ui.context import Context
from ui.form import IconLabel, Label, button, column, row
from ui.timeline.all_listing import Listing


class AllHead(QWidget):
    """Title, subtitle, New engagement and the Next bar of the portfolio.

    Signals:
        new_wanted: a new engagement.
        step_wanted: an engagement and the key of the step to show, "" for none.
    """

    new_wanted = Signal()
    step_wanted = Signal(int, str)

    def __init__(self, context: Context, listing: Listing) -> None:
        super().__init__()
        self._context, self._listing = context, listing
        self._wanted = (0, "")
        look = context.appearance
        self.title = Label(look, _("All engagements"), 22, 600, tracking=-0.3)
        self.subtitle = Label(look, "", 12, 400, "text2")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        add = button(look, _("New engagement"), icon="plus")
        add.clicked.connect(self.new_wanted)
        top = row(column(self.title, self.subtitle, spacing=3), add, spacing=12)
        top.setStretch(0, 1)
        self.setLayout(column(top, self._next_bar(), spacing=12))
        listing.arranged.connect(self.refresh)

    def refresh(self) -> None:
        """Say what is due now."""
        store, now = self._context.store, self._context.clock.now()
        zone, entries = settings.you(store).zone, self._listing.listed()
        text = words.subtitle(entries, now, zone, self._context.formats)
        self.subtitle.setText(text)
        self.subtitle.setToolTip(text)
        first = words.first_due(entries)
        seen = self._context.portfolio.attention(first.engagement) if first else None
        self._wanted = (first.engagement, seen.next.step) if first and seen else (0, "")
        text = f"{first.client}: {words.lowered(seen.next.text)}" if first and seen else _("Nothing needs you now")
        self._text.setText(text)
        self._text.setToolTip(text)
        self.bar.setAccessibleName(_("Next: {text}").format(text=text))
        self._go.setVisible(bool(self._wanted[0]))
        self._go.setAccessibleName(_("Show: {text}").format(text=text))
        more = words.due_today(entries, now, zone) - bool(first)
        self._more.setText(ngettext("{count} more today", "{count} more today", more).format(count=more))
        self._more.setVisible(more > 0)

    def _next_bar(self) -> QFrame:
        look = self._context.appearance
        self.bar = QFrame()
        self.bar.setProperty("tone", "accent")
        self.bar.setProperty("shape", "banner")
        self._text = Label(look, "", 13, 400, "text")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._more = Label(look, "", 12, 400, "text2")
        self._go = button(look, _("Show"), "accentghost", height=26)
        self._go.clicked.connect(self._on_go)
        sign, word = IconLabel(look, "arrow", "accent", 16), Label(look, _("Next"), 13, 600, "accent")
        layout = row(sign, word, self._text, self._more, self._go, margins=(13, 0, 6, 0))
        layout.setStretch(2, 1)
        self.bar.setLayout(layout)
        self.bar.setFixedHeight(round(38 * max(1.0, look.text_scale)))
        return self.bar

    def _on_go(self) -> None:
        self.step_wanted.emit(*self._wanted)
