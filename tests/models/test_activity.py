"""The change log in words: each kind of change as a person would say it, newest first."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models import (
    activity,
    checklist,
    engagements,
    messages,
    rescheduling,
    settings,
    tickets,
    time_log,
    time_pieces,
    zones,
)
from models.engagements import Draft
from models.formats import Formats
from models.records import Dossier
from models.store import Store

LA = "America/Los_Angeles"


@pytest.fixture
def made(store: Store) -> int:
    """An engagement with an agreed Prod Upgrade; your zone is New York and your initials MK."""
    settings.put(store, "you.zone", "America/New_York")
    store.initials = "MK"
    draft = Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 10, 19, 0), agreed_with="Elena")
    return engagements.create(store, draft)


def now(store: Store, engagement: int) -> Dossier:
    return engagements.load(store, engagement)


def told(store: Store, engagement: int) -> tuple[activity.Entry, ...]:
    return activity.entries(store, now(store, engagement), Formats())


def newest(store: Store, engagement: int) -> tuple[str, ...]:
    return told(store, engagement)[0].lines


def test_who_when_and_what_of_the_newest_step_first(store: Store, made: int) -> None:
    engagements.edit(store, made, client="Northwind")
    first, second = told(store, made)
    assert (first.title, first.who, first.reason, first.lines) == (
        "Change client",
        "MK",
        "",
        ("Client: Northwind Health → Northwind",),
    )
    assert Formats().moment(first.at) == "Tue 24 Nov, 10:42"
    assert second.title == "Add Northwind Health"
    assert second.lines[-1].startswith("and ") or len(second.lines) <= activity.LINES
    assert first.can_take_back


def test_a_move_names_both_dates_with_their_zone_and_its_reason(store: Store, made: int) -> None:
    start = zones.attach(datetime(2026, 12, 9, 19, 0), LA)
    rescheduling.move_phase(
        store, made, "prod_upgrade", start, reason="Board meeting", record_roadmap=True, agreed_with="Tom"
    )
    entry = told(store, made)[0]
    assert entry.reason == "Board meeting"
    assert entry.lines[0] == "Prod upgrade: Thu 10 Dec, 19:00 PST → Wed 9 Dec, 19:00 PST"
    assert "Support Week: Fri 11 – Thu 17 Dec → Thu 10 – Wed 16 Dec" in entry.lines
    assert "A notice to Aja is due" in entry.lines
    assert "Agreed with Tom: Wed 9 Dec, 19:00 PST" in entry.lines


def test_steps_notes_and_reasons(store: Store, made: int) -> None:
    checklist.tick(store, now(store, made), "clone_requested")
    assert newest(store, made) == ("“Request the clone” is done",)
    checklist.untick(store, now(store, made), "clone_requested")
    assert newest(store, made) == ("“Request the clone” is open again",)
    checklist.annotate(store, now(store, made), "clone_requested", "Asked Tom")
    assert newest(store, made) == ("Note on “Request the clone”: “Asked Tom”",)
    checklist.tick(store, now(store, made), "timezone_check", why="By phone")
    assert newest(store, made) == ("“Timezone check in work notes” is done", "Done anyway: By phone")


def test_what_happened_is_told_in_your_time(store: Store, made: int) -> None:
    began = zones.parse_utc("2026-11-24T13:00:00Z")
    rescheduling.record_actual(store, made, "dev_upgrade", start=began)
    assert newest(store, made) == ("Dev upgrade began: Tue 24 Nov, 08:00 EST",)


def test_tickets_contacts_time_and_flags(store: Store, made: int) -> None:
    tickets.set_state(store, now(store, made), "ETIU03", "Open")
    assert newest(store, made) == ("ETIU03: Open",)
    tickets.set_state(store, now(store, made), "ETIU03", "Closed Complete")
    assert newest(store, made) == ("ETIU03: Open → Closed Complete",)
    tickets.set_number(store, now(store, made), "ETIU03", "ETIU0000123")
    assert newest(store, made) == ("Number of ETIU03: ETIU0000123",)
    contact = engagements.add_contact(store, made, "Elena Marsh")
    assert newest(store, made) == ("Contact Elena Marsh added",)
    engagements.edit_contact(store, contact, email="elena@northwind.example")
    assert newest(store, made) == ("Email: elena@northwind.example",)
    engagements.remove_contact(store, contact)
    assert newest(store, made) == ("Contact Elena Marsh removed",)
    time_log.log(store, made, 30, day=date(2026, 11, 24))
    assert newest(store, made) == ("Time, billable, Tue 24 Nov: 0.5 h",)
    engagements.edit(store, made, billable=0, zone_confirmed=0)
    assert newest(store, made) == ("Time zone confirmed: yes → no", "Billable: yes → no")


def test_scheduling_and_skipping(store: Store, made: int) -> None:
    engagements.edit(store, made, service_partner=1)
    checklist.skip_best_practices(
        store,
        now(store, made),
        reason="Weekly 1:1s",
        approver="Damien",
        approved_on=date(2026, 11, 23),
        told_on=date(2026, 11, 24),
    )
    assert newest(store, made)[:2] == ("Reason to skip Best Practices: Weekly 1:1s", "Approved by: Damien")
    when = zones.parse_utc("2026-11-23T15:00:00Z")
    rescheduling.already_scheduled(store, made, when, "MK")
    assert newest(store, made) == ("Scheduled before it came here",)
    engagements.archive(store, made)
    assert newest(store, made) == ("Archived: Tue 24 Nov, 10:42 EST",)


def test_a_notice_marked_as_sent(store: Store, made: int) -> None:
    start = zones.attach(datetime(2026, 12, 9, 19, 0), LA)
    rescheduling.move_phase(store, made, "prod_upgrade", start, reason="Board meeting")
    messages.mark_sent(store, messages.due(now(store, made))[0])
    assert newest(store, made) == ("The notice to Aja is sent",)


def test_undone_steps_are_not_told(store: Store, made: int) -> None:
    engagements.edit(store, made, client="Northwind")
    store.undo()
    assert [entry.title for entry in told(store, made)] == ["Add Northwind Health"]


def test_only_its_own_steps_and_its_part_of_a_common_one(store: Store, made: int) -> None:
    other = engagements.create(store, Draft("Kestrel", "America/New_York"))
    engagements.edit(store, other, client="Kestrel Energy")
    with store.step("Import 2 engagements"):
        engagements.edit(store, made, parent="PRJ1")
        engagements.edit(store, other, parent="PRJ2")
    entry = told(store, made)[0]
    assert (entry.title, entry.lines) == ("Import 2 engagements", ("Parent: PRJ1",))
    assert not entry.can_take_back
    assert "Change client" not in [item.title for item in told(store, made)]


def test_what_later_steps_build_on_cannot_be_taken_back_alone(store: Store, made: int) -> None:
    engagements.edit(store, made, client="Northwind")
    engagements.edit(store, made, client="Northwind Health AG")
    newer, older = told(store, made)[:2]
    assert (newer.can_take_back, older.can_take_back) == (True, False)


def test_long_steps_are_cut_and_counted(store: Store, made: int) -> None:
    names = ("client", "consultant", "parent", "dev_instance", "prod_instance", "projector_project", "notes")
    flags = {"billable": 0, "experienced_developer": 1, "service_partner": 1}
    engagements.edit(store, made, **dict.fromkeys(names, "x"), **flags)
    assert newest(store, made)[-1] == "and 2 more"
    assert len(newest(store, made)) == activity.LINES + 1


def test_the_filter_looks_at_every_word(store: Store, made: int) -> None:
    engagements.edit(store, made, client="Northwind")
    entry = told(store, made)[0]
    assert entry.matches("CHANGE northwind")
    assert entry.matches("mk")
    assert not entry.matches("change kestrel")


def test_a_piece_of_time_says_its_length_and_its_note(store: Store, made: int) -> None:
    time_log.log(store, made, 30, "Mail")
    piece = time_pieces.not_exported(store, date(2026, 11, 24))[0]
    time_log.edit(store, piece, note="Mails")
    assert newest(store, made) == ("Time, billable, Tue 24 Nov, note: “Mail” → “Mails”",)
    time_log.edit(store, piece, minutes=60)
    assert newest(store, made) == ("Time, billable, Tue 24 Nov: 0.5 h → 1 h",)
    time_log.delete(store, piece)
    assert newest(store, made) == ("Time, billable, Tue 24 Nov: 1 h → nothing",)
