"""Hours of a period by client, phase and kind, against what the playbook expects (N27, N28); pure but for reading.

Readings: a piece counts for the phase of its step; without a step for the phase that had begun last on its day. A
phase is expected in the period in which it begins, and only once it has begun, so that periods add up to the whole.
Kind is billable or not, as the project says; internal work has no phase and no expectation.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from models import projector, time_pieces, whole_files
from models.errors import UserError
from models.formats import Formats
from models.lead import STAGES
from models.records import PHASE_KINDS, Dossier
from models.spreadsheet_safety import Cell, csv_text
from models.store import Store
from models.texts import _, mark
from models.time_pieces import Piece, Place

COLUMNS: Final = (
    mark("Client"),
    mark("Phase"),
    mark("Kind"),
    mark("Hours"),
    mark("Expected"),
    mark("Difference"),
)
NONE: Final = "–"
_QUARTER: Final = 3


class Period(NamedTuple):
    """Some days of your calendar, both ends included."""

    first: date
    last: date

    @classmethod
    def quarter(cls, day: date) -> Period:
        """Return the quarter of the calendar that a day lies in."""
        month = (day.month - 1) // _QUARTER * _QUARTER + 1
        return cls(date(day.year, month, 1), _end(day.year, month + _QUARTER - 1))

    @classmethod
    def month(cls, day: date) -> Period:
        """Return the month that a day lies in."""
        return cls(day.replace(day=1), _end(day.year, day.month))

    @classmethod
    def between(cls, first: date, last: date) -> Period:
        """Return own dates; raises UserError where the last is before the first."""
        if last < first:
            raise UserError(_("The last day is before the first."), do=_("Write another day."))
        return cls(first, last)

    @property
    def before(self) -> Period:
        """The period of the same sort that ends before this one."""
        return self._beside(self.first - timedelta(days=1), later=False)

    @property
    def after(self) -> Period:
        """The period of the same sort that begins after this one."""
        return self._beside(self.last + timedelta(days=1), later=True)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last

    def name(self, formats: Formats) -> str:
        """Return "Q4 2026", "Nov 2026" or "Fri 2 Oct 2026 – Tue 24 Nov 2026"."""
        if self == Period.quarter(self.first):
            number = (self.first.month - 1) // _QUARTER + 1
            return _("Q{number} {year}").format(number=number, year=self.first.year)
        if self == Period.month(self.first):
            return f"{formats.month(self.first)} {self.first.year}"
        return f"{formats.day_year(self.first)} – {formats.day_year(self.last)}"

    def _beside(self, day: date, *, later: bool) -> Period:
        for whole in (Period.quarter, Period.month):
            if self == whole(self.first):
                return whole(day)
        length = self.last - self.first
        return Period(day, day + length) if later else Period(day - length, day)


class Line(Struct, frozen=True):
    """Minutes of one phase of one client; `phase` is empty for internal work and time before the plan begins."""

    client: str
    code: str
    phase: str
    billable: bool
    minutes: int
    expected: int

    @property
    def difference(self) -> int:
        """How many minutes more were logged than expected; negative for fewer."""
        return self.minutes - self.expected


class Group(Struct, frozen=True):
    """A client, or internal work, with its lines in the order of the timeline."""

    place: Place
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        """All phases together."""
        first = self.lines[0]
        return _sum(self.lines, first.client, first.code, billable=first.billable)


class Report(Struct, frozen=True):
    """A period's groups, billable ones first, each half by what was logged."""

    period: Period
    groups: tuple[Group, ...]

    def kind(self, *, billable: bool | None = None) -> Line:
        """Return the sum of one kind, or of both."""
        lines = [line for group in self.groups for line in group.lines if billable in (None, line.billable)]
        return _sum(lines, "", "", billable=bool(billable))


class Row(Struct, frozen=True):
    """A line of the table in words; `level` is client, phase or sum."""

    level: str
    cells: tuple[str, ...]


def report(store: Store, dossiers: Sequence[Dossier], period: Period, today: date) -> Report:
    """Return the report of a period.

    Args:
        store: the store.
        dossiers: every engagement that isn't in the bin.
        period: days of your calendar.
        today: your date; what begins later is not expected yet.
    """
    known = {Place("engagement", item.id): item for item in dossiers}
    minutes: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    names: dict[Place, tuple[str, str, bool]] = {}
    for piece in time_pieces.between(store, period.first, period.last):
        minutes[piece.place][phase_of(piece, known.get(piece.place))] += piece.minutes
        names[piece.place] = (piece.name, piece.code, piece.billable)
    expected = {place: _expected(item, period, today) for place, item in known.items()}
    for place, item in known.items():
        if expected[place]:
            stored = item.engagement
            names.setdefault(place, (stored.client, stored.projector_project, bool(stored.billable)))
    groups = [_group(place, names[place], minutes[place], expected.get(place, {})) for place in names]
    return Report(period, tuple(sorted(groups, key=_rank)))


def phase_of(piece: Piece, dossier: Dossier | None) -> str:
    """Return the phase that a piece counts for; empty for internal work and before the first phase."""
    if dossier is None:
        return ""
    step = dossier.playbook.step(piece.step) if piece.step else None
    if step is not None:
        return step.phase
    begun = [(day, at) for at, kind in enumerate(PHASE_KINDS) if (day := _begins(dossier, kind)) and day <= piece.day]
    return PHASE_KINDS[max(begun)[1]] if begun else ""


def rows(found: Report, formats: Formats) -> tuple[Row, ...]:
    """Return the table: each client with its phases, then the sums of both kinds."""
    told: list[Row] = []
    for group in found.groups:
        told.append(_row("client", group.total, _("All phases"), formats))
        if group.place.kind == "engagement":
            told += [_row("phase", line, _phase(line.phase), formats) for line in group.lines]
    for words, billable in ((_("Billable"), True), (_("Not billable"), False), (_("Together"), None)):
        total = found.kind(billable=billable)
        cells = (words, "", "" if billable is None else _kind(billable=billable), *_amounts(total, formats))
        told.append(Row("sum", cells))
    return tuple(told)


def csv(found: Report, formats: Formats) -> str:
    """Return the lines as CSV for a spreadsheet, in the language's figures as the week's; no sums, no formulas."""
    head: list[Cell] = [_("Client"), _("Project code"), _("Phase"), _("Billable"), _("Minutes"), _("Hours")]
    head += [_("Expected hours"), _("Difference"), _("First day"), _("Last day")]
    days: list[Cell] = [formats.numeric_day(day) for day in found.period]
    lines = [[*_csv_cells(line), *days] for group in found.groups for line in group.lines]
    delimiter = ";" if formats.decimal == "," else ","
    return csv_text([head, *lines], delimiter=delimiter, decimal=formats.decimal)


def write_csv(found: Report, path: Path, formats: Formats) -> None:
    """Write the CSV; raises UserError where the file can't be written."""
    whole_files.write(path, csv(found, formats).encode("utf-8-sig"))


def hours(minutes: int, formats: Formats) -> str:
    """Return "12.50": always two decimals, with the language's sign."""
    return str(projector.hours(minutes)).replace(".", formats.decimal).replace("-", "−")


def summary(found: Report, formats: Formats) -> str:
    """Return "12.50 h billable of 18.00 h, 21.50 h expected"."""
    every, billable = found.kind(), found.kind(billable=True)
    words = _("{billable} h billable of {all} h, {expected} h expected")
    amounts = {"billable": billable.minutes, "all": every.minutes, "expected": every.expected}
    return words.format(**{name: hours(value, formats) for name, value in amounts.items()})


def _group(place: Place, name: tuple[str, str, bool], minutes: Mapping[str, int], expected: Mapping[str, int]) -> Group:
    client, code, billable = name
    phases = [kind for kind in ("", *PHASE_KINDS) if kind in minutes or kind in expected]
    lines = [Line(client, code, kind, billable, minutes.get(kind, 0), expected.get(kind, 0)) for kind in phases]
    return Group(place, tuple(lines))


def _expected(dossier: Dossier, period: Period, today: date) -> dict[str, int]:
    """Return the minutes that are expected of the phases that have begun in a period."""
    found = {}
    for definition in dossier.playbook.phases:
        day = _begins(dossier, definition.kind)
        skipped = definition.kind == "best_practices" and dossier.engagement.skipped
        if definition.expected_minutes and not skipped and period.holds(day) and day is not None and day <= today:
            found[definition.kind] = definition.expected_minutes
    return found


def _begins(dossier: Dossier, kind: str) -> date | None:
    phase = dossier.phases.get(kind)
    return phase.first_day if phase is not None else None


def _sum(lines: Iterable[Line], client: str, code: str, *, billable: bool) -> Line:
    found = list(lines)
    minutes, expected = sum(line.minutes for line in found), sum(line.expected for line in found)
    return Line(client, code, "", billable, minutes, expected)


def _rank(group: Group) -> tuple[bool, int, str]:
    total = group.total
    return (not total.billable, -total.minutes, total.client.casefold())


def _row(level: str, line: Line, phase: str, formats: Formats) -> Row:
    cells = (line.client, phase, _kind(billable=line.billable), *_amounts(line, formats))
    return Row(level, cells)


def _amounts(line: Line, formats: Formats) -> tuple[str, str, str]:
    if not line.expected:
        return hours(line.minutes, formats), NONE, NONE
    sign = "+" if line.difference > 0 else ""
    return hours(line.minutes, formats), hours(line.expected, formats), f"{sign}{hours(line.difference, formats)}"


def _csv_cells(line: Line) -> list[Cell]:
    known = (line.expected, line.difference) if line.expected else ()
    amounts: list[Cell] = [projector.hours(minutes) for minutes in known] or ["", ""]
    kind = _("yes") if line.billable else _("no")
    return [line.client, line.code, _phase(line.phase), kind, line.minutes, projector.hours(line.minutes), *amounts]


def _kind(*, billable: bool) -> str:
    return _("Billable") if billable else _("Not billable")


def _phase(kind: str) -> str:
    return _(STAGES[kind]) if kind else _("No phase")


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
