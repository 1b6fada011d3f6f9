"""The clock-change watch: midnights, switches before and inside a window, in words and never silently."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models import zones
from models.calendars import calendar
from models.clock_watch import Notice, watch
from models.formats import Formats
from models.zone_roles import ZoneRole
from models.zone_rows import Window

F = Formats()
NEW_YORK, LA, BERLIN, PHOENIX = "America/New_York", "America/Los_Angeles", "Europe/Berlin", "America/Phoenix"


def told(client: str, start: str, now: str, you: str = NEW_YORK) -> list[Notice]:
    """Return the watch over three hours that begin at a wall time of the client."""
    begin = zones.attach(datetime.fromisoformat(start), client or you)
    end, latest = zones.after(begin, timedelta(hours=3)), zones.after(begin, timedelta(hours=4))
    anywhere = calendar("")
    roles = (ZoneRole("you", "You", you, anywhere), ZoneRole("client", "Client", client, anywhere))
    moment = zones.attach(datetime.fromisoformat(now), you)
    return list(watch(roles, Window(begin, end, end, latest), moment, F))


def test_the_pictures() -> None:
    assert told(LA, "2026-12-03T19:00", "2026-11-24T10:42") == [
        Notice(
            "warn", "Crosses midnight for you", "The planned end is Friday in New York, still Thursday for the client."
        ),
        Notice("ok", "No clock change before then", "New York and Los Angeles next change on Sun 14 Mar 2027."),
    ]


def test_the_offset_to_the_client_changes_before_then() -> None:
    (notice,) = told(BERLIN, "2026-10-29T18:00", "2026-10-20T09:00")
    assert notice == Notice(
        "warn",
        "The offset to the client changes on Sun 25 Oct",
        "18:00 in Berlin becomes 13:00 for you; with today's offset it would be 12:00.",
    )


def test_both_clocks_change_and_the_offset_stays() -> None:
    (notice,) = told(LA, "2026-11-05T12:00", "2026-10-20T09:00")
    assert (notice.tone, notice.title) == ("ok", "Clocks change before then, the offset to the client stays")
    assert notice.text == "On Sun 1 Nov."


def test_one_zone_for_both_changes_at_once() -> None:
    (notice,) = told(NEW_YORK, "2026-11-05T12:00", "2026-10-20T09:00")
    assert notice.title == "Clocks change before then, for you and the client at once"


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (
            "2027-03-13T22:00",
            "On Sun 14 Mar the clock goes forward by 1 h. It still lasts 3 h: it ends at 05:00, not 04:00.",
        ),
        (
            "2026-10-31T21:00",
            "On Sun 1 Nov the clock goes back by 1 h. It still lasts 3 h: it ends at 02:00, not 03:00.",
        ),
    ],
)
def test_a_switch_inside_the_window_keeps_its_length(start: str, words: str) -> None:
    inside = [notice for notice in told(LA, start, "2026-10-20T09:00") if "during" in notice.title]
    assert [(notice.title, notice.text) for notice in inside] == [("Your clock changes during the upgrade", words)]


def test_dates_that_differ_are_named_although_nobody_crosses_midnight() -> None:
    notices = told("Australia/Sydney", "2026-12-04T09:00", "2026-11-24T10:42")
    assert notices[0] == Notice("warn", "Another date for the client", "It is Thursday for you and Friday in Sydney.")


def test_who_crosses_midnight_is_said_for_each_case() -> None:
    assert told(LA, "2026-12-03T22:30", "2026-12-01T09:00")[0] == Notice(
        "warn",
        "Crosses midnight for the client",
        "The planned end is Friday in Los Angeles; for you all of it is on Friday.",
    )
    assert told("America/Chicago", "2026-12-03T22:30", "2026-12-01T09:00")[0].title == "Crosses midnight for both"
    assert told(NEW_YORK, "2026-12-03T22:30", "2026-12-01T09:00")[0].title == "Crosses midnight"


def test_a_zone_without_switches_is_said_to_have_none() -> None:
    (notice,) = told(PHOENIX, "2026-12-03T12:00", "2026-11-24T10:42")
    assert notice.text == "New York next changes on Sun 14 Mar 2027. Phoenix does not change."


def test_nothing_is_said_of_switches_once_it_has_begun_and_an_unknown_client_is_left_out() -> None:
    assert told(LA, "2026-11-20T12:00", "2026-11-24T10:42") == []
    (notice,) = told("", "2026-12-03T12:00", "2026-11-24T10:42")
    assert notice.text == "New York next changes on Sun 14 Mar 2027."
