"""The patterns by which short descriptions are generated: one for each ticket, checked by reading them back (N34)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Final

from models import settings
from models.errors import UserError
from models.records import You
from models.short_descriptions import PREFIX, parse
from models.store import Store
from models.texts import _

OWN_DATE: Final = f"{PREFIX} | {{client}} | {{phase}} {{date}} {{time}} {{zone}}"
"""The usual one: one ticket, one date (PRODUCT, Decisions 9)."""
ALL_DATES: Final = f"{PREFIX} | {{client}} | {{dates}}"
"""The form with the dates of all five tickets."""
FIELDS: Final = ("client", "phase", "date", "time", "zone", "dates")

_FIELD: Final = re.compile(r"\{(\w*)\}")
_ENDS: Final = " ,;-–—"
_CLIENT: Final = "Northwind Health"
_PHASE: Final = {
    "ETIU01": ("kickoff", "Kickoff"),
    "ETIU02": ("dev_upgrade", "Dev Upgrade"),
    "ETIU03": ("prod_upgrade", "Prod Upgrade"),
    "ETIU04": ("best_practices", "Best Practices"),
    "ETIU05": ("support_week", "Support Week"),
}


def chosen(you: You, kind: str) -> str:
    """Return the pattern of a ticket; the usual one where none was chosen or the chosen one can't be read back."""
    pattern = dict(you.patterns).get(kind, "")
    return pattern if pattern and not fault(pattern, kind) else OWN_DATE


def choose(store: Store, kind: str, pattern: str) -> None:
    """Choose the pattern of a ticket as one step; raises UserError for one that can't be read back."""
    pattern = " ".join(pattern.split())
    wrong = fault(pattern, kind) if pattern else ""
    if wrong:
        raise UserError(
            wrong, kind, _("Fields are: {fields}.").format(fields=", ".join(f"{{{name}}}" for name in FIELDS))
        )
    settings.put(store, f"short_description.{kind}", "" if pattern == OWN_DATE else pattern)


def fault(pattern: str, kind: str) -> str:
    """Return why a pattern can't be used, in a sentence; empty where it can."""
    names = _FIELD.findall(pattern)
    unknown = [name for name in names if name not in FIELDS]
    if unknown or "{" in _FIELD.sub("", pattern) or "}" in _FIELD.sub("", pattern):
        return _("There is no field “{name}”.").format(name=next(iter(unknown), "{ }"))
    if not {"date", "dates"} & set(names):
        return _("The date is missing: write {date} or {dates}.")
    phase, word = _PHASE.get(kind, ("prod_upgrade", "Prod Upgrade"))
    probe = {"client": _CLIENT, "phase": word, "date": "2026-12-03", "time": "19:00", "zone": "PST"}
    text = fill(pattern, {**probe, "dates": f"{word} 2026-12-03 19:00 PST"}, 1000)
    found = parse(text, _CLIENT).date_of(phase)
    wanted = time(19) if "time" in names or "dates" in names else None
    if found is None or found.date != date(2026, 12, 3) or found.time != wanted:
        return _("Its date could not be read back from “{text}”.").format(text=text)
    return ""


def fill(pattern: str, fields: Mapping[str, str], room: int) -> str:
    """Return a pattern with its fields filled in; where it is too long, the client's name is shortened, never a date.

    Args:
        pattern: with fields in braces; an unknown one stays as it is.
        fields: their texts; what is empty leaves no gap and no bar.
        room: characters; the answer is longer only where even the dates alone are.
    """
    client = " ".join(fields.get("client", "").split())
    text = _filled(pattern, {**fields, "client": client})
    if len(text) <= room or not client:
        return text
    left = len(client) - (len(text) - room) - 1
    return _filled(pattern, {**fields, "client": f"{client[:left].rstrip()}…" if left > 0 else ""})


def _filled(pattern: str, fields: Mapping[str, str]) -> str:
    pieces = (_segment(piece, fields) for piece in pattern.split("|"))
    return " | ".join(piece for piece in pieces if piece)


def _segment(piece: str, fields: Mapping[str, str]) -> str:
    text = " ".join(_FIELD.sub(lambda found: fields.get(found[1], found[0]), piece).split())
    lacking = any(not fields.get(name, name) for name in _FIELD.findall(piece))
    return text.strip(_ENDS) if lacking else text
