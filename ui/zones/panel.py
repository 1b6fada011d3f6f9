"""The place of the time zones on an engagement's page: the strip, or one line where the window is low."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.planning import Proposal
from ui.context import Context
from ui.form import column
from ui.timeline.mover import CLOCKS_TURN, WORDS_TURN
from ui.zones.clocks import ZoneClocks
from ui.zones.compact_bar import CompactBar
from ui.zones.strip import ZoneStrip

if TYPE_CHECKING:
    from ui.timeline.preview import Preview
    from ui.zones.popover import ZoneComparison

LOW: Final = 780
"""Below this height of the window the strip is one line, in logical pixels."""
TICK_MS: Final = 5000
LOOK_MS: Final = 1500
"""How long after the window stands this computer's own clock is looked at, in milliseconds."""


class ZonePanel(QWidget):
    """Shows strip or line, keeps both at the present minute, and opens the comparison."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.clocks = ZoneClocks(context)
        self.strip = ZoneStrip(context, self.clocks)
        self.bar = CompactBar(context, self.clocks)
        self.bar.hide()
        self._minute = context.clock.now().replace(second=0)
        self.setLayout(column(self.strip, self.bar, spacing=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._comparison: ZoneComparison | None = None
        self._looked = False
        self.strip.compare_wanted.connect(self.compare)
        self.bar.compare_wanted.connect(self.compare)
        self._ticking = QTimer(self, interval=TICK_MS)
        self._ticking.timeout.connect(self._on_tick)
        self._looking = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._looking.timeout.connect(self.look_at_clock)
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self._on_changed)
        context.portfolio.listed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the open engagement as it is now."""
        self.strip.refresh()
        self.bar.refresh()

    def follow(self, proposal: Proposal | None) -> None:
        """Show the time under the pointer while a bar is moved; None when the move is over."""
        self.strip.follow(proposal)
        if self.comparison is not None:
            self.comparison.follow(proposal)

    def expect(self, seen: Preview, turn: int) -> None:
        """Prepare for a place that the held bar is likely to reach."""
        if turn >= WORDS_TURN and self.strip.isVisible():
            self.strip.expect(seen.proposal, paint=turn >= CLOCKS_TURN)

    @property
    def comparison(self) -> ZoneComparison | None:
        """The comparison while it is open."""
        return self._comparison

    def compare(self) -> None:
        """Open the comparison beside the window, or bring it to the front."""
        from ui.zones.popover import ZoneComparison  # start-up saving: imported when it is first opened

        if self._comparison is None and self._context.portfolio.current:
            self._comparison = ZoneComparison(self._context, self.clocks, self.window())
            self._comparison.finished.connect(self._on_closed)
        if self._comparison is not None:
            self._comparison.show()
            self._comparison.raise_()
            self._comparison.activateWindow()

    def check_zone(self) -> None:
        """Open the Timezone Check."""
        from ui.zones.timezone_check import open_timezone_check  # start-up saving: imported when it is first opened

        open_timezone_check(self._context, self.window(), self.clocks)

    def look_at_clock(self) -> None:
        """Warn where this computer's own time zone is in doubt."""
        if self._context.clock.rehearsal:
            return
        self._looked = True
        self.strip.warn(" ".join(f"{notice.title}. {notice.text}" for notice in self.clocks.doubts()))
        moved = self.clocks.journey()
        if moved is not None:
            self._context.notices.tell(f"{moved.title}. {moved.text}")

    def _arrange(self) -> None:
        low = self.window().height() < LOW
        self.bar.setVisible(low)
        self.strip.setVisible(not low)

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()

    def _on_tick(self) -> None:
        now = self._context.clock.now().replace(second=0)
        if now != self._minute:
            self._minute = now
            self.strip.show_now()
            self.bar.refresh()
            if self.comparison is not None:
                self.comparison.show_now()

    def _on_closed(self) -> None:
        self._comparison = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._arrange()
        self._ticking.start()
        if not self._looked:
            self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ticking.stop()
        self._looking.stop()
        self.window().removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window() and event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)
