"""Calendar files, read back by another parser: what Outlook and others are told, and that SEQUENCE never goes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject

from models import calendar_entries, calendar_file, checklist, engagements, rescheduling, settings, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.store import Store

FORMATS = Formats()
LA = "America/Los_Angeles"


@pytest.fixture
def northwind(store: Store) -> int:
    """Northwind Health, planned for Thu 3 Dec 2026, 19:00 in Los Angeles; you are in New York."""
    settings.put(store, "you.zone", "America/New_York")
    settings.put(store, "you.name", "Mara Klein")
    settings.put(store, "you.email", "mara@example.com")
    draft = engagements.Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 3, 19), consultant="Mara")
    return engagements.create(store, draft)


@pytest.fixture
def save(store: Store, northwind: int, tmp_path: Path) -> Callable[..., Any]:
    """Save a calendar file and read it with the other parser."""

    def run(**options: Any) -> Any:
        calendar_file.save(store, northwind, tmp_path / "northwind.ics", FORMATS, **options)
        return read(tmp_path / "northwind.ics")

    return run


def read(path: Path) -> Any:
    content = path.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "folded as RFC 5545 has it"
    assert b"\n" not in content.replace(b"\r\n", b"")
    return vobject.readOne(content.decode("utf-8"))


def schedule(store: Store, engagement: int) -> None:
    rescheduling.already_scheduled(store, engagement, datetime(2026, 11, 24, 15, 30, tzinfo=UTC), "Mara")


def move(store: Store, engagement: int, day: int) -> None:
    rescheduling.move_phase(
        store, engagement, "prod_upgrade", zones.attach(datetime(2026, 12, day, 19), LA), reason="Asked"
    )


def test_a_tentative_block_says_so_to_outlook_too(save: Callable[..., Any]) -> None:
    calendar = save(kind="prod_upgrade")
    event = calendar.vevent
    assert calendar.method.value == "PUBLISH"
    assert event.status.value == "TENTATIVE"
    assert event.x_microsoft_cdo_busystatus.value == "TENTATIVE"
    assert event.transp.value == "OPAQUE"
    assert event.dtstart.value == datetime(2026, 12, 4, 3, tzinfo=UTC)
    assert event.dtend.value == datetime(2026, 12, 4, 6, tzinfo=UTC)
    assert event.sequence.value == "0"
    assert event.summary.value == "Prod upgrade: Northwind Health (tentative)"
    assert "You: Thu 3 Dec 2026, 22:00 – Fri 4 Dec, 01:00 EST (America/New_York)" in event.description.value
    assert "Client: Thu 3 Dec 2026, 19:00 – 22:00 PST (America/Los_Angeles)" in event.description.value
    alarms = [alarm.trigger.value for alarm in event.valarm_list]
    assert alarms == [timedelta(days=-1), timedelta(hours=-1), timedelta(minutes=-15)]


def test_once_scheduled_the_same_entry_is_busy(store: Store, northwind: int, save: Callable[..., Any]) -> None:
    before = save(kind="prod_upgrade").vevent
    schedule(store, northwind)
    after = save(kind="prod_upgrade").vevent
    assert after.uid.value == before.uid.value
    assert after.sequence.value == "1"
    assert (after.status.value, after.x_microsoft_cdo_busystatus.value) == ("CONFIRMED", "BUSY")


def test_the_sequence_never_goes_back_not_even_after_undo(
    store: Store, northwind: int, save: Callable[..., Any]
) -> None:
    numbers = [save(kind="prod_upgrade").vevent.sequence.value]
    move(store, northwind, 4)
    numbers.append(save(kind="prod_upgrade").vevent.sequence.value)
    store.undo()
    again = save(kind="prod_upgrade").vevent
    numbers.append(again.sequence.value)
    assert numbers == ["0", "1", "2"]
    assert again.dtstart.value == datetime(2026, 12, 4, 3, tzinfo=UTC)
    assert save(kind="prod_upgrade").vevent.sequence.value == "2", "the same again is no change"


def test_what_lost_its_date_is_cancelled_at_its_last_time(
    store: Store, northwind: int, save: Callable[..., Any]
) -> None:
    uid = save(kind="prod_upgrade").vevent.uid.value
    rescheduling.undate(store, northwind, "prod_upgrade", reason="No date yet")
    calendar = save(kind="prod_upgrade")
    assert calendar.method.value == "CANCEL"
    event = calendar.vevent
    assert (event.uid.value, event.sequence.value, event.status.value) == (uid, "1", "CANCELLED")
    assert event.dtstart.value == datetime(2026, 12, 4, 3, tzinfo=UTC)
    assert event.transp.value == "TRANSPARENT"
    assert not hasattr(event, "valarm")


def test_a_planned_entry_can_be_taken_out_and_put_back(save: Callable[..., Any]) -> None:
    save(kind="prod_upgrade")
    gone, back = save(kind="prod_upgrade", cancel=True), save(kind="prod_upgrade")
    assert (gone.method.value, gone.vevent.sequence.value) == ("CANCEL", "1")
    assert (back.method.value, back.vevent.status.value, back.vevent.sequence.value) == ("PUBLISH", "TENTATIVE", "2")


def test_nothing_is_written_for_a_phase_that_never_had_a_date(store: Store, northwind: int, tmp_path: Path) -> None:
    rescheduling.undate(store, northwind, "prod_upgrade", reason="No date yet")
    with pytest.raises(UserError, match="no date"):
        calendar_file.save(store, northwind, tmp_path / "none.ics", FORMATS, kind="prod_upgrade")
    assert not list(tmp_path.glob("*.ics"))


def test_sessions_invite_the_contacts(store: Store, northwind: int, save: Callable[..., Any]) -> None:
    hostile = 'Jo "The Boss" Ann\r\nATTENDEE:mailto:eve@example.com'
    with store.step("Add contacts") as db:
        for name, email in ((hostile, "jo@client.example"), ("No Address", "")):
            db.table("contact").insert({"engagement": northwind, "name": name, "role": "", "email": email, "zone": ""})
    calendar = save(kind="kickoff")
    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert event.organizer.value == "mailto:mara@example.com"
    assert [item.value for item in event.attendee_list] == ["mailto:jo@client.example"]
    assert event.attendee.params["RSVP"] == ["TRUE"]
    assert event.x_microsoft_cdo_busystatus.value == "BUSY"
    assert save(kind="kickoff", cancel=True).vevent.attendee.value == "mailto:jo@client.example"


def test_an_invitation_needs_both_addresses(store: Store, northwind: int, save: Callable[..., Any]) -> None:
    with pytest.raises(UserError, match="Nobody"):
        save(kind="best_practices")
    settings.put(store, "you.email", "")
    with pytest.raises(UserError, match="Your email"):
        save(kind="best_practices")
    settings.put(store, "you.email", "mara@example.com\nBCC:x@y")
    with store.step("Add a contact") as db:
        db.table("contact").insert({"engagement": northwind, "name": "Jo", "email": "jo@client.example"})
    with pytest.raises(UserError, match="no email address"):
        save(kind="best_practices")


def test_the_whole_engagement_has_every_dated_phase_once(save: Callable[..., Any]) -> None:
    calendar = save()
    uids = [event.uid.value for event in calendar.vevent_list]
    assert len(uids) == len(set(uids))
    week = next(event for event in calendar.vevent_list if "support-week" in event.uid.value)
    assert (week.dtstart.value, week.dtend.value) == (date(2026, 12, 4), date(2026, 12, 11)), "the end is not in it"
    assert week.transp.value == "TRANSPARENT"


def test_a_name_of_the_client_stays_text(store: Store, northwind: int, save: Callable[..., Any]) -> None:
    name = "Müller; Söhne, \\n GmbH\u2028END:VEVENT 日本"
    engagements.edit(store, northwind, client=name)
    calendar = save(kind="prod_upgrade")
    assert len(calendar.vevent_list) == 1
    assert "Müller; Söhne, \\n GmbH END:VEVENT 日本" in calendar.vevent.summary.value


def test_a_file_that_cannot_be_written_leaves_no_trace(store: Store, northwind: int, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be written"):
        calendar_file.save(store, northwind, tmp_path / "missing" / "x.ics", FORMATS)
    assert calendar_entries.saved(load(store, northwind), "prod_upgrade") is None


def test_what_was_saved_is_known_and_goes_out_of_date_with_a_move(
    store: Store, northwind: int, save: Callable[..., Any]
) -> None:
    assert calendar_entries.standing(load(store, northwind)) == "none"
    save(kind="prod_upgrade")
    checklist.tick(store, load(store, northwind), "calendar_tentative")
    kept = calendar_entries.saved(load(store, northwind), "prod_upgrade")
    assert kept is not None
    assert (kept.state, kept.file, kept.sequence) == ("tentative", "northwind.ics", 0)
    assert calendar_entries.standing(load(store, northwind)) == "current"
    move(store, northwind, 4)
    assert calendar_entries.needs_update(load(store, northwind))
    save(kind="prod_upgrade")
    assert not calendar_entries.needs_update(load(store, northwind))
    save(kind="prod_upgrade", cancel=True)
    assert calendar_entries.standing(load(store, northwind)) == "none"


def test_a_block_that_was_set_by_hand_is_known_too(store: Store, northwind: int) -> None:
    checklist.tick(store, load(store, northwind), "calendar_tentative")
    kept = calendar_entries.saved(load(store, northwind), "prod_upgrade")
    assert kept is not None
    assert (kept.state, kept.file) == ("tentative", "")
    move(store, northwind, 4)
    assert calendar_entries.needs_update(load(store, northwind))
    schedule(store, northwind)
    checklist.tick(store, load(store, northwind), "calendar_confirmed")
    assert calendar_entries.stands_as(load(store, northwind), "confirmed")
    assert not calendar_entries.needs_update(load(store, northwind))
