"""Keeps the portfolio's calendar file as it should be, on a worker, for programs that subscribe to it (N12)."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from models import calendar_portfolio
from models.errors import UserError
from ui.background import Work
from ui.context import Context

WAIT_MS = 500
"""Changes that follow each other closely are written once."""


class SubscribedCalendar(QObject):
    """Writes the file after each change, while the settings name a folder."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._work: Work | None = None
        self._said = ""
        self._again = False
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.refresh)
        context.feed.changed.connect(self._on_changed)
        context.portfolio.listed.connect(self._on_listed)

    def refresh(self) -> None:
        """Write the file now, or once more when the one that is being written is done."""
        if self._work is not None:
            self._again = True
            return
        task = calendar_portfolio.work(self._context.store, self._context.formats)
        if task is not None:
            self._work = Work(task, self)
            self._work.start(self._on_written, self._on_failed)

    def stop(self) -> None:
        """Write nothing any more."""
        self._timer.stop()
        self._again = False

    def _on_listed(self) -> None:
        """Write it once at the start: another program may have changed something before."""
        self._context.portfolio.listed.disconnect(self._on_listed)
        self.refresh()

    def _on_changed(self, _changed: object) -> None:
        if calendar_portfolio.is_on(self._context.store):
            self._timer.start()

    def _on_written(self, _path: object) -> None:
        self._said = ""
        self._go_on()

    def _on_failed(self, error: object) -> None:
        """Say once what is wrong; what nobody expected goes on to the log."""
        self._go_on()
        if not isinstance(error, UserError):
            raise error if isinstance(error, Exception) else TypeError(error)
        if str(error) != self._said:
            self._said = str(error)
            self._context.notices.tell(self._said)

    def _go_on(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
        self._work = None
        if self._again:
            self._again = False
            self._timer.start()
