"""The inspector beside all engagements: the selected one's next step, both times, warnings and tickets (SCREENS §1)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from models import planning, stages, zones
from models.attention import Attention
from models.free_nights import free_nights
from models.planning import Proposal
from models.records import Dossier
from models.texts import _
from ui.all_engagements.parts import TicketList, Warnings
from ui.context import Context
from ui.form import Label, button, column, hline, icon_button, row

WIDTH: Final = 296
SIGNS: Final = {"email": "mail", "copy": "copy", "calendar": "cal", "check": "shield"}


class Inspector(QFrame):
    """What is next for one engagement, without leaving the page.

    Signals:
        step_wanted: an engagement and the key of the step to show, "" for none.
        dates_wanted: an engagement and a phase kind whose dates shall be edited.
        review_wanted: the proposal of a move that is read over before it counts.
        closed: the person hid it.
    """

    step_wanted = Signal(int, str)
    dates_wanted = Signal(int, str)
    review_wanted = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("rightPane")
        self.setAccessibleName(_("Selected engagement"))
        self._context = context
        self._engagement = 0
        self._step = ""
        self.nights = QMenu(_("Free nights"), self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(self._scrolled(self._something()))
        self.setLayout(column(self._stack, spacing=0))
        self.setFixedWidth(round(WIDTH * max(1.0, context.appearance.text_scale)))
        context.portfolio.engagements_changed.connect(self._on_changed)

    def show_engagement(self, engagement: int) -> None:
        """Show an engagement; 0 for none."""
        self._engagement = engagement
        dossier = self._context.portfolio.dossier(engagement) if engagement else None
        self._stack.setCurrentIndex(1 if dossier else 0)
        if dossier is not None:
            self._fill(dossier, self._context.portfolio.attention(engagement))

    def move_by(self, days: int) -> None:
        """Propose the Prod Upgrade so many days of the client's calendar later, at the same time of day."""
        dossier = self._context.portfolio.dossier(self._engagement)
        start = dossier.prod.starts if dossier else None
        if dossier is None or start is None:
            return
        wall = start.replace(tzinfo=None, fold=0) + timedelta(days=days)
        now, formats = self._context.clock.now(), self._context.formats
        proposal = planning.propose_wall(dossier, "prod_upgrade", wall, now, formats=formats)
        if proposal.allowed:
            self.review_wanted.emit(proposal)
        else:
            limit = next(limit for limit in proposal.limits if limit.severity == "hard")
            self._context.notices.tell(" ".join(part for part in (limit.text, limit.way_out) if part))

    def offer_nights(self, beside: QWidget) -> None:
        """Offer the nearest free nights under a button; the chosen one goes to the review."""
        dossier = self._context.portfolio.dossier(self._engagement)
        if dossier is None:
            return
        found = free_nights(dossier, self._context.clock.now(), formats=self._context.formats)
        if not found:
            self._context.notices.tell(_("No free night within four weeks of the planned one."))
            return
        self.nights.clear()
        for proposal in found:
            self.nights.addAction(self._night_words(dossier, proposal), partial(self.review_wanted.emit, proposal))
        self.nights.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def _nothing(self) -> QWidget:
        page = QWidget()
        text = Label(self._context.appearance, _("Select a row to see what is next."), 13, 400, "text2", wrap=True)
        page.setLayout(column(text, None, margins=(16, 20, 16, 16)))
        return page

    def _something(self) -> QWidget:
        look = self._context.appearance
        self.name = Label(look, "", 15, 600, wrap=True)
        self._stage = Label(look, "", 12, 400, "text2", wrap=True)
        close = icon_button(look, "x", _("Hide the inspector"))
        close.clicked.connect(self.closed)
        top = row(self.name, close, spacing=4)
        top.setStretch(0, 1)
        self.next_button = button(look, "", "primary")
        self.open_button = button(look, _("Open engagement"), icon="arrow")
        self.next_button.clicked.connect(self._on_next)
        self.open_button.clicked.connect(self._on_open)
        self.warnings = Warnings(self._context)
        self.warnings.night_wanted.connect(self.offer_nights)
        self.warnings.dates_wanted.connect(self._on_dates)
        self.warnings.step_wanted.connect(lambda step: self.step_wanted.emit(self._engagement, step))
        self._tickets = TicketList(self._context)
        hint = Label(look, _("Double click a row, or press Enter, to open it."), 11, 400, "text3", wrap=True)
        buttons = column(self.next_button, self.open_button)
        title = Label(look, _("Tickets"), 13, 600)
        upper = (top, self._stage, 4, buttons, 6, hline(), 6, self._prod(), 6)
        body = column(*upper, self.warnings, 6, hline(), 6, title, self._tickets, None, hint, spacing=6)
        body.setContentsMargins(16, 14, 16, 14)
        page = QWidget()
        page.setObjectName("body")
        page.setLayout(body)
        return page

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        return area

    def _prod(self) -> QVBoxLayout:
        look = self._context.appearance
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, 60)
        grid.setColumnStretch(1, 1)
        self._times = [Label(look, "", 13, weight) for weight in (600, 600, 400)]
        for line, (title, value) in enumerate(zip((_("You"), _("Client"), _("Impact")), self._times, strict=True)):
            grid.addWidget(Label(look, title, 12, 400, "text2"), line, 0)
            grid.addWidget(value, line, 1)
        self.earlier = button(look, _("−1 day"), height=28)
        self.later = button(look, _("+1 day"), height=28)
        self.dates = button(look, _("Dates…"), "ghost", height=28)
        self.earlier.clicked.connect(lambda: self.move_by(-1))
        self.later.clicked.connect(lambda: self.move_by(1))
        self.dates.clicked.connect(self._on_dates)
        return column(
            Label(look, _("Prod upgrade"), 13, 600), grid, 4, row(self.earlier, self.later, self.dates, None), spacing=6
        )

    def _fill(self, dossier: Dossier, seen: Attention | None) -> None:
        self.name.setText(dossier.engagement.client)
        self._stage.setText(stages.chip(dossier, self._context.clock.now()))
        self._fill_next(dossier, seen)
        self._fill_prod(dossier)
        self.warnings.show_findings(dossier, seen)
        self._tickets.show_tickets(dossier)

    def _fill_next(self, dossier: Dossier, seen: Attention | None) -> None:
        self._step = seen.next.step if seen else ""
        definition = dossier.playbook.step(self._step) if self._step else None
        self.next_button.setVisible(definition is not None)
        self.open_button.set_kind("secondary" if definition else "primary")
        if definition is not None and seen is not None:
            metrics, room = self.next_button.fontMetrics(), self.width() - 32 - 56
            text = metrics.elidedText(_(definition.text), Qt.TextElideMode.ElideRight, room)
            self.next_button.set_text(text, SIGNS.get(definition.action, "arrow"))
            self.next_button.setToolTip(seen.next.text)
            self.next_button.setAccessibleName(seen.next.text)

    def _fill_prod(self, dossier: Dossier) -> None:
        start, formats, limits = dossier.prod.starts, self._context.formats, dossier.playbook.limits
        day = dossier.prod.first_day
        none = _("{day}, time not set").format(day=formats.day(day)) if day else _("Not set")
        yours = formats.with_zone(zones.to_zone(start, dossier.you.zone)) if start else none
        client = formats.with_zone(start) if start else none
        impact = _("{least}–{most} h").format(
            least=limits.impact_min_minutes // 60, most=limits.impact_max_minutes // 60
        )
        for item, text in zip(self._times, (yours, client, impact), strict=True):
            item.setText(text)
        refusal = planning.reschedulable(dossier, "prod_upgrade", self._context.clock.now())
        for act in (self.earlier, self.later, self.dates):
            act.setEnabled(refusal is None and (start is not None or act is self.dates))
            act.setToolTip(str(refusal) if refusal else "")

    def _night_words(self, dossier: Dossier, proposal: Proposal) -> str:
        start, formats = proposal.placements[0].starts, self._context.formats
        if start is None:
            return ""
        yours = formats.with_zone(zones.to_zone(start, dossier.you.zone))
        return _("{yours}, {client} for the client").format(yours=yours, client=formats.time(start))

    def _on_next(self) -> None:
        self.step_wanted.emit(self._engagement, self._step)

    def _on_open(self) -> None:
        self.step_wanted.emit(self._engagement, "")

    def _on_dates(self) -> None:
        self.dates_wanted.emit(self._engagement, "prod_upgrade")

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._engagement in ids and self.isVisible():
            self.show_engagement(self._engagement)
