"""Client questions (N32): troubleshot with a timer for half an hour to an hour; a longer one becomes an incident."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Literal

from models import calendars, checklist, passwords, settings, time_log, timers, zones
from models.dossiers import QUESTIONS, load
from models.errors import UserError
from models.playbook import Limits
from models.records import ClientQuestion
from models.store import Store
from models.texts import _
from models.timers import Timer

Stage = Literal["short", "hint", "incident"]

_OFFERED: Final = "remote_admin"


def all_questions(store: Store) -> list[ClientQuestion]:
    """Return the questions of every engagement, newest first; without those in the bin."""
    query = f"""{QUESTIONS} JOIN engagement ON engagement.id = client_question.engagement
        WHERE engagement.deleted_utc = '' ORDER BY client_question.id DESC"""
    return [ClientQuestion(*row) for row in store.records(query)]


def get(store: Store, id_: int) -> ClientQuestion:
    """Return one question; raises UserError where it is gone."""
    found = store.records(f"{QUESTIONS} WHERE client_question.id = ?", [id_])
    if not found:
        raise UserError(_("This question is not there any more."), do=_("Look at the list again."))
    return ClientQuestion(*found[0])


def running(store: Store) -> ClientQuestion | None:
    """Return the question whose timer runs."""
    return next((item for item in all_questions(store) if item.started_utc), None)


def start(store: Store, engagement: int, text: str, *, asked_by: str = "") -> int:
    """Log a question and start its timer as one step; a timer that runs is paused.

    Raises:
        UserError: no words, or words that hold a password.
    """
    row = _words({"text": text, "asked_by": asked_by})
    with store.step(_("Log a client question"), engagement=engagement) as db:
        timer = timers.start(store, engagement, note_of(row["text"]))
        new = {"engagement": engagement, "began_utc": zones.utc_text(store.clock.now()), "timer": timer}
        return int(db.table("client_question").insert(new | row).last_pk or 0)


def go_on(store: Store, question: ClientQuestion) -> None:
    """Count again: a paused question goes on, one that was stopped gets another timer."""
    known = get(store, question.id)
    timer = timer_of(store, known)
    if timer is not None:
        if not timer.running:
            timers.resume(store, timer)
        return
    with store.step(_("Go on with a client question"), engagement=known.engagement) as db:
        made = timers.start(store, known.engagement, note_of(known.text))
        db.table("client_question").update(known.id, {"timer": made, "ended_utc": ""})


def pause(store: Store, question: ClientQuestion) -> None:
    """Stop counting without logging."""
    timer = timer_of(store, get(store, question.id))
    if timer is not None and timer.running:
        timers.pause(store, timer)


def stop(store: Store, question: ClientQuestion) -> int:
    """End the counting, log the minutes to today and return them; one step. 0 where nothing was counted."""
    known = get(store, question.id)
    timer = timer_of(store, known)
    minutes = timer.minutes(store.clock.now()) if timer is not None else 0
    with store.step(_("Stop a client question"), engagement=known.engagement) as db:
        if timer is not None:
            timers.stop(store, timer)
        ended = {"ended_utc": zones.utc_text(store.clock.now()), "timer": 0, "minutes": known.minutes + minutes}
        db.table("client_question").update(known.id, ended)
    return minutes


def edit(store: Store, question: ClientQuestion, **values: str) -> None:
    """Change `text`, `asked_by`, `tried`, `incident`, `follow_up` (a date) or `remote_admin` as one step.

    Raises:
        UserError: no words, a password, a number that is none of an incident, or a date that can't be read.
    """
    known = get(store, question.id)
    row = _words(values)
    _check(store, row)
    if row.get("follow_up", known.follow_up) != known.follow_up:
        row["followed_up_utc"] = ""
    with store.step(_("Change a client question"), engagement=known.engagement) as db:
        db.table("client_question").update(known.id, row)


def hand_off(store: Store, question: ClientQuestion, **values: str) -> None:
    """Record that an incident takes over, with what is known of it; its time is logged in the same step (N32).

    Args:
        store: the store.
        question: as it was read.
        values: as `edit` takes them; a number can follow later.

    Raises:
        UserError: as `edit`.
    """
    with store.step(_("Hand off a client question"), engagement=question.engagement) as db:
        edit(store, question, **values)
        if question.timer:
            stop(store, question)
        if not question.handed_off_utc:
            now = zones.utc_text(store.clock.now())
            db.table("client_question").update(question.id, {"handed_off_utc": now})


def follow_up_done(store: Store, question: ClientQuestion) -> None:
    """Record that the follow-up has happened."""
    _write(store, question, _("Follow up on a client question"), {"followed_up_utc": _now(store)})


def offer_remote_admin(store: Store, question: ClientQuestion, note: str = "") -> None:
    """Record that Remote Admin hours were offered, and what was said; ticks the step of the checklist (N32)."""
    passwords.refuse(note, _("Remote Admin hours"))
    row = {"remote_admin": note.strip(), "remote_admin_utc": question.remote_admin_utc or _now(store)}
    with store.step(_("Remote Admin hours offered"), engagement=question.engagement):
        _write(store, question, _("Remote Admin hours offered"), row)
        dossier = load(store, question.engagement)
        known = dossier.playbook.step(_OFFERED) is not None
        if known and not dossier.is_done(_OFFERED) and not checklist.lock(dossier, _OFFERED, store.clock.now()):
            checklist.tick(store, dossier, _OFFERED)


def remove(store: Store, question: ClientQuestion) -> None:
    """Delete a question with its timer, undoable; time that was logged stays."""
    with store.step(_("Delete a client question"), engagement=question.engagement) as db:
        timer = timer_of(store, get(store, question.id))
        if timer is not None:
            timers.drop(store, timer)
        db.table("client_question").delete(question.id)


def timer_of(store: Store, question: ClientQuestion) -> Timer | None:
    """Return the timer of a question."""
    return next((item for item in timers.all_timers(store) if item.id == question.timer), None)


def timers_of_questions(store: Store) -> set[int]:
    """Return the ids of the timers that count for a question."""
    return {row[0] for row in store.records("SELECT timer FROM client_question WHERE timer <> 0")}


def stage(question: ClientQuestion, limits: Limits, seconds: int) -> Stage:
    """Return how far a question has come: short, worth the hint, or long enough for an incident.

    Args:
        question: one that is handed off already needs no incident any more.
        limits: of the playbook, minutes.
        seconds: that it has taken.
    """
    if question.handed_off_utc or question.incident or seconds < limits.question_hint_minutes * 60:
        return "short"
    return "hint" if seconds < limits.question_incident_minutes * 60 else "incident"


def shown(questions: Sequence[ClientQuestion], today: date, zone: str) -> list[ClientQuestion]:
    """Return what the time log shows: running, then paused, then what still wants something, then today's ended ones.

    Args:
        questions: newest first.
        today: on your calendar.
        zone: yours.
    """

    def rank(item: ClientQuestion) -> int:
        if item.timer:
            return 0 if item.started_utc else 1
        if item.waits:
            return 2
        ended = zones.to_zone(zones.parse_utc(item.ended_utc), zone).date() if item.ended_utc else None
        return 3 if ended == today else 4

    return sorted((item for item in questions if rank(item) < 4), key=rank)


def next_working_day(store: Store) -> date:
    """Return the day that is proposed for a follow-up: the next working day of your calendar."""
    you = settings.you(store)
    return calendars.calendar(you.country, you.subdivision).add(time_log.today(store), 1)


def _write(store: Store, question: ClientQuestion, words: str, row: dict[str, Any]) -> None:
    get(store, question.id)
    with store.step(words, engagement=question.engagement) as db:
        db.table("client_question").update(question.id, row)


def _words(values: dict[str, str]) -> dict[str, str]:
    row = {name: value.strip() for name, value in values.items()}
    if "text" in row and not row["text"]:
        raise UserError(_("The question has no words."), do=_("Write in a few words what was asked."))
    for value in row.values():
        passwords.refuse(value, _("Client question"))
    return row


def _check(store: Store, row: dict[str, str]) -> None:
    prefix = settings.get(store, "numbers.incident")
    if row.get("incident"):
        row["incident"] = row["incident"].upper()
        if not re.fullmatch(rf"{re.escape(prefix)}\d{{3,12}}", row["incident"], re.ASCII):
            what = _("“{number}” is no number of an incident.").format(number=row["incident"])
            raise UserError(what, do=_("Write it like {number}.").format(number=f"{prefix}0012345"))
    if row.get("follow_up"):
        try:
            row["follow_up"] = date.fromisoformat(row["follow_up"]).isoformat()
        except ValueError:
            raise UserError(_("The day can't be read."), do=_("Write it like 2026-11-30.")) from None


def note_of(text: str) -> str:
    """Return the note of the piece of time that a question becomes."""
    return _("Client question, {text}").format(text=text)


def _now(store: Store) -> str:
    return zones.utc_text(store.clock.now())
