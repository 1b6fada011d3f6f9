"""The running program: application, looks, store, window, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from models import calendars, dossiers, paths, settings
from models.errors import DamagedError, UserError
from models.history import Changed
from models.session import Session
from models.store import Store
from models.texts import _
from ui import mirroring
from ui.backups.keeper import BackupKeeper
from ui.context import Context
from ui.feed import Feed
from ui.instance import Instance
from ui.later import Later
from ui.main_window import MainWindow
from ui.portfolio import Portfolio
from ui.start import claim, offer_ways_on, open_in_words, put_back
from ui.theme import Appearance

if TYPE_CHECKING:
    from ui.first_start.card import FirstStart

CALENDARS = "calendars"
WINDOW_STATE = ("window.geometry", "window.splitter", "engagement")
"""What the window remembers of how it stood."""
BUSY_MS = 250
"""How long the window waits for another program's write, in milliseconds."""


class Program(QObject):
    """Owns everything that lives as long as the window."""

    def __init__(self, session: Session, *, banner: bool = True, fusion: bool = False) -> None:
        super().__init__()
        self._session = session
        self._banner = banner
        self.store = session.open_store(origin="window", busy_ms=BUSY_MS)
        calendars.seed(self.store.recall(CALENDARS))
        self.appearance = self._looks(fusion=fusion)
        self.formats = settings.formats(self.store)
        self.window: MainWindow | FirstStart | None = None
        self._previous: MainWindow | FirstStart | None = None
        self._context: Context | None = None
        self._keeps_backups = not session.demo
        self._example = False
        self._instance: Instance | None = None

    def _looks(self, *, fusion: bool) -> Appearance:
        """Make the looks that were chosen; a safe start takes the shipped ones and forgets how the window stood."""
        asked = self._session.theme
        if self._session.safe:
            for key in WINDOW_STATE:
                self.store.remember(key, "")
            return Appearance(asked or "system", 100, self, dressed=False, fusion=fusion)
        setting, size = asked or settings.get(self.store, "theme"), int(settings.get(self.store, "text_size"))
        return Appearance(setting, size, self, dressed=False, fusion=fusion)

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
        QGuiApplication.setLayoutDirection(mirroring.direction())
        feed = Feed(self.store, self)
        portfolio = Portfolio(self.store, feed, self._session.clock, self.formats, self)
        clock, own = self._session.clock, self._session.paths.playbooks
        later = Later(self, waits=True)
        backups = self._keeper() if self._keeps_backups else None
        context = Context(
            self.store,
            feed,
            portfolio,
            clock,
            self.appearance,
            self.formats,
            later=later,
            playbooks=own,
            backups=backups,
        )
        self._context = context
        window = MainWindow(context, banner=self._banner)
        feed.changed.connect(self._follow_words)
        if self._example:
            from ui.first_start.example_bar import ExampleBar  # start-up saving: for the example alone

            window.put_above(ExampleBar(self.appearance, window.acts["tour"], self._leave_example))
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
        if self._instance is not None:
            self._instance.close()

    def _rest(self) -> None:
        """Stop what looks at the file again and again."""
        if self._context is not None:
            self._context.viewing.close()
            self._context.later.stop()
            self._context.portfolio.stop()
            self._context.feed.stop()
            if self._context.backups is not None:
                self._context.backups.stop()
        if isinstance(self.window, MainWindow):
            self.window.commands.snapshots.stop()

    def show_again(self, files: Sequence[str] = ()) -> None:
        """Put the window in front for another start, and import the files that it named."""
        window = self.window
        if window is None:
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if files and isinstance(window, MainWindow):
            window.commands.servicenow.import_paths(files)

    def follow(self, instance: Instance) -> None:
        """Answer other starts in the same data folder until the program ends."""
        self._instance = instance
        instance.asked.connect(self.show_again)
        if not isinstance(self.window, MainWindow):
            instance.listen()

    def tell(self, words: str) -> None:
        """Say what was done while there was no window."""
        if self._context is not None and words:
            self._context.later.do(partial(self._context.notices.tell, words))

    def reopen(self, act: Callable[[], str]) -> None:
        """Let go of the file and the window, do something to the file, and show what it holds then.

        Args:
            act: returns what was done, in words; a refusal is told in the window that opens again.
        """
        self._let_go()
        try:
            words = act()
        except UserError as error:
            words = str(error)
        self._take_up(words)

    def start_safely(self) -> None:
        """Open the window anew with default looks and nothing beside it, once the click that asked was handled."""
        self._session.safe = True
        self.appearance = Appearance(self._session.theme or "system", 100, self, dressed=False)
        told = _("Safe mode: default looks, nothing in the background, until you start again.")
        QTimer.singleShot(0, self, lambda: self.reopen(lambda: told))

    def mend(self, error: UserError) -> None:
        """Offer the ways on where the database turned out to be damaged; the program ends where none is wanted."""
        self._let_go()
        told = offer_ways_on(self._session, error, self.appearance)
        if told is None:
            QApplication.quit()
        else:
            self._take_up(told)

    def _let_go(self) -> None:
        QGuiApplication.setQuitOnLastWindowClosed(False)
        self._rest()
        if self.window is not None:
            _put_away(self.window)
        self.window = self._context = None
        self.store.close()

    def _take_up(self, words: str) -> None:
        try:
            self.store = self._open()
            self.formats = settings.formats(self.store)
            self.show_window()
        except UserError as error:
            self.mend(error)
            return
        self.tell(words)
        QGuiApplication.setQuitOnLastWindowClosed(True)

    def _keeper(self) -> BackupKeeper:
        keeper = BackupKeeper(self._session.paths, self.store, self)
        keeper.restore_wanted.connect(self._restore_soon)
        keeper.failed.connect(self.tell)
        return keeper

    def _restore_soon(self, file: Path) -> None:
        """Restore after the click that asked for it was handled in the window that goes."""
        QTimer.singleShot(0, self, lambda: self.reopen(partial(put_back, self._session.paths, file)))

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
        self._example, self._keeps_backups = True, False
        self.store = self._open()
        self.formats = settings.formats(self.store)
        self.show_window()

    def _open(self) -> Store:
        session = self._session
        return session.open_example() if self._example else session.open_store(origin="window", busy_ms=BUSY_MS)

    def _follow_words(self, changed: Changed) -> None:
        """Make the window again where another language or time format was chosen."""
        if changed.touches("setting") and settings.formats(self.store) != self.formats:
            QTimer.singleShot(0, self, self._rewrite)

    def _rewrite(self) -> None:
        """Show the window in the words that are chosen now, at the place where they are chosen."""
        if settings.formats(self.store) != self.formats:
            self.reopen(lambda: "")
            if isinstance(self.window, MainWindow):
                self.window.pages.show_settings("language")

    def _leave_example(self) -> None:
        """Remove the example and show one's own data, once the click that asked for it was handled."""
        self._let_go()
        self._session.remove_example()
        self._example, self._keeps_backups = False, not self._session.demo
        self.store = self._open()
        self.formats = settings.formats(self.store)
        self.show()
        QGuiApplication.setQuitOnLastWindowClosed(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin what may wait once the window was painted."""
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._after_first_paint)
        return False

    def _after_first_paint(self) -> None:
        if self._context is not None:
            self._context.later.begin(self._load_rest)
        if self._instance is not None:
            self._instance.listen()

    def _load_rest(self) -> None:
        if self._context is not None and isinstance(self.window, MainWindow):
            from ui.afterwards import begin_work  # start-up saving: right after the first paint

            begin_work(self._session, self._context, self.window, real=self._banner, example=self._example)
        files, self._session.files = self._session.files, ()
        if files:
            self.show_again([str(file) for file in files])


def _put_away(window: QWidget) -> None:
    """Close a window that is deleted once its last event is over; nothing of it reaches for the file till then."""
    window.close()
    for timer in window.findChildren(QTimer):
        timer.stop()
    window.deleteLater()


class BugHook:
    """Takes exceptions that nobody expected: into the log, then onto the screen."""

    def __init__(self, program: Program, logs: Path) -> None:
        self._program = program
        self._logs = logs

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, DamagedError):
            self._program.mend(error)
            return
        from ui.bug_report import report_bug  # start-up saving: 15 ms for a log that is rarely written

        sys.__excepthook__(kind, error, trace)
        program = self._program
        report_bug(error, program.appearance, self._logs, program.window, program.start_safely)


def run(session: Session) -> int:
    """Open the window and return the program's exit code once it is closed; garbage is collected from then on.

    A data folder whose window is open already gets that one in front. What keeps the database from being opened is
    said in a dialog, with the ways on.
    """
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application.setApplicationName("E2E Tracker")
    application.setDesktopFileName("e2e-tracker")
    program, told = _open(session, application)
    if program is None:
        return 0
    gc.freeze()
    gc.enable()
    program.tell(told)
    code = application.exec()
    program.close()
    return code


def _open(session: Session, application: QApplication) -> tuple[Program | None, str]:
    """Open the window; the program, and what had to be done to the database before."""
    opened: list[Program] = []
    held: list[Instance] = []

    def begin() -> bool:
        if not session.demo and not held:
            instance = claim(session, application)
            if instance is None:
                return False
            held.append(instance)
        program = Program(session, fusion=True)
        application.setWindowIcon(QIcon(str(paths.RESOURCES / "brand" / "e2e-tracker.svg")))
        application.installTranslator(_qt_translator(program.formats.lang, application))
        sys.excepthook = BugHook(program, session.paths.logs)
        program.show()
        if held:
            program.follow(held[0])
        opened.append(program)
        return True

    told = open_in_words(session, begin)
    return (None, "") if told is None else (opened[0], told)


def _qt_translator(language: str, parent: QObject) -> QTranslator:
    """Qt's own texts in the interface language; without a catalogue they stay English."""
    translator = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load(QLocale(language), "qtbase", "_", folder)
    return translator
