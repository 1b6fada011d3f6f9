"""The moments beside the picture: which one plays, its note, and what is found in moments, notes and subtitles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from models import library
from models.library import Moment, Video
from models.playbook import Playbook
from models.subtitles import Line
from models.texts import _, mark
from ui.clearable import make_clearable
from ui.form import KeyHint, card, column, label, row
from ui.theme import Appearance
from ui.videos.moments import MOMENT, MomentView

WIDTH = 340
KEYS = (("Space", mark("play")), ("← →", mark("5 s")), (", .", mark("moment")))


class MomentsSide(QFrame):
    """Follows the position.

    Signals:
        seek_wanted: a position that the person chose.
        delete_wanted: a moment to delete.
        menu_wanted: a moment and the place for its menu.
    """

    seek_wanted = Signal(int)
    delete_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        look = appearance
        self._moments: tuple[Moment, ...] = ()
        self._said: Sequence[Line] = ()
        self._item: Video | None = None
        self._playbook: Playbook | None = None
        self._current: Moment | None = None
        self.setObjectName("playerSide")
        self.setFixedWidth(WIDTH)
        self._count = label(look, "", 13, 400, "text2")
        self.search = QLineEdit()
        self.view = MomentView(look)
        self._nothing = label(look, "", 13, 400, "text2", wrap=True)
        self._note_head = label(look, "", 12, 600, "text2")
        self._note_text = label(look, "", 13, 400, wrap=True)
        self.note = card(self._note_head, self._note_text, spacing=4, margins=(14, 10, 14, 10))
        self._lay_out(look)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._go_to_first)
        self.view.clicked.connect(self._on_clicked)
        self.view.play_wanted.connect(lambda moment: self.seek_wanted.emit(moment.at_ms))
        self.view.delete_wanted.connect(self._on_delete)
        self.view.menu_wanted.connect(self._on_menu)

    def _lay_out(self, look: Appearance) -> None:
        self.search.setPlaceholderText(_("Search moments and words"))
        self.search.setAccessibleName(_("Search moments, notes and subtitles"))
        self.search.setFixedHeight(30)
        make_clearable(self.search)
        head = row(label(look, _("Moments"), 13, 600), self._count, None, spacing=8)
        head.addWidget(KeyHint(look, "M"))
        head.addWidget(label(look, _("adds one"), 12, 400, "text2"))
        hints = row(spacing=6)
        for keys, words in KEYS:
            hints.addWidget(KeyHint(look, keys))
            hints.addWidget(label(look, _(words), 12, 400, "text2"))
            hints.addSpacing(4)
        hints.addStretch(1)
        layout = column(head, self.search, self._nothing, self.view, self.note, hints, spacing=10)
        layout.setContentsMargins(12, 16, 12, 14)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_moments(self, item: Video, moments: tuple[Moment, ...], said: Sequence[Line], playbook: Playbook) -> None:
        """Show the moments of a video, with what is said in it for the search."""
        self._item, self._moments, self._said, self._playbook = item, moments, said, playbook
        self._count.setText(str(len(moments) or ""))
        self._current = None
        self._fill()

    def follow(self, at_ms: int) -> Moment | None:
        """Select the moment that plays, the last one passed, and show its note; return it."""
        passed = [moment for moment in self._moments if moment.at_ms <= at_ms]
        current = passed[-1] if passed else None
        if current != self._current:
            self._current = current
            self._select()
        return current

    def _fill(self) -> None:
        if self._item is None or self._playbook is None:
            return
        text = self.search.text().strip()
        shown = found(self._item, self._moments, self._said, text) if text else self._moments
        self.view.rows.show(shown, self._playbook)
        self._nothing.setText(_("Nothing matches.") if text else _("No moments yet. M notes one here."))
        self._nothing.setVisible(not shown)
        self._select()

    def _select(self) -> None:
        current = self._current
        index = self.view.rows.row_of(current.id) if current else QModelIndex()
        self.view.setCurrentIndex(index)
        note = current.note if current else ""
        self.note.setVisible(bool(note))
        self._note_text.setText(note)
        self._note_head.setText(_("Note at {time}").format(time=library.clock_text(current.at_ms)) if current else "")

    def _go_to_first(self) -> None:
        first = self.view.rows.index(0, 0).data(MOMENT)
        if first is not None:
            self.seek_wanted.emit(first.at_ms)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.seek_wanted.emit(index.data(MOMENT).at_ms)

    def _on_delete(self, moment: Moment) -> None:
        if moment.id:
            self.delete_wanted.emit(moment)

    def _on_menu(self, moment: Moment, place: QPoint) -> None:
        if moment.id:
            self.menu_wanted.emit(moment, place)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 400)

    def focus_search(self) -> None:
        """Put the focus into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()


def found(item: Video, moments: Sequence[Moment], said: Sequence[Line], text: str) -> tuple[Moment, ...]:
    """Return the moments and the lines of the subtitles that hold every word of a text, in order; a line has no id."""
    words = text.casefold().split()
    noted = [moment for moment in moments if _holds(f"{moment.title} {moment.note}", words)]
    lines = [Moment(0, item.id, line.at_ms, f"“{line.text}”", "", "", "") for line in said if _holds(line.text, words)]
    return tuple(sorted([*noted, *lines], key=lambda moment: moment.at_ms))


def _holds(text: str, words: Sequence[str]) -> bool:
    whole = text.casefold()
    return all(word in whole for word in words)
