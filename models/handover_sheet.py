"""The readable sheet beside a handover: one page with what is done, what is next, promised dates, traps, people."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from models import checklist, facts, message_fields, rules, zones
from models.formats import Formats
from models.locks import reason as lock_of
from models.records import PHASE_KINDS, Dossier
from models.texts import _

_DONE = 8
_NEXT = 8


class Part(Struct, frozen=True):
    """A heading of the sheet and its lines."""

    title: str
    lines: tuple[str, ...]


def title(dossier: Dossier) -> str:
    """Return the sheet's heading."""
    return _("Handover of {client}").format(client=dossier.engagement.client)


def parts(
    dossier: Dossier, now: datetime, formats: Formats, *, private: frozenset[str] = frozenset()
) -> tuple[Part, ...]:
    """Return the sheet: where it stands, promised dates, traps, what is next, what is done, people.

    Args:
        dossier: the engagement.
        now: the moment; what is done is told up to it.
        formats: how times are written; every time says its zone.
        private: what goes along of `handover.PRIVATE`.
    """
    known = message_fields.fields(dossier, now, formats, language=formats.lang)
    done, all_ = checklist.counts(dossier)
    stand = (known["stage"].value, _("{done} of {all} steps done").format(done=done, all=all_))
    return tuple(
        part
        for part in (
            Part(_("Where it stands"), (*stand, *known["tickets"].value.splitlines())),
            Part(_("Promised dates"), tuple(_dates(dossier, formats))),
            Part(_("Traps"), tuple(_traps(dossier, now))),
            Part(_("Next"), tuple(_next(dossier, now))),
            Part(_("Done last"), tuple(_done(dossier, formats))),
            Part(_("People"), tuple(_people(dossier, private))),
            Part(_("Internal notes"), tuple(dossier.engagement.notes.splitlines()) if "notes" in private else ()),
        )
        if part.lines
    )


def markdown(heading: str, found: tuple[Part, ...]) -> str:
    """Return the sheet as Markdown."""
    lines = [f"# {_plain(heading)}", ""]
    for part in found:
        lines += [f"## {part.title}", "", *(f"- {_plain(line)}" for line in part.lines), ""]
    return "\n".join(lines)


def to_html(heading: str, found: tuple[Part, ...]) -> str:
    """Return the sheet as HTML for print and PDF; everything in it is text."""
    body = "".join(
        f"<h3>{html.escape(part.title)}</h3><ul>{''.join(f'<li>{html.escape(line)}</li>' for line in part.lines)}</ul>"
        for part in found
    )
    return f"<h2>{html.escape(heading)}</h2>{body}"


def _plain(text: str) -> str:
    """Return a line in which Markdown reads nothing but text."""
    one = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in one)


def _dates(dossier: Dossier, formats: Formats) -> Iterator[str]:
    for kind in PHASE_KINDS:
        phase, name = dossier.phases[kind], dossier.playbook.phase(kind).name
        start, day = phase.starts, phase.first_day
        if start is not None:
            yours = zones.to_zone(start, dossier.you.zone)
            words = formats.with_zone(start)
            if zones.zone_name(start) != dossier.you.zone:
                words = _("{client} ({yours} here)").format(client=words, yours=formats.with_zone(yours))
            yield f"{name}: {words}"
        elif day is not None and phase.last_day is not None:
            yield f"{name}: {formats.days(day, phase.last_day)}"
    agreed = dossier.agreed
    if agreed is not None:
        when = formats.day_year(zones.to_zone(zones.parse_utc(agreed.agreed_utc), dossier.you.zone))
        who = agreed.agreed_with or _("the client")
        yield _("Prod upgrade agreed with {who} on {day}").format(who=who, day=when)


def _traps(dossier: Dossier, now: datetime) -> Iterator[str]:
    for finding in rules.findings(dossier, now):
        yield f"{finding.message} {finding.action}".strip()
    if dossier.engagement.scheduling:
        yield _("Scheduling has begun: the prod upgrade can't be cancelled.")


def _next(dossier: Dossier, now: datetime) -> Iterator[str]:
    steps = [item for item in dossier.playbook.steps if not dossier.is_done(item.key)]
    for item in steps[:_NEXT]:
        held = lock_of(dossier, item, now)
        yield f"{item.text} ({held})" if held else item.text
    for request in dossier.questions:
        if request.waits:
            yield _("Client question open: {text}").format(text=request.text)


def _done(dossier: Dossier, formats: Formats) -> Iterator[str]:
    done = [item for item in dossier.steps.values() if item.done_utc and item.origin != facts.BEFORE]
    for step in sorted(done, key=lambda item: item.done_utc, reverse=True)[:_DONE]:
        definition = dossier.playbook.step(step.key)
        if definition is not None:
            day = formats.day(zones.to_zone(zones.parse_utc(step.done_utc), dossier.you.zone))
            why = f" ({step.why})" if step.why else ""
            yield f"{day}: {definition.text}{why}"


def _people(dossier: Dossier, private: frozenset[str]) -> Iterator[str]:
    for contact in dossier.contacts:
        address = contact.email if "emails" in private else ""
        yield ", ".join(filter(None, (contact.name, contact.role, address, contact.zone)))
    for name, role in (
        (dossier.engagement.consultant, _("consultant until now")),
        (dossier.you.lead, _("lead")),
        (dossier.you.approver, _("approver")),
    ):
        if name:
            yield f"{name}, {role}"
