"""What was copied from ServiceNow: a value, a whole form or a row of a list; its fields are recognised (N17).

What can't be placed is left alone; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct, field

from models import observations, tickets
from models.change_lists import CHANGE_STATES, Kind, kind_of
from models.errors import UserError
from models.records import ETIU_KINDS, Dossier
from models.servicenow import dates, fields
from models.servicenow.rows import clean
from models.store import Store
from models.texts import _

WANTED: Final = {
    "start_date": "start",
    "planned_start_date": "start",
    "end_date": "end",
    "planned_end_date": "end",
    "state": "state",
    "short_description": "short_description",
}
"""Field of ServiceNow → what is read back."""

PREFIXES: Final[Mapping[Kind, str]] = {"CHG": "CHG", "CTASK": "CTASK", "INC": "INC"}
_KNOWN: Final = (*WANTED, "number")
_LABEL: Final = re.compile(r"^\s*[*•]?\s*(?P<name>[^\t:]{2,40}?)\s*(?:[:\t]\s*(?P<value>.*))?$")
_LONGEST: Final = 20_000


class Pasted(Struct, frozen=True):
    """The fields that were recognised.

    Attributes:
        place: the ticket: "CHG", "CTASK", "INC" or "ETIU03"; empty where no number says it.
        number: its number.
        fields: start, end, state, short_description → text as shown.
    """

    place: str = ""
    number: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing was recognised."""
        return not self.number and not self.fields


def read_pasted(text: str, prefixes: Mapping[Kind, str] = PREFIXES) -> Pasted:
    """Return the fields of a pasted text: a list with its header, a form with labels, or values alone.

    Raises UserError for a text that is far too long to be one form.
    """
    if len(text) > _LONGEST:
        raise UserError(_("This is too long for one form."), do=_("Copy one form or one row, or import the list."))
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    found = _table(lines) or _form(lines) or _values(lines, prefixes)
    number = found.pop("number", "").upper()
    named = {WANTED[name]: clean(value) for name, value in found.items() if name in WANTED}
    return Pasted(place_of(number, prefixes), number, named)


def place_of(number: str, prefixes: Mapping[Kind, str] = PREFIXES) -> str:
    """Return which ticket a number is; empty where it is none."""
    return number.upper() if number.upper() in ETIU_KINDS else kind_of(number, prefixes) or ""


def record_pasted(store: Store, dossier: Dossier, pasted: Pasted, place: str = "", zone: str = "") -> tuple[str, ...]:
    """Record everything that was recognised as one step, and return the subjects.

    Args:
        store: the store.
        dossier: the engagement.
        pasted: from `read_pasted`.
        place: the ticket where the text names none.
        zone: IANA zone of the session that shows the dates.

    Raises:
        UserError: nothing was recognised, the number is another one, or as `observations.record_read_back`.
    """
    place = pasted.place or place
    if pasted.empty or not place:
        raise UserError(_("Nothing here is a value of ServiceNow."), do=_("Copy the form again, with its number."))
    subjects = tuple(f"{place}.{name}" for name in pasted.fields)
    last = "CTASK.state"  # a wrong one is kept and then refused, which must not take the others back
    with store.step(_("Read back {place}").format(place=place), engagement=dossier.id):
        if pasted.number and place in {"CHG", "CTASK"}:
            known = dossier.ticket(place)
            if known and known.number and known.number != pasted.number:
                what = _("{number} is not this engagement's {known}.").format(number=pasted.number, known=known.number)
                raise UserError(what, dossier.engagement.client, _("Copy the form of the right record."))
            tickets.set_number(store, dossier, place, pasted.number)
        for subject in subjects:
            if subject != last:
                observations.record_read_back(store, dossier, subject, pasted.fields[subject.partition(".")[2]], zone)
    if last in subjects:
        observations.record_read_back(store, dossier, last, pasted.fields["state"])
    return subjects


def _table(lines: list[str]) -> dict[str, str]:
    """Read a header line and the line below it, cells apart by tabs; empty where it is no such thing."""
    if len(lines) < 2 or "\t" not in lines[0]:
        return {}
    names = [fields.field_name(cell) for cell in lines[0].split("\t")]
    if sum(name in _KNOWN for name in names) < 2:
        return {}
    cells = lines[1].split("\t")
    return {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name in _KNOWN}


def _form(lines: list[str]) -> dict[str, str]:
    """Read labels with their values, on one line or the value on the next."""
    found: dict[str, str] = {}
    waiting = ""
    for line in lines:
        match = _LABEL.match(line)
        name = fields.field_name(match["name"]) if match else ""
        if match and name in _KNOWN:
            waiting = "" if match["value"] else name
            found.setdefault(name, (match["value"] or "").strip())
        elif waiting and not found[waiting]:
            found[waiting], waiting = line.strip(), ""
    return found


def _values(lines: Iterable[str], prefixes: Mapping[Kind, str]) -> dict[str, str]:
    """Read values without labels: a number, a state, one date or two, a short description."""
    found: dict[str, str] = {}
    for piece in (piece.strip() for line in lines for piece in line.split("\t")):
        if not piece:
            continue
        if place_of(piece, prefixes):
            found.setdefault("number", piece)
        elif _is_date(piece):
            found.setdefault("end_date" if "start_date" in found else "start_date", piece)
        elif _is_state(piece):
            found.setdefault("state", piece)
        elif tickets.parse(piece).dates:
            found.setdefault("short_description", piece)
    return found


def _is_date(piece: str) -> bool:
    try:
        return all(reading.has_time for reading in dates.read(piece))
    except UserError:
        return False


def _is_state(piece: str) -> bool:
    if piece.casefold() in {label.casefold() for label in CHANGE_STATES.values()}:
        return True
    try:
        return not piece.lstrip("-").isdecimal() and bool(tickets.read_state(piece))
    except UserError:
        return False
