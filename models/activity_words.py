"""What changed in one row, as lines for people: "Prod upgrade: Thu 3 Dec, 19:00 PST → Wed 2 Dec, 19:00 PST"; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from models import session_requests, surveys, zones
from models.engagements import FIELDS
from models.formats import Formats
from models.limits import lead_of
from models.records import Dossier, SessionRequest
from models.rescheduling import ADJUSTMENT
from models.texts import _, mark

Image = Mapping[str, Any]
"""A row before or after, by column; empty where it did not exist."""

_FACTS: Final = {
    "entered_utc": mark("Planned dates entered"),
    "conversion_utc": mark("Schedule Conversion"),
    "ctask_appeared_utc": mark("CTASK appeared"),
    "ctask_closed_utc": mark("CTASK closed"),
    "archived_utc": mark("Archived"),
    "deleted_utc": mark("In the bin"),
}
_SKIP: Final = {
    "skip_reason": mark("Reason to skip Best Practices"),
    "skip_approver": mark("Approved by"),
    "skip_approved_on": mark("Approved on"),
    "skip_told_on": mark("Client told on"),
}
_OF_QUESTIONS: Final = {
    "asked_by": mark("asked by"),
    "tried": mark("tried with the client"),
    "incident": mark("incident"),
    "handed_off_utc": mark("handed off"),
    "follow_up": mark("follow-up"),
    "followed_up_utc": mark("followed up"),
    "remote_admin_utc": mark("Remote Admin hours offered"),
    "remote_admin": mark("Remote Admin hours"),
}
_FLAGS: Final = frozenset({"billable", "experienced_developer", "service_partner", "zone_confirmed"})


def lines(table: str, before: Image | None, after: Image | None, dossier: Dossier, formats: Formats) -> Iterator[str]:
    """Yield what changed in a row of a table.

    Args:
        table: the table's name.
        before: its columns before; None where it was added.
        after: its columns after; None where it was removed.
        dossier: the engagement as it is, for names.
        formats: how dates are written; moments are shown in your zone, plans in the client's.
    """
    teller = _TELLERS.get(table)
    if teller is not None:
        yield from teller(_Teller(dossier, formats), before or {}, after or {})


def has_words(table: str) -> bool:
    """Whether changes of a table's rows are told."""
    return table in _TELLERS


class _Teller:
    """Tells the rows of one engagement; a method for each table."""

    def __init__(self, dossier: Dossier, formats: Formats) -> None:
        self._dossier = dossier
        self._formats = formats

    def phase(self, before: Image, after: Image) -> Iterator[str]:
        row = after or before
        name = self._dossier.playbook.phase(row["kind"]).name
        was, will = self._planned(before), self._planned(after)
        if was != will:
            yield _change(name, was, will)
        elif before and after and before["end"] != after["end"]:
            yield _change(_("{phase}, end").format(phase=name), self._end(before), self._end(after))
        for column, words in (("actual_start_utc", _("{phase} began")), ("actual_end_utc", _("{phase} ended"))):
            if before.get(column, "") != after.get(column, ""):
                at, earlier = self._moment(after.get(column, "")), before.get(column, "")
                yield _change(words.format(phase=name), self._moment(earlier), at)

    def step(self, before: Image, after: Image) -> Iterator[str]:
        row = after or before
        definition = self._dossier.playbook.step(row["key"])
        name = definition.text if definition else row["key"]
        if bool(before.get("done_utc")) != bool(after.get("done_utc")):
            yield (
                _("“{step}” is done").format(step=name)
                if after.get("done_utc")
                else _("“{step}” is open again").format(step=name)
            )
        if before.get("why", "") != after.get("why", "") and after.get("why"):
            yield _("Done anyway: {why}").format(why=after["why"])
        if before.get("note", "") != after.get("note", ""):
            yield _change(_("Note on “{step}”").format(step=name), _quoted(before, "note"), _quoted(after, "note"))

    def ticket(self, before: Image, after: Image) -> Iterator[str]:
        kind = (after or before)["kind"]
        for column, words in (
            ("state", _("{ticket}")),
            ("number", _("Number of {ticket}")),
            ("confirmed_text", _("Short description of {ticket}")),
        ):
            if before.get(column, "") != after.get(column, ""):
                yield _change(words.format(ticket=kind), before.get(column, ""), after.get(column, ""))

    def engagement(self, before: Image, after: Image) -> Iterator[str]:
        if not before:
            return
        for column, word in FIELDS.items():
            if before.get(column, "") != after.get(column, "") and column not in _FACTS:
                name = _(word)[:1].upper() + _(word)[1:]
                was, will = (self._value(column, image) for image in (before, after))
                yield _change(_("Time zone confirmed") if column == "zone_confirmed" else name, was, will)
        for column, word in _FACTS.items():
            if before.get(column, "") != after.get(column, ""):
                yield _change(_(word), *(self._moment(image.get(column, "")) for image in (before, after)))
        for column, word in _SKIP.items():
            if before.get(column, "") != after.get(column, ""):
                yield _change(_(word), before.get(column, ""), after.get(column, ""))
        if before.get("scheduled_elsewhere", "") != after.get("scheduled_elsewhere", ""):
            yield (
                _("Scheduled before it came here") if after.get("scheduled_elsewhere") else _("Not scheduled elsewhere")
            )

    def roadmap(self, before: Image, after: Image) -> Iterator[str]:
        row = after or before
        when = self._planned(row) or _("no date")
        text = _("Agreed: {when}") if after else _("No longer agreed: {when}")
        if row.get("agreed_with"):
            text = _("Agreed with {who}: {when}") if after else _("No longer agreed with {who}: {when}")
        yield text.format(when=when, who=row.get("agreed_with", ""))

    def contact(self, before: Image, after: Image) -> Iterator[str]:
        if not before or not after:
            text = _("Contact {name} added") if after else _("Contact {name} removed")
            yield text.format(name=(after or before)["name"])
            return
        for column, word in (("name", _("Name")), ("role", _("Role")), ("email", _("Email")), ("zone", _("Time zone"))):
            if before.get(column, "") != after.get(column, ""):
                yield _change(word, before.get(column, ""), after.get(column, ""))

    def message(self, before: Image, after: Image) -> Iterator[str]:
        row = after or before
        if row["kind"] != ADJUSTMENT:
            return
        lead = lead_of(self._dossier)
        if before.get("sent_utc", "") != after.get("sent_utc", ""):
            text = (
                _("The notice to {lead} is sent") if after.get("sent_utc") else _("The notice to {lead} is due again")
            )
            yield text.format(lead=lead)
        elif not before:
            yield _("A notice to {lead} is due").format(lead=lead)
        elif not after:
            yield _("The notice to {lead} is not due any more").format(lead=lead)

    def time_entry(self, before: Image, after: Image) -> Iterator[str]:
        was, will = (self._formats.hours(image["minutes"]) if image else "" for image in (before, after))
        kind = _("billable") if (after or before)["billable"] else _("not billable")
        day = self._formats.day(date.fromisoformat((after or before)["day"]))
        name = _("Time, {kind}, {day}").format(kind=kind, day=day)
        if was != will:
            yield _change(name, was, will)
        if before and after and before["note"] != after["note"]:
            yield _change(_("{time}, note").format(time=name), _quoted(before, "note"), _quoted(after, "note"))
        if before and after and before.get("exported_utc", "") != after.get("exported_utc", ""):
            yield f"{name}: {_('exported for Projector') if after.get('exported_utc') else _('not exported any more')}"

    def session_request(self, before: Image, after: Image) -> Iterator[str]:
        yield session_requests.sentence(SessionRequest(**(after or before)), self._formats)

    def survey_score(self, before: Image, after: Image) -> Iterator[str]:
        row = after or before
        kind, day = _(surveys.KINDS[row["kind"]]), self._formats.day(date.fromisoformat(row["day"]))
        name = _("{kind} score of {client}, {day}").format(kind=kind, client=row["client"], day=day)
        was, will = (self._score(image) for image in (before, after))
        if was != will:
            yield _change(name, was, will)
        if before.get("comment", "") != after.get("comment", "") and after:
            comment = _("{score}, comment").format(score=name)
            yield _change(comment, _quoted(before, "comment"), _quoted(after, "comment"))
        if before and after and before["told"] != after["told"]:
            yield _change(_("{score}, told to").format(score=name), before["told"], after["told"])

    def client_question(self, before: Image, after: Image) -> Iterator[str]:
        row = after or before
        name = _("Client question “{text}”").format(text=row["text"])
        if not before or not after:
            yield (
                _("{question} logged").format(question=name) if after else _("{question} deleted").format(question=name)
            )
            return
        if before["minutes"] != after["minutes"]:
            yield _change(name, *(self._formats.hours(image["minutes"]) for image in (before, after)))
        for column, word in _OF_QUESTIONS.items():
            if before[column] == after[column]:
                continue
            was, will = (
                self._moment(item[column]) if column.endswith("_utc") else item[column] for item in (before, after)
            )
            yield f"{name}, {_change(_(word), was, will)}"

    def _score(self, image: Image) -> str:
        if not image:
            return ""
        value = surveys.number(Fraction(image["hundredths"], surveys.HUNDRED), self._formats)
        return surveys.with_scale(value, surveys.Scale(image["lowest"], image["highest"]), surveys.Scale(1, 5))

    def _planned(self, image: Image) -> str:
        """Return when a phase or an agreed date is, in the client's time with its zone; empty where it is undated."""
        if not image.get("start"):
            return ""
        if not image.get("start_utc"):
            first, last = (date.fromisoformat(str(image.get(side) or image["start"])[:10]) for side in ("start", "end"))
            return self._formats.days(first, last)
        return self._formats.with_zone(zones.restore(image["start"], image["zone"], image["start_utc"]))

    def _end(self, image: Image) -> str:
        if not image.get("end_utc"):
            return self._formats.day(date.fromisoformat(image["end"][:10])) if image.get("end") else ""
        return self._formats.with_zone(zones.restore(image["end"], image["zone"], image["end_utc"]))

    def _moment(self, utc: str) -> str:
        return self._formats.with_zone(zones.to_zone(zones.parse_utc(utc), self._dossier.you.zone)) if utc else ""

    def _value(self, column: str, image: Image) -> str:
        value = image.get(column, "")
        if column in _FLAGS:
            return _("yes") if value else _("no")
        if column.endswith("_utc"):
            return self._moment(value)
        return f"“{value}”" if column == "notes" and value else str(value)


def _change(name: str, was: str, will: str) -> str:
    """Return "name: was → will"; what was not there before is left out."""
    if not was:
        return f"{name}: {will}"
    return f"{name}: {was} → {will or _('nothing')}"


def _quoted(image: Image, column: str) -> str:
    return f"“{image[column]}”" if image.get(column) else ""


_TELLERS: Final[Mapping[str, Callable[[_Teller, Image, Image], Iterator[str]]]] = {
    "phase": _Teller.phase,
    "step": _Teller.step,
    "ticket": _Teller.ticket,
    "engagement": _Teller.engagement,
    "roadmap": _Teller.roadmap,
    "contact": _Teller.contact,
    "message": _Teller.message,
    "time_entry": _Teller.time_entry,
    "session_request": _Teller.session_request,
    "survey_score": _Teller.survey_score,
    "client_question": _Teller.client_question,
}
