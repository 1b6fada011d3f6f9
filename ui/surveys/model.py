"""The table of scores as a Qt model: what the chart shows, in words; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.formats import Formats
from models.survey_figures import Quarter
from models.survey_files import stage_words
from models.surveys import KINDS, Scale, Score, value_in_words
from models.texts import _, mark
from ui.surveys.plot import Dot

Index = QModelIndex | QPersistentModelIndex

DAY, CLIENT, SCORE, SAID, AFTER = range(5)
SCORES = (mark("Seen in HI"), mark("Client"), mark("Score"), mark("What they said"), mark("After"))
QUARTERS = (mark("Quarter"), mark("Survey average"), mark("Surveys"), mark("CSAT average"), mark("CSAT scores"))
LOW = Qt.ItemDataRole.UserRole
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
STRONG = Qt.ItemDataRole.UserRole + 1


class ScoreModel(QAbstractTableModel):
    """Rows of scores, or of quarters."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []
        self._dots: tuple[Dot, ...] = ()
        self._head: tuple[str, ...] = SCORES

    def show_scores(self, dots: Sequence[Dot], usual: Scale, formats: Formats) -> None:
        """Show scores; `dots` oldest first."""
        self.beginResetModel()
        self._head, self._dots = SCORES, tuple(reversed(dots))
        self._rows = [_cells(dot.score, usual, formats) for dot in self._dots]
        self.endResetModel()

    def show_quarters(self, quarters: Sequence[Quarter], formats: Formats) -> None:
        """Show quarters; oldest first as they come."""
        self.beginResetModel()
        self._head, self._dots = QUARTERS, ()
        self._rows = []
        for item in reversed(quarters):
            survey, csat = item.survey, item.csat
            averages = survey.words(formats), str(survey.count), csat.words(formats), str(csat.count)
            self._rows.append((item.name(), *averages))
        self.endResetModel()

    @property
    def of_quarters(self) -> bool:
        """Whether the rows are quarters."""
        return self._head is QUARTERS

    def score(self, row: int) -> Score | None:
        """Return the score of a row; None for a quarter's."""
        return self._dots[row].score if 0 <= row < len(self._dots) else None

    def beside(self, row: int) -> int:
        """Return the place in the chart of a row, and the row of a place: both count from their own end."""
        return len(self._rows) - 1 - row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._head)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._rows[row][column]
            case Qt.ItemDataRole.AccessibleTextRole if self._is_low(row, column):
                return _("{score}, low").format(score=self._rows[row][column])
            case Qt.ItemDataRole.TextAlignmentRole if self._is_right(column):
                return RIGHT
        return {LOW: self._is_low(row, column), STRONG: self._is_strong(column)}.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole and section < len(self._head):
            return _(self._head[section])
        return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and self._is_right(section) else None

    def _is_right(self, column: int) -> bool:
        return column == AFTER and not self.of_quarters

    def _is_strong(self, column: int) -> bool:
        return column in ((1, 3) if self.of_quarters else (CLIENT, SCORE))

    def _is_low(self, row: int, column: int) -> bool:
        return column == SCORE and row < len(self._dots) and self._dots[row].low


def _cells(score: Score, usual: Scale, formats: Formats) -> tuple[str, ...]:
    said = f"“{score.comment}”" if score.comment else _("No comment")
    after = [stage_words(score), _("followed up") if score.told else ""]
    if score.kind == "csat":
        after.insert(0, _(KINDS["csat"]))
    words = ", ".join(filter(None, after))
    return formats.day(score.day), score.client, value_in_words(score, formats, usual), said, words
