"""The files that are taken along, as bytes; one place writes them so that a file is whole or not there."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from models.roadmap_page import RoadmapPage
from models.texts import _
from ui.taking_along.paper import PaperInk
from ui.taking_along.picture import Drawing
from ui.taking_along.sheet import Sheet

SHARP: Final = 2.0
"""Pixels of a PNG for each logical pixel."""
DOTS: Final = 300
"""Dots an inch of a PDF."""
MARGIN_MM: Final = 12.0
_SCREEN_DOTS: Final = 96
_CREATOR: Final = "E2E Tracker"
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def image_of(picture: Drawing, ink: PaperInk) -> QImage:
    """Return the picture in pixels, twice as sharp as the screen's logical ones."""
    image = QImage(
        round(picture.width * SHARP), round(picture.height * SHARP), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(SHARP)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    picture.paint(painter, ink)
    painter.end()
    return image


def png(picture: Drawing, ink: PaperInk) -> bytes:
    """Return a PNG."""
    buffer = _buffer()
    QImageWriter(buffer, b"png").write(image_of(picture, ink))
    return _bytes(buffer)


def svg(picture: Drawing, ink: PaperInk) -> bytes:
    """Return an SVG that loads nothing; the ink writes words as outlines. Version 1.1 knows clipping."""
    buffer = _buffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setTitle(picture.title)
    generator.setDescription(picture.subtitle)
    generator.setSize(QSize(round(picture.width), round(picture.height)))
    generator.setViewBox(QRectF(0, 0, picture.width, picture.height))
    painter = QPainter(generator)
    picture.paint(painter, ink)
    painter.end()
    return _bytes(buffer)


def pdf(picture: Drawing, ink: PaperInk) -> bytes:
    """Return a PDF: one landscape page."""
    buffer = _buffer()
    writer = _writer(buffer, picture.title, QPageLayout.Orientation.Landscape)
    painter = QPainter(writer)
    fit_on_page(picture, ink, painter, QSizeF(writer.width(), writer.height()))
    painter.end()
    return _bytes(buffer)


def fit_on_page(picture: Drawing, ink: PaperInk, painter: QPainter, page: QSizeF) -> None:
    """Draw the picture at the top of a page, as large as it goes."""
    scale = min(page.width() / picture.width, page.height() / picture.height)
    painter.scale(scale, scale)
    picture.paint(painter, ink)


def roadmap_pdf(page: RoadmapPage, ink: PaperInk) -> bytes:
    """Return the client's roadmap as a PDF: one upright page of words that can be searched and copied."""
    buffer = _buffer()
    writer = _writer(buffer, f"{page.title}, {page.client}", QPageLayout.Orientation.Portrait)
    painter = QPainter(writer)
    painter.scale(DOTS / _SCREEN_DOTS, DOTS / _SCREEN_DOTS)
    Sheet(painter, ink, writer.width() * _SCREEN_DOTS / DOTS, right_to_left=page.right_to_left).draw(page)
    painter.end()
    return _bytes(buffer)


def file_name(client: str, what: str, ending: str) -> str:
    """Return a name that every system takes: "Northwind Health, roadmap.pdf"."""
    safe = " ".join(_NOT_IN_NAMES.sub(" ", client).split()).strip(" .")[:80] or _("Engagement")
    return f"{safe}, {what}.{ending}"


def sheet_image(page: RoadmapPage, ink: PaperInk, width: float, margin: float) -> QImage:
    """Return the client's roadmap as it will be printed, `width` logical pixels wide, as far down as it has words."""
    inches = page_layout(QPageLayout.Orientation.Portrait).paintRect(QPageLayout.Unit.Inch)
    scale = (width - 2 * margin) / (inches.width() * _SCREEN_DOTS)
    height = width * inches.height() / inches.width()
    image = QImage(round(width * SHARP), round(height * SHARP), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SHARP)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(margin, margin)
    painter.scale(scale, scale)
    written = Sheet(painter, ink, inches.width() * _SCREEN_DOTS, right_to_left=page.right_to_left).draw(page) * scale
    painter.end()
    return image.copy(0, 0, image.width(), round(min(written + 2 * margin, height) * SHARP))


def _writer(buffer: QBuffer, title: str, orientation: QPageLayout.Orientation) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(title)
    writer.setCreator(_CREATOR)
    writer.setPageLayout(page_layout(orientation))
    return writer


def page_layout(orientation: QPageLayout.Orientation) -> QPageLayout:
    """Return an A4 page with the margins that every printer can do."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, margins, QPageLayout.Unit.Millimeter)


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _bytes(buffer: QBuffer) -> bytes:
    return bytes(buffer.data().data())
