"""The pieces of a day, or of a week: running first, then newest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from models import projector
from models.projector import Rounding
from models.texts import _
from models.time_pieces import Kind, Piece
from models.timers import Timer
from ui.context import Context
from ui.elided import Elided
from ui.form import Button, IconLabel, Label, column, hline, icon_button, row
from ui.time_log import words
from ui.time_log.piece_acts import PieceActs

ROW = 36
FEW = 8
PAD = 16
NAME_WIDTH = 136


class PieceList(QFrame):
    """A card with a line for each piece; a piece can be edited, split, moved, deleted and undone.

    Signals:
        all_wanted: show the whole week as a list.
    """

    all_wanted = Signal()

    def __init__(self, context: Context, acts: PieceActs) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._context = context
        self._acts = acts
        look = context.appearance
        self._title = Label(look, "", 13, 600)
        hint = Elided(look, _("Running first, then newest. A piece can be split, moved or undone."), 12, 400, "text2")
        self.all_button = Button(look, "", "accentghost", height=28)
        self.all_button.clicked.connect(self.all_wanted)
        self._head = QWidget()
        head = row(self._title, hint, self.all_button, spacing=14, margins=(PAD, 8, 8, 8))
        head.setStretch(1, 1)
        self._head.setLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.setLayout(column(self._head, self._lines, spacing=0))

    def show_day(self, pieces: Sequence[Piece], running: Timer | None, newest: Collection[tuple[Kind, int]]) -> None:
        """Show today's pieces, the newest few of them.

        Args:
            pieces: newest first.
            running: the timer that runs.
            newest: what the step that undo would take back has touched.
        """
        self._title.setText(_("Today, in pieces"))
        self._head.show()
        self._clear()
        self.all_button.set_text(_("All {count}").format(count=len(pieces)))
        self.all_button.setVisible(len(pieces) > FEW)
        if running is not None:
            self._add(self._running(running))
        for piece in pieces[:FEW]:
            self._add(self._line(piece, undo=piece.key in newest))
        if not pieces and running is None:
            text = _("Nothing yet today. Type into a cell of the week, or use + 0.5 h.")
            self._add(self._words(text))

    def show_week(self, pieces: Sequence[Piece], newest: Collection[tuple[Kind, int]]) -> None:
        """Show all pieces of a week below their days."""
        self._head.hide()
        self._clear()
        for day, items in groupby(pieces, lambda piece: piece.day):
            mine = list(items)
            total = words.length(sum(item.minutes for item in mine), self._context.formats)
            self._add(self._heading(self._context.formats.day(day), total))
            for piece in mine:
                self._add(self._line(piece, undo=piece.key in newest))
        if not pieces:
            self._add(self._words(_("Nothing is logged in this week.")))

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, line: QWidget) -> None:
        for item in (hline(), line):
            self._lines.addWidget(item)
            item.show()  # else it is shown a moment after its room is

    def _heading(self, text: str, total: str) -> QWidget:
        look = self._context.appearance
        line = QFrame()
        line.setObjectName("groupHead")
        line.setLayout(
            row(Label(look, text, 12, 600), None, Label(look, total, 12, 600, "text2"), margins=(PAD, 6, 48, 6))
        )
        return line

    def _words(self, text: str) -> QWidget:
        line = QWidget()
        line.setLayout(row(Elided(self._context.appearance, text, 13, 400, "text2"), margins=(PAD, 0, PAD, 0)))
        line.setFixedHeight(self._height())
        return line

    def _height(self) -> int:
        return round(ROW * max(1.0, self._context.appearance.text_scale))

    def _running(self, timer: Timer) -> QWidget:
        length = words.length(timer.minutes(self._context.clock.now()), self._context.formats)
        state = Label(self._context.appearance, _("Running"), 12, 400, "accent")
        return self._built(timer.made_utc, timer.client, timer.note, (state,), length, None)

    def _line(self, piece: Piece, *, undo: bool) -> QWidget:
        look, formats = self._context.appearance, self._context.formats
        text, token = state_of(piece, projector.rounding(self._context.store), self._context)
        state: tuple[QWidget, ...] = (Label(look, text, 12, 400, token),)
        if piece.locked:
            state = (IconLabel(look, "lock", "text3", 13), *state)
        length = words.length(piece.minutes, formats)
        name = _("{client}, {length}").format(client=piece.name, length=length)
        act = icon_button(look, "undo", _("Undo: {name}").format(name=name)) if undo else None
        if act is not None:
            act.clicked.connect(self._acts.undo)
        more = icon_button(look, "dots", _("Menu of {name}").format(name=name))
        more.clicked.connect(partial(self._open_menu, more, piece))
        note = projector.description(piece) if piece.note else ""
        line = self._built(piece.made_utc, piece.name, note, state, length, more, act)
        line.setAccessibleName(f"{name}. {note or text}")
        return line

    def _built(
        self,
        at: str,
        client: str,
        note: str,
        state: Sequence[QWidget],
        length: str,
        more: Button | None,
        act: Button | None = None,
    ) -> QWidget:
        look, scale = self._context.appearance, max(1.0, self._context.appearance.text_scale)
        when = Label(look, words.time(self._context, at), 12, 400, "text2")
        when.setFixedWidth(round((64 if self._context.formats.hour12 else 44) * scale))
        name, hours = Elided(look, client, 13, 500), Label(look, length, 13, 600)
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        name.setFixedWidth(round(NAME_WIDTH * scale))
        hours.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        hours.setFixedWidth(round(56 * scale))
        line = QWidget()
        gap = row(act or _blank(), more or _blank(), spacing=0)
        layout = row(when, name, Elided(look, note, 13, 400, "text2"), *state, hours, gap, margins=(PAD, 0, 10, 0))
        layout.setStretch(2, 1)
        line.setLayout(layout)
        line.setFixedHeight(self._height())
        return line

    def _open_menu(self, beside: Button, piece: Piece) -> None:
        self._acts.open_menu(piece, beside.mapToGlobal(QPoint(0, beside.height())))


def _blank() -> QWidget:
    """Keep the room of a button, so that the hours stand below each other."""
    blank = QWidget()
    blank.setFixedWidth(28)
    return blank


def state_of(piece: Piece, rule: Rounding, context: Context) -> tuple[str, str]:
    """Return what becomes of a piece, and the token of its colour."""
    if piece.locked or piece.corrects:
        return _exported(piece)
    if not piece.code:
        return (_("Internal project"), "text2") if piece.place.kind == "internal" else (_("No project code"), "warn")
    if len(projector.description(piece)) > projector.LONGEST:
        return _("Text over 1,000 characters"), "warn"
    rounded = rule.rounded(piece.minutes)
    if rounded == piece.minutes:
        return _("Ready for Projector"), "text2"
    text = _("Rounded to {count}").format(count=words.number(rounded, context.formats))
    return (text, "text2") if rounded else (_("Rounds to nothing"), "warn")


def _exported(piece: Piece) -> tuple[str, str]:
    if piece.corrects:
        return (_("Correction, exported"), "text3") if piece.locked else (_("Correction"), "warn")
    return _("Exported"), "text3"
