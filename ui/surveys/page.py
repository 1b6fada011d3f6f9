"""The page of surveys: four numbers, the chart and the table of the same scores (N33; SCREENS §9)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtWidgets import QMenu

from models import survey_figures, survey_files, surveys, time_log
from models.errors import UserError
from models.history import Changed
from models.name_order import by_name
from models.surveys import Score
from models.texts import _, ngettext
from ui.background import Work
from ui.clipboard import copy_text
from ui.context import Context
from ui.field import DropDown
from ui.file_dialogs import ask_for_file, ask_to_save
from ui.form import Label, button, card, column, icon_button, row
from ui.navigation_page import NavigationPage
from ui.segmented import Segmented
from ui.surveys import accessible
from ui.surveys.chart import ScoreChart
from ui.surveys.legend import Legend
from ui.surveys.model import ScoreModel
from ui.surveys.opening import delete_score, open_score, open_tell, tell_words, undo
from ui.surveys.plot import View, view
from ui.surveys.table import ScoreTable
from ui.surveys.tiles import ScoreTile

QUARTERS = "quarters"
RANGE = "surveys.range"


class SurveysPage(NavigationPage):
    """Follows the store; chart and table always show the same scores."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._reading: Work | None = None
        self.setObjectName("page")
        self.setAccessibleName(_("Surveys"))
        self._context = context
        look = context.appearance
        self.scores: list[Score] = []
        accessible.install()
        self._view: View | None = None
        self.tiles = [ScoreTile(look) for _number in range(4)]
        self.chart, self.legend = ScoreChart(look), Legend(look)
        self.model = ScoreModel(self)
        self.table = ScoreTable(look, self.model)
        self.client = DropDown()
        ranges = (("90", _("90 days")), ("year", _("Year")), ("all", _("All")), (QUARTERS, _("Quarters")))
        kept = context.store.recall(RANGE, "90")
        kept = kept if kept in dict(ranges) else "90"
        self.range = Segmented(look, ranges, kept, _("What the chart shows"))
        self.empty = Label(look, "", 14, 400, "text2", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add = button(look, _("Add a score"), "primary", "plus", height=36)
        self.copy = button(look, _("Copy summary"), "secondary", "copy", height=36)
        self.more = icon_button(look, "dots", _("More: import and export"), size=36)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Show what is true now."""
        store, formats = self._context.store, self._context.formats
        self.scores = surveys.scores(store)
        marks, today = surveys.marks(store), time_log.today(store)
        for tile, found in zip(self.tiles, survey_figures.tiles(self.scores, marks, today, formats), strict=True):
            tile.show_tile(found)
        self._offer_clients()
        self._show()

    def take_focus(self) -> None:
        """Put the focus into the chart, or onto the button where there is nothing to walk through."""
        (self.chart if self.chart.isVisibleTo(self) else self.add).setFocus()

    def add_score(self, client: str = "") -> None:
        """Ask for a score and keep it."""
        open_score(self._context, self.window(), client)

    def change(self, row_: int) -> None:
        """Change the score of a row of the table."""
        score = self.model.score(row_)
        if score is not None:
            open_score(self._context, self.window(), score=score)

    def tell(self, id_: int) -> None:
        """Compose what the lead is told of a score."""
        open_tell(self._context, self.window(), id_)

    def import_file(self, path: Path) -> None:
        """Read scores from CSV beside the window; a refused file changes nothing."""
        if self._reading is None:
            scale = surveys.marks(self._context.store).scale
            self._reading = Work(partial(survey_files.read_file, path, scale), self)
            self._reading.start(self._keep, self._refuse)

    def _keep(self, found: object) -> None:
        self._reading = None
        kept: list[survey_files.Imported] = []
        rows = cast("list[survey_files.Read]", found)
        if self._context.attempt(lambda: kept.append(survey_files.keep(self._context.store, rows))):
            way_back = (_("Undo"), partial(undo, self._context)) if kept[0].new else ()
            self._context.notices.tell(kept[0].words(), *way_back)

    def _refuse(self, error: object) -> None:
        self._reading = None
        if not isinstance(error, UserError):
            raise cast("Exception", error)
        self._context.notices.tell(str(error))

    def export_to(self, path: Path) -> None:
        """Write the scores that are shown as CSV."""
        shown = [dot.score for dot in self._view.dots] if self._view else []
        if self._context.attempt(lambda: survey_files.export(shown, path, self._context.formats)):
            self._context.notices.tell(_("Written to {file}").format(file=path.name))

    def choose_import(self) -> None:
        """Ask for the file to read."""
        ask_for_file(self, _("Import survey scores"), (_("CSV (*.csv *.txt)"),), self.import_file)

    def choose_export(self) -> None:
        """Ask where the scores are written."""
        ask_to_save(self, _("Export survey scores"), (_("CSV (*.csv)"),), "survey scores.csv", self.export_to)

    def copy_summary(self) -> None:
        """Copy the numbers and the quarters as text."""
        store, today = self._context.store, time_log.today(self._context.store)
        copy_text(survey_files.summary(self.scores, surveys.marks(store), today, self._context.formats))
        self._context.notices.tell(_("The summary is copied"))

    def _show(self) -> None:
        store, formats = self._context.store, self._context.formats
        client = self.client.currentData() or ""
        mine = [score for score in self.scores if not client or score.client == client]
        marks, by_quarter = surveys.marks(store), self.range.current == QUARTERS
        self._view = view(mine, marks, self.range.current, time_log.today(store))
        quarters = survey_figures.quarters(mine, marks.scale) if by_quarter else None
        self.chart.show_view(self._view, quarters, formats)
        if quarters is not None:
            self.model.show_quarters(quarters, formats)
        else:
            self.model.show_scores(self._view.dots, marks.scale, formats)
        self.title.setText(_("Score over time") if quarters is None else _("Average by quarter"))
        self._show_legend(self._view, by_quarter=by_quarter)
        any_ = bool(self._view.dots)
        self.empty.setText(self._nothing(client))
        for part, seen in ((self.chart, any_), (self.table_card, any_), (self.empty, not any_), (self.legend, any_)):
            part.setVisible(seen)

    def _nothing(self, client: str) -> str:
        if not self.scores:
            return _("No scores yet. Look in HI, then add the first.")
        return _("No score of {client} in this time.").format(client=client) if client else _("No score in this time.")

    def _show_legend(self, shown: View, *, by_quarter: bool) -> None:
        if by_quarter:
            self.legend.show_entries(("bar", _("Surveys")), ("bar2", _("CSAT")), ("", _("Count under each average")))
            return
        entries = [("line", _("Average of the last {count}").format(count=survey_figures.LAST))]
        entries.append(("survey", _("One survey")))
        if shown.has_csat:
            entries.append(("csat", _("CSAT")))
        words = ngettext("Mean {mean} of {count}", "Mean {mean} of {count}", shown.mean.count)
        mean = shown.mean.words(self._context.formats)
        self.legend.show_entries(*entries, ("", words.format(mean=mean, count=shown.mean.count)))

    def _offer_clients(self) -> None:
        chosen = self.client.currentData() or ""
        names = sorted({score.client for score in self.scores}, key=by_name)
        with QSignalBlocker(self.client):
            self.client.clear()
            self.client.addItem(_("All clients"), "")
            for name in names:
                self.client.addItem(name, name)
            self.client.setCurrentIndex(max(0, self.client.findData(chosen)))

    def _on_menu(self, row_: int, place: QPoint) -> None:
        score = self.model.score(row_)
        if score is None:
            return
        menu = QMenu(self)
        menu.setFont(self._context.appearance.font(13))
        menu.addAction(_("Change…")).triggered.connect(partial(self.change, row_))
        menu.addAction(f"{tell_words(self._context)}…").triggered.connect(partial(self.tell, score.id))
        if score.engagement:
            words = _("Open {client}").format(client=score.client)
            menu.addAction(words).triggered.connect(lambda: self.engagement_wanted.emit(score.engagement, ""))
        menu.addSeparator()
        menu.addAction(_("Delete")).triggered.connect(partial(delete_score, self._context, score.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_add(self) -> None:
        self.add_score()

    def _on_row(self) -> None:
        row_ = self.table.currentIndex().row()
        self.chart.choose(self.model.beside(row_) if row_ >= 0 else -1)

    def _on_dot(self, at: int) -> None:
        self.table.choose(self.model.beside(at) if at >= 0 else -1)

    def _on_range(self, key: str) -> None:
        self._context.store.remember(RANGE, key)
        self._show()

    def _on_changed(self, changed: Changed) -> None:
        if self.isVisible() and changed.touches("survey_score", "engagement", "setting"):
            self.refresh()

    def _build(self) -> None:
        look = self._context.appearance
        words = _("Scores as you see them in HI, typed in here. Nothing is sent.")
        title = Label(look, _("Surveys"), 22, 600, tracking=-0.3)
        said = column(title, Label(look, words, 13, 400, "text2"), spacing=2)
        head = row(said, None, self.copy, self.more, self.add)
        self.title = Label(look, _("Score over time"), 13, 600)
        self.client.setAccessibleName(_("Client"))
        self.client.setFont(look.font(12))
        self.client.setFixedSize(round(140 * look.text_scale), round(30 * max(1.0, look.text_scale)))
        above = row(self.title, 8, self.legend, self.client, self.range, margins=(0, 0, 0, 6))
        above.setStretch(2, 1)
        self.chart_card = card(above, self.chart, self.empty, spacing=2, margins=(16, 11, 16, 8))
        self.table_card = card(self.table, spacing=0, margins=(1, 1, 1, 1))
        layout = column(head, row(*self.tiles, spacing=12), self.chart_card, self.table_card, spacing=12)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.setStretch(2, 9)
        layout.setStretch(3, 5)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.copy.clicked.connect(self.copy_summary)
        menu = QMenu(self)
        menu.setAccessibleName(_("Import and export"))
        menu.addAction(_("Import from CSV…")).triggered.connect(self.choose_import)
        menu.addAction(_("Export as CSV…")).triggered.connect(self.choose_export)
        self.more.clicked.connect(lambda: menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.range.chosen.connect(self._on_range)
        self.client.currentIndexChanged.connect(self._show)
        self.chart.chosen.connect(self._on_dot)
        self.chart.opened.connect(lambda at: self.change(self.model.beside(at)))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.changed.connect(self.change)
        self.table.deleted.connect(self._on_delete_key)
        self.table.menu_wanted.connect(self._on_menu)
        self._context.feed.changed.connect(self._on_changed)

    def _on_delete_key(self, row_: int) -> None:
        score = self.model.score(row_)
        if score is not None:
            delete_score(self._context, score.id)
