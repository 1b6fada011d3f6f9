"""What stands beside the day: the nights to come, whom one waits for, and what is proven (SCREENS §9); pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from models import stages, zones
from models.attention import Attention
from models.calendars import calendar
from models.formats import Formats
from models.records import Dossier, Phase, You
from models.texts import _, ngettext

NIGHTS: Final = 10
"""Days that are looked at, today included."""
EVENING: Final = 18
"""Hour of your day at which a night begins; it ends at 06:00."""
LONG: Final = 3
"""Days of waiting after which it is said in amber."""
_TWELVE: Final = timedelta(hours=12)


class Piece(Struct, frozen=True):
    """Something that happens in a night: whose, what, from when to when in your time, aware.

    `state` is planned, tentative, locked or other (a Dev Upgrade); `clash` says that another Prod Upgrade of yours
    starts less than four hours apart.
    """

    engagement: int
    client: str
    kind: str
    start: datetime
    end: datetime
    state: str
    clash: bool = False


class Night(Struct, frozen=True):
    """One evening of your calendar; `note` names a holiday or weekend where nothing happens."""

    day: date
    begins: datetime
    pieces: tuple[Piece, ...]
    note: str = ""

    @property
    def ends(self) -> datetime:
        """06:00 of the next morning, by elapsed time from its begin."""
        return zones.after(self.begins, _TWELVE)


class Waiting(Struct, frozen=True):
    """Somebody who has to do something first; `days` since when."""

    engagement: int
    who: str
    what: str
    since: str
    days: int

    @property
    def long(self) -> bool:
        """Whether it has taken over three days."""
        return self.days > LONG


class Proof(Struct, frozen=True):
    """Something that is in order, or how much of it is not; `engagement` is the first to mend, 0 where none is."""

    text: str
    good: bool
    engagement: int = 0


def nights(known: Sequence[Dossier], you: You, now: datetime) -> tuple[Night, ...]:
    """Return the nights of the next ten days on which something happens, and free working days between them."""
    here = zones.zone(you.zone)
    first = zones.to_zone(now, you.zone).date()
    holidays = calendar(you.country, you.subdivision)
    apart = timedelta(minutes=min((item.playbook.limits.same_night_minutes for item in known), default=0))
    pieces_known = _upcoming(known, you, first)
    found = []
    for day in (first + timedelta(days=away) for away in range(NIGHTS)):
        begins = datetime.combine(day, time(EVENING), here)
        night = Night(day, begins, ())
        pieces = _marked([item for item in pieces_known if item.end > begins and item.start < night.ends], apart)
        holiday = holidays.holiday(day)
        if pieces or holiday or holidays.working(day):
            note = "" if pieces else _("Holiday: {name}").format(name=holiday) if holiday else _("Free")
            found.append(replace(night, pieces=tuple(pieces), note=note))
    last = max((at for at, night in enumerate(found) if night.pieces), default=-1)
    return tuple(found[: last + 1])


def waiting(known: Iterable[Dossier], now: datetime, formats: Formats) -> tuple[Waiting, ...]:
    """Return whom one waits for: a client who validates, an approver who was asked; the longest first."""
    found = []
    for dossier in known:
        validation, engagement = dossier.phases["client_validation"], dossier.engagement
        since = validation.actual_start or validation.starts
        if stages.stage(dossier, now) == "client_validation" and since is not None and since <= now:
            found.append(_waiting(dossier, engagement.client, _("Validation result"), since, now, formats))
        if engagement.skip_reason and not engagement.skip_approved_on:
            who = engagement.skip_approver or dossier.you.approver
            what = _("Skip Best Practices, {client}").format(client=engagement.client)
            found.append(Waiting(dossier.id, who, what, "", 0))
    return tuple(sorted(found, key=lambda item: -item.days))


def proofs(known: Sequence[tuple[Dossier, Attention]], now: datetime) -> tuple[Proof, ...]:
    """Return the three proofs: the lead was told, dates were read back today, short descriptions are up to date."""
    lead = next((dossier.you.lead for dossier, _attention in known if dossier.you.lead), "") or _("The lead")
    untold, stale = _with(known, "lead-not-told"), _with(known, "text-out-of-date")
    unread = _with(known, "not-read-back")
    told = Proof(_("{lead} has been told of every adjustment").format(lead=lead), good=True)
    if untold:
        words = ngettext(
            "{lead} has not been told of {count} adjustment",
            "{lead} has not been told of {count} adjustments",
            len(untold),
        )
        told = Proof(words.format(lead=lead, count=len(untold)), False, untold[0])
    count = sum(_read_today(dossier, now) for dossier, _attention in known)
    read = Proof(
        ngettext("{count} date read back today", "{count} dates read back today", count).format(count=count), True
    )
    if unread:
        words = ngettext("{count} engagement not read back", "{count} engagements not read back", len(unread))
        read = Proof(words.format(count=len(unread)), False, unread[0])
    drift = Proof(_("Every short description is up to date"), good=True)
    if stale:
        words = ngettext("{count} short description out of date", "{count} short descriptions out of date", len(stale))
        drift = Proof(words.format(count=len(stale)), False, stale[0])
    return told, read, drift


def _upcoming(known: Iterable[Dossier], you: You, first: date) -> list[Piece]:
    """Return what is planned and not over between the first evening and the last morning."""
    here = zones.zone(you.zone)
    begins = zones.utc_text(datetime.combine(first, time(EVENING), here))
    ends = zones.utc_text(datetime.combine(first + timedelta(days=NIGHTS), time(EVENING), here))
    found = []
    for dossier in known:
        if dossier.engagement.archived_utc:
            continue
        for kind in ("prod_upgrade", "dev_upgrade"):
            phase = dossier.phases[kind]
            if not (phase.end_utc > begins and phase.start_utc < ends) or phase.actual_end_utc:
                continue
            start, end = (zones.to_zone(zones.parse_utc(text), you.zone) for text in (phase.start_utc, phase.end_utc))
            found.append(Piece(dossier.id, dossier.engagement.client, kind, start, end, _state(dossier, phase)))
    return found


def _state(dossier: Dossier, phase: Phase) -> str:
    if phase.kind != "prod_upgrade":
        return "other"
    if dossier.engagement.scheduling:
        return "locked"
    return "planned" if dossier.phases["client_validation"].actual_start_utc else "tentative"


def _marked(pieces: list[Piece], apart: timedelta) -> list[Piece]:
    """Say of each Prod Upgrade whether another one starts less than the playbook's minutes from it."""
    starts = [piece.start for piece in pieces if piece.kind == "prod_upgrade"]
    return [
        replace(piece, clash=sum(abs(zones.elapsed_between(piece.start, other)) < apart for other in starts) > 1)
        if piece.kind == "prod_upgrade"
        else piece
        for piece in sorted(pieces, key=lambda piece: piece.start)
    ]


def _waiting(dossier: Dossier, who: str, what: str, since: datetime, now: datetime, formats: Formats) -> Waiting:
    mine = zones.to_zone(since, dossier.you.zone)
    days = (zones.to_zone(now, dossier.you.zone).date() - mine.date()).days
    said = _("since {day}").format(day=formats.weekday(mine.date()))
    if days > LONG:
        said = ngettext("{count} day", "{count} days", days).format(count=days)
    return Waiting(dossier.id, who, what, said, days)


def _with(known: Iterable[tuple[Dossier, Attention]], rule: str) -> list[int]:
    return [dossier.id for dossier, found in known if any(item.rule == rule for item in found.findings)]


def _read_today(dossier: Dossier, now: datetime) -> int:
    today = zones.to_zone(now, dossier.you.zone).date()
    dates = [
        item
        for item in dossier.observations
        if item.kind == "observation" and item.subject.endswith((".start", ".end"))
    ]
    return sum(zones.to_zone(zones.parse_utc(item.at_utc), dossier.you.zone).date() == today for item in dates)
