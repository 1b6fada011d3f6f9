"""The fields of the texts that go out, filled in from the plan: the client's time with weekday and zone (N06, N08).

Every field is there in every engagement; one that isn't known has an empty value, and its words say what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from models import limits, messages, stages, zones
from models.formats import Formats, prefers_12_hours
from models.locks import reason as lock_of
from models.records import ClientQuestion, Dossier, Message, Phase
from models.texts import SOURCE, _, mark

_NEXT: Final = 6
"""How many of the next steps a handover names."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its words in lists and where it is missing, its value, and whether it may have several lines."""

    name: str
    words: str
    value: str = ""
    lines: bool = False


FIELDS: Final = {
    "client": mark("client"),
    "contact": mark("contact's name"),
    "contact_name": mark("contact's whole name"),
    "you": mark("your name"),
    "lead": mark("lead"),
    "approver": mark("approver"),
    "dev_instance": mark("dev instance"),
    "prod_instance": mark("prod instance"),
    "change": mark("change number"),
    "task": mark("CTASK number"),
    "incident": mark("incident number"),
    "backup": mark("time of the backup"),
    "dev_time": mark("dev upgrade date"),
    "kickoff_time": mark("kickoff date and time"),
    "kickoff_day": mark("kickoff date"),
    "validation_days": mark("client validation dates"),
    "prod_time": mark("prod date and time"),
    "prod_day": mark("prod date"),
    "prod_yours": mark("prod time of yours"),
    "impact": mark("business impact"),
    "support_week": mark("Support Week dates"),
    "best_practices_time": mark("Best Practices date and time"),
    "best_practices_day": mark("Best Practices date"),
    "best_practices_limit": mark("last day for Best Practices"),
    "wished_day": mark("day that the client asked for"),
    "results": mark("validation results"),
    "question": mark("client's question"),
    "tried": mark("what was tried with the client"),
    "skip_reason": mark("reason for skipping"),
    "change_of_dates": mark("change of the dates"),
    "mismatch": mark("what does not match"),
    "planned_start": mark("planned start as read back"),
    "planned_end": mark("planned end as read back"),
    "stage": mark("stage"),
    "tickets": mark("tickets"),
    "next_steps": mark("next steps"),
}
"""Name → words of every field that a template may use."""
_LINES: Final = frozenset({"results", "question", "tried", "change_of_dates", "mismatch", "tickets", "next_steps"})


def fields(
    dossier: Dossier, now: datetime, formats: Formats, message: Message | None = None, language: str = SOURCE
) -> dict[str, Field]:
    """Return every field of an engagement by its name.

    Args:
        dossier: the engagement.
        now: the moment.
        formats: how your own times are written; the client's follow the client's country.
        message: the message that it is for, whose facts it is about: an adjustment notice.
        language: in which dates and times are written.
    """
    teller = _Teller(dossier, now, formats, message, language)
    return {
        name: Field(name, _(words), getattr(teller, name)().strip(), lines=name in _LINES)
        for name, words in FIELDS.items()
    }


def client_formats(dossier: Dossier, language: str = SOURCE) -> Formats:
    """Return how times are written for the client: in a text's language, with 12 hours where the country does so."""
    country = dossier.engagement.country
    return Formats(language, prefers_12_hours(f"{language}_{country}" if country else language))


class _Teller:
    """Tells each field; its methods are named as the fields, and an empty text means "not known"."""

    def __init__(
        self, dossier: Dossier, now: datetime, formats: Formats, message: Message | None, language: str
    ) -> None:
        self._dossier = dossier
        self._now = now
        self._yours = formats
        self._formats = client_formats(dossier, language)
        self._message = message

    def client(self) -> str:
        return self._dossier.engagement.client

    def contact(self) -> str:
        words = self.contact_name().split()
        return words[0] if words else ""

    def contact_name(self) -> str:
        return self._dossier.contacts[0].name if self._dossier.contacts else ""

    def you(self) -> str:
        return self._dossier.you.name

    def lead(self) -> str:
        return self._dossier.you.lead

    def approver(self) -> str:
        return self._dossier.you.approver

    def dev_instance(self) -> str:
        return self._dossier.engagement.dev_instance

    def prod_instance(self) -> str:
        return self._dossier.engagement.prod_instance

    def change(self) -> str:
        return self._number("CHG")

    def task(self) -> str:
        return self._number("CTASK")

    def incident(self) -> str:
        question = self._asked()
        return question.incident if question and question.incident else self._number("INC")

    def backup(self) -> str:
        taken = self._dossier.engagement.backup_taken_utc
        return self._moment(zones.parse_utc(taken)) if taken else ""

    def dev_time(self) -> str:
        return self._day_of("dev_upgrade")

    def kickoff_time(self) -> str:
        return self._span("kickoff")

    def kickoff_day(self) -> str:
        return self._short("kickoff")

    def validation_days(self) -> str:
        return self._days(self._dossier.phases["client_validation"])

    def prod_time(self) -> str:
        return self._span("prod_upgrade")

    def prod_day(self) -> str:
        return self._short("prod_upgrade")

    def prod_yours(self) -> str:
        start = self._dossier.prod.starts
        yours = Formats(self._formats.lang, self._yours.hour12)
        return yours.with_zone(zones.to_zone(start, self._dossier.you.zone)) if start else ""

    def impact(self) -> str:
        known = self._dossier.playbook.limits
        hours = f"{known.impact_min_minutes / 60:g}–{known.impact_max_minutes / 60:g}"
        return hours.replace(".", self._formats.decimal)

    def support_week(self) -> str:
        return self._days(self._dossier.phases["support_week"])

    def best_practices_time(self) -> str:
        return self._span("best_practices")

    def best_practices_day(self) -> str:
        return self._short("best_practices")

    def best_practices_limit(self) -> str:
        """Return the last day that is possible, counted on the client's calendar from the prod upgrade (N25)."""
        day = limits.prod_day(self._dossier)
        if day is None:
            return ""
        last = limits.calendar_of(self._dossier).add(day, self._dossier.playbook.limits.best_practices_limit_days)
        return self._formats.day_year(last)

    def wished_day(self) -> str:
        """Return the day to which the client last asked to push Best Practices off (N25)."""
        asked = [item.wanted for item in self._dossier.session_requests if item.wanted]
        return self._formats.day_year(date.fromisoformat(asked[-1][:10])) if asked else ""

    def results(self) -> str:
        """Return what technical validation found: the note of its step, or of the step that posts it."""
        return self._note("technical_validation_done") or self._note("results_in_work_notes")

    def question(self) -> str:
        """Return the client's question that is being handed off, else the note of the step."""
        question = self._asked()
        return question.text if question else self._note("long_question")

    def tried(self) -> str:
        """Return the steps that were taken with the client for that question (N32)."""
        question = self._asked()
        return question.tried if question else ""

    def skip_reason(self) -> str:
        return self._dossier.engagement.skip_reason.rstrip(". ")

    def change_of_dates(self) -> str:
        """Return what changed: of the notice that it is for, else of the newest one."""
        found = [item for item in self._dossier.messages if item.kind == messages.ADJUSTMENT]
        notices = [item for item in found if "zone" in json.loads(item.facts)]
        if not notices:
            return ""
        message = next((item for item in notices if item == self._message), notices[-1])
        return messages.notice(self._dossier, json.loads(message.facts), self._yours)

    def mismatch(self) -> str:
        """Return what a stopped check found, as it was kept with the message to the lead that is not sent yet."""
        waiting = messages.draft(self._dossier, messages.MISMATCH)
        return str(json.loads(waiting.facts).get("found", "")) if waiting else ""

    def planned_start(self) -> str:
        return self._seen("CHG.start")

    def planned_end(self) -> str:
        return self._seen("CHG.end")

    def stage(self) -> str:
        return stages.chip(self._dossier, self._now)

    def tickets(self) -> str:
        return "\n".join(self._ticket_lines())

    def next_steps(self) -> str:
        steps = [item for item in self._dossier.playbook.steps if not self._dossier.is_done(item.key)]
        steps = [item for item in steps if not lock_of(self._dossier, item, self._now)] or steps
        return "\n".join(f"- {item.text}" for item in steps[:_NEXT]) or _("Everything is done.")

    def _ticket_lines(self) -> Iterator[str]:
        names = {item.kind: item.name for item in self._dossier.playbook.tickets}
        for ticket in self._dossier.tickets:
            words = (ticket.kind, names.get(ticket.kind, ""), ticket.number)
            title = " ".join(dict.fromkeys(filter(None, words)))
            yield f"{title}: {ticket.state}" if ticket.state else title

    def _number(self, kind: str) -> str:
        ticket = self._dossier.ticket(kind)
        return ticket.number if ticket else ""

    def _asked(self) -> ClientQuestion | None:
        """Return the question handed off last, else the one that is being counted; None for none."""
        found = [item for item in self._dossier.questions if item.handed_off_utc or item.timer]
        return max(found, key=lambda item: (item.handed_off_utc, item.started_utc, item.id), default=None)

    def _note(self, key: str) -> str:
        step = self._dossier.steps.get(key)
        return step.note if step else ""

    def _seen(self, subject: str) -> str:
        seen = self._dossier.newest(subject)
        return seen.value if seen else ""

    def _span(self, kind: str) -> str:
        """Return "Thursday 3 December 2026, 19:00 – 22:00 PST (Los Angeles)"; empty without a time."""
        start, end = self._start(kind), self._dossier.phases[kind].ends
        if start is None:
            return ""
        until = ""
        if end is not None and zones.elapsed_between(start, end) > timedelta():
            end = end.astimezone(start.tzinfo)
            formats = self._formats
            until = f" – {formats.time(end) if end.date() == start.date() else formats.moment(end)}"
        return f"{self._formats.full(start)}{until} {self._zone(start)}"

    def _start(self, kind: str) -> datetime | None:
        """Return when a phase begins, in the client's time; None without a time."""
        start, zone = self._dossier.phases[kind].starts, self._dossier.engagement.zone
        return zones.to_zone(start, zone) if start and zone else start

    def _moment(self, instant: datetime) -> str:
        zone = self._dossier.engagement.zone
        at = zones.to_zone(instant, zone) if zone else instant
        return f"{self._formats.full(at)} {self._zone(at)}"

    def _zone(self, moment: datetime) -> str:
        """Return "PST (Los Angeles)": the abbreviation in force and the city that the zone is named after."""
        name = zones.zone_name(moment)
        if name == zones.UTC.key:
            return "UTC"
        return f"{zones.abbreviation(moment, name)} ({_city(name, self._formats.lang)})"

    def _short(self, kind: str) -> str:
        start = self._start(kind)
        return self._formats.with_zone(start) if start else ""

    def _day_of(self, kind: str) -> str:
        day = self._dossier.phases[kind].first_day
        return self._formats.day_year(day) if day else ""

    def _days(self, phase: Phase) -> str:
        """Return the days of a phase, the year once."""
        first, last = phase.first_day, phase.last_day
        if first is None or last is None:
            return ""
        return _with_year(first, last, self._formats)


def _with_year(first: date, last: date, formats: Formats) -> str:
    if first.year != last.year:
        return formats.days(first, last)
    if last - first < timedelta(days=1):
        return formats.day_year(first)
    return f"{formats.day(first)} – {formats.day_year(last)}"


def _city(zone: str, language: str) -> str:
    """Return the city of a zone as a language calls it: "Vienne"."""
    if language == SOURCE:
        return zones.city(zone)
    from babel import Locale  # start-up saving: 30 ms; English needs none of it

    known = Locale.parse(language).time_zones.get(zone, {})
    return str(known.get("city") or zones.city(zone))
