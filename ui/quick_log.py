"""The footer that logs half an hour or an hour to the open engagement, and offers it when a step is ticked (N28)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from models import billable_first, time_log, zones
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.form import IconLabel, Label, button, icon_button, row

HALF_HOUR = 30
HOUR = 60
TOLD = "billable_first.told"


class QuickLog(QFrame):
    """Today's hours, and two buttons that add a piece; after a tick they are for that step, until it is put away."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.appearance
        self._engagement = 0
        self._ticked: frozenset[str] = frozenset()
        self._offered = ""
        self._title = Label(look, "Projector", 12, 600)
        self._total = Label(look, "", 12, 400, "text2")
        self._total.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        half = button(look, "+ " + context.formats.hours(HALF_HOUR))
        whole = button(look, "+ " + context.formats.hours(HOUR))
        half.setAccessibleName(_("Log half an hour"))
        whole.setAccessibleName(_("Log one hour"))
        half.clicked.connect(self.log_half_hour)
        whole.clicked.connect(self.log_hour)
        self.no_offer = icon_button(look, "x", _("No time for this step"), size=26)
        self.no_offer.clicked.connect(self.decline)
        self.no_offer.hide()
        icon = IconLabel(look, "timer", "text2", 16)
        layout = row(icon, self._title, self._total, half, whole, self.no_offer, spacing=8, margins=(16, 0, 12, 0))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFixedHeight(round(52 * max(1.0, look.text_scale)))
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show today's total of the open engagement, in hours, or offer time for the step that was just ticked."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        self._look_for_tick(dossier)
        step = dossier.playbook.step(self._offered) if self._offered else None
        self._title.setVisible(step is None)
        self.no_offer.setVisible(step is not None)
        if step is None:
            self._show_total(dossier)
        else:
            self._show_words(_("{step}: how long?").format(step=step.text), step.text)

    def decline(self) -> None:
        """Put the offer away without logging."""
        self._offered = ""
        self.refresh()

    @property
    def offered(self) -> str:
        """The key of the step that the buttons are for; empty for none."""
        return self._offered

    def _look_for_tick(self, dossier: Dossier) -> None:
        """Offer time for one step that was ticked just now; several at once, or another engagement, are no offer."""
        ticked = frozenset(key for key, step in dossier.steps.items() if step.done and not step.origin)
        fresh = ticked - self._ticked
        if dossier.id != self._engagement or (self._offered and self._offered not in ticked):
            self._offered = ""
        elif len(fresh) == 1:
            self._offered = next(iter(fresh))
        self._engagement, self._ticked = dossier.id, ticked

    def _show_total(self, dossier: Dossier) -> None:
        day = self._context.clock.now_in(zones.zone(dossier.you.zone)).date()
        minutes = sum(entry.minutes for entry in dossier.time_entries if entry.day == day.isoformat())
        kind = _("Billable") if dossier.engagement.billable else _("Not billable")
        hours = self._context.formats.hours(minutes)
        words = _("{kind}, today {hours}").format(kind=kind, hours=hours)
        self._show_words(words, hours)

    def _show_words(self, words: str, shorter: str) -> None:
        """Show words, or shorter ones where there is no room, cut where there is none for those either."""
        metrics, width = self._total.fontMetrics(), self._total.width()
        shown = words if metrics.horizontalAdvance(words) <= width else shorter
        self._total.setText(metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width) if self._offered else shown)
        self._total.setToolTip(words)
        self._total.setAccessibleName(words)

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
        step, store = dossier.playbook.step(self._offered) if self._offered else None, self._context.store
        key, note = (step.key, step.text) if step else ("", "")
        if self._context.attempt(lambda: time_log.log(store, dossier.id, minutes, note, step=key)):
            hours = self._context.formats.hours(minutes)
            words = _("Logged {hours} for {client}").format(hours=hours, client=dossier.engagement.client)
            self._context.notices.tell(f"{words}{self._first(dossier)}", _("Undo"), self._undo)
            self.decline()

    def _first(self, dossier: Dossier) -> str:
        """Return that billable work goes first, once a day, where what was logged is not billable (N27)."""
        store, portfolio = self._context.store, self._context.portfolio
        day = time_log.today(store).isoformat()
        if dossier.engagement.billable or store.recall(TOLD) == day:
            return ""
        others = (portfolio.dossier(id_) for id_ in portfolio.ids())
        waiting = [billable_first.waiting(other, self._context.clock.now()) for other in others if other is not None]
        text = billable_first.note(item for item in waiting if item is not None)
        if text:
            store.remember(TOLD, day)
        return f". {text}" if text else ""

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)
