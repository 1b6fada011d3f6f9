"""A page of words and tables on paper: with a preview, and as PDF."""

from __future__ import annotations

from functools import partial

from msgspec import Struct
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.theme import Appearance

MARGIN_MM = 12.0
DOTS = 300
PREVIEW = (900, 640)


class Paper(Struct, frozen=True):
    """What is printed.

    Attributes:
        title: the document's name.
        page: its words as HTML, escaped.
        points: the size of the words.
        across: whether the longer side of the paper lies across.
    """

    title: str
    page: str
    points: float
    across: bool = False


def preview(paper: Paper, look: Appearance, window: QWidget) -> QPrintPreviewDialog:
    """Show a page as it will be printed, with the printers to choose from."""
    dialog = QPrintPreviewDialog(window)  # with a printer of its own, which lives as long as it
    printer = dialog.printer()
    printer.setDocName(paper.title)
    printer.setPageLayout(_layout(paper))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Print: {title}").format(title=paper.title))
    dialog.paintRequested.connect(partial(_print, paper, look))
    dialog.resize(*PREVIEW)
    dialog.open()
    return dialog


def pdf(paper: Paper, look: Appearance) -> bytes:
    """Return a page as PDF, A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(paper.title)
    writer.setCreator("E2E Tracker")
    writer.setPageLayout(_layout(paper))
    _document(paper, look).print_(writer)
    return bytes(buffer.data().data())


def _print(paper: Paper, look: Appearance, printer: QPrinter) -> None:
    _document(paper, look).print_(printer)


def _document(paper: Paper, look: Appearance) -> QTextDocument:
    document = QTextDocument()
    font = look.font(13, 400)
    font.setPointSizeF(paper.points)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet("body, td, th, h2 { color: black; }")
    document.setHtml(paper.page)
    return document


def _layout(paper: Paper) -> QPageLayout:
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    side = QPageLayout.Orientation.Landscape if paper.across else QPageLayout.Orientation.Portrait
    return QPageLayout(size, side, margins, QPageLayout.Unit.Millimeter)
