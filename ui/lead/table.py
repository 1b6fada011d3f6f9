"""The table of the lead's overview: wide enough for its headings, sorted by a click on one, opened with Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from models.lead import COLUMNS, Line
from models.lead_order import ATTENTION, Group
from models.texts import _
from ui.lead.delegate import HEIGHT, LeadDelegate
from ui.lead.model import DATA, LeadModel
from ui.theme import Appearance

SHARES = (15, 13, 13, 12, 17, 21, 9)
"""Of the room that the headings leave, in hundredths, by column."""
PADDING = 26
ARROW = 14
"""Room of the sign of the order in a heading, in logical pixels."""

_AGE = "2 days ago"


class LeadTable(QTableView):
    """Enter opens an engagement, as a double click does."""

    def __init__(self, look: Appearance, model: LeadModel) -> None:
        super().__init__()
        self._look = look
        self._lines = model
        self.setObjectName("leadTable")
        self.setModel(model)
        self.setItemDelegate(LeadDelegate(look))
        self.setAccessibleName(_("Every open engagement"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress_header()
        model.modelReset.connect(self._span_headings)
        model.modelReset.connect(self._share_width)
        look.changed.connect(self._restyle)
        self._restyle()

    def choose_row(self, uid: str) -> None:
        """Stand on the engagement with this uid where it is shown, else on the first."""
        rows = self._lines.rows
        first = next((at for at, row in enumerate(rows) if not isinstance(row, Group)), 0)
        at = next((at for at, row in enumerate(rows) if not isinstance(row, Group) and row.uid == uid), first)
        self.setCurrentIndex(self._lines.index(at, 0))

    def chosen(self) -> str:
        """Return the uid of the engagement that the table stands on; empty for none."""
        at = self.currentIndex().row()
        row = self._lines.rows[at] if 0 <= at < len(self._lines.rows) else None
        return "" if row is None or isinstance(row, Group) else row.uid

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(ATTENTION, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _restyle(self) -> None:
        self.horizontalHeader().setFont(self._look.font(12, 500))
        height = round(HEIGHT * max(1.0, self._look.text_scale))
        self.verticalHeader().setDefaultSectionSize(height)
        self._share_width()

    def _span_headings(self) -> None:
        """Let a consultant's heading have the whole row."""
        self.clearSpans()
        for at, row in enumerate(self._lines.rows):
            if isinstance(row, Group):
                self.setSpan(at, 0, 1, len(COLUMNS))

    def _share_width(self) -> None:
        """Give each column its heading's width, and share out what is left."""
        header = self.horizontalHeader()
        metrics, sorted_by = QFontMetricsF(header.font()), header.sortIndicatorSection()
        needed = [
            round(metrics.horizontalAdvance(_(name))) + PADDING + (ARROW if at == sorted_by else 0)
            for at, name in enumerate(COLUMNS)
        ]
        stale = QFontMetricsF(self._look.font(12)).horizontalAdvance(_("Stale, {age}").format(age=_AGE))
        if any(isinstance(row, Line) and row.made_utc for row in self._lines.rows):
            needed[DATA] = max(needed[DATA], round(stale) + PADDING)
        total = self.viewport().width()
        wanted = [max(least, total * share // 100) for least, share in zip(needed, SHARES, strict=True)]
        over = sum(wanted) - total
        spare = sum(want - least for want, least in zip(wanted, needed, strict=True)) or 1
        for at, (want, least) in enumerate(zip(wanted, needed, strict=True)):
            self.setColumnWidth(at, want - (round(over * (want - least) / spare) if over > 0 else 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.doubleClicked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
