"""A timer on the work at hand: one runs at a time, it survives a restart, and it counts elapsed time in UTC (N28)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from models import passwords, time_log, zones
from models.errors import UserError
from models.store import Store
from models.texts import _
from models.time_typing import DAY_MINUTES

if TYPE_CHECKING:
    from sqlite_utils import Database

GAP: Final = timedelta(minutes=10)
"""Silence that is asked about: the computer slept, or the program was closed."""
_SEEN: Final = "timer.seen"


class Timer(Struct, frozen=True):
    """Time that is being counted; `started_utc` is empty while it is paused."""

    id: int
    engagement: int
    client: str
    note: str
    started_utc: str
    counted_seconds: int
    made_utc: str

    @property
    def running(self) -> bool:
        """Whether it counts."""
        return bool(self.started_utc)

    def seconds(self, now: datetime) -> int:
        """Return the seconds counted so far; a clock that was set back takes nothing away."""
        if not self.started_utc:
            return self.counted_seconds
        elapsed = zones.elapsed_between(zones.parse_utc(self.started_utc), now)
        return self.counted_seconds + max(0, int(elapsed.total_seconds()))

    def minutes(self, now: datetime) -> int:
        """Return whole minutes, a begun one counted; at least 1 and at most a day."""
        return min(max(1, -(-self.seconds(now) // 60)), DAY_MINUTES)


class Gap(Struct, frozen=True):
    """A while in which nothing was heard of a running timer."""

    timer: Timer
    start: datetime
    end: datetime


def all_timers(store: Store) -> list[Timer]:
    """Return the timers, the running one first, then the newest."""
    query = """SELECT timer.id, timer.engagement, engagement.client, timer.note, timer.started_utc,
        timer.counted_seconds, timer.made_utc FROM timer JOIN engagement ON engagement.id = timer.engagement
        WHERE engagement.deleted_utc = '' ORDER BY timer.started_utc = '', timer.id DESC"""
    return [Timer(*row) for row in store.records(query)]


def running(store: Store) -> Timer | None:
    """Return the timer that runs."""
    return next((timer for timer in all_timers(store) if timer.running), None)


def start(store: Store, engagement: int, note: str = "") -> int:
    """Start a timer on an engagement and return its id; one that runs is paused in the same step."""
    passwords.refuse(note, _("Note"))
    now = zones.utc_text(store.clock.now())
    with store.step(_("Start a timer"), engagement=engagement) as db:
        _pause_running(store, db)
        row = {"engagement": engagement, "note": note.strip(), "started_utc": now, "made_utc": now}
        made = int(db.table("timer").insert(row).last_pk or 0)
    heartbeat(store)
    return made


def resume(store: Store, timer: Timer) -> None:
    """Go on with a paused timer; one that runs is paused in the same step."""
    with store.step(_("Resume a timer"), engagement=timer.engagement) as db:
        _pause_running(store, db)
        db.table("timer").update(timer.id, {"started_utc": zones.utc_text(store.clock.now())})
    heartbeat(store)


def pause(store: Store, timer: Timer) -> None:
    """Stop counting without logging."""
    with store.step(_("Pause a timer"), engagement=timer.engagement) as db:
        _pause(store, db, timer)


def stop(store: Store, timer: Timer) -> int:
    """End a timer, log its minutes to today and return the id of the piece; one step."""
    with store.step(_("Stop a timer"), engagement=timer.engagement) as db:
        known = _known(store, timer)
        db.table("timer").delete(known.id)
        return time_log.log(store, known.engagement, known.minutes(store.clock.now()), known.note)


def drop(store: Store, timer: Timer) -> None:
    """End a timer without logging."""
    with store.step(_("Drop a timer"), engagement=timer.engagement) as db:
        db.table("timer").delete(_known(store, timer).id)


def heartbeat(store: Store) -> Gap | None:
    """Say that somebody is there; return the gap since the last time where a timer ran through a long one.

    Ask about the gap before the next call: nothing is left out until the person says so.
    """
    now = store.clock.now()
    timer, seen = running(store), store.recall(_SEEN)
    store.remember(_SEEN, zones.utc_text(now))
    if timer is None or not seen:
        return None
    last = max(zones.parse_utc(seen), zones.parse_utc(timer.started_utc))
    return Gap(timer, last, now) if zones.elapsed_between(last, now) > GAP else None


def leave_out(store: Store, gap: Gap) -> None:
    """Take a gap out of a running timer; undoable."""
    timer = next((item for item in all_timers(store) if item.id == gap.timer.id), None)
    if timer is None or timer.started_utc != gap.timer.started_utc:
        return
    before = zones.elapsed_between(zones.parse_utc(timer.started_utc), gap.start)
    kept = timer.counted_seconds + max(0, int(before.total_seconds()))
    with store.step(_("Leave out a break"), engagement=timer.engagement) as db:
        db.table("timer").update(timer.id, {"counted_seconds": kept, "started_utc": zones.utc_text(gap.end)})


def _pause_running(store: Store, db: Database) -> None:
    for timer in all_timers(store):
        if timer.running:
            _pause(store, db, timer)


def _pause(store: Store, db: Database, timer: Timer) -> None:
    seconds = _known(store, timer).seconds(store.clock.now())
    row: dict[str, Any] = {"started_utc": "", "counted_seconds": seconds}
    db.table("timer").update(timer.id, row)


def _known(store: Store, timer: Timer) -> Timer:
    found = next((item for item in all_timers(store) if item.id == timer.id), None)
    if found is None:
        raise UserError(_("This timer is not there any more."), do=_("Start another one."))
    return found
