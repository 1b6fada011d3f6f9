"""The lead's overview on paper: with a preview, and as PDF."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.theme import Appearance

MARGIN_MM = 12.0
POINTS = 8
"""Size of the words of the table."""
DOTS = 300
PREVIEW = (900, 640)


def preview(page: str, look: Appearance, window: QWidget) -> QPrintPreviewDialog:
    """Show the page as it will be printed, with the printers to choose from."""
    dialog = QPrintPreviewDialog(window)  # with a printer of its own, which lives as long as it
    printer = dialog.printer()
    printer.setDocName(_("Lead overview"))
    printer.setPageLayout(_layout())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Print the overview"))
    dialog.paintRequested.connect(partial(_print, page, look))
    dialog.resize(*PREVIEW)
    dialog.open()
    return dialog


def pdf(page: str, look: Appearance) -> bytes:
    """Return the page as PDF, A4 across."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(_("Lead overview"))
    writer.setCreator("E2E Tracker")
    writer.setPageLayout(_layout())
    _document(page, look).print_(writer)
    return bytes(buffer.data().data())


def _print(page: str, look: Appearance, printer: QPrinter) -> None:
    _document(page, look).print_(printer)


def _document(page: str, look: Appearance) -> QTextDocument:
    document = QTextDocument()
    font = look.font(13, 400)
    font.setPointSizeF(POINTS)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet("body, td, th, h2 { color: black; }")
    document.setHtml(page)
    return document


def _layout() -> QPageLayout:
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)
