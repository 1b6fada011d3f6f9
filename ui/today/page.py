"""Today: what is due now across all engagements, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models import checklist, settings, today, zones
from models.attention import Attention
from models.records import Dossier
from models.texts import _
from models.today import GROUPS, Task, When
from ui.clipboard import copy_text
from ui.context import Context
from ui.form import Button, Label, button, card, column, hline, row
from ui.navigation_page import NavigationPage
from ui.today.aside import Aside, empty
from ui.today.films import Films
from ui.today.follow_ups import FollowUps
from ui.today.task_row import TaskRow

SIDE = 336
MOST = 40
"""Lines of one group that are shown at most; the rest is counted."""
MINUTE_MS = 60_000
SLICE_MS = 20
POINTS = 10
"""Size of the words on paper."""


class _Asked(Struct, frozen=True):
    """What an engagement answered, and when that is true."""

    dossier: Dossier
    need: Attention
    minute: datetime
    tasks: tuple[Task, ...]


class TodayPage(NavigationPage):
    """Follows the portfolio while it is in view."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._follow_ups = FollowUps(context, self)
        self.setObjectName("page")
        self.rows: list[TaskRow] = []
        self._films = Films(context)
        self.tasks: tuple[Task, ...] = ()
        self._later_open = False
        self._focus_wanted = False
        look = context.appearance
        self.title = Label(look, "", 20, 600)
        self.summary = Label(look, "", 13, 400, "text2")
        self.copy = button(look, _("Copy my day"), "secondary", "copy", height=36)
        self.copy.clicked.connect(self.copy_day)
        self.print = button(look, _("Print…"), "ghost", height=36)
        self.print.clicked.connect(self.print_page)
        self.list = QVBoxLayout()
        self.list.setContentsMargins(0, 0, 0, 0)
        self.list.setSpacing(0)
        self.aside = Aside(context)
        self.aside.engagement_wanted.connect(self._show)
        self._assemble()
        self._pending: list[int] = []
        self._known: dict[int, _Asked] = {}
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._ask)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._clock = QTimer(self, interval=MINUTE_MS)
        self._clock.timeout.connect(self._refresh_if_seen)
        self._clock.start()
        context.portfolio.engagements_changed.connect(self._on_changed)
        context.portfolio.listed.connect(self._refresh_if_seen)

    def refresh(self) -> None:
        """Show what is due now: what changed is asked again, a slice at a time, and shown when all is known."""
        self._pending = self._context.portfolio.ids()
        self._ask()

    def take_focus(self) -> None:
        """Put the focus on the first task; until one is known the list has it."""
        self._focus_wanted = not self.rows
        if self.rows:
            self._focus_row(0)
        else:
            self._scroll.setFocus()

    def _ask(self) -> None:
        """Ask engagements for their tasks until the slice is over."""
        portfolio, formats = self._context.portfolio, self._context.formats
        now = portfolio.now()
        minute = now.replace(second=0, microsecond=0)
        slice_ = QElapsedTimer()
        slice_.start()
        while self._pending:
            engagement = self._pending.pop()
            dossier, need = portfolio.dossier(engagement), portfolio.attention(engagement)
            if dossier is None or need is None:
                self._known.pop(engagement, None)
                continue
            before = self._known.get(engagement)
            if before is None or before.dossier is not dossier or before.need is not need or before.minute != minute:
                found = today.tasks_of(dossier, need, now, formats)
                self._known[engagement] = _Asked(dossier, need, minute, found)
            if slice_.elapsed() > SLICE_MS:
                self._slices.start()
                return
        self._fill()

    def _fill(self) -> None:
        """Show what is known; the focus stays on its task, or on what took its place."""
        focused = self.window().focusWidget() or self
        held = next((at for at, item in enumerate(self.rows) if item.isAncestorOf(focused)), -1)
        if held >= 0:
            self._scroll.setFocus()  # Qt would hand the focus of a row that goes to the last one, and scroll there
        context = self._context
        now, you = context.portfolio.now(), settings.you(context.store)
        known = [
            (dossier, found)
            for dossier in context.portfolio.loaded()
            if (found := context.portfolio.attention(dossier.id))
        ]
        alive = {dossier.id for dossier, _found in known}
        self.tasks = today.in_order(
            task for engagement, entry in self._known.items() if engagement in alive for task in entry.tasks
        )
        day = zones.to_zone(now, you.zone).date()
        self.title.setText(f"{context.formats.weekday(day, full=True)} {context.formats.month_day(day)}")
        self.summary.setText(today.summary(self.tasks))
        self._fill_list()
        self.aside.show_known(known, now)
        if held >= 0 and self.rows:
            self._focus_row(min(held, len(self.rows) - 1))
        elif self._focus_wanted and self.rows and self.isVisible():
            self._focus_wanted = False
            if focused is self._scroll:
                self._focus_row(0)

    def copy_day(self) -> None:
        """Copy overdue, today and tomorrow as plain text."""
        zone = settings.you(self._context.store).zone
        copy_text(today.as_text(self.tasks, self._context.portfolio.now(), zone, self._context.formats))
        self._context.notices.tell(_("Your day is copied"))

    def print_page(self) -> bool:
        from ui.paper import Paper, preview  # start-up saving: printing is loaded when it is wanted

        context = self._context
        zone = settings.you(context.store).zone
        page = today.as_page(self.tasks, context.portfolio.now(), zone, context.formats)
        preview(Paper(_("Today"), page, POINTS), context.appearance, self.window())
        return True

    def _assemble(self) -> None:
        frame = card(self.list, spacing=0, margins=(0, 0, 0, 0))
        left = QWidget()
        left.setLayout(column(frame, None, spacing=0))
        self._scroll = _scrolled(left)
        aside = _scrolled(self.aside)
        aside.setFixedWidth(SIDE)
        heading = row(column(self.title, self.summary, spacing=4), None, self.print, self.copy, spacing=6)
        body = row(self._scroll, aside, spacing=12)
        body.setStretch(0, 1)
        layout = column(heading, body, spacing=16, margins=(24, 18, 24, 18))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _fill_list(self) -> None:
        empty(self.list)
        self.rows = []
        first = next((task for task in self.tasks if task.when in {"overdue", "today"} and not task.held), None)
        for when in GROUPS:
            group = [task for task in self.tasks if task.when == when]
            if not group:
                continue
            self.list.addWidget(self._heading(when, group))
            if when == "later" and not self._later_open:
                continue
            for task in group[:MOST]:
                self._add_row(task, primary=task is first)
            if len(group) > MOST:
                words = _("and {count} more").format(count=len(group) - MOST)
                self.list.addLayout(
                    row(Label(self._context.appearance, words, 12, 400, "text2"), None, margins=(16, 10, 16, 10))
                )
        if not self.tasks:
            self.list.addLayout(
                row(
                    Label(self._context.appearance, _("Nothing is due this week."), 13, 400, "text2"),
                    margins=(16, 24, 16, 24),
                )
            )

    def _add_row(self, task: Task, *, primary: bool) -> None:
        item = TaskRow(self._context.appearance, task, primary=primary, film=self._films.at(task))
        item.film_wanted.connect(self._films.play)
        item.ticked.connect(self._follow_ups.tick if task.question else self._tick)
        item.opened.connect(self._open)
        item.done.connect(self._follow_ups.show if task.question else self._do)
        item.walked.connect(partial(self._walk, item))
        self.rows.append(item)
        self.list.addWidget(item)
        self.list.addWidget(hline())

    def _heading(self, when: When, group: Sequence[Task]) -> QWidget:
        look, context = self._context.appearance, self._context
        day = zones.to_zone(context.portfolio.now(), settings.you(context.store).zone).date()
        words = today.heading(when, day, context.formats)
        head = QWidget()
        head.setProperty("band", True)
        count = Label(look, str(len(group)), 12, 400, "text2")
        name: QWidget = Label(look, words, 12, 600, "danger" if when == "overdue" else "text")
        whose = {"overdue": _("oldest first"), "today": _("your time, then the client's")}.get(when, "")
        if when == "later":
            name = self._fold(words)
            clients = dict.fromkeys(task.client for task in group)
            whose = "" if self._later_open else ", ".join(list(clients)[:3])
        side = Label(look, whose, 12, 400, "text2")
        head.setLayout(row(name, count, None, side, spacing=8, margins=(16, 8, 16, 8)))
        return head

    def _fold(self, words: str) -> Button:
        icon = "chev" if self._later_open else "chevr"
        item = button(self._context.appearance, words, "ghost", icon, height=22)
        item.setAccessibleDescription(_("unfolded") if self._later_open else _("folded"))
        item.clicked.connect(self._toggle_later)
        return item

    def _tick(self, task: Task) -> None:
        dossier = self._context.portfolio.dossier(task.engagement)
        if dossier is None:
            return
        if self._context.attempt(lambda: checklist.tick(self._context.store, dossier, task.key)):
            words = _("Done: {step}, {client}").format(step=task.text, client=task.client)
            self._context.notices.tell(words, _("Undo"), self._undo)
        else:
            self._soon.start()

    def _undo(self) -> None:
        self.act_wanted.emit("undo")

    def _open(self, task: Task) -> None:
        self.engagement_wanted.emit(task.engagement, task.key)

    def _show(self, engagement: int) -> None:
        self.engagement_wanted.emit(engagement, "")

    def _do(self, task: Task) -> None:
        """Write the text or open the triple check over this page; everything else is shown in its engagement."""
        if task.action not in {"email", "check"}:
            self._open(task)
            return
        self._context.portfolio.open(task.engagement)
        dossier = self._context.portfolio.current_dossier()
        step = dossier.playbook.step(task.key) if dossier else None
        if task.action == "check":
            from ui.triple_check.opening import open_triple_check  # start-up saving: imported when it is first opened

            open_triple_check(self._context, self, task.key)
        elif step is not None:
            from ui.composer.opening import open_composer  # start-up saving: imported when it is first opened

            open_composer(self._context, self, step.message)

    def _walk(self, item: TaskRow, by: int) -> None:
        at = (self.rows.index(item) + by) % len(self.rows)
        self._focus_row(at)
        self._scroll.ensureWidgetVisible(self.rows[at])

    def _focus_row(self, at: int) -> None:
        self.rows[at].show()  # one that is new is shown by its layout only later, and would not take the focus
        self.rows[at].focused.setFocus()

    def _toggle_later(self) -> None:
        self._later_open = not self._later_open
        self._soon.start()

    def _on_changed(self, _ids: frozenset[int]) -> None:
        if self.isVisible():
            self._soon.start()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inside)
    inside.setObjectName("page")
    return area
