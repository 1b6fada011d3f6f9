"""The zone strip below the timeline: You, Client and ServiceNow on one axis; it follows a drag (DESIGN 6.6)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame

from models import zone_rows, zones
from models.planning import Proposal
from models.records import Dossier
from models.texts import _
from models.zone_bands import Axis, axis_around, day_axis
from models.zone_roles import ZoneRole
from models.zone_rows import Window, ZoneRow
from ui.context import Context
from ui.form import column
from ui.timeline.mover import PLACES
from ui.zones import compared
from ui.zones.band_paint import Scene
from ui.zones.bands import ZoneBands
from ui.zones.clocks import ZoneClocks

Compared = tuple[Sequence[ZoneRow], Scene]
SHOWN: Final = ("you", "client", "session")


class ZoneStrip(QFrame):
    """The open engagement's Prod Upgrade on three clocks.

    Signals:
        compare_wanted: the person wants to compare time zones.
    """

    compare_wanted = Signal()

    def __init__(self, context: Context, clocks: ZoneClocks) -> None:
        super().__init__()
        self._context, self._clocks = context, clocks
        self._roles: tuple[ZoneRole, ...] = ()
        self._proposal: Proposal | None = None
        self._places: deque[tuple[Proposal, datetime, Compared]] = deque(maxlen=PLACES)
        self._warning = ""
        self.setProperty("card", True)
        self.bands = ZoneBands(context.appearance)
        self.setLayout(column(self.bands, margins=(15, 9, 15, 9)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Time zones"))
        self.setAccessibleDescription(_("Enter compares time zones"))

    def refresh(self) -> None:
        """Show the open engagement as it is now."""
        self._proposal = None
        self._places.clear()
        dossier = self._context.portfolio.current_dossier()
        if dossier is not None:
            self._roles = tuple(role for role in self._clocks.roles(dossier) if role.kind in SHOWN)
            self._show(dossier)

    def follow(self, proposal: Proposal | None) -> None:
        """Show the time under the pointer while the Prod Upgrade is moved; None when the move is over."""
        self._proposal = proposal
        if proposal is None:
            self._places.clear()
            self.bands.expected.forget()
        self.show_now()

    def expect(self, proposal: Proposal, *, paint: bool) -> None:
        """Prepare for a place that the held bar is likely to reach: find what the rows say, or paint them."""
        dossier = self._context.portfolio.current_dossier()
        held = compared.held_window(dossier, proposal) if dossier is not None else None
        if dossier is not None and held is not None:
            found, scene = self._compared(dossier, held, proposal)
            if paint:
                self.bands.expect(found, scene)

    def warn(self, words: str) -> None:
        """Mark your row where this computer's own time zone is in doubt; empty words take the mark away."""
        self._warning = words
        self._places.clear()
        self.show_now()

    def show_now(self) -> None:
        """Show the present minute."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is not None:
            self._show(dossier)

    def _show(self, dossier: Dossier) -> None:
        held = compared.held_window(dossier, self._proposal)
        window, moved = held or zone_rows.prod_window(dossier), held is not None
        head = compared.head("prod", tentative=moved)
        if window is None:
            head = _("Prod upgrade, time not set") if dossier.prod.dated else _("No prod date yet")
        found, scene = self._compared(dossier, window, self._proposal if moved else None)
        what = compared.spoken_name("prod", tentative=moved)
        self.bands.show_scene(self._roles, found, scene, yours=dossier.you.zone, head=head, what=what)

    def _compared(self, dossier: Dossier, window: Window | None, held: Proposal | None) -> Compared:
        """Return the rows, and what they have in common; made once for a place on the way of a move."""
        formats, now = self._context.formats, self._context.clock.now().replace(second=0, microsecond=0)
        for proposal, minute, known in self._places:
            if proposal is held and minute == now:
                return known
        axis = self._axis(dossier, window)
        found = zone_rows.rows(self._roles, axis, now, window, formats)
        made = found, Scene(axis, window, formats, tentative=held is not None, warning=self._warning)
        if held is not None:
            self._places.append((held, now, made))
        return made

    def _axis(self, dossier: Dossier, window: Window | None) -> Axis:
        if window is not None:
            return axis_around(window.start, dossier.you.zone)
        day, client = dossier.prod.first_day, dossier.prod.zone
        if day is not None and zones.exists(client):
            return day_axis(day, client)
        return axis_around(self._context.clock.now(), dossier.you.zone)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.compare_wanted.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.compare_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.bands.ink.pen("accent", 2))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 10, 10)
