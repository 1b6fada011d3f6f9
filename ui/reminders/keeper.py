"""Watches what is due across all engagements and tells it once: by the card, and by the system's notifications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from models import reminders, settings, zones
from models.history import Changed
from models.reminders import Reminder, Told
from models.texts import _
from ui.context import Context
from ui.reminders.card import ReminderCard
from ui.reminders.system import SystemNotices

if TYPE_CHECKING:
    from ui.main_window import MainWindow

STATE = "reminders.told"
BACKUP = "backup-failed"


class ReminderKeeper(QObject):
    """Looks whenever the engagements are assessed again, which is every minute and after each change.

    So a reminder comes after the computer slept, and when the program starts late. Which were told is kept over
    restarts; a rehearsal keeps nothing.
    """

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._told = Told()
        self._known: dict[int, tuple[Reminder, ...]] = {}
        self._own: dict[str, Reminder] = {}
        self._pending: list[Reminder] = []
        self._card: ReminderCard | None = None
        self._system = SystemNotices(window, self._show_window, self.open)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)

    @property
    def card(self) -> ReminderCard:
        """The card, made when it is first needed."""
        if self._card is None:
            self._card = ReminderCard(self._context.appearance, self._window)
            self._card.opened.connect(self.open)
            self._card.snoozed.connect(self.snooze)
            self._card.dismissed.connect(self.dismiss)
        return self._card

    @property
    def pending(self) -> list[Reminder]:
        """What was told and not answered yet, the most urgent first."""
        return list(self._pending)

    def start(self) -> None:
        """Begin to watch; what is known already is looked at at once."""
        context = self._context
        self._told = Told(context.store.recall(STATE))
        context.portfolio.engagements_changed.connect(self._look)
        context.portfolio.listed.connect(self._soon.start)
        context.feed.changed.connect(self._on_changed)
        if context.backups is not None:
            context.backups.failed.connect(self.tell_backup_failed)
            context.backups.made.connect(self.forget_backup_failed)
        self._look(context.portfolio.ids())

    def take_focus(self) -> None:
        """Go to the card; say it where there is none."""
        if self._pending:
            self.card.open_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._context.notices.tell(_("No reminder is waiting."))

    def open(self) -> None:
        """Show what the card is about, and count it as known; many at once lead to Today."""
        if not self._pending:
            return
        first, many = self._pending[0], len(self._pending) > reminders.MANY
        self._show_window()
        self._answer(self._pending if many else [first])
        if many:
            self._window.pages.show_place("today")
        elif first.engagement:
            self._window.open_engagement(first.engagement)
            self._window.pages.show_one(first.step)
        else:
            self._window.pages.show_settings("backups")

    def snooze(self, minutes: int) -> None:
        """Put off what the card is about by so many minutes; 0 is tomorrow morning."""
        now = self._context.clock.now()
        until = zones.after(now, timedelta(minutes=minutes)) if minutes else self._morning(now)
        for item in self._shown():
            self._told.snooze(item, until)
        self._pending = self._pending[len(self._shown()) :]
        self._after_answer()

    def dismiss(self) -> None:
        """Count what the card says as known."""
        self._answer(self._shown())

    def tell_backup_failed(self, words: str) -> None:
        """Remind of a backup that could not be made, once a day until one was made."""
        now = self._context.clock.now()
        key = f"{BACKUP} {zones.to_zone(now, settings.you(self._context.store).zone):%Y-%m-%d}"
        self._own[BACKUP] = Reminder(key, 0, "", now, _("No backup could be made"), words, urgent=True)
        self._soon.start()

    def forget_backup_failed(self) -> None:
        """A backup was made again."""
        if self._own.pop(BACKUP, None) is not None:
            self._soon.start()

    def _shown(self) -> list[Reminder]:
        return self._pending if len(self._pending) > reminders.MANY else self._pending[:1]

    def _answer(self, items: list[Reminder]) -> None:
        for item in items:
            self._told.tell(item)
        self._pending = self._pending[len(items) :]
        self._after_answer()

    def _after_answer(self) -> None:
        self._remember()
        self._show()

    def _look(self, engagements: Iterable[int]) -> None:
        """Ask some engagements again what is to be told."""
        portfolio, now = self._context.portfolio, self._context.clock.now()
        for engagement in engagements:
            attention = portfolio.attention(engagement)
            dossier = portfolio.dossier(engagement) if attention is not None else None
            if dossier is not None and attention is not None:
                self._known[engagement] = reminders.of(dossier, attention, now, self._context.formats)
        self._soon.start()

    def _tell(self) -> None:
        """Show what is new since it was looked at last; a window that was closed has let go of its data."""
        portfolio, store = self._context.portfolio, self._context.store
        if not (portfolio.complete and self._window.isVisible()):
            return
        values = settings.values(store)
        self._system.keep(wanted=values["notifications.shown"] == values["notifications.system"] == "1")
        ids = frozenset(portfolio.ids())
        self._known = {key: found for key, found in self._known.items() if key in ids}
        every = [item for found in self._known.values() for item in found] + list(self._own.values())
        now = self._context.clock.now()
        quiet = reminders.is_quiet(values, settings.you(store), now)
        wanted = every if values["notifications.shown"] == "1" else []
        before = {item.key for item in self._pending}
        self._pending = self._told.pending(wanted, now, quiet=quiet)
        self._told.forget_others(every)
        fresh = [item for item in self._pending if item.key not in before]
        if fresh:
            many = len(fresh) > reminders.MANY
            self._system.tell(reminders.in_one(fresh) if many else fresh[0].title, "" if many else fresh[0].text)
        if before != {item.key for item in self._pending}:
            self._show()

    def _show(self) -> None:
        """Show the first that waits, or all of many in one sentence; without any the card goes."""
        if not self._pending:
            if self._card is not None:
                self._card.hide()
            return
        first, count = self._pending[0], len(self._pending)
        urgent = any(item.urgent for item in self._pending)
        if count > reminders.MANY:
            words = reminders.in_one(self._pending)
            self.card.show_words(_("Reminders"), words, "", urgent=urgent)
        else:
            others = _("{count} more").format(count=count - 1) if count > 1 else ""
            self.card.show_words(first.title, first.text, others, urgent=first.urgent)

    def _remember(self) -> None:
        if not self._context.clock.rehearsal:
            self._context.store.remember(STATE, self._told.as_text())

    def _morning(self, now: datetime) -> datetime:
        return reminders.tomorrow_morning(settings.you(self._context.store), now)

    def _show_window(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("setting"):
            self._soon.start()
