"""The attachments of an e-mail: added from a menu, by dialog or by dropping files; listed with size and a remove."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from models import attachments
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.composer.attachment_bytes import size
from ui.context import Context
from ui.file_dialogs import ask_for_files
from ui.form import Button, IconLabel, Label, button, column, icon_button, row

_KILO = 1024


class AttachmentRow(QWidget):
    """Shows what goes along; whoever owns it keeps the keys.

    Signals:
        wanted: the keys as the person wants them now.
        refused: why a file can't go along, in words.
    """

    wanted = Signal(tuple)
    refused = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._dossier: Dossier | None = None
        self._language = ""
        self._sizes: dict[str, int] = {}
        self.keys: tuple[str, ...] = ()
        self.problems: tuple[str, ...] = ()
        look = context.appearance
        self.add: Button = button(look, _("Attach"), "ghost", "plus", height=26)
        self.menu = QMenu(self.add)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.add.setMenu(self.menu)
        self._lines: QVBoxLayout = column(spacing=2)
        self.setLayout(column(self._lines, row(self.add, None), spacing=2))

    def show_keys(self, dossier: Dossier, keys: Sequence[str], language: str) -> None:
        """Show the attachments of a message; sizes are those of this moment."""
        if (dossier, tuple(keys), language) == (self._dossier, self.keys, self._language):
            return
        self._dossier, self.keys, self._language = dossier, tuple(keys), language
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        problems = []
        for key in self.keys:
            words, wrong = self._words(dossier, key)
            problems += [wrong] if wrong else []
            self._lines.addWidget(self._line(dossier, key, words, wrong))
        self.problems = tuple(problems)

    def take_files(self, widget: QWidget) -> None:
        """Take files that are dropped on a widget."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files of the person's own; one that can't go along is said."""
        keys = list(self.keys)
        for path in paths:
            try:
                keys.append(attachments.of_file(path))
            except UserError as error:
                self.refused.emit(str(error))
        self._want(keys)

    def add_made(self, key: str) -> None:
        """Add what the program makes itself: the roadmap or a calendar file."""
        self._want([*self.keys, key])

    def remove(self, key: str) -> None:
        """Take an attachment away; a file of the person's own stays where it lies."""
        self._want([item for item in self.keys if item != key])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and self.isVisible():
            files = [Path(url.toLocalFile()) for url in _files(event.mimeData().urls())]
            if files:
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent | QDragMoveEvent):
                    self.add_files(files)
                return True
        return super().eventFilter(watched, event)

    def _want(self, keys: Sequence[str]) -> None:
        fresh = tuple(dict.fromkeys(keys))
        if fresh != self.keys:
            self.wanted.emit(fresh)

    def _fill_menu(self) -> None:
        self.menu.clear()
        if self._dossier is None:
            return
        for key in attachments.offered(self._dossier, self._context.formats):
            if key not in self.keys:
                chosen = self.menu.addAction(attachments.title(self._dossier, key))
                chosen.triggered.connect(lambda _checked=False, made=key: self.add_made(made))
        self.menu.addSeparator()
        self.menu.addAction(_("Files…"), self._ask)

    def _ask(self) -> None:
        ask_for_files(self, _("Attach files"), (_("All files (*)"),), self.add_files)

    def _words(self, dossier: Dossier, key: str) -> tuple[str, str]:
        """Return how large it is, and what is wrong with it."""
        try:
            return _in_words(size(self._context, dossier, key, self._language)), ""
        except UserError as error:
            return "", str(error)

    def _line(self, dossier: Dossier, key: str, words: str, wrong: str) -> QWidget:
        look, name = self._context.appearance, attachments.file_name(dossier, key)
        title = Label(look, name, 12, 500, "danger" if wrong else "text")
        title.setToolTip(wrong or attachments.title(dossier, key))
        remove = icon_button(look, "x", _("Remove {name}").format(name=name), size=24)
        remove.clicked.connect(lambda: self.remove(key))
        line = QWidget()
        said = Label(look, words or wrong, 12, 400, "danger" if wrong else "text2")
        line.setLayout(row(IconLabel(look, "folder", "text2", 14), title, said, None, remove, spacing=6))
        line.setAccessibleName(f"{name}, {words or wrong}")
        return line


def _files(urls: Sequence[QUrl]) -> list[QUrl]:
    return [url for url in urls if url.isLocalFile()]


def _in_words(count: int) -> str:
    if count < _KILO:
        return _("{count} bytes").format(count=count)
    kilo = count / _KILO
    return (
        _("{count} KB").format(count=round(kilo))
        if kilo < _KILO
        else _("{count} MB").format(count=f"{kilo / _KILO:.1f}")
    )
