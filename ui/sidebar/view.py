"""The side bar: brand, search, pages, the list of engagements, and the footer with your clock and the settings."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QSizePolicy, QStackedWidget, QWidget

from models import zones
from models.texts import _
from ui.clearable import make_clearable
from ui.context import Context
from ui.form import IconLabel, Label, column, hline, icon_button, row
from ui.navigation import HOME
from ui.sidebar.delegate import SidebarDelegate
from ui.sidebar.model import Role, SidebarModel
from ui.sidebar.places import Places
from ui.viewport import give_viewport

WIDTH = 248
RAIL = 57
SECOND_MS = 1000


class EngagementList(QListView):
    """The engagements; Enter or a click opens one, a click on a heading folds it."""

    chosen = Signal(int)

    def __init__(self, context: Context, model: SidebarModel) -> None:
        super().__init__()
        give_viewport(self)
        self._model = model
        self.setItemDelegate(SidebarDelegate(context.appearance, self))
        self.setAccessibleName(_("Engagements"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(model)  # last: each of the others would measure every row
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_clicked)
        context.appearance.changed.connect(self.viewport().update)

    def select(self, engagement: int) -> None:
        """Show which engagement is open."""
        at = self._model.row_of(engagement)
        self.setCurrentIndex(self._model.index(at) if at >= 0 else QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.data(Role.HEADER):
            self._model.toggle(str(index.data(Role.GROUP)))
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(Role.HEADER):
            self._model.toggle(str(index.data(Role.GROUP)))
        else:
            self.chosen.emit(int(index.data(Role.ENGAGEMENT)))


class Sidebar(QStackedWidget):
    """Wide with all its parts, or a rail of icons in a narrow window.

    Signals:
        engagement_chosen: an engagement's id.
        place_wanted: a page, by its id.
        new_wanted, settings_wanted, search_wanted: what the buttons ask for.
    """

    engagement_chosen = Signal(int)
    place_wanted = Signal(str)
    new_wanted = Signal()
    settings_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, context: Context, your_zone: str) -> None:
        super().__init__()
        self._context = context
        self._zone = your_zone
        self._place = HOME
        self._rail_places: Places | None = None
        self.model = SidebarModel(context.portfolio, context.store, your_zone, self)
        self.list = EngagementList(context, self.model)
        self.list.chosen.connect(self.engagement_chosen)
        self._clock = QTimer(self, interval=SECOND_MS)
        self._clock.timeout.connect(self._show_time)
        self._whole = self._wide()
        self.addWidget(self._whole)
        self.set_narrow(narrow=False)
        self.model.modelReset.connect(self._on_reset)
        context.portfolio.opened.connect(self.list.select)
        context.appearance.changed.connect(self._restyle)
        self._restyle()
        self._show_time()
        self._clock.start()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the rail or the whole side bar."""
        self.setCurrentWidget(self._rail if narrow else self._whole)
        self.setFixedWidth(RAIL if narrow else WIDTH)

    @property
    def narrow(self) -> bool:
        """Whether the rail is shown."""
        return self.currentWidget() is not self._whole

    def choose_place(self, id_: str) -> None:
        """Mark the page that is shown."""
        self.places.choose(id_)
        self._place = id_
        if self._rail_places is not None:
            self._rail_places.choose(id_)

    def set_count(self, id_: str, number: int) -> None:
        """Show how many things wait on a page."""
        self.places.buttons[id_].set_count(number)

    def focus_search(self) -> None:
        """Put the focus into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def stop(self) -> None:
        """Stop the clock and remember the rows for the next start."""
        self._clock.stop()
        self.model.keep()

    def _wide(self) -> QWidget:
        look = self._context.appearance
        wide = QWidget()
        wide.setObjectName("sidebar")
        add = icon_button(look, "plus", _("New engagement"))
        add.clicked.connect(self.new_wanted)
        brand = row(IconLabel(look, "flip", "accent", 20), Label(look, "E2E Tracker", 15, 600), None, add, spacing=8)
        brand.setContentsMargins(8, 0, 0, 0)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search engagements"))
        self.search.setAccessibleName(_("Search engagements"))
        make_clearable(self.search)
        self.search.setProperty("quiet", True)
        self.search.textChanged.connect(self.model.set_filter)
        self.search.returnPressed.connect(self._open_first)
        self.places = Places(self._context)
        self.places.wanted.connect(self.place_wanted)
        layout = column(brand, self.search, self.places, 4, self.list, hline(), self._footer(), spacing=8)
        layout.setContentsMargins(10, 12, 10, 6)
        layout.setStretch(4, 1)
        wide.setLayout(layout)
        return wide

    def _footer(self) -> QWidget:
        look = self._context.appearance
        footer = QWidget()
        self._city = Label(look, zones.city(self._zone), 13, 500)
        self._time = Label(look, "", 13, 400, "text2")
        self._time.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        gear = icon_button(look, "gear", _("Settings"))
        gear.clicked.connect(self.settings_wanted)
        layout = row(IconLabel(look, "pc", "text2"), self._city, self._time, gear, spacing=8, margins=(8, 0, 0, 0))
        layout.setStretch(2, 1)
        footer.setLayout(layout)
        return footer

    @cached_property
    def _rail(self) -> QWidget:
        """The narrow form, made when it is first shown."""
        look = self._context.appearance
        rail = QWidget()
        rail.setObjectName("rail")
        buttons = []
        for icon, name, signal in (
            ("search", _("Search engagements"), self.search_wanted),
            ("plus", _("New engagement"), self.new_wanted),
            ("gear", _("Settings"), self.settings_wanted),
        ):
            item = icon_button(look, icon, name, size=38)
            item.clicked.connect(signal)
            buttons.append(item)
        brand = row(None, IconLabel(look, "flip", "accent", 20), None)
        places = self._rail_places = Places(self._context, narrow=True)
        places.choose(self._place)
        places.wanted.connect(self.place_wanted)
        layout = column(brand, 8, *buttons[:2], places, None, buttons[2], spacing=10, margins=(9, 14, 9, 12))
        rail.setLayout(layout)
        self.addWidget(rail)
        return rail

    def set_your_zone(self, zone: str) -> None:
        """Show the clock and the offsets of another zone of yours."""
        self._zone = zone
        self._city.setText(zones.city(zone))
        self.model.set_your_zone(zone)
        self._show_time()

    def _show_time(self) -> None:
        here = self._context.clock.now_in(zones.zone(self._zone))
        words = f"{self._context.formats.weekday(here.date())} {self._context.formats.time(here)}"
        if words != self._time.text():
            self._time.setText(words)

    def _open_first(self) -> None:
        first = self.model.neighbour(0, 1)
        if first:
            self.engagement_chosen.emit(first)

    def _on_reset(self) -> None:
        self.list.select(self._context.portfolio.current)

    def _restyle(self) -> None:
        look = self._context.appearance
        height = round(34 * max(1.0, look.text_scale))
        self.search.setFont(look.font(13))
        self.search.setFixedHeight(height)
