"""What survey scores come to: averages, counts and quarters (N33); exact, rounded once where they are shown; pure.

Reading: the average is a plain one of the scores, each on the scale that is set; a line point is the average of that
score and the four before it, fewer at the beginning. Quarters are those of the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from msgspec import Struct

from models.formats import Formats
from models.surveys import Kind, Marks, Scale, Score, number
from models.texts import _, ngettext

LAST: Final = 5
"""Scores that the average of the line takes in."""
NINETY: Final = timedelta(days=90)
_NAMED: Final = 3


class Mean(Struct, frozen=True):
    """An average and how many scores it is of; None for none."""

    value: Fraction | None
    count: int

    def words(self, formats: Formats) -> str:
        """Return "4.7", rounded once; a dash where there is nothing."""
        return number(tenth(self.value), formats) if self.value is not None else "–"


class Quarter(Struct, frozen=True):
    """One quarter of the calendar: surveys beside CSAT."""

    year: int
    number: int
    survey: Mean
    csat: Mean

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    def name(self) -> str:
        """Return "Q4 2026"."""
        return _("Q{number} {year}").format(number=self.number, year=self.year)


class Tile(Struct, frozen=True):
    """A number, what it counts, a line about it, and whether it is bad."""

    number: str
    text: str
    about: str
    bad: bool = False


def mean(scores: Iterable[Score], scale: Scale) -> Mean:
    """Return the plain average of scores."""
    values = [score.on(scale) for score in scores]
    return Mean(sum(values, Fraction()) / len(values) if values else None, len(values))


def tenth(value: Fraction) -> Fraction:
    """Round to one decimal, the half up."""
    return Fraction(int((value * 20 + 1) // 2), 10)


def line(scores: Sequence[Score], scale: Scale) -> list[Fraction]:
    """Return for each score the average of it and the four before; `scores` oldest first."""
    values = [score.on(scale) for score in scores]
    windows = (values[max(0, at + 1 - LAST) : at + 1] for at in range(len(values)))
    return [sum(window, Fraction()) / len(window) for window in windows]


def quarters(scores: Sequence[Score], scale: Scale) -> tuple[Quarter, ...]:
    """Return every quarter from the first score's to the last one's, empty ones too; oldest first."""
    if not scores:
        return ()
    days = [score.day for score in scores]
    first, last = _ordinal(min(days)), _ordinal(max(days))
    by: dict[tuple[int, Kind], list[Score]] = {}
    for score in scores:
        by.setdefault((_ordinal(score.day), score.kind), []).append(score)
    return tuple(
        Quarter(at // 4, at % 4 + 1, mean(by.get((at, "survey"), ()), scale), mean(by.get((at, "csat"), ()), scale))
        for at in range(first, last + 1)
    )


def of_kind(scores: Iterable[Score], kind: Kind) -> list[Score]:
    """Return the scores of one kind."""
    return [score for score in scores if score.kind == kind]


def tiles(scores: Sequence[Score], marks: Marks, today: date, formats: Formats) -> tuple[Tile, ...]:
    """Return the four numbers of the page, of surveys alone; `scores` oldest first."""
    surveys = of_kind(scores, "survey")
    lately = [score for score in surveys if score.day > today - NINETY]
    newest, before = mean(surveys[-LAST:], marks.scale), mean(surveys[-2 * LAST : -LAST], marks.scale)
    if before.count:
        about = ngettext("{mean} in the {count} before", "{mean} in the {count} before", before.count)
        about = about.format(mean=before.words(formats), count=before.count)
    else:
        about = _("none before") if surveys else _("no score yet")
    clients = len({score.client.casefold() for score in lately})
    whose = (
        ngettext("from {count} client", "from {count} clients", clients).format(count=clients) if lately else _("none")
    )
    count = min(LAST, len(surveys)) or LAST
    text = ngettext("the newest score", "average of the last {count}", count).format(count=count)
    return (
        Tile(newest.words(formats), text, about),
        Tile(str(len(lately)), ngettext("survey in 90 days", "surveys in 90 days", len(lately)), whose),
        _below_goal(lately, marks, formats),
        _below_threshold(lately, marks, formats),
    )


def _below_goal(lately: Sequence[Score], marks: Marks, formats: Formats) -> Tile:
    below = sorted(value for score in lately if (value := score.on(marks.scale)) < marks.goal)
    words = [number(tenth(value), formats) for value in below[:LAST]]
    nothing = _("all at the goal or above") if lately else _("no survey")
    text = _("below {goal} in 90 days").format(goal=number(marks.goal, formats))
    return Tile(str(len(below)), text, _together(words, len(below)) or nothing)


def _below_threshold(lately: Sequence[Score], marks: Marks, formats: Formats) -> Tile:
    low = [score for score in lately if marks.is_low(score)]
    limit = plain(marks.threshold, formats)
    if not low:
        return Tile("0", _("below {limit}").format(limit=limit), _("in 90 days"))
    waiting = [score for score in low if not score.told]
    if waiting:
        text = _("below {limit}, {count} to follow up").format(limit=limit, count=len(waiting))
        return Tile(str(len(low)), text, _names(waiting), bad=True)
    told = sorted({score.told for score in low}, key=str.casefold)
    about = _("{clients}, with {who}").format(clients=_names(low), who=", ".join(told))
    return Tile(str(len(low)), _("below {limit}, followed up").format(limit=limit), about, bad=True)


def _names(scores: Sequence[Score]) -> str:
    names = list(dict.fromkeys(score.client for score in reversed(scores)))
    return _together(names[:_NAMED], len(names))


def _together(words: Sequence[str], count: int) -> str:
    """Return "3.4, 4.2 and 4.4"; what isn't shown is counted."""
    rest = count - len(words)
    if rest > 0:
        more = ngettext("{count} more", "{count} more", rest).format(count=rest)
        words = [*words, more]
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def plain(value: Fraction, formats: Formats) -> str:
    """Return a whole number without a decimal: "4", "4.5"."""
    return str(value.numerator) if value.denominator == 1 else number(value, formats)


def _ordinal(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3
