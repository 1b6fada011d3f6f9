"""The running program: application, looks, store, window, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from models import calendars, dossiers, settings
from models.session import Session
from ui.background import warm_up
from ui.context import Context
from ui.feed import Feed
from ui.later import Later
from ui.main_window import MainWindow
from ui.portfolio import Portfolio
from ui.theme import Appearance

if TYPE_CHECKING:
    from ui.first_start.card import FirstStart

CALENDARS = "calendars"
BUSY_MS = 250
"""How long the window waits for another program's write, in milliseconds."""
WARM = ("sqlite_utils", "holidays", "models.zone_search", "babel.dates")


class Program(QObject):
    """Owns everything that lives as long as the window."""

    def __init__(self, session: Session, *, banner: bool = True, fusion: bool = False) -> None:
        super().__init__()
        self._session = session
        self._banner = banner
        self.store = session.open_store(origin="window", busy_ms=BUSY_MS)
        calendars.seed(self.store.recall(CALENDARS))
        setting = session.theme or settings.get(self.store, "theme")
        self.appearance = Appearance(
            setting, int(settings.get(self.store, "text_size")), self, dressed=False, fusion=fusion
        )
        self.formats = settings.formats(self.store)
        self.window: MainWindow | FirstStart | None = None
        self._previous: MainWindow | FirstStart | None = None
        self._context: Context | None = None

    def show(self) -> None:
        """Show the window, or the first start's card while there is nothing yet."""
        fresh = dossiers.is_empty(self.store) and settings.get(self.store, "first_start.done") == "0"
        if fresh:
            self._show_first_start()
        else:
            self.show_window()

    def show_window(self) -> MainWindow:
        """Show the main window with the engagement that was open last, then load the rest."""
        self._rest()
        feed = Feed(self.store, self)
        portfolio = Portfolio(self.store, feed, self._session.clock, self.formats, self)
        clock, own = self._session.clock, self._session.paths.playbooks
        later = Later(self, waits=True)
        context = Context(self.store, feed, portfolio, clock, self.appearance, self.formats, later=later, playbooks=own)
        self._context = context
        window = MainWindow(context, banner=self._banner)
        window.empty.example_wanted.connect(self._show_example)
        self._previous, self.window = self.window, window
        window.open_first()
        self.appearance.dress()
        window.show()
        self._dismiss_previous()
        window.installEventFilter(self)
        return window

    def close(self) -> None:
        """Stop every timer and let go of the file."""
        self._rest()
        if self._context is not None:
            self.store.remember(CALENDARS, calendars.known())

    def _rest(self) -> None:
        """Stop what looks at the file again and again."""
        if self._context is not None:
            self._context.later.stop()
            self._context.portfolio.stop()
            self._context.feed.stop()

    def _dismiss_previous(self) -> None:
        """Close the window that made way; it is kept, for the click that ended it is still being handled in it."""
        if self._previous is not None:
            self._previous.close()
            self._previous.deleteLater()

    def _show_first_start(self) -> None:
        from ui.first_start.card import FirstStart  # start-up saving: 20 ms that only the first start needs

        card = FirstStart(self.store, self._session.clock, self.appearance, self.formats)
        self.appearance.dress()
        card.setWindowTitle("E2E Tracker")
        card.resize(1024, 700)
        card.started.connect(self.show_window)
        card.example_wanted.connect(self._show_example)
        self.window = card
        card.show()

    def _show_example(self) -> None:
        """Open the example in a data folder of its own, apart from real data."""
        self.store = self._session.open_example()
        self.formats = settings.formats(self.store)
        self.show_window()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin what may wait once the window was painted."""
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._after_first_paint)
        return False

    def _after_first_paint(self) -> None:
        if self._context is not None:
            self._context.later.begin(self._load_rest)

    def _load_rest(self) -> None:
        if self._context is not None:
            self._context.portfolio.start()
            self._context.feed.start()
        warm_up(WARM)


class BugHook:
    """Takes exceptions that nobody expected: into the log, then onto the screen."""

    def __init__(self, program: Program, logs: Path) -> None:
        self._program = program
        self._logs = logs

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        from ui.bug_report import report_bug  # start-up saving: 15 ms for a log that is rarely written

        sys.__excepthook__(kind, error, trace)
        report_bug(error, self._program.appearance, self._logs, self._program.window)


def run(session: Session) -> int:
    """Open the window and return the program's exit code once it is closed; garbage is collected from then on.

    Raises:
        UserError: the data folder or the database can't be used.
    """
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application.setApplicationName("E2E Tracker")
    application.setDesktopFileName("e2e-tracker")
    program = Program(session, fusion=True)
    application.setWindowIcon(program.appearance.icon("flip", "accent", 64))
    translator = _qt_translator(program.formats.lang)
    application.installTranslator(translator)
    sys.excepthook = BugHook(program, session.paths.logs)
    program.show()
    gc.freeze()
    gc.enable()
    code = application.exec()
    program.close()
    return code


def _qt_translator(language: str) -> QTranslator:
    """Qt's own texts in the interface language; without a catalogue they stay English."""
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load(QLocale(language), "qtbase", "_", folder)
    return translator
