"""The billable report as a PDF: upright pages of words that can be searched, the head of the table on each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPageLayout, QPainter, QPdfWriter

from models import billable_report
from models.billable_report import COLUMNS, Report, Row
from models.formats import Formats
from models.texts import _
from ui.billable_report.bars import Brush, height, paint_bars
from ui.billable_report.model import FIRST_AMOUNT
from ui.taking_along.files import DOTS, page_layout
from ui.taking_along.paper import PaperInk

_SCREEN_DOTS: Final = 96
_LINE: Final = 21.0
_FOOT: Final = 30.0
_SHARES: Final = (0.28, 0.24, 0.15, 0.11, 0.11, 0.11)
"""Of the width, by column."""


def pdf(found: Report, consultant: str, formats: Formats, ink: PaperInk) -> bytes:
    """Return the report as a PDF; its light colours don't follow the window."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(f"{_('Billable report')}, {found.period.name(formats)}")
    writer.setCreator("E2E Tracker")
    writer.setPageLayout(page_layout(QPageLayout.Orientation.Portrait))
    painter = QPainter(writer)
    scale = DOTS / _SCREEN_DOTS
    painter.scale(scale, scale)
    _Pages(writer, painter, ink, (writer.width() / scale, writer.height() / scale)).draw(found, consultant, formats)
    painter.end()
    return bytes(buffer.data().data())


class _Pages:
    """Draws from the top down and begins a new page where one is full."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, ink: PaperInk, size: tuple[float, float]) -> None:
        self._writer, self._painter, self._ink = writer, painter, ink
        self._width, self._height = size
        self._y, self._page = 0.0, 1

    def draw(self, found: Report, consultant: str, formats: Formats) -> None:
        """Draw the whole report."""
        title = _("Billable report")
        self._line(title, (24, 600), "text", 4)
        self._line(", ".join(filter(None, (found.period.name(formats), consultant))), (13, 500), "text2", 2)
        self._line(billable_report.summary(found, formats), (13, 400), "text2", 14)
        area = QRectF(0, self._y, self._width, height(found))
        paint_bars(self._painter, Brush(self._ink.font, self._ink.color), area, found, formats)
        self._y = area.bottom() + 4
        self._line(
            _("The upright line is what the playbook expects of the phases that have begun."), (12, 400), "text2", 14
        )
        self._head()
        turned = False
        for row in billable_report.rows(found, formats):
            if self._y + _LINE > self._height - _FOOT:
                self._turn()
                turned = True
            self._row(row, named=turned or row.level != "phase")
            turned = False
        self._number()

    def _line(self, text: str, font: tuple[float, int], token: str, after: float) -> None:
        metrics = QFontMetricsF(self._ink.font(*font))
        self._write(text, QPointF(0, self._y + metrics.ascent()), font, token)
        self._y += metrics.height() + after

    def _turn(self) -> None:
        self._number()
        self._writer.newPage()
        self._y, self._page = 0.0, self._page + 1
        self._head()

    def _number(self) -> None:
        words = _("Page {number}").format(number=self._page)
        self._write(words, QPointF(0, self._height - 6), (11, 400), "text2")

    def _head(self) -> None:
        self._cells(tuple(_(name) for name in COLUMNS), 500, "text2")
        self._painter.setPen(self._ink.pen("line_strong"))
        self._painter.drawLine(QPointF(0, self._y), QPointF(self._width, self._y))

    def _row(self, row: Row, *, named: bool) -> None:
        """Draw a line; a phase says its client again at the top of a page."""
        strong = row.level != "phase"
        if strong:
            self._painter.setPen(self._ink.pen("line"))
            self._painter.drawLine(QPointF(0, self._y), QPointF(self._width, self._y))
        cells = row.cells if strong else (row.cells[0] if named else "", row.cells[1], "", *row.cells[FIRST_AMOUNT:])
        self._cells(cells, 600 if strong else 400, "text" if strong else "text2")

    def _cells(self, cells: tuple[str, ...], weight: int, token: str) -> None:
        x, font = 0.0, self._ink.font(12, weight)
        metrics = QFontMetricsF(font)
        for at, (text, share) in enumerate(zip(cells, _SHARES, strict=True)):
            wide = share * self._width
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide - 8)
            left = x + wide - metrics.horizontalAdvance(cut) if at >= FIRST_AMOUNT else x
            self._write(cut, QPointF(left, self._y + 15), (12, weight), token)
            x += wide
        self._y += _LINE

    def _write(self, text: str, at: QPointF, font: tuple[float, int], token: str) -> None:
        self._painter.setFont(self._ink.font(*font))
        self._painter.setPen(self._ink.color(token))
        self._painter.drawText(at, text)
