"""CSV that a spreadsheet can't take for formulas: what somebody typed is never carried out on opening a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

Cell = str | int | Decimal

_STARTS: Final = frozenset("=+-@|%\t\r\n＝＋－＠")
"""What begins a formula or a command; the wide signs are read as the narrow ones by some programs."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet carries out: an apostrophe before what could begin a formula."""
    seen = text.lstrip(" \u00a0\ufeff\u200b")
    return f"'{text}" if seen[:1] in _STARTS and seen else text


def csv_text(rows: Iterable[Sequence[Cell]], *, delimiter: str = ",", decimal: str = ".") -> str:
    """Return rows as CSV with CRLF; texts are made safe, numbers stay numbers.

    Args:
        rows: texts, whole numbers and decimals; a decimal keeps its places (0.50).
        delimiter: between the cells; a semicolon where the decimal sign is a comma.
        decimal: the decimal sign.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_written(cell, decimal) for cell in row] for row in rows)
    return file.getvalue()


def _written(cell: Cell, decimal: str) -> str:
    return safe(cell) if isinstance(cell, str) else str(cell).replace(".", decimal)
