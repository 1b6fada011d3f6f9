"""The table of Reconcile: a heading for each group, a row for each line; what is unchanged stays folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from models.reconcile import GROUPS, Choice, Group, Line
from models.texts import _, ngettext
from ui.context import Context
from ui.form import IconLabel, Label, button, column, row
from ui.reconcile.line_row import DECISION, WIDTHS, LineRow
from ui.reconcile.words import GROUPS as WORDS

Key = tuple[int, str]
MOST: Final = 150
"""Rows that are shown at once; a filter shows the others."""
DECISIONS: Final = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
"""The keys of plan, ServiceNow and later."""


class LineTable(QFrame):
    """All lines that the filters let through.

    Signals:
        decided: a line's key and the choice, "" where it was taken back.
        focused: the key of the line whose evidence shall be shown.
        record_wanted: record the decisions.
        evidence_wanted: show or hide the evidence.
    """

    decided = Signal(object, str)
    focused = Signal(object)
    record_wanted = Signal()
    evidence_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._context = context
        self.rows: list[LineRow] = []
        self._unfolded = False
        self._same: Sequence[Line] = ()
        self._chosen: Key | None = None
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._header(), self._scroll, spacing=0, margins=(1, 1, 1, 1)))

    def show_lines(self, lines: Sequence[Line], choices: Mapping[Key, Choice], seen_at: str) -> None:
        """Show lines in their order; `seen_at` is when the unchanged ones were read back."""
        look = self._context.appearance
        body = QWidget()
        body.setObjectName("body")
        layout = column(spacing=0)
        self.rows = []
        for group in GROUPS:
            found = [line for line in lines if line.group == group]
            if group == "same" or not found:
                continue
            layout.addWidget(self._heading(group, len(found)))
            self._add(layout, found[: MOST - len(self.rows)], choices)
        if len(self.rows) == MOST:
            layout.addWidget(Label(look, _("Filter to see the other lines."), 12, 400, "text2"))
        self._same = [line for line in lines if line.group == "same"]
        if self._same:
            layout.addWidget(self._unchanged(seen_at))
        if not lines:
            layout.addWidget(self._nothing())
        layout.addStretch(1)
        body.setLayout(layout)
        self._scroll.setWidget(body)
        self.choose(self._chosen)

    def refresh(self, choices: Mapping[Key, Choice]) -> None:
        """Show the decisions of the rows that are there."""
        for item in self.rows:
            item.refresh(choices.get(item.line.key))

    def choose(self, key: Key | None) -> None:
        """Mark the row whose evidence is shown."""
        self._chosen = key
        for item in self.rows:
            item.choose(on=item.line.key == key)

    def focus_first(self) -> None:
        """Put the focus into the first row."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, layout: QVBoxLayout, lines: Sequence[Line], choices: Mapping[Key, Choice]) -> None:
        for line in lines:
            item = LineRow(self._context, line)
            item.refresh(choices.get(line.key))
            item.decided.connect(self.decided)
            item.focused.connect(self.focused)
            item.installEventFilter(self)
            self.rows.append(item)
            layout.addWidget(item)

    def _header(self) -> QWidget:
        look = self._context.appearance
        names = (_("Where"), _("Plan here"), _("ServiceNow shows"), _("What happened"), _("Which is right?"))
        labels = [Label(look, name, 11, 500, "text2") for name in names]
        scale = max(1.0, look.text_scale)
        for item, width in zip(labels[:3], WIDTHS, strict=True):
            item.setFixedWidth(round(width * scale))
        labels[4].setFixedWidth(round(DECISION * scale))
        layout = row(*labels, spacing=8, margins=(14, 0, 12, 0))
        layout.setStretch(3, 1)
        header = QWidget()
        header.setLayout(layout)
        header.setFixedHeight(round(32 * scale))
        return header

    def _heading(self, group: Group, count: int) -> QFrame:
        look = self._context.appearance
        name, meaning, tone = WORDS[group]
        parts = (
            Label(look, _(name), 12, 600, tone),
            Label(look, str(count), 12, 400, "text2"),
            Label(look, _(meaning), 12, 400, "text2"),
        )
        frame = QFrame()
        frame.setObjectName("groupHead")
        frame.setLayout(row(*parts, None, spacing=8, margins=(14, 0, 12, 0)))
        frame.setFixedHeight(round(28 * max(1.0, look.text_scale)))
        frame.setAccessibleName(f"{_(name)}, {count}. {_(meaning)}")
        return frame

    def _unchanged(self, seen_at: str) -> QWidget:
        look = self._context.appearance
        count = len(self._same)
        text = ngettext("{n} value matches", "{n} values match", count).format(n=count)
        if seen_at:
            text = _("{values} and count as read back at {time}").format(values=text, time=seen_at)
        fold = button(look, _("Unchanged"), "ghost", "chevr", height=28)
        names = column(spacing=2, margins=(40, 0, 12, 8))
        for line in self._same[:MOST]:
            said = f"{line.dossier.engagement.client}, {line.number} {line.subject.partition('.')[2].replace('_', ' ')}"
            names.addWidget(Label(look, said, 12, 400, "text2"))
        holder = QWidget()
        holder.setLayout(names)
        holder.setVisible(self._unfolded)

        def toggle() -> None:
            self._unfolded = not self._unfolded
            holder.setVisible(self._unfolded)

        fold.clicked.connect(toggle)
        head = row(fold, Label(look, text, 12, 400, "text2"), None, IconLabel(look, "check", "ok", 14), spacing=6)
        head.setContentsMargins(4, 6, 16, 6)
        frame = QWidget()
        frame.setLayout(column(head, holder, spacing=0))
        return frame

    def _nothing(self) -> QWidget:
        look = self._context.appearance
        frame = QWidget()
        words = Label(look, _("Nothing to decide. Import an export to compare again."), 13, 400, "text2")
        frame.setLayout(row(None, words, None, margins=(16, 40, 16, 40)))
        return frame

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and isinstance(watched, LineRow):
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(watched, event)
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in DECISIONS:
                event.accept()  # the window zooms its timeline with them
                return True
        return super().eventFilter(watched, event)

    def _on_key(self, item: LineRow, event: QKeyEvent) -> bool:
        key, at = event.key(), self.rows.index(item)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            to = max(0, min(len(self.rows) - 1, at + (1 if key == Qt.Key.Key_Down else -1)))
            self.rows[to].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(self.rows[to], 0, 30)
        elif key in DECISIONS:
            item.decision.press(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.record_wanted.emit()
            else:
                self.evidence_wanted.emit()
        else:
            return False
        return True
