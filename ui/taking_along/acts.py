"""What is done to take the timeline along: copy, save, print, and the client's roadmap."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from models import whole_files
from models.errors import UserError
from models.texts import _
from ui.context import Context
from ui.file_dialogs import ask_to_save
from ui.taking_along import files
from ui.taking_along.all_picture import all_picture_of
from ui.taking_along.paper import PaperInk
from ui.taking_along.picture import Drawing, picture_of
from ui.taking_along.roadmap_dialog import RoadmapDialog
from ui.timeline.all_view import AllView
from ui.timeline.view import TimelineView


class TakingAlong(QObject):
    """Gives a timeline away, on the clipboard, in a file or on paper.

    Args:
        context: store, looks and words.
        view: the timeline of the open engagement, or that of all.
        window: the window that dialogs belong to.
    """

    def __init__(self, context: Context, view: TimelineView | AllView, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._view, self._window = context, view, window

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        self._context.attempt(self._copy)

    def save_picture(self) -> None:
        """Ask where the picture goes; the ending chooses PNG, SVG or PDF."""
        self._context.attempt(self._ask_file)

    def save_as(self, path: Path) -> None:
        """Write the picture into a file of the kind that its ending names."""
        self._context.attempt(partial(self._save, path))

    def print_timeline(self) -> None:
        """Show the page before it is printed."""
        self._context.attempt(self._preview)

    def show_roadmap(self) -> None:
        """Show the client's roadmap before it is saved."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is not None:
            self._context.attempt(lambda: RoadmapDialog(self._context, dossier, self._window).open())

    def _picture(self) -> tuple[Drawing, PaperInk]:
        ink = PaperInk(self._context.appearance)
        return self._drawn(ink), ink

    def _drawn(self, ink: PaperInk) -> Drawing:
        return picture_of(self._view, ink) if isinstance(self._view, TimelineView) else all_picture_of(self._view, ink)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(files.image_of(*self._picture()))
        self._context.notices.tell(_("Copied the timeline as a picture"))

    def _ask_file(self) -> None:
        picture, _ink = self._picture()
        kinds = (_("Picture (*.png)"), _("Drawing (*.svg)"), _("PDF (*.pdf)"))
        name = files.file_name(picture.title, _("timeline"), "png")
        ask_to_save(self._window, _("Save the timeline"), kinds, name, self.save_as)

    def _save(self, path: Path) -> None:
        kinds: dict[str, Callable[[Drawing, PaperInk], bytes]] = {
            ".png": files.png,
            ".svg": files.svg,
            ".pdf": files.pdf,
        }
        make = kinds.get(path.suffix.lower())
        if make is None:
            raise UserError(_("There is no such kind of file."), path.name, _("Use .png, .svg or .pdf."))
        ink = PaperInk(self._context.appearance, outlines=make is files.svg)
        whole_files.write(path, make(self._drawn(ink), ink))
        self._context.notices.tell(_("Saved {file}").format(file=path.name))

    def _preview(self) -> None:
        picture, ink = self._picture()
        dialog = QPrintPreviewDialog(self._window)  # with a printer of its own, which lives as long as it
        printer = dialog.printer()
        printer.setDocName(files.file_name(picture.title, _("timeline"), "pdf"))
        printer.setPageLayout(files.page_layout(QPageLayout.Orientation.Landscape))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Print the timeline"))
        dialog.paintRequested.connect(partial(print_picture, picture, ink))
        dialog.open()


def print_picture(picture: Drawing, ink: PaperInk, printer: QPrinter) -> None:
    """Draw the picture on a printer's page."""
    painter = QPainter(printer)
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    files.fit_on_page(picture, ink, painter, QSizeF(page.width(), page.height()))
    painter.end()
