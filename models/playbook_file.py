"""Reads playbooks: the shipped one and the person's own, with errors that name the place in the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from string import Formatter
from typing import Any, Final

from msgspec import Struct

from models import whole_files
from models.errors import UserError
from models.facts import is_fact
from models.locks import GATES
from models.playbook import Group, Limits, PhaseDef, Playbook, StepDef, TicketDef
from models.records import ETIU_KINDS, PHASE_KINDS
from models.texts import _

SHIPPED: Final = "express_to_enterprise.toml"
DUE_POINTS: Final = ("start", "end", "morning")
HINT_FIELDS: Final = frozenset({"due", "backup", "lead", "approver"})
_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_WORDS: Final = {
    "int": "a whole number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}
_TABLES: Final[dict[str, type[Struct]]] = {
    "limits": Limits,
    "phases": PhaseDef,
    "tickets": TicketDef,
    "groups": Group,
    "steps": StepDef,
}


def read(text: str, source: str) -> Playbook:
    """Read a playbook from TOML; `source` names the file in errors.

    Raises:
        UserError: names the line where the TOML itself is broken, else the path of the key ("steps[3].phase").
    """
    import msgspec  # start-up saving: 60 ms; running engagements read their own copy without it

    try:
        body = tomllib.loads(text)
        _refuse_unknown_keys(body, source)
        playbook = msgspec.convert(body, Playbook)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"This is no valid TOML: {error}.", source, "Correct that line.") from error
    except msgspec.ValidationError as error:
        raise _in_words(str(error), source) from error
    except RecursionError as error:
        raise UserError("This file is nested too deeply for a playbook.", source, "Correct it.") from error
    demand_sound(playbook, source)
    return playbook


def demand_sound(playbook: Playbook, source: str) -> None:
    """Refuse a playbook whose values have the right types and still can't work; the UserError names the key's path."""
    for path, what in _contradictions(playbook):
        raise _broken(source, path, what)


@cache
def shipped() -> Playbook:
    """Return the playbook that comes with the program."""
    from importlib.resources import files  # start-up saving: 60 ms; only a new engagement needs it

    text = (files("resources") / "playbooks" / SHIPPED).read_text(encoding="utf-8")
    return read(text, SHIPPED)


def copy_shipped(folder: Path) -> Path:
    """Write the shipped playbook into the folder of the person's own ones, under another title; nothing is overwritten.

    Raises:
        UserError: the folder can't be written to.
    """
    from importlib.resources import files  # start-up saving: as above

    text = (files("resources") / "playbooks" / SHIPPED).read_text(encoding="utf-8")
    taken = {title for title, _found in available(folder)}
    free = (name for name in _titles(shipped().title) if name not in taken and not _file(folder, name).exists())
    title = next(free)
    file = _file(folder, title)
    with whole_files.in_words(folder, _("Look at the rights of the data folder.")):
        folder.mkdir(parents=True, exist_ok=True)
    whole_files.write(file, text.replace(f'title = "{shipped().title}"', f'title = "{title}"', 1).encode())
    return file


def _file(folder: Path, title: str) -> Path:
    return folder / f"{title.casefold().replace(' ', '_')}.toml"


def _titles(title: str) -> Iterator[str]:
    """Yield "Express to Enterprise 2", "… 3" and so on."""
    return (f"{title} {number}" for number in count(2))


def available(folder: Path) -> list[tuple[str, Playbook | UserError]]:
    """Return the shipped playbook and the person's own in `folder`, by title; a broken one as its error."""
    found: list[tuple[str, Playbook | UserError]] = [(shipped().title, shipped())]
    for path in sorted(folder.glob("*.toml")):
        try:
            playbook = read(path.read_text(encoding="utf-8"), path.name)
        except UserError as error:
            found.append((path.name, error))
        except (OSError, UnicodeDecodeError):
            found.append((path.name, UserError("This file can't be read as text.", path.name, "Save it as UTF-8.")))
        else:
            found.append((playbook.title, playbook))
    return found


def _refuse_unknown_keys(body: dict[str, Any], source: str) -> None:
    """Refuse a misspelt key, which would otherwise be passed over in silence."""
    for path, table, kind in _tables(body):
        known = set(kind.__struct_fields__)
        for key in table:
            if key not in known:
                raise _broken(source, f"{path}.{key}" if path else key, "is no key of a playbook")


def _tables(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], type[Struct]]]:
    yield "", body, Playbook
    for name, kind in _TABLES.items():
        value = body.get(name)
        if isinstance(value, dict):
            yield name, value, kind
        elif isinstance(value, list):
            yield from ((f"{name}[{at}]", item, kind) for at, item in enumerate(value) if isinstance(item, dict))


def _in_words(message: str, source: str) -> UserError:
    """Turn what msgspec says ("Expected `int`, got `str` - at `$.limits.x`") into words."""
    what, _, place = message.partition(" - at ")
    path = place.strip("`").removeprefix("$").lstrip(".") or "the file"
    missing = re.fullmatch(r"Object missing required field `(\w+)`", what)
    if missing:
        key = missing[1]
        return _broken(source, key if path == "the file" else f"{path}.{key}", "is missing")
    expected = re.match(r"Expected `(\w+)", what)
    words = _WORDS.get(expected[1], expected[1]) if expected else what
    return _broken(source, path, f"must be {words}")


def _broken(source: str, path: str, what: str) -> UserError:
    return UserError(f"“{path}” {what}.", source, "Correct it, then try again. Nothing was changed.")


def _contradictions(playbook: Playbook) -> Iterator[tuple[str, str]]:
    """Yield path and reason of everything that has the right type and still can't work."""
    yield from _wrong_names(playbook)
    yield from _wrong_limits(playbook.limits)
    for at, phase in enumerate(playbook.phases):
        if phase.at and not _TIME.fullmatch(phase.at):
            yield f"phases[{at}].at", f"must be a time like 19:00, not {phase.at}"
        if phase.minutes < 0 or phase.days < 0 or not (phase.minutes or phase.days):
            yield f"phases[{at}].minutes", "or days must be more than 0"
        if phase.expected_minutes < 0:
            yield f"phases[{at}].expected_minutes", "must not be less than 0"
        if phase.ticket and phase.ticket not in {ticket.kind for ticket in playbook.tickets}:
            yield f"phases[{at}].ticket", f"names no ticket of this playbook: {phase.ticket}"
    for at, group in enumerate(playbook.groups):
        if group.gate and group.gate not in GATES:
            yield f"groups[{at}].gate", f"is no condition that E2E Tracker knows: {group.gate}"
    groups = {group.key for group in playbook.groups}
    for at, step in enumerate(playbook.steps):
        for key, reason in _wrong_step(step, groups):
            yield f"steps[{at}].{key}", f"({step.key}) {reason}"


def _wrong_names(playbook: Playbook) -> Iterator[tuple[str, str]]:
    kinds = [phase.kind for phase in playbook.phases]
    if sorted(kinds) != sorted(PHASE_KINDS):
        yield "phases", f"must be these seven, each once: {', '.join(PHASE_KINDS)}"
    for at, ticket in enumerate(playbook.tickets):
        if ticket.kind not in ETIU_KINDS:
            yield f"tickets[{at}].kind", f"must be one of {', '.join(ETIU_KINDS)}"
        if ticket.phase not in PHASE_KINDS:
            yield f"tickets[{at}].phase", f"names no phase: {ticket.phase}"
    for name, keys in (
        ("tickets", [ticket.kind for ticket in playbook.tickets]),
        ("groups", [group.key for group in playbook.groups]),
        ("steps", [step.key for step in playbook.steps]),
    ):
        for at, key in enumerate(keys):
            if not key or key in keys[:at]:
                yield f"{name}[{at}]", f"must have a name of its own, not “{key}”"


def _wrong_limits(limits: Limits) -> Iterator[tuple[str, str]]:
    for name in limits.__struct_fields__:
        value = getattr(limits, name)
        if isinstance(value, int) and value <= 0:
            yield f"limits.{name}", "must be more than 0"
    for low, high in (
        ("impact_min_minutes", "impact_max_minutes"),
        ("dev_usual_min_hours", "dev_usual_max_hours"),
        ("best_practices_usual_days", "best_practices_limit_days"),
        ("question_hint_minutes", "question_incident_minutes"),
    ):
        if getattr(limits, low) > getattr(limits, high):
            yield f"limits.{low}", f"must not be more than {high}"
    if not _TIME.fullmatch(limits.support_ticket_time):
        yield "limits.support_ticket_time", f"must be a time like 09:00, not {limits.support_ticket_time}"


def _wrong_step(step: StepDef, groups: set[str]) -> Iterator[tuple[str, str]]:
    phase, _, point = step.due.partition(".")
    if step.group not in groups:
        yield "group", f"names no group of this playbook: {step.group}"
    if step.phase not in PHASE_KINDS:
        yield "phase", f"names no phase: {step.phase}"
    if step.gate and step.gate not in GATES:
        yield "gate", f"is no condition that E2E Tracker knows: {step.gate}"
    if step.fact and not is_fact(step.fact):
        yield "fact", f"is nothing that E2E Tracker records: {step.fact}"
    if not _is_hint(step.hint):
        yield "hint", f"may hold only the fields {', '.join(sorted(HINT_FIELDS))} in braces"
    if step.due and (phase not in PHASE_KINDS or point not in DUE_POINTS):
        yield "due", f"must be a phase and .start, .end or .morning, not {step.due}"


def _is_hint(text: str) -> bool:
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        return False
    return all(
        field is None or (field in HINT_FIELDS and not shape and not conversion)
        for _words, field, shape, conversion in pieces
    )
