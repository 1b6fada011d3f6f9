"""The week: which one, as a grid or as a list, and a way to add a row."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu

from models import projector, time_log, week_csv
from models.texts import _
from models.time_pieces import Place
from models.time_weeks import Week
from ui.context import Context
from ui.elided import Elided
from ui.file_dialogs import ask_to_save
from ui.form import Button, Label, button, column, hline, icon_button, row
from ui.segmented import Segmented
from ui.time_log.grid_view import GridView
from ui.time_log.piece_acts import PieceActs
from ui.time_log.piece_list import PieceList


class WeekCard(QFrame):
    """Head, grid and list.

    Signals:
        week_wanted: another week, so many weeks away; 0 for this one.
        row_wanted: a project without time this week gets a row.
        new_wanted: a new row of internal work.
    """

    week_wanted = Signal(int)
    row_wanted = Signal(object)
    new_wanted = Signal()

    def __init__(self, context: Context, acts: PieceActs) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._context = context
        self._acts = acts
        look = context.appearance
        self.week = Week.of(time_log.today(context.store))
        self.grid = GridView(look, context.formats)
        self.list = PieceList(context, acts)
        self.list.setProperty("card", False)
        self.list.hide()
        self.title = Label(look, "", 13, 600)
        self._range = Elided(look, "", 12, 400, "text2")
        self.mode = Segmented(look, [("week", _("Week")), ("list", _("List"))], "week", _("How the week is shown"))
        self.mode.chosen.connect(self.show_mode)
        self.add = Button(look, _("Add a row"), "ghost", "plus", height=28)
        self.add.clicked.connect(self.offer_rows)
        self.save = icon_button(look, "dl", _("Save the week as CSV"))
        self.save.clicked.connect(self.ask_for_file)
        parts = (self.title, self._range, self.add, self.save, *self._ways(), self.mode)
        head = row(*parts, spacing=8, margins=(16, 8, 10, 8))
        head.setStretch(1, 1)
        self.setLayout(column(head, hline(), self.grid, self.list, spacing=0, margins=(1, 1, 1, 6)))

    def show_week(self, week: Week, this: Week) -> None:
        """Name the week."""
        self.week = week
        days = self._context.formats.days(week.monday, week.sunday)
        self.title.setText(_("This week") if week == this else week.text)
        self._range.setText(days)
        self.this.setEnabled(week != this)

    def show_mode(self, mode: str) -> None:
        """Show the grid ("week") or the pieces ("list")."""
        self.mode.choose(mode)
        self.grid.setVisible(mode == "week")
        self.list.setVisible(mode == "list")

    def ask_for_file(self) -> None:
        """Ask where the week goes as a plain CSV; nothing is marked."""
        kinds = (_("CSV files (*.csv)"),)
        ask_to_save(self, _("Save the week as CSV"), kinds, f"{self.week.text}.csv", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the week for a spreadsheet, in the language's amounts and dates, and say where it is."""
        text = week_csv.text(self._context.store, self.week, self._context.formats)
        if self._context.attempt(lambda: projector.write_files(path, [text])):
            self._context.notices.tell(_("Saved {file}").format(file=path.name))

    def offer_rows(self) -> None:
        """Offer every project that has no row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, name in self._acts.places():
            if self.grid.rows.row_of(place) < 0:
                menu.addAction(name, partial(self._want, place))
        menu.addSeparator()
        menu.addAction(_("New internal work…"), self.new_wanted.emit)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _want(self, place: Place) -> None:
        self.row_wanted.emit(place)

    def _ways(self) -> tuple[Button, Button, Button]:
        look = self._context.appearance
        before, after = icon_button(look, "prev", _("Week before")), icon_button(look, "chevr", _("Week after"))
        self.this = button(look, _("This week"), height=28)
        self.before, self.after = before, after
        before.clicked.connect(partial(self._go, -1))
        after.clicked.connect(partial(self._go, 1))
        self.this.clicked.connect(partial(self._go, 0))
        return before, after, self.this

    def _go(self, weeks: int, _checked: bool = False) -> None:
        self.week_wanted.emit(weeks)
