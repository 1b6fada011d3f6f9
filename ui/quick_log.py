"""The footer that logs half an hour or an hour to the open engagement (N28)."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from models import time_log, zones
from models.texts import _
from ui.context import Context
from ui.form import IconLabel, Label, button, row

HALF_HOUR = 30
HOUR = 60


class QuickLog(QFrame):
    """Today's hours, and two buttons that add a piece."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.appearance
        title = Label(look, "Projector", 12, 600)
        self._total = Label(look, "", 12, 400, "text2")
        self._total.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        half = button(look, "+ " + context.formats.hours(HALF_HOUR))
        whole = button(look, "+ " + context.formats.hours(HOUR))
        half.setAccessibleName(_("Log half an hour"))
        whole.setAccessibleName(_("Log one hour"))
        half.clicked.connect(self.log_half_hour)
        whole.clicked.connect(self.log_hour)
        icon = IconLabel(look, "timer", "text2", 16)
        layout = row(icon, title, self._total, half, whole, spacing=8, margins=(16, 0, 12, 0))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFixedHeight(round(52 * max(1.0, look.text_scale)))
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show today's total of the open engagement, in hours."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        day = self._context.clock.now_in(zones.zone(dossier.you.zone)).date()
        minutes = sum(entry.minutes for entry in dossier.time_entries if entry.day == day.isoformat())
        kind = _("Billable") if dossier.engagement.billable else _("Not billable")
        hours = self._context.formats.hours(minutes)
        words = _("{kind}, today {hours}").format(kind=kind, hours=hours)
        fits = self._total.fontMetrics().horizontalAdvance(words) <= self._total.width()
        self._total.setText(words if fits else hours)
        self._total.setToolTip(words)

    def log_half_hour(self) -> None:
        """Add half an hour to the open engagement."""
        self._log(HALF_HOUR)

    def log_hour(self) -> None:
        """Add an hour to the open engagement."""
        self._log(HOUR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def _log(self, minutes: int) -> None:
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        if self._context.attempt(lambda: time_log.log(self._context.store, dossier.id, minutes)):
            hours = self._context.formats.hours(minutes)
            words = _("Logged {hours} for {client}").format(hours=hours, client=dossier.engagement.client)
            self._context.notices.tell(words, _("Undo"), self._undo)

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)
