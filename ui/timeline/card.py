"""The timeline's card: title, range, Today and the zoom over the painted view."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from models import settings
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.form import Banner, Label, button, row
from ui.segmented import Segmented
from ui.timeline import accessible, clocks
from ui.timeline.grid import date_of, to_local
from ui.timeline.history import HISTORY
from ui.timeline.mover import Mover
from ui.timeline.navigation import Navigation
from ui.timeline.range_text import RangeText
from ui.timeline.switch import ViewSwitch
from ui.timeline.view import TimelineView

if TYPE_CHECKING:
    from ui.timeline.acts import Acts


class TimelineCard(QFrame):
    """The timeline of the open engagement.

    Signals:
        review_wanted: the proposal of a Prod Upgrade's move, or of one that needs a reason.
        dates_wanted: a phase kind whose dates shall be edited.
        selected: a phase kind whose details shall be shown.
        hovered_time: the proposal under the pointer during a move; None when it ends.
        engagement_wanted: the id of an engagement to open.
        all_wanted: the timeline of all engagements shall be shown.
    """

    review_wanted = Signal(object)
    dates_wanted = Signal(str)
    selected = Signal(str)
    hovered_time = Signal(object)
    engagement_wanted = Signal(int)
    all_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.setProperty("card", True)
        self._context = context
        self.navigation = Navigation(context.store, context.clock, settings.you(context.store).zone, self)
        self.view = TimelineView(context, self.navigation, Mover(self), self)
        self._build()
        self.view.changed.connect(self._on_shown)
        context.portfolio.opened.connect(self._on_opened)
        context.portfolio.engagements_changed.connect(self._on_engagements)
        context.portfolio.listed.connect(self.view.refresh)
        self._on_opened(context.portfolio.current)
        context.later.do(self._take_hands)

    @cached_property
    def acts(self) -> Acts:
        """What pointer, fingers and keys do."""
        from ui.timeline.acts import Acts  # start-up saving: 12 ms with `_take_hands`, made right after the first paint

        acts = Acts(self.view, self)
        for name in ("review_wanted", "dates_wanted", "selected", "hovered_time", "engagement_wanted", "all_wanted"):
            getattr(acts, name).connect(getattr(self, name))
        return acts

    def _take_hands(self) -> None:
        """Follow the pointer, fingers and keys from now on."""
        from ui.timeline.keys import Keys  # start-up saving: as above
        from ui.timeline.pointer import Pointer  # start-up saving: as above
        from ui.timeline.touch import Touch  # start-up saving: as above

        pointer = Pointer(self.view, self.acts, self)
        pointer.menu_wanted.connect(self._show_menu)
        Touch(self.view, self.acts.takes, lambda: self.acts.gently, self)
        Keys(self.view, self.acts, pointer, self)

    def show_today(self) -> None:
        """Bring today into view."""
        self.navigation.show_today()

    def set_zoom(self, level: str) -> None:
        """Show a "day", "week", "month" or "quarter"; the middle stays where it is."""
        self.navigation.set_level(level)

    def fit(self) -> None:
        """Show the whole engagement."""
        self.acts.fit()

    def start_move_mode(self) -> None:
        """Move the selected bar by keys."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.acts.take(self.view.doing.selected or self.acts.current_lane(), by_keys=True)

    def toggle_history(self) -> None:
        """Show or hide the dates that were agreed or planned before."""
        self.acts.toggle_history()

    def edit_dates(self) -> None:
        """Ask for the date editor of the selected bar."""
        self.acts.edit_dates()

    def focus_phase(self, kind: str) -> None:
        """Select a phase, bring its bar into view and give the timeline the focus."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.acts.select(kind)
        self.acts.show(kind)

    def _build(self) -> None:
        appearance = self._context.appearance
        self._range = RangeText(appearance)
        self._today = button(appearance, _("Today"), height=30)
        self._today.clicked.connect(self.show_today)
        levels = (("day", _("Day")), ("week", _("Week")), ("month", _("Month")), ("quarter", _("Quarter")))
        self._zoom = Segmented(appearance, levels, self.navigation.level, _("Zoom"))
        self._zoom.chosen.connect(self.set_zoom)
        title = Label(appearance, _("Timeline"), 13, 600)
        self._switch = ViewSwitch(appearance, "one")
        self._switch.chosen.connect(lambda _choice: self.all_wanted.emit())
        header = row(title, self._switch, self._range, self._today, self._zoom, spacing=8, margins=(16, 0, 12, 0))
        header.setStretchFactor(self._range, 1)
        another = button(appearance, _("Pick another night"), height=28)
        another.clicked.connect(self._pick_another_night)
        self._clocks = Banner(appearance, "warn", _("The clocks change"), " ", icon="clock", actions=(another,))
        self._over = QWidget()
        self._over.setLayout(row(self._clocks, margins=(12, 2, 12, 4)))
        self._over.hide()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 9, 0, 0)  # the card's border is 1 px
        body.setSpacing(6)
        body.addWidget(self._over)
        body.addLayout(header)
        body.addWidget(self.view, 1)

    def _on_opened(self, _engagement: int) -> None:
        self._show(self._context.portfolio.current_dossier())

    def _on_engagements(self, ids: frozenset[int]) -> None:
        current = self._context.portfolio.current
        if current in ids:
            self._show(self._context.portfolio.current_dossier())
        elif any(other.engagement in ids for other in self.view.near) or not self.view.near:
            self.view.refresh()

    def _show(self, dossier: Dossier | None) -> None:
        mover = self.view.mover
        if mover.hold is not None and (dossier is None or dossier != mover.hold.dossier):
            mover.cancel(gently=False)
        start = dossier.prod.starts if dossier else None
        self.navigation.prod = start.timestamp() if start else None
        self.navigation.zone = dossier.you.zone if dossier else self.navigation.zone
        self.view.set_dossier(dossier)
        self._warn_of_clocks(dossier)

    def _warn_of_clocks(self, dossier: Dossier | None) -> None:
        """Say over the timeline that clocks change in the Prod Upgrade's window or impact."""
        bar = self.view.bar("prod_upgrade")
        ahead = bar is not None and bar.state != "done"
        found = clocks.warning(dossier, self.view.scale) if dossier is not None and ahead else None
        self._over.setVisible(found is not None)
        if found is not None:
            self._clocks.title.setText(found[0])
            self._clocks.text.setText(found[1])
            self._clocks.setAccessibleName(". ".join(found))

    def _pick_another_night(self) -> None:
        self.acts.edit_dates("prod_upgrade")

    def _on_shown(self) -> None:
        """Write the visible range, and mark its zoom."""
        shown, zone, formats = self.navigation.shown, self.navigation.zone, self._context.formats
        first, last = date_of(shown.start, zone), date_of(shown.end - 1, zone)
        year = f" {last.year}" if last.year != date_of(self.navigation.now, zone).year else ""
        if self.navigation.level == "day":
            noon = to_local(shown.start, zone).hour == 12 and to_local(shown.end, zone).hour == 12
            days = formats.days(first, last)
            short = days + year
            text = _("{days}, noon to noon").format(days=short) if noon else short
        else:
            text = short = f"{formats.month_day(first)} – {formats.month_day(last)}{year}"
        self._range.set_text(text, short)
        self._zoom.choose(self.navigation.level)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        shown = self._context.store.recall(HISTORY) == "1"  # may have been toggled on the other timeline
        if shown != self.view.history:
            self.view.show_history(shown=shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._switch.fit(self.window())

    def _show_menu(self, kind: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Show details"), lambda: self.acts.open(kind))
        menu.addAction(_("Change dates…"), lambda: self.acts.edit_dates(kind))
        menu.addAction(_("Move by keys"), lambda: self.acts.take(kind, by_keys=True))
        menu.addSeparator()
        menu.addActions(self.actions())
        menu.popup(at)
