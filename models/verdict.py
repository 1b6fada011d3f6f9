"""The answer of a triple check: its verdict, its rows and its words, in the shape of `triple-check --json`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from models import zones
from models.errors import UserError
from models.mismatch import CauseName, Choice, length_words
from models.texts import _

RowName = Literal[
    "start", "end", "length", "session_zone", "weekday", "plan", "future", "real_time", "clock_change", "ctask_window"
]


class Row(Struct, frozen=True, kw_only=True):
    """One line of the comparison.

    Attributes:
        row: what is compared.
        a: what was agreed, in words.
        b: what ServiceNow shows (or the timeline, the calendar, the clock), in words.
        result: whether they are the same.
        difference_minutes: how much later or longer B is; null where minutes say nothing.
        text: the result in words: "Same", "3 hours late", "Not a real time".
        warning: what to know although it blocks nothing; empty in most rows.
        a_utc: the instant of A; empty where there is none.
        b_utc: the instant of B; empty where there is none.
    """

    row: RowName
    a: str
    b: str
    result: Literal["same", "differs"]
    difference_minutes: int | None = None
    text: str = ""
    warning: str = ""
    a_utc: str = ""
    b_utc: str = ""


class Correct(Struct, frozen=True):
    """What ServiceNow should show in this session."""

    start: str
    end: str


class Verdict(Struct, frozen=True, kw_only=True):
    """What a triple check says (ARCHITECTURE, JSON shapes).

    Attributes:
        verdict: "invalid" where a text can't be read, else "mismatch" where anything is wrong, else "ask" where
            something can be read in two ways, else "pass".
        causes: most likely first.
        title: the banner's first line.
        detail: its second line.
        question: what is asked; null where nothing is.
        choices: the answers to it, for `answers` of the next request.
        session_zone: the session's zone; null where the stamp does not tell.
        session_offset_minutes: its offset at the stamp; null where nothing fits.
        correct: the values to enter in this session; null where they are not known.
        rows: the comparison, line by line.
    """

    verdict: Literal["pass", "mismatch", "ask", "invalid"]
    causes: tuple[CauseName, ...] = ()
    title: str
    detail: str
    question: str | None = None
    choices: tuple[Choice, ...] = ()
    session_zone: str | None = None
    session_offset_minutes: int | None = None
    correct: Correct | None = None
    rows: tuple[Row, ...] = ()


def invalid(error: UserError) -> Verdict:
    """Return the verdict on readings that can't be read."""
    title = f"{error.where}: {error.what}" if error.where else error.what
    return Verdict(verdict="invalid", title=title, detail=error.do)


def fact_row(name: RowName, a: str, b: str, *, same: bool, text: str = "", warning: str = "") -> Row:
    """Return a row in which no minutes are compared."""
    shown = text or (_("Same") if same else _("Differs"))
    return Row(row=name, a=a, b=b, result="same" if same else "differs", text=shown, warning=warning)


def moment_row(name: RowName, a: str, b: str, agreed: datetime, shown: datetime) -> Row:
    """Return a row that compares two aware moments, to the second."""
    late = zones.elapsed_between(agreed, shown)
    return Row(
        row=name,
        a=a,
        b=b,
        result="differs" if late else "same",
        difference_minutes=signed_minutes(late),
        text=late_words(late),
        a_utc=zones.utc_text(agreed),
        b_utc=zones.utc_text(shown),
    )


def late_words(late: timedelta) -> str:
    """Return "3 hours late", "1 day early" or "Same"."""
    if not late:
        return _("Same")
    words = _("{length} late") if late > timedelta() else _("{length} early")
    return words.format(length=length_words(late))


def signed_minutes(length: timedelta) -> int:
    """Return whole minutes; a started minute counts, so that no difference looks like none."""
    minutes = -(-abs(length) // timedelta(minutes=1))
    return -minutes if length < timedelta() else minutes
