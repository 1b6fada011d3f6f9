"""The billable report: a period, what was logged in it by client, phase and kind, and what was expected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from models import billable_report, settings, time_log, whole_files
from models.billable_report import Period, Report
from models.errors import UserError
from models.history import Changed
from models.texts import _
from ui.billable_report.bars import Bars
from ui.billable_report.model import HEIGHT, ReportDelegate, ReportModel, ReportTable
from ui.context import Context
from ui.dates.day_field import DayField
from ui.dialog import DialogFrame
from ui.file_dialogs import ask_to_save
from ui.form import Label, button, column, icon_button, row
from ui.segmented import Segmented

WIDTH, TABLE_HEIGHT = 920, 300
OWN = "own"


class BillableReport(DialogFrame):
    """Follows the store while it is open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Billable report"), WIDTH, parent)
        self._context = context
        look, zone = context.appearance, settings.you(context.store).zone
        self.period = Period.quarter(self._today())
        self.report: Report | None = None
        self._showing = False
        sorts = (("quarter", _("Quarter")), ("month", _("Month")), (OWN, _("Own dates")))
        self.sort = Segmented(look, sorts, "quarter", _("Period"))
        self.earlier = icon_button(look, "prev", _("Earlier"))
        self.later = icon_button(look, "chevr", _("Later"))
        self.name = Label(look, "", 15, 600)
        self.first, self.last = DayField(context, _("First day"), zone), DayField(context, _("Last day"), zone)
        self.error = Label(look, "", 12, 500, "danger", wrap=True)
        self.summary = Label(look, "", 13, 400, "text2", wrap=True)
        self.bars, self.model = Bars(look), ReportModel(self)
        self.table = self._table()
        self.pdf = button(look, _("Save as PDF"), icon="dl")
        self.csv = button(look, _("Save as CSV"), icon="dl")
        close = button(look, _("Close"), "primary")
        close.clicked.connect(self.accept)
        self._own = QWidget()
        self._own.setLayout(row(column(self.first, None), column(self.last, None), spacing=12))
        above = row(self.sort, 8, self.earlier, self.later, self.name, None, spacing=4)
        key = Label(
            look, _("The upright line is what the playbook expects of the phases that have begun."), 12, 400, "text2"
        )
        body = column(
            above, self._own, self.error, self.summary, self.bars, key, self.table, spacing=10, margins=(0, 0, 0, 0)
        )
        self.build(body, (self.pdf, self.csv, close))
        self._connect()
        self._on_sort("quarter")
        self.sort.button("quarter").setFocus()

    def refresh(self) -> None:
        """Show the period as it is now."""
        context, portfolio = self._context, self._context.portfolio
        dossiers = [item for item in map(portfolio.dossier, portfolio.ids()) if item is not None]
        found = billable_report.report(context.store, dossiers, self.period, self._today())
        self.report = found
        self.name.setText(self.period.name(context.formats))
        nothing = _("No time is logged in this period, and none is expected.")
        self.summary.setText(billable_report.summary(found, context.formats) if found.groups else nothing)
        self.bars.show_report(found, context.formats)
        self.model.show_report(found, context.formats)
        self.fit()

    def go(self, *, later: bool) -> None:
        """Show the period beside this one."""
        self.period = self.period.after if later else self.period.before
        self._show_days()
        self.refresh()

    def save_pdf(self, path: Path) -> None:
        """Write the report as PDF."""
        from ui.billable_report.paper import pdf  # start-up saving: QtSvg is imported when a file is wanted
        from ui.taking_along.paper import PaperInk  # start-up saving: as above

        found, context = self.report, self._context
        if found is None:
            return
        content = pdf(found, settings.you(context.store).name, context.formats, PaperInk(context.appearance))
        if context.attempt(lambda: whole_files.write(path, content)):
            self.hint.setText(_("Written to {file}").format(file=path.name))

    def save_csv(self, path: Path) -> None:
        """Write the report as CSV."""
        found = self.report
        formats = self._context.formats
        if found is not None and self._context.attempt(lambda: billable_report.write_csv(found, path, formats)):
            self.hint.setText(_("Written to {file}").format(file=path.name))

    def _connect(self) -> None:
        self.sort.chosen.connect(self._on_sort)
        self.earlier.clicked.connect(lambda: self.go(later=False))
        self.later.clicked.connect(lambda: self.go(later=True))
        self.first.field.line.textChanged.connect(self._on_days)
        self.last.field.line.textChanged.connect(self._on_days)
        self.pdf.clicked.connect(self._choose_pdf)
        self.csv.clicked.connect(self._choose_csv)
        self._context.feed.changed.connect(self._on_changed)

    def _on_sort(self, sort: str) -> None:
        own = sort == OWN
        self._own.setVisible(own)
        self.error.setVisible(False)
        if not own:
            today = self._today()
            day = today if self.period.holds(today) else self.period.first
            self.period = Period.quarter(day) if sort == "quarter" else Period.month(day)
        self._show_days()
        self.refresh()

    def _on_days(self) -> None:
        first, last = self.first.day, self.last.day
        if first is None or last is None or self._showing:
            return
        try:
            self.period = Period.between(first, last)
        except UserError as error:
            self.error.setText(f"{error.what} {error.do}")
            self.error.setVisible(True)
            self.fit()
            return
        self.error.setVisible(False)
        self.refresh()

    def _show_days(self) -> None:
        """Write the period into the two fields, so that own dates begin with it."""
        self._showing = True
        for field, day in ((self.first, self.period.first), (self.last, self.period.last)):
            field.field.set_text(day.isoformat())
        self._showing = False

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("time_entry", "internal_entry", "internal_project", "engagement", "phase"):
            self.refresh()

    def _today(self) -> date:
        return time_log.today(self._context.store)

    def _choose_pdf(self) -> None:
        ask_to_save(self, _("Save as PDF"), (_("PDF (*.pdf)"),), self._file("pdf"), self.save_pdf)

    def _choose_csv(self) -> None:
        ask_to_save(self, _("Save as CSV"), (_("CSV (*.csv)"),), self._file("csv"), self.save_csv)

    def _file(self, ending: str) -> str:
        return f"{_('Billable report')} {self.period.first} {self.period.last}.{ending}"

    def _table(self) -> QTableView:
        look, table = self.appearance, ReportTable()
        table.setObjectName("scoreTable")
        table.setModel(self.model)
        table.setItemDelegate(ReportDelegate(look))
        table.setAccessibleName(_("Hours by client, phase and kind"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setShowGrid(False)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(round(HEIGHT * max(1.0, look.text_scale)))
        header = table.horizontalHeader()
        header.setFont(look.font(12, 500))
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.setMinimumHeight(round(TABLE_HEIGHT * max(1.0, look.text_scale)))
        return table
