"""When the act Scheduled opens: by itself once the switch is flipped, and again from Next or the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models import scheduled_act
from models.texts import _
from ui.context import Context

if TYPE_CHECKING:
    from ui.scheduled.window import ScheduledWindow


class ScheduledOpening(QObject):
    """Notices that an engagement becomes scheduled; one window for each engagement at most."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._waiting: set[int] = set()
        self._windows: dict[int, ScheduledWindow] = {}
        context.portfolio.opened.connect(self._on_seen)
        context.portfolio.engagements_changed.connect(self._on_changed)
        self._on_seen(context.portfolio.current)

    def open(self, engagement: int = 0) -> ScheduledWindow | None:
        """Show the act of an engagement, the open one where none is named; say where it isn't scheduled."""
        wanted = engagement or self._context.portfolio.current
        dossier = self._context.portfolio.dossier(wanted)
        if dossier is None or not dossier.engagement.scheduled:
            self._context.notices.tell(_("The prod upgrade is not scheduled yet."))
            return None
        found = self._windows.get(wanted)
        if found is None:
            from ui.scheduled.window import ScheduledWindow  # start-up saving: imported when it is first opened

            found = ScheduledWindow(self._context, wanted, self._window)
            found.destroyed.connect(lambda: self._windows.pop(wanted, None))
            self._windows[wanted] = found
        found.show()
        found.raise_()
        found.activateWindow()
        return found

    def show_step(self, key: str) -> None:
        """Open the act where a step of it is the next thing of the open engagement."""
        portfolio = self._context.portfolio
        dossier = portfolio.current_dossier()
        if key not in scheduled_act.STEPS.values() or dossier is None:
            return
        if scheduled_act.is_under_way(dossier, portfolio.now(), self._context.formats):
            self.open(dossier.id)

    def _on_seen(self, engagement: int) -> None:
        dossier = self._context.portfolio.dossier(engagement)
        if dossier is not None and not dossier.engagement.scheduled:
            self._waiting.add(engagement)

    def _on_changed(self, ids: frozenset[int]) -> None:
        """Open it for the engagement that was open and has just become scheduled."""
        for engagement in ids:
            dossier = self._context.portfolio.dossier(engagement)
            if dossier is None:
                continue
            if not dossier.engagement.scheduled:
                if engagement == self._context.portfolio.current:
                    self._waiting.add(engagement)
            elif engagement in self._waiting:
                self._waiting.discard(engagement)
                self.open(engagement)
