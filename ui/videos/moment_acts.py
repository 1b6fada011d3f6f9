"""What can be done with a moment, on the Videos page and in the player."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from models import library
from models.library import Moment, Video
from models.playbook import Playbook
from models.playbook_file import shipped
from models.texts import _
from ui.clipboard import copy_text
from ui.context import Context
from ui.videos.moment_dialog import MomentDialog


class MomentActs:
    """Acts for one window.

    Args:
        context: store and notices.
        owner: the widget that menus and dialogs belong to.
        play: plays from a moment.
    """

    def __init__(self, context: Context, owner: QWidget, play: Callable[[Moment], None]) -> None:
        self._context = context
        self._owner = owner
        self._play = play

    def menu(self, item: Video, moment: Moment) -> QMenu:
        """Return what can be done with a moment."""
        menu = QMenu(self._owner)
        menu.addAction(_("Play from here"), partial(self._play, moment))
        menu.addAction(_("Change…"), partial(self.ask, item, moment))
        menu.addAction(_("Copy as text"), lambda: self._copy(library.moment_text(moment)))
        link = menu.addAction(_("Copy as link"), lambda: self._copy(library.moment_link(item, moment)))
        link.setEnabled(bool(item.path))
        menu.addSeparator()
        menu.addAction(_("Delete"), partial(self.delete, moment))
        return menu

    def ask(self, item: Video, moment: Moment | None) -> None:
        """Ask for the words of a moment, a new one where none is given."""
        MomentDialog(self._context, item, self.playbook().steps, moment, self._owner.window()).open()

    def delete(self, moment: Moment) -> None:
        """Delete a moment, with the way back offered."""
        store, tell = self._context.store, self._context.notices.tell
        if self._context.attempt(lambda: library.delete_moment(store, moment)):
            tell(_("Deleted “{title}”").format(title=moment.title), _("Undo"), self._undo)

    def playbook(self) -> Playbook:
        """Return the playbook whose words steps have now: that of the open engagement."""
        dossier = self._context.portfolio.current_dossier()
        return dossier.playbook if dossier else shipped()

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)

    def _copy(self, text: str) -> None:
        copy_text(text)
        self._context.notices.tell(_("Copied"))
