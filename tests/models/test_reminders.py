"""Reminders: what is told, once, also after a sleep and at a late start, and not in quiet hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import reminders, settings, zones
from models.errors import UserError
from models.formats import Formats
from models.records import You
from models.reminders import Reminder, Told
from models.store import Store

HERE = zones.zone("America/New_York")


def found(scene: Any) -> dict[str, Reminder]:
    dossier = scene.settled()
    items = reminders.of(dossier, scene.need(), scene.now, Formats())
    return {item.key.partition(" ")[0]: item for item in items}


def one(at: str, key: str = "a", *, urgent: bool = False) -> Reminder:
    return Reminder(key, 1, "", datetime.fromisoformat(at).replace(tzinfo=HERE), f"Client {key}", "Words.", urgent)


def test_the_last_day_before_a_prod_upgrade_says_what_is_known_of_its_dates(northwind: Any) -> None:
    scene = northwind.scheduled().done("ctask_after_check")
    assert "prod-24h" not in found(scene.at("2026-12-02 21:59"))
    day = found(scene.at("2026-12-02 22:00"))["prod-24h"]
    assert day.title == "Northwind Health: prod upgrade within 24 hours"
    assert day.text == (
        "Thu 3 Dec, 19:00 PST (Thu 3 Dec, 22:00 EST for you). Scheduled, and its planned dates were read back."
    )
    assert day.urgent
    hour = found(scene.at("2026-12-03 21:30"))
    assert hour["prod-1h"].at == datetime(2026, 12, 3, 21, tzinfo=HERE)
    assert "prod-24h" not in hour


def test_an_upgrade_that_is_not_scheduled_or_differs_is_told_as_such(northwind: Any) -> None:
    eve = northwind.validated().at("2026-12-03 12:00")
    assert found(eve)["prod-24h"].text.endswith("It is not scheduled in ServiceNow yet.")
    other = northwind.scheduled().seen("CHG.start", "2026-12-03 16:00:00", "2026-12-03T16:00", at="2026-11-24 10:40")
    assert found(other.at("2026-12-03 12:00"))["prod-24h"].text.endswith("ServiceNow shows other dates than your plan.")


def test_a_moved_date_is_told_again(northwind: Any) -> None:
    scene = northwind.scheduled().at("2026-12-03 12:00")
    told = Told()
    told.tell(found(scene)["prod-24h"])
    moved = found(scene.plan("prod_upgrade", "2026-12-03T20:00"))["prod-24h"]
    assert told.pending([moved], scene.now, quiet=False) == [moved]


def test_nobody_has_seen_the_upgrade_start(northwind: Any) -> None:
    scene = northwind.scheduled()
    assert "prod-late" not in found(scene.at("2026-12-03 22:59"))
    late = found(scene.at("2026-12-03 23:05"))["prod-late"]
    assert late.text.startswith("Late: planned for Thu 3 Dec, 22:00 EST")
    assert "prod-late" not in found(scene.happened("prod_upgrade", "2026-12-03 22:10").at("2026-12-03 23:05"))


def test_the_ctask_has_to_be_read_back_ten_minutes_after_it_was_closed(northwind: Any) -> None:
    scene = northwind.scheduled()
    assert found(scene)["after-check"].at == datetime(2026, 11, 24, 10, 40, tzinfo=HERE)
    assert found(scene)["after-check"].step == "ctask_after_check"
    assert "after-check" not in found(scene.done("ctask_after_check"))


def test_a_reminder_to_send_and_a_validation_that_runs_over(northwind: Any) -> None:
    during = northwind.happened("kickoff", "2026-11-20 16:00", "2026-11-20 17:30")
    during = during.happened("client_validation", "2026-11-23 12:00")
    assert found(during)["reminder"].step == "validation_reminder"
    assert "reminder" not in found(during.done("validation_reminder"))
    over = found(during.at("2026-11-25 09:00"))["validation"]
    assert over.text == "It should have been over by Tue 24 Nov, 20:00 EST."


def test_the_support_week_ticket_is_due_the_next_morning(northwind: Any) -> None:
    scene = northwind.scheduled().states(ETIU05="").happened("prod_upgrade", "2026-12-03 22:10", "2026-12-04 01:00")
    ticket = found(scene.at("2026-12-04 09:01"))["support-week"]
    assert (ticket.at, ticket.step) == (datetime(2026, 12, 4, 9, tzinfo=HERE), "support_week_opened")
    assert "support-week" not in found(scene.states(ETIU05="Open").at("2026-12-04 09:01"))


def test_what_is_done_archived_or_long_past_is_quiet(northwind: Any) -> None:
    late = northwind.at("2026-11-30 09:00")
    assert found(late)
    assert not found(late.facts(archived_utc="2026-11-24 10:00"))
    assert not [item for item in found(northwind.at("2027-03-01 09:00")).values() if not item.urgent]


def test_every_reminder_of_a_late_start_is_told_once(northwind: Any) -> None:
    scene = northwind.at("2026-11-27 09:00")
    told, items = Told(), list(found(scene).values())
    first = told.pending(items, scene.now, quiet=False)
    assert {item.key for item in first} == {item.key for item in items if item.at <= scene.now}
    for item in first:
        told.tell(item)
    assert Told(told.as_text()).pending(items, scene.now, quiet=False) == []


def test_snoozed_comes_again_and_the_urgent_first() -> None:
    told = Told()
    early, urgent = one("2026-11-24T09:00", "early"), one("2026-11-24T10:00", "urgent", urgent=True)
    now = datetime(2026, 11, 24, 10, 30, tzinfo=HERE)
    assert told.pending([early, urgent], now, quiet=False) == [urgent, early]
    assert told.pending([early, urgent], now, quiet=True) == [urgent]
    told.snooze(early, zones.after(now, timedelta(minutes=15)))
    told = Told(told.as_text())
    assert told.pending([early], now, quiet=False) == []
    assert told.pending([early], zones.after(now, timedelta(minutes=15)), quiet=False) == [early]
    told.forget_others([urgent])
    assert told.pending([early], now, quiet=False) == [early]


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "{}"])
def test_what_was_kept_may_be_broken(text: str) -> None:
    item = one("2026-11-24T09:00")
    assert Told(text).pending([item], item.at, quiet=False) == [item]


def test_many_are_one_sentence() -> None:
    items = [one("2026-11-24T09:00", str(number)) for number in range(4)]
    assert reminders.in_one(items) == "4 things are due. The first: Client 0"
    assert reminders.in_one(items[:1]) == "1 thing is due. The first: Client 0"


@pytest.mark.parametrize(
    ("begin", "end", "clock", "quiet"),
    [
        ("20:00", "07:00", "06:59", True),
        ("20:00", "07:00", "07:00", False),
        ("20:00", "07:00", "20:00", True),
        ("20:00", "07:00", "12:00", False),
        ("12:00", "13:00", "12:30", True),
        ("12:00", "13:00", "13:00", False),
        ("09:00", "09:00", "09:00", False),
    ],
)
def test_quiet_hours_may_go_over_midnight(begin: str, end: str, clock: str, quiet: bool) -> None:
    chosen = {"notifications.quiet": "1", "notifications.quiet_from": begin, "notifications.quiet_to": end}
    now = datetime.fromisoformat(f"2026-11-24T{clock}").replace(tzinfo=HERE)
    you = You(zone="America/New_York")
    assert reminders.is_quiet(chosen, you, now) is quiet
    assert not reminders.is_quiet(chosen | {"notifications.quiet": "0"}, you, now)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)), st.sampled_from(["Europe/London", "Australia/Lord_Howe"])
)
def test_tomorrow_morning_is_always_ahead_and_on_the_next_day(wall: datetime, zone: str) -> None:
    now = wall.replace(tzinfo=zones.UTC)
    morning = reminders.tomorrow_morning(You(zone=zone, work_start="08:00"), now)
    here = zones.to_zone(now, zone)
    assert morning > now
    assert (morning.date() - here.date()).days == 1
    assert (morning.hour, morning.minute) == (8, 0)


def test_quiet_hours_are_clock_times_in_any_order(store: Store) -> None:
    settings.put(store, "notifications.quiet_from", "22:30")
    settings.put(store, "notifications.quiet_to", "06:00")
    with pytest.raises(UserError, match="08:00"):
        settings.put(store, "notifications.quiet_to", "6 o'clock")
