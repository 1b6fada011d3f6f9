"""The lead's overview: tiles that filter, a table of every open engagement, who has room, data in and out (N35)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from models import lead, lead_order, lead_sources, lead_texts, settings, snapshots, zones
from models.capacity import capacity
from models.lead import COLUMNS, TILES, Line
from models.texts import _, ngettext
from ui.check_box import CheckBox
from ui.clearable import make_clearable
from ui.context import Context
from ui.elided import Elided
from ui.form import Button, Label, button, card, column, icon_button, row
from ui.lead.acts import LeadActs
from ui.lead.capacity import CapacityPane
from ui.lead.filter_texts import FilterTexts
from ui.lead.model import LeadModel
from ui.lead.table import LeadTable
from ui.lead.tile import TileButton
from ui.navigation_page import NavigationPage
from ui.segmented import Segmented

LARGE = 4
"""So many tiles are large, as in the picture; the others stand below them."""
TABLE, CAPACITY = "table", "capacity"


class LeadPage(NavigationPage):
    """Follows the portfolio while it is in view."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("page")
        look = context.appearance
        self.lines: tuple[Line, ...] = ()
        self.texts = FilterTexts(context.formats)
        self.acts = LeadActs(context, self, self.shown, lambda: self.lines)
        self.acts.files_wanted.connect(self.files_wanted)
        self.title = Label(look, _("Lead overview"), 20, 600)
        self.summary = Elided(look, "", 13, 400, "text2")
        self.tiles = {key: TileButton(look, key, small=at >= LARGE) for at, key in enumerate(TILES)}
        self.model = LeadModel(self)
        self.table = LeadTable(look, self.model)
        self.capacity = CapacityPane(look)
        choices = ((TABLE, _("Engagements")), (CAPACITY, _("Capacity")))
        self.view = Segmented(look, choices, TABLE, _("What is shown"))
        self.filter = QLineEdit()
        self.by_consultant = CheckBox(_("Group by consultant"))
        self.sort = button(look, _("Sort"), height=34)
        self.empty = Label(look, "", 13, 400, "text2", wrap=True)
        self.copy = button(look, _("Copy summary"), "secondary", "copy", height=36)
        self.more = icon_button(look, "dots", _("Print, export and more"), size=36)
        self._assemble()
        self._connect()

    def refresh(self) -> None:
        """Show what is true now."""
        context, portfolio = self._context, self._context.portfolio
        now = portfolio.now()
        known = [(item, need) for item in portfolio.loaded() if (need := portfolio.attention(item.id))]
        others = snapshots.others(context.store, context.colleagues.snapshots)
        self.lines = lead_sources.lines(known, others, now)
        self.texts.take(self.lines)
        for tile in lead.tiles(self.lines, now, context.formats):
            self.tiles[tile.key].show_tile(tile)
        self.summary.setText(self._summary())
        self._show()
        self.acts.remember_stand()

    def print_page(self) -> bool:
        self.acts.print_preview()
        return True

    def take_focus(self) -> None:
        """Put the focus into the table, on its first row where none was chosen."""
        if self.view.current == CAPACITY:
            self.capacity.table.setFocus()
            return
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.choose_row("")
        self.table.setFocus()

    def shown(self) -> tuple[Line, ...]:
        """Return the lines that the filters leave, in the order that was chosen."""
        chosen = next((key for key, tile in self.tiles.items() if tile.isChecked()), "")
        words = self.filter.text().casefold().split()
        found = lead.filtered(self.lines, chosen, self._context.portfolio.now())
        if words:
            found = self.texts.holding(words, found)
        header = self.table.horizontalHeader()
        descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return lead_order.by_column(found, header.sortIndicatorSection(), descending=descending)

    def sort_by(self, section: int, _checked: bool = False) -> None:
        """Order by a column, as a click on its heading does: once more turns the order round."""
        header = self.table.horizontalHeader()
        again = header.sortIndicatorSection() == section
        up = again and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if up else Qt.SortOrder.AscendingOrder)

    def _assemble(self) -> None:
        look, tiles = self._context.appearance, list(self.tiles.values())
        self.filter.setPlaceholderText(_("Filter by client, consultant or ticket"))
        self.filter.setAccessibleName(_("Filter the overview"))
        make_clearable(self.filter)
        self.filter.setMinimumWidth(140)
        self.filter.setMaximumWidth(300)
        self.copy.setMenu(self._copy_menu())
        self.more.setMenu(self._more_menu())
        self.sort.setMenu(self._sort_menu())
        read = button(look, _("Import a snapshot"), "secondary", "folder", height=36)
        read.setToolTip(_("Colleagues' snapshots, or the team's ETIU list as ServiceNow exports it"))
        read.clicked.connect(self.acts.ask_files)
        digest = button(look, _("Weekly digest"), "secondary", "mail", height=36)
        digest.clicked.connect(self.acts.show_digest)
        head = row(column(self.title, self.summary, spacing=4), digest, self.copy, read, self.more)
        head.setStretch(0, 1)
        bar = row(self.view, self.filter, None, self.by_consultant, self.sort, spacing=12, margins=(12, 10, 12, 10))
        bar.setStretchFactor(self.filter, 100)
        self._engagements = QWidget()
        self._engagements.setLayout(column(self.empty, self.table, spacing=0))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._engagements)
        self._stack.addWidget(self.capacity)
        frame = card(bar, self._stack, spacing=0, margins=(0, 0, 0, 0))
        large, small = row(*tiles[:LARGE], spacing=12), row(*tiles[LARGE:], None, spacing=8)
        layout: QVBoxLayout = column(head, large, small, frame, spacing=12, margins=(24, 18, 24, 18))
        layout.setStretch(3, 1)
        self.empty.setContentsMargins(16, 12, 16, 16)
        self.setLayout(layout)
        self._restyle()

    def _connect(self) -> None:
        context = self._context
        self.filter.textChanged.connect(self._show)
        self.filter.returnPressed.connect(self.take_focus)
        self.view.chosen.connect(self._on_view)
        self.by_consultant.toggled.connect(self._show)
        for tile in self.tiles.values():
            tile.clicked.connect(partial(self._on_tile, tile))
        self.table.doubleClicked.connect(self._on_open)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)
        context.portfolio.engagements_changed.connect(self._on_changed)
        context.portfolio.listed.connect(self._on_changed)
        context.feed.changed.connect(self._on_changed)
        context.colleagues.changed.connect(self._on_changed)
        context.appearance.changed.connect(self._restyle)

    def _restyle(self) -> None:
        look = self._context.appearance
        for item in (self.filter, self.by_consultant):
            item.setFont(look.font(13))
        self.filter.setFixedHeight(round(34 * max(1.0, look.text_scale)))

    def _copy_menu(self) -> QMenu:
        menu = self._menu(self.copy)
        for words, write in (
            (_("As text"), lead_texts.as_text),
            (_("As Markdown"), lead_texts.as_markdown),
            (_("As CSV"), lead_texts.as_csv),
        ):
            menu.addAction(words).triggered.connect(partial(self.acts.copy_as, write))
        return menu

    def _more_menu(self) -> QMenu:
        menu = self._menu(self.more)
        menu.addAction(_("Print…")).triggered.connect(self.acts.print_preview)
        menu.addAction(_("Save as PDF…")).triggered.connect(self.acts.ask_pdf)
        menu.addSeparator()
        menu.addAction(_("Export my engagements…")).triggered.connect(self.acts.ask_target)
        menu.addAction(_("Import the team's ETIU list…")).triggered.connect(self.acts.ask_files)
        return menu

    def _sort_menu(self) -> QMenu:
        menu = self._menu(self.sort)
        self._orders = QActionGroup(menu)
        for at, name in enumerate(COLUMNS):
            action = menu.addAction(_(name))
            action.setCheckable(True)
            action.setChecked(at == lead_order.ATTENTION)
            action.triggered.connect(partial(self.sort_by, at))
            self._orders.addAction(action)
        return menu

    def _menu(self, owner: Button) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(owner.accessibleName())
        return menu

    def _show(self) -> None:
        shown, held = self.shown(), self.table.chosen()
        context = self._context
        now, formats = context.portfolio.now(), context.formats
        rows = lead_order.grouped(shown) if self.by_consultant.isChecked() else shown
        self.model.show_lines(rows, formats, now)
        if held and shown:
            self.table.choose_row(held)
        if self.view.current == CAPACITY:
            today = zones.to_zone(now, settings.you(context.store).zone).date()
            self.capacity.show_capacity(capacity(shown, today), formats)
        text = self.filter.text().strip()
        words = _("No engagement matches “{text}”.").format(text=text) if text else _("Nothing of this kind is open.")
        self.empty.setText("" if shown else words)
        self.empty.setVisible(not shown)

    def _summary(self) -> str:
        people = len({item.consultant for item in self.lines})
        count = len(self.lines)
        said = ngettext("{count} open engagement", "{count} open engagements", count).format(count=count)
        whose = ngettext("from {count} consultant", "from {count} consultants", people).format(count=people)
        newest = snapshots.newest(self._context.store, self._context.colleagues.snapshots)
        if not newest:
            return f"{said} {whose}"
        age = zones.elapsed_between(zones.parse_utc(newest), self._context.portfolio.now())
        at = self._context.formats.ago(int(age.total_seconds() // 60))
        return _("{what}, newest snapshot {age}").format(what=f"{said} {whose}", age=at)

    def _on_tile(self, pressed: TileButton, _checked: bool = False) -> None:
        for tile in self.tiles.values():
            if tile is not pressed:
                tile.setChecked(False)
        self._show()

    def _on_view(self, key: str) -> None:
        table = key == TABLE
        self._stack.setCurrentWidget(self._engagements if table else self.capacity)
        self.by_consultant.setVisible(table)
        self.sort.setVisible(table)
        self._show()

    def _on_sorted(self, section: int) -> None:
        self._orders.actions()[section].setChecked(True)
        self._show()

    def _on_open(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is None:
            return
        if line.engagement:
            self.engagement_wanted.emit(line.engagement, "")
        else:
            words = _("{client} is {consultant}'s. It is shown here, not opened.")
            self._context.notices.tell(words.format(client=line.client, consultant=line.consultant or _("nobody")))

    def _on_changed(self, *_what: object) -> None:
        if self.isVisible():
            self.refresh()
