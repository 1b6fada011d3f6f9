"""Draws the icons in all sizes from our two drawings: PNG for Linux, ICO for Windows, ICNS for macOS.

Run: python packaging/icons.py FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).parent.parent / "resources" / "brand"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
SMALL = 32
"""Up to here the plainer drawing is used, whose lines stay whole."""


def draw(folder: Path) -> list[Path]:
    """Draw every size into a folder, and the two files that hold one large icon for Windows and macOS."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for size in SIZES:
        made.append(folder / f"e2e-tracker-{size}.png")
        _save(picture(size), made[-1], "png")
    for suffix, size in (("ico", 256), ("icns", 512)):
        made.append(folder / f"e2e-tracker.{suffix}")
        _save(picture(size), made[-1], suffix)
    return made


def picture(size: int) -> QImage:
    """Return the icon, `size` pixels wide and high, on nothing."""
    drawing = DRAWINGS / ("e2e-tracker-small.svg" if size <= SMALL else "e2e-tracker.svg")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def _save(image: QImage, file: Path, kind: str) -> None:
    writer = QImageWriter(str(file), kind.encode())
    if not writer.write(image):
        raise SystemExit(f"{file}: {writer.errorString()}")


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    for drawn in draw(Path(sys.argv[1])):
        print(drawn)
