"""The short descriptions of the tickets: read in all the ways in which consultants type them (N34).

Reading is tolerant of dashes, bars, commas, months by name (English, German, French, Spanish) and dates in any order,
and never guesses: an unclear order keeps both readings, a two-digit or missing year is said, "TBD" is no date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from models import zones
from models.abbreviations import ABBREVIATIONS, read_abbreviation
from models.errors import UserError
from models.servicenow import dates
from models.servicenow.dates import Order

PREFIX: Final = "E2E"

_MONTHS: Final = (
    "january januar janvier enero jan ene janner",
    "february februar fevrier febrero feb fevr fev",
    "march marz maerz mars marzo mar mrz",
    "april avril abril apr avr abr",
    "may mai mayo",
    "june juni juin junio jun",
    "july juli juillet julio jul juil",
    "august aout agosto aug ago",
    "september septembre septiembre sep sept",
    "october oktober octobre octubre oct okt",
    "november novembre noviembre nov",
    "december dezember decembre diciembre dec dez dic",
)
_MONTH: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_PHASES: Final = {
    "support_week": r"support[ -]?week|support[ -]?woche|semaine de support|semana de soporte",
    "technical_validation": (
        r"tech(?:nical|\.)?[ -]*validation|technische validierung|validation technique|validacion tecnica"
    ),
    "client_validation": (
        r"(?:client )?process validation|client validation|uat|kundenvalidierung|validation client|"
        r"validacion (?:del )?cliente"
    ),
    "kickoff": (
        r"kick[ -]?off(?: ?(?:and|und|et|y|[&+/,]) ?guided tour)?|guided tour|auftakt(?:termin)?|"
        r"(?:reunion de )?lancement|reunion de inicio|lanzamiento"
    ),
    "dev_upgrade": r"(?:mise a niveau (?:de )?|actualizacion de )?(?:development|desarrollo|dev)(?:[ -]*upgrade)?",
    "prod_upgrade": (
        r"(?:mise a niveau (?:de )?(?:la )?|actualizacion de )?(?:production|produktions?|produccion|prod)"
        r"(?:[ -]*upgrade)?|go[ -]?live"
    ),
    "best_practices": r"best[ -]?practices?|bp|bonnes pratiques|(?:mejores|buenas) practicas",
}
_DATED: Final = frozenset({"iso", "numbers", "named", "american", "unknown"})
_NAMES: Final = "|".join(sorted(_MONTH, key=len, reverse=True))
# Compiled by `re` on first use: the start does not wait for them.
_MARK: Final = (
    r"(?P<iso>(?<!\d)\d{4}([-/.])\d{1,2}\2\d{1,2}(?!\d))"
    r"|(?P<numbers>(?<!\d)\d{1,2}([-/.]) ?\d{1,2}\4 ?(?:\d{4}|\d{2})(?!\d))"
    rf"|(?P<named>\b\d{{1,2}}(?:\.|st|nd|rd|th|er)?(?: ?- ?| )?(?:de |of )?(?:{_NAMES})\b\.?,?"
    r"(?:(?: de)? | ?- ?)?(?:\d{4}(?!\d))?)"
    rf"|(?P<american>\b(?:{_NAMES})\b\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?)"
    r"|(?P<unknown>\b(?:tb[dac]|to be (?:determined|decided|announced|confirmed)|noch offen|a definir|a determiner|"
    r"por (?:definir|determinar))\b|\?\?+)"
    + "".join(rf"|(?P<{phase}>\b(?:{words})\b)" for phase, words in _PHASES.items())
)
_TIME: Final = (
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:(?P<mark>[:h.])(?P<minute>\d{2}))?(?::\d{2})?"
    r" ?(?:(?P<half>[ap])\.?m\b\.?|(?P<clock>uhr)\b)?(?![:\d])"
    r"(?: ?[-–] ?\d{1,2}:\d{2})?"
)
_ZONE: Final = (
    r" ?\(?(?P<zone>(?i:UTC|GMT) ?[+\-−] ?\d{1,2}(?::?\d{2})?(?!\d)|[A-Za-z]+/[A-Za-z_/]+|[A-Za-z]+)(?: [Tt]ime)?\b"
)


class ParsedDate(Struct, frozen=True):
    """One date of a short description, as written.

    Attributes:
        phase: the phase that the words beside it name; empty where none is named.
        text: the piece of the text that was read.
        days: the date; two where day and month may be either way round (month first, then day first); none where it
            is open or unreadable.
        time: wall time, None where the text names none.
        abbreviation: the zone as written ("EST", "UTC+5:30"), empty where none is.
        order: the order that this date alone proves, empty where it proves none.
        problem: why there is no date, in words.
    """

    phase: str
    text: str
    days: tuple[date, ...] = ()
    time: time | None = None
    abbreviation: str = ""
    order: Order | Literal[""] = ""
    problem: str = ""

    @property
    def date(self) -> date | None:
        """The date where it is certain."""
        return self.days[0] if len(self.days) == 1 else None

    @property
    def order_ambiguous(self) -> bool:
        """Whether day and month may be either way round."""
        return len(self.days) == 2

    def chosen(self, order: Order) -> ParsedDate:
        """Return it with an unclear order decided."""
        if not self.order_ambiguous:
            return self
        return replace(self, days=(self.days[0] if order == "mdy" else self.days[1],))


class ParsedText(Struct, frozen=True):
    """What a short description says: the client as it names it, and its dates in the order of the text."""

    client: str
    dates: tuple[ParsedDate, ...]

    def date_of(self, phase: str) -> ParsedDate | None:
        """Return the date of a phase; a date that stands alone without words is the ticket's own."""
        named = next((item for item in self.dates if item.phase == phase), None)
        if named is None and len(self.dates) == 1 and not self.dates[0].phase:
            return replace(self.dates[0], phase=phase)
        return named


@lru_cache(maxsize=8192)
def parse(text: str, client: str = "") -> ParsedText:
    """Read a short description (N34).

    Args:
        text: as ServiceNow shows it.
        client: the company's name where it is known, so that a name such as "Prod Foods" is not read as a phase.
    """
    plain = " ".join(text.split())
    named, body = _split_client(plain, " ".join(client.split()))
    folded = _fold(body)
    marks = list(re.finditer(_MARK, folded))
    if not named and marks:
        named = body[: marks[0].start()].strip(" |-–—:,")
    return ParsedText(named, tuple(_dates(body, marks)))


class Instant(Struct, frozen=True):
    """Which instant a date with a time means: in UTC, with the zone that it names, or the reason why none can be said.

    `zone` is empty for an offset such as "UTC+5:30", which names no place.
    """

    at: datetime | None = None
    zone: str = ""
    reason: str = ""


def resolve(parsed: ParsedDate, table: Mapping[str, str] = ABBREVIATIONS) -> Instant:
    """Tell the instant of a date with a time; an abbreviation holds only where it is in force (PRODUCT, Decisions 4).

    Args:
        parsed: a certain date with a time.
        table: the setting: abbreviation → IANA zone.
    """
    if parsed.date is None or parsed.time is None:
        return Instant(reason=parsed.problem or "The date or its time is not certain.")
    wall = datetime.combine(parsed.date, parsed.time)
    word = parsed.abbreviation
    if not word:
        return Instant(reason=f"{parsed.text}: the time zone is missing.")
    offset = re.fullmatch(r"(?i:UTC|GMT) ?([+\-−]) ?(\d{1,2})(?::?(\d{2}))?", word)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        ahead = timedelta(minutes=minutes if offset[1] == "+" else -minutes)
        return Instant(wall.replace(tzinfo=zones.UTC) - ahead)
    name, fold = (word, None) if "/" in word else ("", None)
    if not name:
        reading = read_abbreviation(word, parsed.date, table, parsed.time)
        if not reading.zone:
            return Instant(reason=reading.reason)
        name, fold = reading.zone, reading.fold
    try:
        return Instant(zones.attach(wall, name, fold=fold).astimezone(zones.UTC), name)
    except UserError as error:
        return Instant(reason=error.what)


def _split_client(plain: str, client: str) -> tuple[str, str]:
    """Take the prefix and the client's name off; a name cut with "…" counts where the known one begins so."""
    rest = re.sub(rf"^{PREFIX}\b *[|:,–—-]? *", "", plain)
    if client and rest.casefold().startswith(client.casefold()):
        return rest[: len(client)], rest[len(client) :]
    head, bar, tail = rest.rpartition(" | ")
    if not bar:
        return "", rest
    cut = head.endswith("…") and client.casefold().startswith(head[:-1].casefold())
    in_head, in_tail = ({mark.lastgroup for mark in re.finditer(_MARK, _fold(part))} for part in (head, tail))
    is_client = not in_head & _DATED and (not in_head or in_tail & _PHASES.keys())
    return (head, tail) if cut or is_client else ("", rest)


def _dates(body: str, marks: list[re.Match[str]]) -> Iterator[ParsedDate]:
    """Give each date the phase named before it, or after it where the text begins with a date and ends with a word."""
    dated = [mark.lastgroup in _DATED for mark in marks]
    words_follow = bool(marks) and dated[0] and not dated[-1]
    for at, mark in enumerate(marks):
        if not dated[at]:
            continue
        beside = at + 1 if words_follow else at - 1
        phase = str(marks[beside].lastgroup) if 0 <= beside < len(marks) and not dated[beside] else ""
        before = "" if at and dated[at - 1] else body[marks[at - 1].end() if at else 0 : mark.start()]
        after = body[mark.end() : marks[at + 1].start() if at + 1 < len(marks) else None]
        yield _read(mark, phase, before, after, body[mark.start() : mark.end()])


def _read(mark: re.Match[str], phase: str, before: str, after: str, written: str) -> ParsedDate:
    if mark.lastgroup == "unknown":
        return ParsedDate(phase, written, problem=f"The date is still open ({written}).")
    days, order, problem = _days(str(mark.lastgroup), mark.group(), written)
    if problem:
        return ParsedDate(phase, written, problem=problem)
    for beside in (after, before):
        clock = _clock(beside)
        if clock is not None:
            at, abbreviation, shown = clock
            text = f"{written} {shown}"
            if at is None:
                return ParsedDate(phase, text, problem=f"{shown}: there is no such time.")
            return ParsedDate(phase, text, days, at, abbreviation, order)
    return ParsedDate(phase, written.rstrip(" .,"), days, order=order)


def _days(form: str, found: str, written: str) -> tuple[tuple[date, ...], Order | Literal[""], str]:
    """Return the possible dates of a mark, the order it proves, and what is wrong with it."""
    try:
        if form in {"named", "american"}:
            return (_named_day(found, written),), "", ""
        readings = dates.read(found.replace(" ", ""))
    except UserError as error:
        return (), "", error.what
    days = tuple(reading.wall.date() for reading in readings)
    certain = len(days) == 1 and "." not in found and days[0].day != days[0].month
    return days, readings[0].order if certain else "", ""


def _named_day(found: str, written: str) -> date:
    numbers = [int(number) for number in re.findall(r"\d+", found)]
    name = re.search(_NAMES, found)
    if name is None or len(numbers) < 2:
        raise UserError(f"The year of “{written}” is missing.")
    try:
        return date(numbers[1], _MONTH[name.group()], numbers[0])
    except ValueError as error:
        raise UserError(f"“{written}” is a date that does not exist.") from error


def _clock(piece: str) -> tuple[time | None, str, str] | None:
    """Find a time and its zone in the words around a date; the time is None where no clock shows it."""
    folded = _fold(piece)
    for found in re.finditer(_TIME, folded):
        half, clock = found["half"], found["clock"]
        if not (half or clock or found["mark"] in {":", "h"}):
            continue
        beside = re.compile(_ZONE).match(piece, found.end())
        abbreviation = beside["zone"] if beside and _is_zone(beside["zone"]) else ""
        end = beside.end() if beside and abbreviation else found.end()
        return _time(int(found["hour"]), int(found["minute"] or 0), half), abbreviation, piece[found.start() : end]
    return None


def _time(hour: int, minute: int, half: str | None) -> time | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _is_zone(word: str) -> bool:
    if "/" in word:
        return zones.exists(word)
    return (word.isupper() and len(word) <= 5) or word[:3].upper() in {"UTC", "GMT"} or word.upper() in ABBREVIATIONS


def _fold(text: str) -> str:
    """Lower the text and drop its accents, letter by letter, so that places in it stay the same."""
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter for letter in text)
