"""What happens when something goes wrong that nobody expected: into the log, then onto the screen."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.texts import _
from ui import links
from ui.dialog import DialogFrame
from ui.form import button, column, label
from ui.theme import Appearance

LOG_BYTES = 500_000


class BugDialog(DialogFrame):
    """An error that is the program's: said plainly, with everything that a report needs to copy.

    Signals:
        safe_wanted: open the window anew with default looks and nothing in the background.
    """

    safe_wanted = Signal()

    def __init__(self, appearance: Appearance, report: str, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(appearance, _("Something went wrong in E2E Tracker"), 640, parent)
        text = _("What you did last was not saved; everything before it is. Where it happened is in {log} too.")
        words = label(appearance, text.format(log=log), 13, 400, "text2", wrap=True)
        self._details = QPlainTextEdit(report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("Details of the error"))
        self._details.setMinimumHeight(220)
        copy = button(appearance, _("Copy details"), "secondary", "copy")
        copy.clicked.connect(self._copy)
        close = button(appearance, _("Go on"), "primary")
        close.clicked.connect(self.accept)
        folder = button(appearance, _("Open log folder"), "ghost", "folder")
        folder.clicked.connect(lambda: links.open_folder(log.parent))
        safe = button(appearance, _("Open in safe mode"), "secondary")
        safe.setToolTip(_("Default looks, nothing in the background. The command line has --safe for it."))
        safe.clicked.connect(self._start_safely)
        self.build(column(words, self._details), (folder, safe, copy, close))

    def _start_safely(self) -> None:
        self.accept()
        self.safe_wanted.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


def report_bug(
    error: BaseException,
    appearance: Appearance,
    folder: Path,
    window: QWidget | None,
    start_safely: Callable[[], None] | None = None,
) -> None:
    """Write an error that nobody expected into the log in `folder`, and show it with its words and the ways on."""
    log = write_down(error, folder)
    dialog = BugDialog(appearance, "".join(traceback.format_exception(error)), log, window)
    if start_safely is not None:
        dialog.safe_wanted.connect(start_safely)
    dialog.open()


def write_down(error: BaseException, folder: Path) -> Path:
    """Write an error into the log in `folder`, and return the file.

    Only kinds of errors and places in the program: an error's own words may name a client.
    """
    log = _start_log(folder)
    parts: list[str] = []
    link: BaseException | None = error
    while link is not None:
        parts += [type(link).__name__, "\n", *traceback.format_tb(link.__traceback__)]
        link = link.__cause__ or link.__context__
    logging.getLogger("e2e").error("%s", "".join(parts))
    return log


def _start_log(folder: Path) -> Path:
    """Begin a rotating log, once; it never holds a client's data."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "e2e-tracker.log"
    root = logging.getLogger()
    if not any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
    file.touch(mode=0o600)
    return file
