"""Sets a Markdown page in the fonts and distances of the program: Qt's own are tight, its bold not in our font."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from ui.theme import Appearance

HEADINGS = {1: (20, 600, 0, 10), 2: (15, 600, 18, 4), 3: (13, 600, 12, 2)}
"""Size, weight, and the distances above and below in pixels, by the level."""
LINE = 140
"""Height of a line in percent."""


def typeset(document: QTextDocument, appearance: Appearance) -> None:
    """Give every block of a document its font and distances."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        _set_block(cursor, block, appearance)
        block = block.next()
    cursor.endEditBlock()


def _set_block(cursor: QTextCursor, block: QTextBlock, appearance: Appearance) -> None:
    level = block.blockFormat().headingLevel()
    size, weight, above, below = HEADINGS.get(level, (13, 400, 0, 4 if _in_table_or_list(block) else 10))
    shape = QTextBlockFormat()
    shape.setTopMargin(above)
    shape.setBottomMargin(below)
    shape.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.setPosition(block.position())
    cursor.mergeBlockFormat(shape)
    for start, length, bold in _runs(block):
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setFont(
            appearance.font(size, 600 if bold else weight),
            QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly,
        )
        cursor.mergeCharFormat(look)


def _runs(block: QTextBlock) -> list[tuple[int, int, bool]]:
    """Return start, length and boldness of each piece of a block."""
    found = []
    piece = block.begin()
    while not piece.atEnd():
        fragment = piece.fragment()
        bold = fragment.charFormat().fontWeight() > QFont.Weight.Medium
        found.append((fragment.position(), fragment.length(), bold))
        piece += 1
    return found


def _in_table_or_list(block: QTextBlock) -> bool:
    cursor = QTextCursor(block)
    return cursor.currentTable() is not None or block.textList() is not None
