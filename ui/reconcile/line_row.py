"""A row of the table: where, what the plan says, what ServiceNow shows, what happened, and the decision."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.reconcile import Choice, Line
from models.texts import _
from ui.context import Context
from ui.elided import Elided
from ui.form import IconLabel, column, row
from ui.reconcile.decision import Decision
from ui.reconcile.words import GROUPS, Cells, cells
from ui.visibility import hide_unless

WIDTHS: Final = (166, 152, 152)
DECISION: Final = 186
HEIGHT: Final = 58


class LineRow(QFrame):
    """One line.

    Signals:
        decided: the line's key and the choice, "" where it was taken back.
        focused: the line's key.
    """

    decided = Signal(object, str)
    focused = Signal(object)

    def __init__(self, context: Context, line: Line) -> None:
        super().__init__()
        self.line = line
        self._context = context
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(round(HEIGHT * max(1.0, context.appearance.text_scale)))
        self._pairs = [self._pair() for _part in range(4)]
        self._mark = IconLabel(context.appearance, "alert", GROUPS[line.group][2], 13)
        hide_unless(self._mark, line.group in {"lost", "changed", "gone"})
        self.decision = Decision(context, line, line.dossier.engagement.client)
        self._assemble()
        self.decision.decided.connect(self._on_decided)
        self.refresh(None)

    def refresh(self, choice: Choice | None) -> None:
        """Show the line and what was decided."""
        found = cells(self.line, choice, self._context.clock.now(), self._context.formats)
        tone = {"lost": "danger", "changed": "warn", "gone": "warn", "new": "accent"}.get(self.line.group, "text")
        dated = self.line.entry is not None and self.line.entry.is_date
        shown_tone = "danger" if dated and self.line.group == "changed" else tone
        texts = (found.where, found.plan, found.shown, found.what)
        for (main, below), words in zip(self._pairs, texts, strict=True):
            main.setText(words[0])
            below.setText(words[1])
        self._pairs[2][0].set_token(shown_tone)
        self._pairs[3][0].set_token(shown_tone)
        self._mark.set_icon("alert", shown_tone)
        self.decision.show_choice(choice)
        self.setAccessibleName(self._said(found))

    def choose(self, *, on: bool) -> None:
        """Show that its evidence is the one shown."""
        self._chosen = on
        self.update()

    def _said(self, found: Cells) -> str:
        client, where = found.where
        said = _("{client}, {where}. Plan: {plan}. ServiceNow: {shown}. {what}")
        return said.format(client=client, where=where, plan=found.plan[0], shown=found.shown[0], what=found.what[0])

    def _pair(self) -> tuple[Elided, Elided]:
        look = self._context.appearance
        return Elided(look, "", 13, 600), Elided(look, "", 11, 400, "text2")

    def _assemble(self) -> None:
        layout = row(spacing=8, margins=(14, 0, 12, 0))
        for pair, width in zip(self._pairs[:3], WIDTHS, strict=True):
            holder = QWidget()
            holder.setLayout(self._stack(pair))
            holder.setFixedWidth(round(width * max(1.0, self._context.appearance.text_scale)))
            layout.addWidget(holder)
        main, below = self._pairs[3]
        told = row(self._mark, main, spacing=5)
        told.setStretch(1, 1)
        layout.addLayout(column(None, told, below, None, spacing=2), 1)
        holder = QWidget()
        holder.setLayout(row(None, self.decision))
        holder.setFixedWidth(round(DECISION * max(1.0, self._context.appearance.text_scale)))
        layout.addWidget(holder)
        self.setLayout(layout)
        self._pairs[3][0].setMinimumWidth(40)

    def _stack(self, pair: tuple[Elided, Elided]) -> QVBoxLayout:
        return column(None, *pair, None, spacing=2)

    def _on_decided(self, choice: str) -> None:
        self.focused.emit(self.line.key)
        self.decided.emit(self.line.key, choice)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._context.appearance.theme
        painter = QPainter(self)
        if self._chosen:
            painter.fillRect(self.rect(), theme.color("selected"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self.line.key)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
