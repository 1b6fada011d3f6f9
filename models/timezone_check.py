"""The Timezone Check: a work note's stamp says in which zone ServiceNow's session is; kept, and fresh for 12 h (N16).

PRODUCT, Decisions 7. What counts as the newest check is the dialog's own and the stamp of a triple check alike. It is
fresh for the playbook's hours while this computer stays in the same zone, and it is bound to one log-in.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from models import checklist, facts, zones
from models.dossiers import load
from models.formats import Formats
from models.records import Dossier
from models.store import Store
from models.texts import _
from models.time_stamp import FALLBACK_ZONES, StampReading, read_stamp
from models.zone_roles import ZoneSetup, expected_session
from models.zone_rows import Window, prod_window

KIND: Final = "timezone_check"
STEP: Final = "timezone_check"
_MINUTE: Final = timedelta(minutes=1)
_BACKWARDS: Final = timedelta(minutes=2)
"""How far this computer's clock may have been set back before a check no longer counts as fresh."""

Result = Literal["matched", "differs", "ask", "expired", "unknown", "clock"]
State = Literal["none", "fresh", "differs", "old", "moved"]


class StampVerdict(Struct, frozen=True):
    """What a stamp says against what was expected.

    Attributes:
        result: "matched" and "differs" name the session's zone; "ask" where two fit; else why none is named.
        title: the verdict in words.
        detail: what follows from it.
        session: the session's IANA zone; empty where it is not known.
        choices: the zones to choose from, for "ask".
        expected: the zone that the session should be in; empty where the client's is not known.
        offset: minutes ahead of UTC; None for "clock".
        age: how old the stamp was; None for "clock".
        answer: the zone that was chosen where two fit; empty where nothing was asked.
    """

    result: Result
    title: str
    detail: str
    session: str = ""
    choices: tuple[str, ...] = ()
    expected: str = ""
    offset: int | None = None
    age: timedelta | None = None
    answer: str = ""


class CheckStatus(Struct, frozen=True):
    """How the newest check stands now.

    Attributes:
        state: "none", "fresh" and matched, fresh and "differs", too "old", or "moved" (this computer's zone changed).
        at: when it was made, in your zone; None for "none".
        session: the session's zone while the check is fresh; empty else.
        short: "zone matched 10:43, 3 h ago".
        title: the same as a sentence's begin.
        detail: what follows from it.
    """

    state: State
    at: datetime | None
    session: str
    short: str
    title: str
    detail: str

    @property
    def tone(self) -> Literal["ok", "warn", "text2"]:
        """How loud it is: not checked yet is calm, stale and different ones warn (DESIGN 6.6)."""
        return "ok" if self.state == "fresh" else "text2" if self.state == "none" else "warn"


class _Seen(Struct, frozen=True):
    """A kept check: when this computer's clock was read, and what was found."""

    at: datetime
    session: str
    matched: bool
    expected: str
    computer_zone: str
    title: str


def judge(
    dossier: Dossier, named: ZoneSetup, text: str, clock: datetime, formats: Formats, answer: str = ""
) -> StampVerdict:
    """Tell what a stamp says of the session's zone, and whether that is what was expected.

    Args:
        dossier: the engagement.
        named: the zones of the settings.
        text: the stamp as ServiceNow shows it.
        clock: this computer's time when it was pasted, aware.
        formats: how moments are written.
        answer: the zone that was chosen after an "ask".

    Raises UserError where the text is no date with a time.
    """
    expected = expected_session(dossier, named)
    named_zones = (expected, dossier.engagement.zone, dossier.you.zone, named.system, *named.pinned.values())
    known = [name for name in dict.fromkeys(named_zones) if zones.exists(name)]
    reading = read_stamp(text, clock, known, FALLBACK_ZONES)
    if reading.result != "known":
        return _unnamed(reading, expected, formats)
    window = prod_window(dossier)
    fitting = reading.zones
    if len({_offsets(name, window, clock) for name in fitting}) > 1 and answer not in fitting:
        cities = _(" or ").join(zones.city(name) for name in fitting)
        title = _("Is the session in {cities}?").format(cities=cities)
        detail = _("They have the same time now and another one later. Your ServiceNow profile says which it is.")
        return StampVerdict("ask", title, detail, "", fitting, expected, reading.offset, reading.age)
    if answer in fitting:
        return replace(_named(reading, answer, expected, window, formats), answer=answer)
    return _named(reading, expected if expected in fitting else fitting[0], expected, window, formats)


def record(store: Store, engagement: int, text: str, clock: datetime, verdict: StampVerdict) -> None:
    """Keep a check as evidence, and tick its step where it matched and is open, in one step.

    Args:
        store: the store.
        engagement: its id.
        text: the stamp as pasted.
        clock: this computer's time when it was pasted, aware; in this computer's zone.
        verdict: what it said; an "ask" is kept once it is answered.
    """
    if verdict.result == "ask":
        raise ValueError("an open question is no result")
    with store.step(_("Timezone Check: {title}").format(title=verdict.title), engagement=engagement):
        dossier = load(store, engagement)
        store.add_evidence(
            {
                "engagement": dossier.engagement.uid,
                "kind": KIND,
                "subject": KIND,
                "value": verdict.result,
                "instant_utc": zones.utc_text(clock),
                "zone": verdict.session,
                "source": "Timezone Check",
                "at_utc": zones.utc_text(store.clock.now()),
                "body": json.dumps(_body(text, clock, verdict), ensure_ascii=False),
            }
        )
        if verdict.result == "matched" and _is_open(dossier, store.clock.now()):
            checklist.tick(store, dossier, STEP)


def status(dossier: Dossier, now: datetime, computer_zone: str, formats: Formats, *, rehearsal: bool) -> CheckStatus:
    """Return how the newest check stands.

    Args:
        dossier: the engagement.
        now: the moment, aware.
        computer_zone: this computer's IANA zone; empty where it does not say it, for which no check is fresh.
        formats: how moments are written.
        rehearsal: whether this run is one; a rehearsal's checks count only in one.
    """
    seen = _newest(dossier, rehearsal=rehearsal)
    if seen is None:
        detail = _("Post a “Timezone Check” work note and paste its time stamp.")
        return CheckStatus("none", None, "", _("zone not checked yet"), _("ServiceNow is not checked yet"), detail)
    shown = zones.to_zone(seen.at, dossier.you.zone if zones.exists(dossier.you.zone) else "UTC")
    age = zones.elapsed_between(seen.at, now)
    ago, hours = formats.ago(age // _MINUTE), dossier.playbook.limits.stamp_fresh_hours
    if not -_BACKWARDS <= age <= timedelta(hours=hours):
        title = _("ServiceNow's zone was checked {ago}").format(ago=ago)
        detail = _("A check counts for {hours} h and one login. Check again.").format(hours=hours)
        return CheckStatus("old", shown, "", _("zone checked {ago}").format(ago=ago), title, detail)
    if seen.computer_zone != computer_zone:
        short, title = _("zone to check again"), _("This computer's time zone changed since the check")
        there = zones.city(seen.computer_zone) or _("an unknown zone")
        return CheckStatus("moved", shown, "", short, title, _("It was {before}. Check again.").format(before=there))
    return _fresh(seen, shown, _moment(shown, now, formats), ago)


def _fresh(seen: _Seen, shown: datetime, moment: str, ago: str) -> CheckStatus:
    city = zones.city(seen.session)
    if not city:
        detail = _("Checked {moment}. Check again.").format(moment=moment)
        return CheckStatus("differs", shown, "", _("zone not clear, {ago}").format(ago=ago), seen.title, detail)
    if not seen.matched:
        short, title = _("session in {city}, {ago}"), _("ServiceNow's session is in {city}")
        detail = _("{expected} was expected. Checked {moment}.").format(
            expected=zones.city(seen.expected), moment=moment
        )
        return CheckStatus(
            "differs", shown, seen.session, short.format(city=city, ago=ago), title.format(city=city), detail
        )
    short = _("zone matched {moment}, {ago}").format(moment=moment, ago=ago)
    title = _("ServiceNow matched this computer at {moment}").format(moment=moment)
    detail = _("Its session is set to {city}. Check again after a new login.").format(city=city)
    return CheckStatus("fresh", shown, seen.session, short, title, detail)


def _moment(shown: datetime, now: datetime, formats: Formats) -> str:
    same_day = shown.date() == now.astimezone(shown.tzinfo).date()
    return formats.time(shown) if same_day else formats.moment(shown)


def _unnamed(reading: StampReading, expected: str, formats: Formats) -> StampVerdict:
    """Return why a stamp names no zone that is in use, in words."""
    again = _("Post a new note and paste its stamp.")
    if reading.result == "expired":
        title = _("The stamp is {age} old").format(age=formats.duration((reading.age or timedelta()) // _MINUTE))
        detail = _("Up to 10 minutes say for certain which zone it is in. {again}").format(again=again)
    elif reading.result == "unknown":
        title = _("The stamp says {offset}: no zone that you use").format(offset=zones.offset_text(reading.offset or 0))
        detail = _("Look at the zone in your ServiceNow profile and pin it here, or the stamp is old. {again}")
        detail = detail.format(again=again)
    else:
        title = _("Clock or stamp is off")
        detail = _("No time zone makes this stamp a few minutes old. {again}").format(again=again)
    result: Result = "clock" if reading.result == "known" else reading.result
    return StampVerdict(result, title, detail, "", (), expected, reading.offset, reading.age)


def _named(reading: StampReading, session: str, expected: str, window: Window | None, formats: Formats) -> StampVerdict:
    city = zones.city(session)
    if not expected or session == expected:
        title = _("ServiceNow's session is in {city}").format(city=city)
        detail = _("As expected. It holds for this login: check again after a new one.")
        detail = detail if expected else _("The client's time zone is not known yet, so nothing was compared.")
        return StampVerdict("matched", title, detail, session, (), expected, reading.offset, reading.age)
    title = _("ServiceNow's session is in {city}, not {expected}").format(city=city, expected=zones.city(expected))
    detail = _("Set the session to {expected}, then check again.").format(expected=zones.city(expected))
    if window is not None:
        there, here = (formats.servicenow(zones.to_zone(window.start, name)) for name in (expected, session))
        detail = _("{there} in {expected} is {here} there. {do}").format(
            there=there, expected=zones.city(expected), here=here, do=detail
        )
    return StampVerdict("differs", title, detail, session, (), expected, reading.offset, reading.age)


def _offsets(name: str, window: Window | None, clock: datetime) -> tuple[int, ...]:
    """Return what tells two zones apart that have the same time now: the upgrade, or without one the year to come."""
    later = (window.start, window.end) if window else tuple(clock + timedelta(days=30 * month) for month in range(13))
    return tuple(zones.offset_minutes(moment, name) for moment in later)


def _body(text: str, clock: datetime, verdict: StampVerdict) -> dict[str, Any]:
    return {
        "stamp": text.strip(),
        "clock": clock.isoformat(),
        "computer_zone": zones.zone_name(clock),
        "expected": verdict.expected,
        "answer": verdict.answer,
        "offset_minutes": verdict.offset,
        "age_seconds": None if verdict.age is None else round(verdict.age / timedelta(seconds=1)),
        "title": verdict.title,
        "tzdata": zones.tzdata_version(),
    }


def _is_open(dossier: Dossier, now: datetime) -> bool:
    there = dossier.playbook.step(STEP) is not None and STEP in dossier.steps
    return there and not dossier.is_done(STEP) and not checklist.lock(dossier, STEP, now)


def _newest(dossier: Dossier, *, rehearsal: bool) -> _Seen | None:
    """Return the newest check that says something of the session: the dialog's own, or a triple check that agreed."""
    for item in reversed(dossier.observations):
        if item.rehearsal and not rehearsal:
            continue
        if item.kind == KIND and item.value != "expired":
            body = json.loads(item.body)
            at = zones.parse_utc(item.instant_utc)
            matched = item.value == "matched"
            return _Seen(at, item.zone, matched, body["expected"], body["computer_zone"], body["title"])
        if item.kind == "check" and item.subject in facts.GATES and item.value == "pass":
            body = json.loads(item.body)
            if "request" not in body:
                continue  # an example's signature holds no readings
            at = datetime.fromisoformat(body["request"]["clock"])
            return _Seen(at, item.zone, True, item.zone, body["computer_zone"], "")
    return None
