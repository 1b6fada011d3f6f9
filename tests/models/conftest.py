"""Northwind Health on the day of the pictures, to be changed in words: what tests of rules and attention begin with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields as fields_of
from msgspec.structs import replace

from models import attention, engagements, facts, rules, zones
from models.attention import Attention
from models.formats import Formats
from models.playbook_file import shipped
from models.records import Dossier, Message, Observation, Phase, Roadmap, Ticket, TimeEntry, You
from models.rules.finding import Finding

YOURS = "America/New_York"
TICKETS = ("ETIU01", "ETIU02", "ETIU03", "ETIU04", "ETIU05")


class Scene(Struct, frozen=True):
    """An engagement at a moment; methods return changed copies. Bare times are yours, those of plans the client's."""

    dossier: Dossier
    now: datetime

    def at(self, text: str) -> Scene:
        """Look at it at another moment."""
        return replace(self, now=yours(text))

    def plan(self, kind: str, start: str, end: str = "", zone: str = "") -> Scene:
        """Plan a phase from wall times of the client, or from dates alone; an empty start leaves it undated."""
        zone = zone or self.dossier.engagement.zone
        place = {"start": start, "end": end or start, "zone": zone, "start_utc": "", "end_utc": ""}
        if "T" in start:
            first = zones.attach(zones.parse_wall(start), zone, fold=0)
            last = zones.attach(zones.parse_wall(end), zone, fold=1) if end else zones.after(first, timedelta(hours=3))
            place |= {"end": zones.wall_text(last), "start_utc": zones.utc_text(first), "end_utc": zones.utc_text(last)}
        return self._phase(kind, place if start else dict.fromkeys(place, ""))

    def happened(self, kind: str, start: str = "", end: str = "") -> Scene:
        """Record when a phase began and ended."""
        known = {"actual_start_utc": start, "actual_end_utc": end}
        return self._phase(kind, {name: zones.utc_text(yours(text)) for name, text in known.items() if text})

    def facts(self, **columns: Any) -> Scene:
        """Set columns of the engagement; those of instants take your time."""
        values = {
            name: zones.utc_text(yours(value)) if name.endswith("_utc") and value else value
            for name, value in columns.items()
        }
        return self._with(engagement=replace(self.dossier.engagement, **values))

    def you(self, **columns: str) -> Scene:
        """Change your settings."""
        return self._with(you=replace(self.dossier.you, **columns))

    def limits(self, **values: Any) -> Scene:
        """Change limits of the playbook."""
        playbook = self.dossier.playbook
        return self._with(playbook=replace(playbook, limits=replace(playbook.limits, **values)))

    def states(self, **states: str) -> Scene:
        """Set tickets to states; an empty one was never opened."""
        kept = tuple(ticket for ticket in self.dossier.tickets if ticket.kind not in states)
        fresh = (Ticket(0, 0, kind, kind, state, "", "", "") for kind, state in states.items())
        return self._with(tickets=tuple(sorted((*kept, *fresh), key=lambda ticket: ticket.kind)))

    def text(self, kind: str, text: str) -> Scene:
        """Confirm a ticket's short description."""
        tickets = (
            replace(ticket, confirmed_text=text, confirmed_utc="2026-11-20T12:00:00Z")
            if ticket.kind == kind
            else ticket
            for ticket in self.dossier.tickets
        )
        return self._with(tickets=tuple(tickets))

    def seen(self, subject: str, value: str, instant: str = "", *, at: str = "", rehearsal: int = 0) -> Scene:
        """Add an observation; `instant` is what a shown time means, in the client's wall time."""
        meant = zones.attach(zones.parse_wall(instant), self.dossier.prod.zone) if instant else None
        fields = {
            "id": len(self.dossier.observations) + 1,
            "engagement": "uid",
            "kind": "observation",
            "subject": subject,
            "value": value,
            "instant_utc": zones.utc_text(meant) if meant else "",
            "at_utc": zones.utc_text(yours(at) if at else self.now),
            "rehearsal": rehearsal,
        }
        return self._with(observations=(*self.dossier.observations, blank(Observation, **fields)))

    def read_back(
        self, place: str = "CHG", start: str = "2026-12-03T19:00", end: str = "2026-12-03T22:00", **when: Any
    ) -> Scene:
        """Read both dates back from the change or the CTASK."""
        scene = self.seen(f"{place}.start", start.replace("T", " ") if start else "", start, **when)
        return scene.seen(f"{place}.end", end.replace("T", " ") if end else "", end, **when)

    def done(self, *keys: str, at: str = "", origin: str = "") -> Scene:
        """Tick steps."""
        when = zones.utc_text(yours(at) if at else self.now)
        ticked = {key: replace(self.dossier.steps[key], done_utc=when, origin=origin) for key in keys}
        return self._with(steps=self.dossier.steps | ticked)

    def told(self, kind: str, *, sent: str = "", created: str = "2026-11-20 09:00") -> Scene:
        """Add a text that has to go out."""
        fields = {"kind": kind, "created_utc": zones.utc_text(yours(created))}
        sent_utc = zones.utc_text(yours(sent)) if sent else ""
        return self._with(messages=(*self.dossier.messages, blank(Message, **fields, sent_utc=sent_utc)))

    def agreed(self, start: str, zone: str = "America/Los_Angeles") -> Scene:
        """Put a start, or only a date, on the roadmap."""
        moment = zones.attach(zones.parse_wall(start), zone) if "T" in start else None
        fields = {"start": start, "zone": zone, "start_utc": zones.utc_text(moment) if moment else ""}
        return self._with(roadmap=(*self.dossier.roadmap, blank(Roadmap, **fields)))

    def logged(self, minutes: int, *, billable: int, day: str = "2026-11-24") -> Scene:
        """Log time."""
        entry = blank(TimeEntry, day=day, minutes=minutes, billable=billable)
        return self._with(time_entries=(*self.dossier.time_entries, entry))

    def beside(self, client: str, start: str, zone: str = YOURS) -> Scene:
        """Stand beside another Prod Upgrade of the same consultant."""
        return self._with(others=(*self.dossier.others, (client, zones.attach(zones.parse_wall(start), zone))))

    def validated(self) -> Scene:
        """Record everything up to the end of client validation, on Tuesday 24 November at 10:00."""
        scene = self.happened("dev_upgrade", "2026-11-18 21:00", "2026-11-19 05:00")
        scene = scene.happened("technical_validation", "2026-11-19 12:00", "2026-11-19 20:00")
        scene = scene.happened("kickoff", "2026-11-20 16:00", "2026-11-20 17:30")
        return scene.happened("client_validation", "2026-11-23 12:00", "2026-11-24 10:00")

    def scheduled(self) -> Scene:
        """Close the CTASK, with the dates read back and the tickets as they should be."""
        scene = self.validated().facts(
            entered_utc="2026-11-24 10:10",
            conversion_utc="2026-11-24 10:12",
            ctask_appeared_utc="2026-11-24 10:15",
            ctask_closed_utc="2026-11-24 10:30",
        )
        scene = scene.read_back("CHG", at="2026-11-24 10:20").read_back("CTASK", at="2026-11-24 10:25")
        scene = scene.done("calendar_tentative", "calendar_confirmed", "validation_reminder")
        closed = {"ETIU01": "Closed Complete", "ETIU02": "Closed Complete", "ETIU03": "Closed Complete"}
        return scene.states(**closed, ETIU04="Work in Progress", ETIU05="Open")

    def findings(self) -> tuple[Finding, ...]:
        """Return what all rules say."""
        return rules.findings(self.settled(), self.now)

    def finding(self, rule: str) -> Finding | None:
        """Return what one rule says, at most once."""
        found = self.all(rule)
        assert len(found) <= 1, found
        return found[0] if found else None

    def all(self, rule: str) -> list[Finding]:
        """Return everything that one rule says."""
        return [finding for finding in self.findings() if finding.rule == rule]

    def severity(self, rule: str) -> str:
        """Return how bad a rule says it is; empty where it says nothing."""
        found = self.finding(rule)
        return found.severity if found else ""

    def need(self) -> Attention:
        """Return what the engagement needs."""
        return attention.assess(self.settled(), self.now, Formats())

    def settled(self) -> Dossier:
        """Return the dossier as it would be loaded, with the steps done whose facts are known."""
        return replace(self.dossier, steps=facts.settle(self.dossier))

    def _phase(self, kind: str, columns: dict[str, str]) -> Scene:
        phase: Phase = replace(self.dossier.phases[kind], **columns)
        return self._with(phases=self.dossier.phases | {kind: phase})

    def _with(self, **fields: Any) -> Scene:
        return replace(self, dossier=replace(self.dossier, **fields))


def yours(text: str) -> datetime:
    """Return a moment of your clock."""
    return zones.attach(zones.parse_wall(text.replace(" ", "T")), YOURS)


def blank(record: type[Struct], **fields: Any) -> Any:
    """Return a record whose other columns are empty."""
    empty = {field.name: 0 if field.type is int else "" for field in fields_of(record)}
    return record(**empty | fields)


@pytest.fixture
def northwind() -> Scene:
    """Northwind Health as planned, nothing recorded: Tuesday 24 November 2026, 10:42 in New York.

    Dev Upgrade Wed 18 Nov 18:00, Kickoff Fri 20 Nov 13:00, client validation Mon 23 to Tue 24 Nov 17:00, Prod Upgrade
    Thu 3 Dec 19:00, Best Practices Mon 7 Dec 10:00, Support Week Fri 4 to Thu 10 Dec, all in Los Angeles.
    """
    draft = engagements.Draft(
        "Northwind Health", "America/Los_Angeles", "US", prod=datetime(2026, 12, 3, 19), consultant="Mara"
    )
    you = You(zone=YOURS, country="US", lead="Aja", approver="Damien", initials="MK")
    now = yours("2026-11-24 10:42")
    return Scene(engagements.preview(draft, shipped(), now, you), now)
