"""The time log: the week, today's pieces, the timer and what goes to Projector (SCREENS §4; N27, N28)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from models import billable_first, internal_work, stages, time_log, time_pieces, time_weeks, timers
from models.billable_first import Waiting
from models.history import Changed
from models.texts import _
from models.time_pieces import Piece, Place
from models.time_typing import read_length
from models.time_weeks import Week
from ui.context import Context
from ui.form import column
from ui.navigation_page import NavigationPage
from ui.overlay_bar import OverlayBar
from ui.questions.acts import QuestionActs
from ui.questions.card import QuestionsCard
from ui.time_log import words
from ui.time_log.ask import Ask
from ui.time_log.grid_model import FIRST_DAY, Detail
from ui.time_log.head import HALF_HOUR, BillableNote, TimeLogHead
from ui.time_log.piece_acts import PieceActs
from ui.time_log.piece_list import PieceList
from ui.time_log.projector_panel import ProjectorPanel
from ui.time_log.timer_card import TimerCard
from ui.time_log.week_card import WeekCard

RIGHT_WIDTH, WIDE = 336, 1080
SOON_MS = 20
DISMISSED = "billable_first.dismissed"


class TimeLogPage(NavigationPage):
    """Follows the store; it never writes a cell that the store hasn't taken."""

    shows = frozenset({"time_entry", "internal_entry", "internal_project", "timer", "client_question"})

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(_("Time log"))
        self._context = context
        # Waits: a cell that was typed in is closed before the rows change, and many changes are one refresh.
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._waiting: list[Waiting] = []
        self._wanted_rows: list[Place] = []
        self.week = Week.of(time_log.today(context.store))
        self.acts = PieceActs(context, self)
        self.head, self.note = TimeLogHead(context), BillableNote(context)
        self.card = WeekCard(context, self.acts)
        self.today = PieceList(context, self.acts)
        self.questions = QuestionsCard(context, QuestionActs(context, self))
        self.timer, self.projector = TimerCard(context), ProjectorPanel(context, self.acts)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Show the week, the pieces and the panels as they are now."""
        store, now = self._context.store, self._context.clock.now()
        day = time_log.today(store)
        portfolio = self._context.portfolio
        dossiers = [item for item in map(portfolio.dossier, portfolio.ids()) if item is not None]
        self._waiting = [item for dossier in dossiers if (item := billable_first.waiting(dossier, now))]
        pieces = time_pieces.between(store, day, day)
        self._show_grid(day)
        newest = self._undoable()
        self.today.show_day(pieces, timers.running(store), newest)
        self.card.list.show_week(time_pieces.between(store, self.week.monday, self.week.sunday), newest)
        billable = sum(piece.minutes for piece in pieces if piece.billable)
        self.head.show_today(sum(piece.minutes for piece in pieces), billable)
        self._show_note(pieces, day)
        self.questions.refresh()
        self.timer.refresh()
        self.projector.refresh()

    def take_focus(self) -> None:
        """Put the focus into the week, on today's first cell where none was chosen."""
        grid = self.card.grid
        if not grid.currentIndex().isValid() and "row" in grid.rows.kinds():
            grid.go_to(grid.rows.kinds().index("row"), FIRST_DAY + time_log.today(self._context.store).weekday())
        grid.setFocus()

    def add(self, place: Place, minutes: int = HALF_HOUR) -> None:
        """Log to a project today."""
        if self._context.attempt(lambda: time_log.add(self._context.store, place, minutes)):
            name = next((name for found, name in self.acts.places() if found == place), "")
            length = words.length(minutes, self._context.formats)
            text = _("Logged {hours} for {client}").format(hours=length, client=name)
            self._context.notices.tell(text, _("Undo"), self.acts.undo)

    def go_weeks(self, weeks: int) -> None:
        """Show another week; 0 is this one."""
        self._wanted_rows.clear()
        self.week = self.week.beside(weeks) if weeks else Week.of(time_log.today(self._context.store))
        self.refresh()

    def ask_for_internal(self) -> None:
        """Ask for the name of internal work that gets a row."""

        def save(texts: Sequence[str]) -> None:
            made = internal_work.add(self._context.store, texts[0])
            self._wanted_rows.append(Place("internal", made))

        fields = [(_("Name"), "")]
        text = _("It is never billable and stays here as long as it has no code in Projector.")
        look = self._context.appearance
        Ask(look, _("New internal work"), fields, go=_("Add"), act=save, text=text, parent=self.window()).open()

    def _show_grid(self, day: date) -> None:
        store, portfolio = self._context.store, self._context.portfolio
        this = Week.of(day)
        besides = [(Place("engagement", item.engagement), item.client, True) for item in self._waiting]
        wanted = [*self._wanted_rows]
        if self.week == this and portfolio.current:
            wanted.append(Place("engagement", portfolio.current))
        names = dict(self.acts.places())
        if self.week != this:
            besides.clear()
        for place in wanted:
            if place in names and place not in {known for known, _name, _billable in besides}:
                besides.append((place, names[place], self._is_billable(place)))
        grid = time_weeks.grid(store, self.week, besides)
        rows = self.card.grid.rows
        before, column_ = rows.place_at(self.card.grid.currentIndex()), self.card.grid.currentIndex().column()
        rows.show(grid, {row.place: self._detail(row.place) for row in grid.rows}, day)
        if not self.card.grid.currentIndex().isValid() and rows.row_of(before) >= 0:
            self.card.grid.go_to(rows.row_of(before), column_)
        self.card.show_week(self.week, this)

    def _is_billable(self, place: Place) -> bool:
        dossier = self._context.portfolio.dossier(place.id) if place.kind == "engagement" else None
        return dossier is not None and bool(dossier.engagement.billable)

    def _detail(self, place: Place) -> Detail:
        if place.kind == "internal":
            return Detail(_("Internal"))
        dossier = self._context.portfolio.dossier(place.id)
        if dossier is None:
            return Detail()
        waiting = next((item for item in self._waiting if item.engagement == place.id), None)
        if waiting is not None:
            return Detail(_("E2E upgrade · {words}").format(words=waiting.words), waiting=True)
        now = self._context.clock.now()
        phase = dossier.playbook.phase_by_kind.get(stages.stage(dossier, now))
        return Detail(_("E2E upgrade · {words}").format(words=phase.name if phase else stages.chip(dossier, now)))

    def _show_note(self, pieces: Sequence[Piece], day: date) -> None:
        """Say that billable work goes first, once a day, while other work is being logged."""
        work = [piece.name for piece in pieces if not piece.billable]
        told = self._context.store.recall(DISMISSED) == day.isoformat()
        text = billable_first.note(self._waiting, work) if work and not told else ""
        self.note.show_words(text, self._waiting[0].client if self._waiting else "")

    def _undoable(self) -> set[tuple[time_pieces.Kind, int]]:
        """Return the pieces that the step which undo would take back has touched, where it touched nothing else."""
        act = self._context.store.next_undo()
        tables = {table: kind for kind, table in time_pieces.TABLES.items()}
        changes = self._context.store.changes(act) if act else []
        if any(change.table not in tables for change in changes):
            return set()
        return {(tables[change.table], change.row) for change in changes}

    def _on_typed(self, place: Place, day: date, text: str) -> None:
        store = self._context.store
        self._context.attempt(lambda: time_log.set_day(store, place, day, read_length(text)))

    def _on_opened(self, place: Place) -> None:
        if place.kind == "engagement":
            self.engagement_wanted.emit(place.id, "")

    def _on_row(self, place: Place) -> None:
        self._wanted_rows.append(place)
        self.refresh()
        day = time_log.today(self._context.store).weekday() if self.card.this.isEnabled() is False else 0
        self.card.grid.go_to(self.card.grid.rows.row_of(place), FIRST_DAY + day)
        self.card.grid.setFocus()

    def _on_add(self, minutes: int) -> None:
        self.add(Place("engagement", self._context.portfolio.current), minutes)

    def _go_to_waiting(self) -> None:
        if self._waiting:
            self.engagement_wanted.emit(self._waiting[0].engagement, "")

    def _dismiss(self) -> None:
        self._context.store.remember(DISMISSED, time_log.today(self._context.store).isoformat())
        self.note.hide()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("internal_project", "internal_entry", "timer", "client_question", "setting"):
            self._soon.start()

    def _refresh_soon(self) -> None:
        self._soon.start()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show_cell(self, place: QRect) -> None:
        """Scroll the page so that the cell with the focus is seen."""
        corner = self.card.grid.viewport().mapTo(self._body, place.center())
        self._scroll.ensureVisible(corner.x(), corner.y(), 20, place.height() + 8)

    def _build(self) -> None:
        right = QWidget()
        right.setLayout(column(self.questions, self.projector, self.timer, None, spacing=12))
        centre = QWidget()
        centre.setLayout(column(self.note, self.card, self.today, None, spacing=12))
        self._right = right
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(14)
        self._beside.addWidget(centre, 1)
        self._beside.addWidget(right)
        self._body = QWidget()
        self._body.setObjectName("body")
        body = column(self._beside, spacing=0, margins=(24, 4, 24, 20))
        self._body.setLayout(body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        self._bar = OverlayBar(self._scroll)
        head = column(self.head, margins=(24, 18, 24, 8))
        layout = column(head, self._scroll, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        context, grid = self._context, self.card.grid
        self.head.add_wanted.connect(self._on_add)
        self.head.report_wanted.connect(lambda: self.act_wanted.emit("billable_report"))
        self.note.wanted.connect(self._go_to_waiting)
        self.note.dismissed.connect(self._dismiss)
        self.card.week_wanted.connect(self.go_weeks)
        self.card.row_wanted.connect(self._on_row)
        self.card.new_wanted.connect(self.ask_for_internal)
        self.today.all_wanted.connect(lambda: self.card.show_mode("list"))
        grid.rows.typed.connect(self._on_typed)
        grid.add_wanted.connect(self.add)
        grid.opened.connect(self._on_opened)
        grid.refused.connect(context.notices.tell)
        grid.walked.connect(self._show_cell)
        self._soon.timeout.connect(self._refresh_if_seen)
        context.feed.changed.connect(self._on_changed)
        context.portfolio.engagements_changed.connect(self._refresh_soon)
        context.portfolio.opened.connect(self._refresh_soon)
        context.portfolio.listed.connect(self._refresh_soon)
        context.appearance.changed.connect(self._arrange)
        context.appearance.changed.connect(self._refresh_soon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the right column below where both don't fit beside each other."""
        scale = max(1.0, self._context.appearance.text_scale)
        wide = self.width() >= WIDE * scale
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._right.setMinimumWidth(round(RIGHT_WIDTH * scale) if wide else 0)
        self._right.setMaximumWidth(round(RIGHT_WIDTH * scale) if wide else 16_777_215)
