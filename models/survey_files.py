"""Survey scores in and out as CSV (N33): columns by name, the whole file or nothing, no score twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from msgspec import Struct

from models import survey_figures, surveys, time_log, whole_files
from models.errors import UserError
from models.formats import Formats
from models.lead import STAGES
from models.records import PHASE_KINDS
from models.servicenow import csv_file, dates
from models.servicenow.dates import Order
from models.servicenow.rows import Row, Rows
from models.spreadsheet_safety import Cell, csv_text
from models.store import Store
from models.surveys import HUNDRED, Entry, Kind, Marks, Scale, Score
from models.texts import _, ngettext

HEADERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "day": (
            *("date", "day", "seen in hi", "seen", "seen on", "taken on", "response date", "survey date", "completed"),
            *("date completed", "received", "sys_created_on", "sys_updated_on", "closed_at", "opened_at"),
        ),
        "client": ("client", "company", "client name", "account name", "customer name", "organization"),
        "score": ("score", "rating", "survey score", "csat score", "average", "result", "value", "actual value"),
        "scale": ("scale", "out of", "maximum", "max", "highest"),
        "kind": ("kind", "type", "survey type", "survey", "metric type", "metric"),
        "stage": ("stage", "after", "phase"),
        "comment": ("comment", "comments", "what they said", "feedback", "remarks", "verbatim"),
        "number": ("number", "id", "reference", "survey number", "instance", "assessment instance"),
    }
)
"""What a score has → the headers that may name it, in any case; others are passed over."""

_DO: Final = "Nothing was imported."
_OUT_OF: Final = re.compile(r"(?P<score>[\d.,]+)\s*(?:/|out of|of)\s*(?P<highest>\d{1,3})", re.ASCII | re.IGNORECASE)
_PERCENT: Final = re.compile(r"(?P<score>[\d.,]+)\s*%", re.ASCII)
_OF_ONE: Final = 7
"""Scales up to here begin at 1 where only their top is named; wider ones at 0."""


class Read(Struct, frozen=True):
    """One row of a file: the score, and what finds it again at the next import."""

    entry: Entry
    key: str


class Imported(Struct, frozen=True):
    """What an import did: how many scores are new, and how many were there."""

    new: int
    known: int

    def words(self) -> str:
        """Return "Imported 3 scores. 2 were there already."."""
        said = ngettext("Imported {count} score.", "Imported {count} scores.", self.new).format(count=self.new)
        said = said if self.new else _("Nothing is new.")
        if not self.known:
            return said
        there = ngettext("{count} was there already.", "{count} were there already.", self.known)
        return f"{said} {there.format(count=self.known)}"


def read_file(path: Path, usual: Scale) -> list[Read]:
    """Read the rows of a CSV file, as a worker may: it needs no store; raises UserError as `read` does."""
    with whole_files.in_words(path, _("Choose another file.")):
        data = path.read_bytes()
    return read(data, path.name, usual)


def keep(store: Store, found: Sequence[Read]) -> Imported:
    """Keep the scores that aren't there yet, as one step; raises UserError as `surveys.add`, with the row.

    A score is known by its number where the file has one, else by its day, client, score, kind and comment. It is not
    imported a second time, even where it was changed here since; of equal rows as many are kept as one file has.
    """
    there = Counter(score.import_key or natural_key(score.entry) for score in surveys.scores(store))
    new: list[Read] = []
    for item in found:
        if there[item.key] > 0:
            there[item.key] -= 1
        else:
            new.append(item)
    known, today = surveys.known_clients(store), time_log.today(store)
    rows = [(surveys.row_of(item.entry, known, today), item.key) for item in new]
    words = ngettext("Import {count} survey score", "Import {count} survey scores", len(new)).format(count=len(new))
    with store.step(words) as db:
        surveys.insert_all(store, db, rows)
    return Imported(len(new), len(found) - len(new))


def read(data: bytes, source: str, usual: Scale) -> list[Read]:
    """Read the rows of a CSV file.

    Args:
        data: its bytes; comma, semicolon or tab between the cells, UTF-8 or windows-1252.
        source: its name, for messages.
        usual: the scale of scores that name none.

    Raises:
        UserError: it names the row and what is wrong with it.
    """
    rows = csv_file.parse(data, source)
    columns = _columns(rows)
    order = _order(rows, columns["day"])
    found = []
    for row in rows.rows:
        try:
            found.append(_read(row, columns, order, usual))
        except UserError as error:
            where = _("{file}, row {row}").format(file=source, row=row.number)
            raise UserError(error.what, where, f"{error.do} {_(_DO)}".strip()) from error
    return found


def natural_key(entry: Entry) -> str:
    """Return what two records of the same score have in common."""
    client, said = (" ".join(text.split()).casefold() for text in (entry.client, entry.comment))
    scale = entry.scale
    return f"{entry.day}|{client}|{entry.hundredths}|{scale.lowest}-{scale.highest}|{entry.kind}|{said}"


def text(scores: Sequence[Score], formats: Formats) -> str:
    """Return scores as CSV for a spreadsheet, oldest first; no cell is taken for a formula."""
    head: list[Cell] = [_("Seen in HI"), _("Client"), _("Score"), _("Scale"), _("Type"), _("After"), _("Comment")]
    delimiter = ";" if formats.decimal == "," else ","
    rows = [_line(score, formats) for score in scores]
    return csv_text([[*head, _("Told")], *rows], delimiter=delimiter, decimal=formats.decimal)


def export(scores: Sequence[Score], path: Path, formats: Formats) -> None:
    """Write scores as CSV; raises UserError where the file can't be written."""
    whole_files.write(path, text(scores, formats).encode("utf-8-sig"))


def summary(scores: Sequence[Score], marks: Marks, today: date, formats: Formats) -> str:
    """Return the numbers of the page and its quarters as plain text, for a chat."""
    tiles = survey_figures.tiles(scores, marks, today, formats)
    lines = [f"{item.number} {item.text} ({item.about})" for item in tiles]
    for quarter in reversed(survey_figures.quarters(scores, marks.scale)):
        beside = ((surveys.KINDS["survey"], quarter.survey), (surveys.KINDS["csat"], quarter.csat))
        words = _("{kind} {mean} of {count}")
        parts = [words.format(kind=_(kind), mean=found.words(formats), count=found.count) for kind, found in beside]
        lines.append(f"{quarter.name()}: {', '.join(parts)}")
    return "\n".join(lines)


def stage_words(score: Score | Entry) -> str:
    """Return the stage after which a score came, in words; empty where it isn't known."""
    return _(STAGES[score.stage]) if score.stage else ""


def _line(score: Score, formats: Formats) -> list[Cell]:
    value = surveys.number(Fraction(score.hundredths, HUNDRED), formats)
    scale = f"{score.scale.lowest}-{score.scale.highest}"
    day = score.day.isoformat() if formats.decimal == "." else formats.numeric_day(score.day)
    return [
        day,
        score.client,
        value,
        scale,
        _(surveys.KINDS[score.kind]),
        stage_words(score),
        score.comment,
        score.told,
    ]


def _columns(rows: Rows) -> dict[str, str]:
    """Return what a score has → the column of the file; raises UserError where one that is needed is missing."""
    found: dict[str, str] = {}
    for name, headers in HEADERS.items():
        known = (*headers, _translated(name).casefold())
        column = next((header for header in known if header in rows.columns and header not in found.values()), "")
        if column:
            found[name] = column
    missing = [_translated(name) for name in ("day", "client", "score") if name not in found]
    if missing:
        what = _("There is no column {names}.").format(names=_(" and ").join(missing))
        raise UserError(what, rows.source, f"{_('Name the columns Date, Client and Score.')} {_(_DO)}")
    return found


def _translated(name: str) -> str:
    """Return the header under which `text` writes a column, in the interface's language."""
    words = {"day": _("Seen in HI"), "client": _("Client"), "score": _("Score"), "scale": _("Scale")}
    return (words | {"kind": _("Type"), "stage": _("After"), "comment": _("Comment")}).get(name, name)


def _order(rows: Rows, column: str) -> Order:
    """Return which of day and month comes first; raises UserError where nobody can know."""
    order = dates.decide_order(row[column] for row in rows.rows)
    if order in {"ambiguous", "contradictory"}:
        what = _("Day and month can be read both ways, such as in {text}.")
        if order == "contradictory":
            what = _("Some dates have the day first and some the month, such as {text}.")
        example = next((row[column] for row in rows.rows if row[column]), "")
        do = _("Write the dates with the year first: 2026-12-03.")
        raise UserError(what.format(text=f"“{example}”"), rows.source, f"{do} {_(_DO)}")
    return cast("Order", order)


def _read(row: Row, columns: Mapping[str, str], order: Order, usual: Scale) -> Read:
    def cell(name: str) -> str:
        text = row[columns[name]] if name in columns else ""
        return text[1:] if re.match(r"'[=+\-@|%＝＋－＠]", text) else text

    if not cell("day"):
        raise UserError(_("The date is missing."), do=_("Write it as 2026-12-03."))
    scale, score = _scale_and_score(cell("score"), cell("scale"), usual)
    entry = Entry(
        dates.read_as(cell("day"), order).wall.date(),
        " ".join(cell("client").split()),
        surveys.read_score(score, scale),
        scale,
        _kind(cell("kind")),
        _stage(cell("stage")),
        cell("comment"),
    )
    if not entry.client:
        raise UserError(_("The client is missing."), do=_("Write the client's name."))
    number = cell("number")
    return Read(entry, f"number|{number.casefold()}" if number else natural_key(entry))


def _scale_and_score(score: str, scale: str, usual: Scale) -> tuple[Scale, str]:
    """Return scale and score of texts such as "4.8", "9/10", "4 out of 5" and "92 %"."""
    if found := _PERCENT.fullmatch(score):
        return Scale(0, 100), found["score"]
    if found := _OUT_OF.fullmatch(score):
        return _topped(int(found["highest"]), usual), found["score"]
    if scale.isdecimal() and len(scale) <= 3:
        return _topped(int(scale), usual), score
    return (surveys.read_scale(scale) if scale else usual), score


def _topped(highest: int, usual: Scale) -> Scale:
    if highest == usual.highest:
        return usual
    if highest < 2:
        raise UserError(_("“{text}” is no scale.").format(text=highest), do=_("Write it like 1-5."))
    return Scale(1 if highest <= _OF_ONE else 0, highest)


def _kind(text: str) -> Kind:
    return "csat" if "csat" in text.casefold() or "satisfaction" in text.casefold() else "survey"


def _stage(text: str) -> str:
    """Return the phase that a text names; an unknown one is left out."""
    word = text.casefold().removeprefix("after ").strip()
    names = {_(STAGES[kind]).casefold(): kind for kind in PHASE_KINDS} | {
        STAGES[kind].casefold(): kind for kind in PHASE_KINDS
    }
    return names.get(word, word if word in PHASE_KINDS else "")
