"""Shows a page of help; its links open by the one door to other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from models.errors import UserError
from models.texts import _
from ui import links
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import button, column

WIDTH = 720
HEIGHT = 520


class HelpDialog(DialogFrame):
    """A page of `resources/help` as text that can be read, searched by eye, selected and copied.

    Args:
        context: the looks.
        page: the file's name without its ending: "whose-data".
        title: the dialog's name; the page's own first heading is left out.
        facts: what stands for `{name}` in the page: folders of this computer.
        parent: the window that it belongs to.
    """

    def __init__(
        self,
        context: Context,
        page: str,
        title: str,
        facts: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.appearance, title, WIDTH, parent)
        look = context.appearance
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setFont(look.font(13))
        self.text.setMinimumHeight(HEIGHT)
        self.text.setMarkdown(page_text(page, facts or {}))
        _dress(self.text, context)
        self.text.anchorClicked.connect(self.open_link)
        self._acts: list[tuple[str, Callable[[], None]]] = []
        self.close_button = button(look, _("Close"), "primary")
        self.close_button.clicked.connect(self.accept)

    def finish(self, *acts: tuple[str, Callable[[], object]]) -> HelpDialog:
        """Put it together with a button for each act, in words and what it does, left of Close."""
        made = []
        for words, act in acts:
            item = button(self.appearance, words)
            item.clicked.connect(lambda _checked=False, act=act: self._attempt(act))
            made.append(item)
        self.build(column(self.text), (*made, self.close_button))
        self.close_button.setFocus()
        return self

    def open_link(self, url: QUrl) -> None:
        """Open a link of the page; what is no link of the web is refused in words."""
        self._attempt(lambda: links.open_link(url.toString()))

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self.hint.setText(str(error))


def _dress(text: QTextBrowser, context: Context) -> None:
    """Give headings and bold words the looks' own weights, and paragraphs room."""
    look, cursor = context.appearance, QTextCursor(text.document())
    block = text.document().begin()
    while block.isValid():
        heading = block.blockFormat().headingLevel() > 0
        cursor.setPosition(block.position())
        room = QTextBlockFormat()
        room.setTopMargin(16 if heading else 2)
        room.setBottomMargin(6 if heading else 4)
        cursor.mergeBlockFormat(room)
        for at, length in _strong(block, everything=heading):
            cursor.setPosition(at)
            cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
            strong = QTextCharFormat()
            strong.setFont(look.font(15 if heading else 13, 600))
            cursor.mergeCharFormat(strong)
        block = block.next()


def _strong(block: QTextBlock, *, everything: bool) -> list[tuple[int, int]]:
    """Return place and length of the bold pieces of a paragraph; all of it where it is a heading."""
    if everything:
        return [(block.position(), block.length() - 1)]
    found, pieces = [], block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if piece.charFormat().fontWeight() > QFont.Weight.Medium:
            found.append((piece.position(), piece.length()))
        pieces += 1
    return found


def page_text(page: str, facts: Mapping[str, str]) -> str:
    """Return a page's Markdown without its heading, with the facts of this computer in it."""
    text = resources.files("resources").joinpath("help", f"{page}.md").read_text(encoding="utf-8")
    _heading, _sep, body = text.partition("\n")
    for name, fact in facts.items():
        body = body.replace(f"{{{name}}}", f"`{fact}`")
    return body
