"""Plan from the end: a Prod Upgrade to choose, the latest that fits before it, and the next free evenings."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models import planning, zones
from models.back_planning import Latest, latest_places
from models.errors import UserError
from models.free_nights import AWAKE, EVENINGS, free_nights
from models.limits import zone_of
from models.placements import Placement
from models.planning import Proposal
from models.texts import _
from ui.context import Context
from ui.dates.instant_field import InstantField
from ui.dialog import DialogFrame
from ui.form import Banner, Button, Chip, Label, button, card, column, hline, label
from ui.plan_from_end.wish_row import WishRow
from ui.reschedule.review import RescheduleReview

WIDTH = 600


class PlanFromEnd(DialogFrame):
    """Chooses a Prod Upgrade and hands it to the review; nothing is written here.

    Args:
        context: store, looks and words.
        engagement_id: the engagement.
        parent: the window that it belongs to.

    Raises:
        UserError: the Prod Upgrade can't be moved, or the client's zone is not known; its words say what to do.
    """

    def __init__(self, context: Context, engagement_id: int, parent: QWidget | None = None) -> None:
        dossier = context.portfolio.dossier(engagement_id)
        if dossier is None:
            raise UserError(_("This engagement is not there any more."))
        refusal = planning.reschedulable(dossier, "prod_upgrade", context.clock.now())
        if refusal is not None:
            raise refusal
        zone = zone_of(dossier, "prod_upgrade")
        if not zone:
            raise UserError(_("The client's time zone is not known."), do=_("Choose it under Details first."))
        title = _("Plan {client} from the end").format(client=dossier.engagement.client)
        super().__init__(context.appearance, title, WIDTH, parent)
        self._context, self._dossier, self._zone = context, dossier, zone
        self._proposal: Proposal | None = None
        look = context.appearance
        self.start = InstantField(context, _("Prod upgrade, in the client's time"), zone, dossier.you.zone)
        city = zones.city(zone)
        self.client = WishRow(look, context.formats, _("Client, {city}").format(city=city), EVENINGS)
        yours = _("You, {city}").format(city=zones.city(dossier.you.zone))
        self.yours = WishRow(look, context.formats, yours, AWAKE)
        self.outcome: QVBoxLayout = column(spacing=8)
        self.offers: QVBoxLayout = column(spacing=6)
        self.cancel = button(look, _("Cancel"))
        self.review = button(look, _("Review…"), "primary")
        self._connect()
        self.build(self._content(), (self.cancel, self.review))
        self._fill()
        self.start.setFocus()

    def confirm(self) -> None:
        """Go on to the review of the chosen time."""
        proposal = self._proposal
        if proposal is None or not proposal.changes or not proposal.allowed:
            return
        parent = self.parentWidget()
        self.accept()
        RescheduleReview(self._context, self._dossier, proposal, parent).open()

    def _connect(self) -> None:
        self.start.changed.connect(self._on_start)
        self.client.changed.connect(self._offer)
        self.yours.changed.connect(self._offer)
        self.cancel.clicked.connect(self.reject)
        self.review.clicked.connect(self.confirm)

    def _content(self) -> QVBoxLayout:
        look = self.appearance
        wishes = column(
            label(look, _("Next free evenings"), 13, 600),
            self.client,
            self.yours,
            2,
            self.offers,
            spacing=8,
        )
        return column(self.start, self.outcome, 4, hline(), 4, wishes, None, spacing=8)

    def _fill(self) -> None:
        prod = self._dossier.prod
        planned = prod.starts or prod.first_day
        if planned is not None:
            self.start.set_reading(planned)
        else:
            self._on_start()
        self._offer()

    def _on_start(self) -> None:
        """Show what the chosen start leaves time for, and what it breaks."""
        reading, now = self.start.reading, self._context.clock.now()
        _empty(self.outcome)
        self._proposal = None
        if reading is not None:
            self._proposal = planning.propose_move(
                self._dossier, "prod_upgrade", reading, now, formats=self._context.formats
            )
            self._show_latest(reading)
            for limit in self._proposal.limits:
                tone = "danger" if limit.severity == "hard" else "warn"
                _add(self.outcome, Banner(self.appearance, tone, limit.title, f"{limit.text} {limit.way_out}".strip()))
        chosen = self._proposal
        self.review.setEnabled(chosen is not None and chosen.changes and chosen.allowed)
        self.fit()

    def _show_latest(self, reading: datetime | date) -> None:
        look = self.appearance
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(7)
        grid.addWidget(label(look, _("Latest that still fits"), 11, 500, "text2"), 0, 0)
        grid.addWidget(label(look, _("Client's time"), 11, 500, "text2"), 0, 1)
        for line, item in enumerate(latest_places(self._dossier, reading, self._context.clock.now()), start=1):
            name, when = self._dossier.playbook.phase(item.kind).name, self._when(item.place)
            words, tone = self._state(item)
            over = item.state == "over"
            title = label(look, name, 13, 500, "text3" if over else "text")
            title.setAccessibleName(", ".join((name, when, words)))
            grid.addWidget(title, line, 0)
            grid.addWidget(Label(look, when, 13, 400, "text3" if over else "text", uncut=True), line, 1)
            grid.addWidget(Chip(look, words, tone), line, 2)
        grid.setColumnStretch(1, 1)
        _add(self.outcome, card(grid, margins=(14, 12, 14, 12)))

    def _state(self, item: Latest) -> tuple[str, str]:
        if item.state == "move":
            planned = self._dossier.phases[item.kind].first_day
            if planned is None:
                return _("No date yet"), "warn"
            return _("Planned {day}").format(day=self._context.formats.day(planned)), "warn"
        return {
            "over": (_("Over"), "neutral"),
            "begun": (_("Under way"), "accent"),
            "fits": (_("Planned in time"), "ok"),
            "late": (_("Too late"), "danger"),
        }[item.state]

    def _when(self, place: Placement) -> str:
        formats = self._context.formats
        if place.first_day is None or place.last_day is None:
            return _("No date")
        if place.starts is None or place.first_day != place.last_day:
            return formats.days(place.first_day, place.last_day)
        return formats.moment(place.starts)

    def _offer(self) -> None:
        """Offer the next three evenings that fit the wishes."""
        _empty(self.offers)
        client, yours = self.client.wish, self.yours.wish
        if client is None or yours is None:
            found: tuple[Proposal, ...] = ()
        else:
            now = self._context.clock.now()
            found = free_nights(self._dossier, now, wishes=(client, yours), formats=self._context.formats)
        for proposal in found:
            _add(self.offers, self._evening(proposal))
        if not found:
            text = _("No free evening fits. Allow another weekday or a longer window.")
            _add(self.offers, label(self.appearance, text, 12, 400, "text2", wrap=True))
        self.fit()

    def _evening(self, proposal: Proposal) -> Button:
        formats, start = self._context.formats, proposal.placements[0].starts
        text = ""
        if start is not None:
            here = zones.to_zone(start, self._dossier.you.zone)
            text = _("{client} for the client, {yours} for you").format(
                client=formats.with_zone(start), yours=formats.with_zone(here)
            )
        made = button(self.appearance, text, "secondary", "cal")
        made.clicked.connect(lambda: self.start.set_reading(start) if start is not None else None)
        return made


def _add(layout: QVBoxLayout, item: QWidget) -> None:
    """Add a widget and show it at once, so that `fit` counts it."""
    layout.addWidget(item, 0, Qt.AlignmentFlag.AlignLeft if isinstance(item, Button) else Qt.AlignmentFlag(0))
    item.setVisible(True)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
