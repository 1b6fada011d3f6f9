"""What the chart of scores shows, and where: days and scores to pixels and back; no painting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF

from models import survey_figures
from models.formats import Formats
from models.survey_files import stage_words
from models.surveys import KINDS, Marks, Scale, Score, value_in_words
from models.texts import _

RANGES: Final = {"90": timedelta(days=90), "year": timedelta(days=365)}
"""Key of a range → how far back it goes; all scores where there is none."""
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50)
_LINES_MOST: Final = 11


class Dot(Struct, frozen=True):
    """One score in the chart; `value` is on the scale of the chart."""

    score: Score
    value: float
    low: bool


class View(Struct, frozen=True):
    """What is shown: dots and the line's points, oldest first, the axis of days and the scale.

    Attributes:
        dots: surveys and CSAT scores of the range.
        line: day and average of the last five of each survey in it.
        marks: scale, threshold and goal.
        first, last: the days at both ends of the axis.
        mean: the average of the surveys that are shown.
    """

    dots: tuple[Dot, ...]
    line: tuple[tuple[date, Fraction], ...]
    marks: Marks
    first: date
    last: date
    mean: survey_figures.Mean

    @property
    def has_csat(self) -> bool:
        """Whether CSAT scores are among the dots."""
        return any(dot.score.kind == "csat" for dot in self.dots)


def view(scores: Sequence[Score], marks: Marks, range_: str, today: date) -> View:
    """Return what a range shows; `scores` are all of them, oldest first: the line begins with older ones."""
    span = RANGES.get(range_)
    shown = [score for score in scores if span is None or score.day > today - span]
    surveys = survey_figures.of_kind(scores, "survey")
    averages = zip(surveys, survey_figures.line(surveys, marks.scale), strict=True)
    kept = {score.id for score in shown}
    first = min((score.day for score in shown), default=today).replace(day=1)
    return View(
        tuple(Dot(score, float(score.on(marks.scale)), marks.is_low(score)) for score in shown),
        tuple((score.day, value) for score, value in averages if score.id in kept),
        marks,
        first,
        _month_after(max([today, *(score.day for score in shown)])),
        survey_figures.mean(survey_figures.of_kind(shown, "survey"), marks.scale),
    )


class Plot(Struct, frozen=True):
    """The field of the chart: the days from left to right, the whole scale from bottom to top."""

    area: QRectF
    first: date
    last: date
    scale: Scale

    def x(self, day: date) -> float:
        """Return where a day is."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.area.left() + share * self.area.width()

    def y(self, value: float | Fraction) -> float:
        """Return where a score is."""
        share = (float(value) - self.scale.lowest) / (self.scale.highest - self.scale.lowest)
        return self.area.bottom() - share * self.area.height()

    def at(self, dot: Dot) -> QPointF:
        """Return where a dot is."""
        return QPointF(self.x(dot.score.day), self.y(dot.value))

    def grid(self) -> tuple[int, ...]:
        """Return the scores that have a line."""
        return grid(self.scale)

    def months(self, apart: float) -> tuple[date, ...]:
        """Return the first days of months that have a line, at least so many pixels apart."""
        found: list[date] = []
        day = self.first
        while day < self.last:
            if not found or self.x(day) - self.x(found[-1]) >= apart:
                found.append(day)
            day = _month_after(day)
        return tuple(found)


def grid(scale: Scale) -> tuple[int, ...]:
    """Return the whole scores that have a line, both ends of the scale included."""
    size = scale.highest - scale.lowest
    step = next((step for step in _STEPS if size % step == 0 and size // step < _LINES_MOST), size)
    return tuple(range(scale.lowest, scale.highest + 1, step))


def title(dot: Dot, marks: Marks, formats: Formats) -> str:
    """Return "5.0  Juniper Schools"."""
    return f"{value_in_words(dot.score, formats, marks.scale)}  {dot.score.client}"


def about(dot: Dot, formats: Formats) -> str:
    """Return "Wed 18 Nov, after Kickoff", and that it is a CSAT score."""
    day, stage = formats.day(dot.score.day), stage_words(dot.score)
    said = _("{day}, after {stage}").format(day=day, stage=stage) if stage else day
    return said if dot.score.kind == "survey" else f"{_(KINDS[dot.score.kind])}, {said}"


def spoken(dot: Dot, marks: Marks, formats: Formats) -> str:
    """Return a dot in one sentence, with the comment."""
    parts = [title(dot, marks, formats).replace("  ", " "), about(dot, formats), dot.score.comment]
    if dot.low:
        parts.insert(1, _("low"))
    return ", ".join(filter(None, parts))


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
