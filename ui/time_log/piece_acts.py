"""What can be done with a piece of time: edit, split, move, delete; each with a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from models import internal_work, time_log, time_pieces
from models.texts import _
from models.time_pieces import Piece, Place
from models.time_typing import read_length
from ui.context import Context
from ui.time_log import words
from ui.time_log.ask import Ask


class PieceActs(QObject):
    """Menus and dialogs of the pieces of a page."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._page = parent

    def menu(self, piece: Piece) -> QMenu:
        """Return what can be done with a piece."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Edit…"), lambda: self.edit(piece))
        split = menu.addAction(_("Split…"), lambda: self.split(piece))
        split.setEnabled(not piece.locked and not piece.corrects and piece.minutes > 1)
        targets = menu.addMenu(_("Move to…"))
        targets.setEnabled(not piece.corrects)
        for place, name in self.places():
            if place != piece.place:
                targets.addAction(name, partial(self.move, piece, place, name))
        menu.addAction(_("Delete"), lambda: self.delete(piece))
        return menu

    def open_menu(self, piece: Piece, at: QPoint) -> None:
        """Show the menu at a place of the screen."""
        self.menu(piece).popup(at)

    def places(self) -> list[tuple[Place, str]]:
        """Return where time can go: engagements, then internal work."""
        portfolio = self._context.portfolio
        found = [(Place("engagement", id_), portfolio.name(id_)) for id_ in portfolio.ids()]
        inside = [(Place("internal", item.id), item.name) for item in internal_work.projects(self._context.store)]
        return [*found, *inside]

    def edit(self, piece: Piece) -> None:
        """Ask for another length and note; of an exported piece for what it comes to now."""
        store, formats = self._context.store, self._context.formats
        minutes = sum(item.minutes for item in time_pieces.chain(store, piece))
        fixed = piece.locked or bool(piece.corrects)

        def save(texts: Sequence[str]) -> None:
            time_log.edit(store, piece, minutes=read_length(texts[0]), note=None if fixed else texts[1])

        fields = [(_("Length"), words.typed(minutes, formats))]
        text = _("It is exported: another length makes a correction piece for the next export.") if fixed else ""
        self._ask(piece.name, fields if fixed else [*fields, (_("Note"), piece.note)], save, text)

    def split(self, piece: Piece) -> None:
        """Ask how long the first part is."""
        formats, half = self._context.formats, piece.minutes // 2

        def save(texts: Sequence[str]) -> None:
            time_log.split(self._context.store, piece, read_length(texts[0]))

        text = _("The rest of {length} is a piece of its own.").format(length=words.length(piece.minutes, formats))
        self._ask(_("Split the piece"), [(_("First part"), words.typed(half, formats))], save, text)

    def move(self, piece: Piece, place: Place, name: str) -> None:
        """Move a piece to another project."""
        told = _("Moved to {name}").format(name=name)
        self._do(lambda: time_log.move(self._context.store, piece, place), told)

    def delete(self, piece: Piece) -> None:
        """Take a piece away; an exported one is corrected to nothing."""
        told = _("Corrected to nothing") if piece.locked else _("Deleted")
        self._do(lambda: time_log.delete(self._context.store, piece), told)

    def undo(self) -> None:
        """Take back the newest step."""
        self._context.attempt(self._context.store.undo)

    def _do(self, act: Callable[[], object], told: str) -> None:
        if self._context.attempt(act):
            self._context.notices.tell(told, _("Undo"), self.undo)

    def _ask(self, title: str, fields: list[tuple[str, str]], save: Callable[[Sequence[str]], None], text: str) -> None:
        look = self._context.appearance
        Ask(look, title, fields, go=_("Save"), act=save, text=text, parent=self._page.window()).open()
