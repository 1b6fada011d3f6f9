"""The card of All engagements: switch, filter, sort, Today and zoom over the rows, the legend under them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from models import settings
from models.texts import _
from ui.clearable import make_clearable
from ui.context import Context
from ui.form import Label, button, row
from ui.segmented import Segmented
from ui.timeline import all_accessible
from ui.timeline.all_acts import AllActs
from ui.timeline.all_keys import AllKeys
from ui.timeline.all_legend import Legend
from ui.timeline.all_lines import SORTS
from ui.timeline.all_listing import Listing
from ui.timeline.all_navigation import AllNavigation
from ui.timeline.all_pointer import AllPointer
from ui.timeline.all_view import AllView
from ui.timeline.history import HISTORY
from ui.timeline.mover import Mover
from ui.timeline.switch import ViewSwitch
from ui.timeline.touch import Touch

FILTER_WIDTH, SORT_WIDTH = 132, 124


class AllCard(QFrame):
    """The timeline of all engagements.

    Signals:
        review_wanted: the proposal of a move that is read over before it counts.
        dates_wanted: an engagement and a phase kind whose dates shall be edited.
        selected: the engagement whose row is selected.
        engagement_wanted: an engagement to open.
        menu_wanted: an engagement, the phase kind under the pointer or "", the place on the screen.
        one_wanted: the timeline of one engagement shall be shown.
        left: Esc with nothing held.
    """

    review_wanted = Signal(object)
    dates_wanted = Signal(int, str)
    selected = Signal(int)
    engagement_wanted = Signal(int)
    menu_wanted = Signal(int, str, object)
    one_wanted = Signal()
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        all_accessible.install()
        self.setProperty("card", True)
        self._context = context
        self.listing = Listing(context.portfolio, context.store, self)
        self.navigation = AllNavigation(context.store, context.clock, settings.you(context.store).zone, self)
        self.view = AllView(context, self.listing, self.navigation, Mover(self), self)
        self.acts = AllActs(self.view, self)
        self.pointer = AllPointer(self.view, self.acts, self)
        self.touch = Touch(self.view, self.acts.takes, lambda: self.acts.gently, self)
        self.keys = AllKeys(self.view, self.acts, self.pointer, self)
        self._build()
        for name in ("review_wanted", "dates_wanted", "selected", "engagement_wanted"):
            getattr(self.acts, name).connect(getattr(self, name))
        self.pointer.menu_wanted.connect(self.menu_wanted)
        self.keys.filter_wanted.connect(self.focus_filter)
        self.keys.left.connect(self.left)
        self.listing.arranged.connect(self._on_arranged)
        self.navigation.moved.connect(self._on_range)
        context.appearance.changed.connect(self._restyle)
        self._restyle()

    def show_today(self) -> None:
        """Bring today into view."""
        self.navigation.show_today()

    def set_zoom(self, level: str) -> None:
        """Show a "day", "week", "month" or "quarter"; the middle stays where it is."""
        self.navigation.set_level(level)

    def start_move_mode(self) -> None:
        """Move the selected mark by keys."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.acts.take(self.view.doing.selected, self.view.doing.kind, by_keys=True)

    def toggle_history(self) -> None:
        """Show or hide the dates that were agreed before."""
        self.acts.toggle_history()

    def edit_dates(self) -> None:
        """Ask for the date editor of the selected mark."""
        self.acts.edit_dates()

    def focus_phase(self, kind: str) -> None:
        """Go to a phase of the selected row and bring it into view."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.acts.select(self.view.doing.selected, kind)
        self.acts.show(self.view.doing.selected, kind)

    def focus_filter(self) -> None:
        """Put the focus into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _build(self) -> None:
        look = self._context.appearance
        self.switch = ViewSwitch(look, "all")
        self.switch.chosen.connect(lambda _choice: self.one_wanted.emit())
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter engagements"))
        make_clearable(self.filter)
        self.filter.setProperty("quiet", True)
        self._sign = QAction(self)
        self.filter.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self.listing.set_filter)
        self.filter.returnPressed.connect(self._on_filtered)
        self.sort = QComboBox()
        self.sort.setAccessibleName(_("Sort"))
        for key, text in SORTS.items():
            self.sort.addItem(_(text), key)
        self.sort.setCurrentIndex(list(SORTS).index(self.listing.sort))
        self.sort.activated.connect(self._on_sort)
        today = button(look, _("Today"), height=30)
        today.clicked.connect(self.show_today)
        levels = (("day", _("Day")), ("week", _("Week")), ("month", _("Month")), ("quarter", _("Quarter")))
        self.zoom = Segmented(look, levels, self.navigation.level, _("Zoom"))
        self.zoom.chosen.connect(self.set_zoom)
        title = Label(look, _("Timeline"), 13, 600)
        header = row(title, self.switch, self.filter, None, self.sort, today, self.zoom, margins=(16, 0, 12, 6))
        clear = button(look, _("Clear the filter"), "accentghost", height=26)
        clear.clicked.connect(self.filter.clear)
        self._none = Label(look, "", 13, 400, "text2")
        self.empty = QWidget()
        self.empty.setLayout(row(self._none, clear, None, margins=(16, 0, 12, 0)))
        self.empty.hide()
        body = QVBoxLayout(self)
        body.setContentsMargins(1, 9, 1, 1)
        body.setSpacing(0)
        for part in (self.empty, self.view, Legend(look)):
            body.addWidget(part)
        body.insertLayout(0, header)
        body.setStretch(2, 1)

    def _on_sort(self, index: int) -> None:
        self.listing.set_sort(str(self.sort.itemData(index)))

    def _on_filtered(self) -> None:
        """Go to the first engagement that is found."""
        first = next((line.engagement for line in self.listing.lines if line.entry), 0)
        if first:
            self.acts.select(first)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_arranged(self) -> None:
        none = bool(self.listing.text) and not self.listing.lines
        self._none.setText(_("No engagement matches “{text}”.").format(text=self.listing.text))
        self.empty.setVisible(none)

    def _on_range(self) -> None:
        level = self.navigation.level
        self.zoom.button("quarter").setVisible(level == "quarter")
        self.zoom.choose(level)

    def _restyle(self) -> None:
        look = self._context.appearance
        scale = max(1.0, look.text_scale)
        for part, width in ((self.filter, FILTER_WIDTH), (self.sort, SORT_WIDTH)):
            part.setFont(look.font(13))
            part.setFixedHeight(round(30 * scale))
            part.setFixedWidth(round(width * scale))
        self._sign.setIcon(look.icon("search", "text2"))
        self._on_range()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.navigation.zone = settings.you(self._context.store).zone
        self.view.show_history(shown=self._context.store.recall(HISTORY) == "1")
        self.listing.wake()
        self.view.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view.mover.cancel(gently=False)
        self.listing.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.switch.fit(self.window())
