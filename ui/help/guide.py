"""The guide: a list of its pages, a search over all of them, and the page that fits where one was."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from models import guide
from models.errors import UserError
from models.texts import _, ngettext
from ui import links, screens
from ui.clearable import make_clearable
from ui.form import Label, column, row
from ui.help.typesetting import typeset
from ui.theme import Appearance

SIZE = (920, 640)
LIST_WIDTH = 264
PAGE = Qt.ItemDataRole.UserRole


class GuideWindow(QDialog):
    """Stands beside the window, also while a dialog is open; Esc closes it.

    Args:
        appearance: the looks.
        facts: what stands for `{name}` in a page: folders of this computer.
        parent: the window or dialog that it was asked for in.
    """

    def __init__(self, appearance: Appearance, facts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance, self._facts = appearance, facts
        self.setObjectName("guide")
        self.setWindowTitle(_("Guide"))
        self.setAccessibleName(_("Guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the guide"))
        self.search.setAccessibleName(_("Search the guide"))
        self.search.setFont(appearance.font(13))
        self.search.setMinimumHeight(round(32 * max(1.0, appearance.text_scale)))
        make_clearable(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Pages"))
        self.list.setWordWrap(True)
        self.list.setObjectName("guideList")
        self.list.setFont(appearance.font(13))
        self._count = Label(appearance, "", 12, 400, "text3")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setObjectName("guideText")
        self.text.setFont(appearance.font(13))
        self.text.anchorClicked.connect(self.open_link)
        side = QWidget()
        side.setFixedWidth(round(LIST_WIDTH * max(1.0, appearance.text_scale)))
        side.setLayout(column(self.search, self._count, self.list, spacing=8))
        self.setLayout(row(side, self.text, spacing=16, margins=(16, 16, 8, 16)))
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(self._on_chosen)
        room = screens.room(self)
        self.resize(min(SIZE[0], room.width()), min(SIZE[1], room.height()))
        self._list("")

    @property
    def shown(self) -> str:
        """The page that is shown."""
        item = self.list.currentItem()
        return str(item.data(PAGE)) if item is not None else ""

    def show_page(self, name: str) -> None:
        """Show a page, with the whole list beside it."""
        self.search.clear()
        self.list.setCurrentRow(guide.PAGES.index(name))

    def open_link(self, url: QUrl) -> None:
        """Go to another page, or open an address of the web by the one door to other programs."""
        name = url.path().removesuffix(".md")
        if not url.scheme() and name in guide.PAGES:
            self.show_page(name)
            return
        try:
            links.open_link(url.toString())
        except UserError as error:
            self._count.setText(str(error))

    def _list(self, query: str) -> None:
        """List all pages, or every place that holds the words."""
        self.list.clear()
        if query.split():
            hits = guide.search(query)
            for hit in hits:
                words = hit.line if not hit.heading else f"{hit.heading}: {hit.line}"
                self._add(f"{guide.title(hit.page)}\n{words}" if hit.heading else words, hit.page)
            found = ngettext("{count} place", "{count} places", len(hits)).format(count=len(hits))
            self._count.setText(found if hits else _("Nothing found. Try a shorter word."))
        else:
            for name in guide.PAGES:
                self._add(guide.title(name), name)
            self._count.setText("")
        if self.list.count():
            self.list.setCurrentRow(0)

    def _add(self, text: str, page: str) -> None:
        item = QListWidgetItem(text)
        item.setData(PAGE, page)
        self.list.addItem(item)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        text = guide.page(item.data(PAGE))
        for name, fact in self._facts.items():
            text = text.replace(f"{{{name}}}", f"`{fact}`")
        self.text.setMarkdown(text)
        typeset(self.text.document(), self._appearance)
        self.text.setAccessibleName(guide.title(item.data(PAGE)))
        for word in self.search.text().split()[:1]:
            self.text.find(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter stays in the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
