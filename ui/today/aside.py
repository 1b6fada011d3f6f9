"""Beside the day: the nights to come, whom one waits for, and three proofs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import settings, today_side
from models.attention import Attention
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.form import IconLabel, Label, button, card, column, row
from ui.today.nights import Nights

MOST = 20


class Aside(QWidget):
    """Three cards.

    Signals:
        engagement_wanted: the engagement whose proof is missing.
    """

    engagement_wanted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.appearance
        self.nights = Nights(context)
        head = row(Label(look, _("Nights"), 13, 600), Label(look, _("next 10 days, your time"), 12, 400, "text2"), None)
        self._nights = card(head, self.nights)
        self._waiting, self._proofs = QVBoxLayout(), QVBoxLayout()
        waiting = card(Label(look, _("Waiting for others"), 13, 600), self._waiting, spacing=10)
        self.setLayout(column(self._nights, waiting, card(self._proofs), None, spacing=12))

    def show_known(self, known: Sequence[tuple[Dossier, Attention]], now: datetime) -> None:
        """Show what is true of the engagements now."""
        formats, dossiers = self._context.formats, [dossier for dossier, _need in known]
        nights = today_side.nights(dossiers, settings.you(self._context.store), now)
        self.nights.show_nights(nights, formats)
        self._nights.setVisible(bool(nights))
        self._fill_waiting(today_side.waiting(dossiers, now, formats))
        self._fill_proofs(today_side.proofs(known, now))

    def _fill_waiting(self, found: Sequence[today_side.Waiting]) -> None:
        look = self._context.appearance
        empty(self._waiting)
        for item in found[:MOST]:
            who = column(Label(look, item.who, 13, 500), Label(look, item.what, 12, 400, "text2"), spacing=2)
            weight, token = (500, "warn") if item.long else (400, "text2")
            self._waiting.addLayout(row(who, None, Label(look, item.since, 12, weight, token)))
        if not found:
            self._waiting.addWidget(Label(look, _("Nobody has to answer."), 12, 400, "text2"))

    def _fill_proofs(self, found: Sequence[today_side.Proof]) -> None:
        look = self._context.appearance
        empty(self._proofs)
        for item in found:
            mark = IconLabel(look, "check" if item.good else "alert", "ok" if item.good else "warn", 14)
            line = row(mark, Label(look, item.text, 12, 400, "text"), spacing=10)
            line.setStretch(1, 1)
            if item.engagement:
                mend = button(look, _("Show"), "accentghost", height=24)
                mend.setAccessibleName(f"{_('Show')}: {item.text}")
                mend.clicked.connect(partial(self.engagement_wanted.emit, item.engagement))
                line.addWidget(mend)
            self._proofs.addLayout(line)


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a layout, and what is in layouts of it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)  # type: ignore[arg-type]
