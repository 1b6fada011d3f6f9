"""A week of time as a plain CSV for a spreadsheet: amounts and dates are written as the language does (N28)."""

from __future__ import annotations

from models import projector, time_pieces
from models.formats import Formats
from models.spreadsheet_safety import Cell, csv_text
from models.store import Store
from models.texts import _
from models.time_pieces import Piece
from models.time_weeks import Week


def text(store: Store, week: Week, formats: Formats) -> str:
    """Return the pieces of a week, oldest first: minutes as typed, and hours with two decimals of the same minutes.

    A language with a decimal comma gets semicolons between the cells, as its spreadsheets expect.
    """
    head: list[Cell] = [_("Day"), _("Project"), _("Project code"), _("Billable"), _("Minutes"), _("Hours")]
    rows = [_line(piece, formats) for piece in reversed(time_pieces.between(store, week.monday, week.sunday))]
    delimiter = ";" if formats.decimal == "," else ","
    return csv_text([[*head, _("Note"), _("Exported")], *rows], delimiter=delimiter, decimal=formats.decimal)


def _line(piece: Piece, formats: Formats) -> list[Cell]:
    return [
        formats.numeric_day(piece.day),
        piece.name,
        piece.code,
        _("yes") if piece.billable else _("no"),
        piece.minutes,
        projector.hours(piece.minutes),
        piece.note,
        _("yes") if piece.locked else _("no"),
    ]
