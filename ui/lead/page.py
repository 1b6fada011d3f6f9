"""The lead's overview: tiles that filter, a table of every open engagement, snapshots in and out (N35)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QMenu, QTableView

from models import lead, snapshots, zones
from models.errors import UserError
from models.lead import TILES, Line
from models.texts import _, ngettext
from ui.clearable import make_clearable
from ui.clipboard import copy_text
from ui.context import Context
from ui.file_dialogs import ask_for_files, ask_to_save
from ui.form import Label, button, card, column, row
from ui.lead.delegate import LeadDelegate
from ui.lead.model import LeadModel
from ui.lead.tile import TileButton
from ui.navigation_page import NavigationPage

SHARES = (16, 13, 16, 13, 19, 23)
"""Of the table's width, in hundredths, by column."""
LARGE = 4
"""So many tiles are large, as in the picture; the others stand beside the filter."""


class LeadTable(QTableView):
    """The table; Enter opens an engagement, as a double click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for at, share in enumerate(SHARES[:-1]):
            self.setColumnWidth(at, self.viewport().width() * share // 100)


class LeadPage(NavigationPage):
    """Follows the portfolio while it is in view."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setObjectName("page")
        look = context.appearance
        self.lines: tuple[Line, ...] = ()
        self.title = Label(look, _("Lead overview"), 20, 600)
        self.summary = Label(look, "", 13, 400, "text2")
        self.tiles = {key: TileButton(look, key, small=at >= LARGE) for at, key in enumerate(TILES)}
        self.model = LeadModel(self)
        self.table = self._table()
        self.filter = QLineEdit()
        self.empty = Label(look, "", 13, 400, "text2", wrap=True)
        self.copy = button(look, _("Copy summary"), "secondary", "copy", height=36)
        self.copy.setMenu(self._menu())
        self._assemble()
        context.portfolio.engagements_changed.connect(self._on_changed)
        context.portfolio.listed.connect(self._on_changed)
        context.feed.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show what is true now."""
        context, portfolio = self._context, self._context.portfolio
        now = portfolio.now()
        known = [(item, need) for item in portfolio.loaded() if (need := portfolio.attention(item.id))]
        self.lines = lead.lines(known, snapshots.others(context.store), now)
        for tile in lead.tiles(self.lines, now, context.formats):
            self.tiles[tile.key].show_tile(tile)
        self.summary.setText(self._summary())
        self._show()

    def take_focus(self) -> None:
        """Put the focus into the table, on its first row where none was chosen."""
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def import_snapshots(self, paths: Sequence[Path]) -> None:
        """Read colleagues' files; a refused one changes nothing."""
        for path in paths:
            try:
                found = snapshots.read(path)
                kept = snapshots.keep(self._context.store, found)
            except UserError as error:
                self._context.notices.tell(str(error))
                continue
            words = _("Read the snapshot of {consultant}") if kept else _("The snapshot of {consultant} here is newer")
            self._context.notices.tell(words.format(consultant=found.consultant))

    def export_to(self, path: Path) -> None:
        """Write your own engagements as a snapshot."""
        target = path if path.name.endswith(snapshots.SUFFIX) else path.with_name(f"{path.name}{snapshots.SUFFIX}")
        if self._context.attempt(lambda: snapshots.write(snapshots.take(self._context.store, self.lines), target)):
            self._context.notices.tell(_("Written to {file}").format(file=target.name))

    def copied(self, write: Callable[..., str]) -> None:
        """Copy the lines that are shown, as `lead` writes them."""
        copy_text(write(self._shown(), self._context.formats))
        self._context.notices.tell(_("The overview is copied"))

    def _assemble(self) -> None:
        look = self._context.appearance
        self.filter.setPlaceholderText(_("Filter by client, consultant or ticket"))
        self.filter.setAccessibleName(_("Filter the overview"))
        make_clearable(self.filter)
        self.filter.setFont(look.font(13))
        self.filter.setFixedSize(300, round(34 * max(1.0, look.text_scale)))
        self.filter.textChanged.connect(self._show)
        self.filter.returnPressed.connect(self.take_focus)
        for tile in self.tiles.values():
            tile.clicked.connect(partial(self._on_tile, tile))
        read = button(look, _("Import a snapshot"), "secondary", "folder", height=36)
        read.clicked.connect(self._choose_files)
        write = button(look, _("Export mine"), "secondary", "ul", height=36)
        write.clicked.connect(self._choose_target)
        head = row(column(self.title, self.summary, spacing=4), None, self.copy, write, read)
        frame = card(
            row(self.filter, None, *list(self.tiles.values())[LARGE:], margins=(12, 10, 12, 10)),
            self.empty,
            self.table,
            spacing=0,
            margins=(0, 0, 0, 0),
        )
        inner = frame.layout()
        layout = column(
            head, row(*list(self.tiles.values())[:LARGE], spacing=12), frame, spacing=14, margins=(24, 18, 24, 18)
        )
        layout.setStretch(2, 1)
        if inner is not None:
            self.empty.setContentsMargins(16, 12, 16, 16)
        self.setLayout(layout)

    def _table(self) -> QTableView:
        table = LeadTable()
        table.setObjectName("leadTable")
        table.setModel(self.model)
        table.setItemDelegate(LeadDelegate(self._context.appearance))
        table.setAccessibleName(_("Every open engagement"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.itemDelegate().sizeHint(None, QModelIndex()).height())  # type: ignore[arg-type]
        header = table.horizontalHeader()
        header.setFont(self._context.appearance.font(12, 500))
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.doubleClicked.connect(self._on_open)
        return table

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(_("Copy summary"))
        for words, write in (
            (_("As text"), lead.as_text),
            (_("As Markdown"), lead.as_markdown),
            (_("As CSV"), lead.as_csv),
        ):
            menu.addAction(words).triggered.connect(partial(self._copy_as, write))
        return menu

    def _copy_as(self, write: Callable[..., str], _checked: bool = False) -> None:
        self.copied(write)

    def _shown(self) -> tuple[Line, ...]:
        now = self._context.portfolio.now()
        chosen = next((key for key, tile in self.tiles.items() if tile.isChecked()), "")
        words = self.filter.text().casefold().split()
        found = lead.filtered(self.lines, chosen, now)
        if not words:
            return found
        formats = self._context.formats
        return tuple(
            item for item in found if all(word in " ".join(lead.cells(item, formats)).casefold() for word in words)
        )

    def _show(self) -> None:
        shown = self._shown()
        held = self.table.currentIndex().row()
        self.model.show_lines(shown, self._context.formats, self._context.portfolio.now())
        if 0 <= held < len(shown):
            self.table.setCurrentIndex(self.model.index(held, 0))
        text = self.filter.text().strip()
        words = _("No engagement matches “{text}”.").format(text=text) if text else _("Nothing of this kind is open.")
        self.empty.setText("" if shown else words)
        self.empty.setVisible(not shown)

    def _summary(self) -> str:
        people = len({item.consultant for item in self.lines})
        count = len(self.lines)
        said = ngettext("{count} open engagement", "{count} open engagements", count).format(count=count)
        whose = ngettext("from {count} consultant", "from {count} consultants", people).format(count=people)
        newest = snapshots.newest(self._context.store)
        if not newest:
            return f"{said} {whose}"
        at = self._context.formats.ago(
            int(zones.elapsed_between(zones.parse_utc(newest), self._context.portfolio.now()).total_seconds() // 60)
        )
        return _("{what}, newest snapshot {age}").format(what=f"{said} {whose}", age=at)

    def _on_tile(self, pressed: TileButton, _checked: bool = False) -> None:
        for tile in self.tiles.values():
            if tile is not pressed:
                tile.setChecked(False)
        self._show()

    def _on_open(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line.engagement:
            self.engagement_wanted.emit(line.engagement, "")
        else:
            words = _("{client} is {consultant}'s. A handover would bring it here.")
            self._context.notices.tell(words.format(client=line.client, consultant=line.consultant))

    def _choose_files(self) -> None:
        ask_for_files(self, _("Import a snapshot"), (self._kind(),), self.import_snapshots)

    def _choose_target(self) -> None:
        ask_to_save(self, _("Export my engagements"), (self._kind(),), f"engagements{snapshots.SUFFIX}", self.export_to)

    @staticmethod
    def _kind() -> str:
        return _("Snapshots (*{suffix})").format(suffix=snapshots.SUFFIX)

    def _on_changed(self, *_what: object) -> None:
        if self.isVisible():
            self.refresh()
