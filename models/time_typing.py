"""Reads a length of time as a person types it in a cell: "0.5", ".5", "1,5", "1:30", "30m", "1h 30m"; to the minute."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from models.errors import UserError
from models.texts import _

DAY_MINUTES: Final = 24 * 60
_HOURS: Final = re.compile(r"(?P<hours>\d{1,3}|\d{0,3}[.,]\d{1,4}|\d{1,3}[.,])\s*(?:h|hrs?|hours?)?", re.ASCII)
_CLOCK: Final = re.compile(r"(?P<hours>\d{0,3}):(?P<minutes>[0-5]\d)\s*h?", re.ASCII)
_MINUTES: Final = re.compile(r"(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?|')", re.ASCII)
_BOTH: Final = re.compile(r"(?P<hours>\d{1,3})\s*h\s*(?P<minutes>\d{1,2})\s*(?:m|min)?", re.ASCII)


def read_length(text: str) -> int:
    """Return the minutes that a text means; a bare number is hours, a comma is a decimal point, nothing is 0.

    Raises:
        UserError: it is no length, or longer than a day.
    """
    typed = " ".join(text.casefold().split())
    minutes = _minutes(typed)
    if minutes is None:
        raise UserError(_("“{text}” is no length of time.").format(text=text.strip()), do=_hint())
    if minutes > DAY_MINUTES:
        raise UserError(_("“{text}” is longer than a day.").format(text=text.strip()), do=_hint())
    return minutes


def _minutes(typed: str) -> int | None:
    if not typed:
        return 0
    if found := _CLOCK.fullmatch(typed) or _BOTH.fullmatch(typed):
        return int(found["hours"] or 0) * 60 + int(found["minutes"])
    if found := _MINUTES.fullmatch(typed):
        return int(found["minutes"])
    if found := _HOURS.fullmatch(typed):
        hours = Decimal(found["hours"].replace(",", "."))
        return int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP))
    return None


def _hint() -> str:
    return _("Type it like 0.5, 1:30 or 30m.")
