"""The act Scheduled: six things, half done is visible, and a paste goes to the row that it fits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from models import attention, engagements, messages, scheduled_act, settings, tickets
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.store import Store


class Act:
    """The act of one engagement, a minute later with each gesture."""

    def __init__(self, store: Store, clock: Any, engagement: int) -> None:
        self.store, self.clock, self.id = store, clock, engagement

    @property
    def dossier(self) -> Dossier:
        return load(self.store, self.id)

    @property
    def rows(self) -> tuple[scheduled_act.ActRow, ...]:
        return scheduled_act.rows(self.dossier, self.clock.now(), Formats())

    @property
    def states(self) -> list[str]:
        return [row.state for row in self.rows]

    def paste(self, text: str, row: int = 0) -> int:
        self.clock.advance(timedelta(minutes=1))
        return scheduled_act.paste(self.store, self.dossier, text, row)

    def tick(self, row: int) -> None:
        self.clock.advance(timedelta(minutes=1))
        scheduled_act.tick(self.store, self.dossier, row)


@pytest.fixture
def act(store: Store, clock: Any) -> Act:
    draft = engagements.Draft("Northwind Health", "America/Los_Angeles", "US", prod=datetime(2026, 12, 3, 19))
    settings.put(store, "you.zone", "America/New_York")
    engagement = engagements.create(store, draft)
    with store.step("Close the CTASK") as db:
        row = {"conversion_utc": "2026-11-24T15:30:00Z", "ctask_closed_utc": "2026-11-24T15:40:00Z"}
        db.table("engagement").update(engagement, row)
    return Act(store, clock, engagement)


def test_it_begins_with_six_open_things_of_which_one_waits(act: Act) -> None:
    assert act.states == ["open", "open", "open", "waits", "open", "open"]
    assert scheduled_act.current(act.rows) == 1
    assert scheduled_act.is_under_way(act.dossier, act.clock.now(), Formats())


def test_it_is_not_there_before_the_switch_is_flipped(store: Store, clock: Any) -> None:
    engagement = engagements.create(store, engagements.Draft("Acme", "America/Chicago"))
    assert not scheduled_act.is_under_way(load(store, engagement), clock.now(), Formats())


def test_a_tick_without_a_read_back_is_half(act: Act) -> None:
    act.tick(1)
    assert act.states[0] == "half"
    assert scheduled_act.done(act.rows) == 0
    assert act.paste("Closed Complete") == 1
    assert act.states[0] == "done"
    assert "Read back" in act.rows[0].line


def test_what_servicenow_still_shows_is_a_failure_until_it_is_mended(act: Act) -> None:
    assert act.paste("ETIU03\tWork in Progress") == 1
    assert act.states[0] == "failed"
    assert "still says Work in Progress" in act.rows[0].line
    act.paste("ETIU03\tClosed Complete")
    assert act.states[0] == "done"


def test_what_was_seen_before_scheduling_is_no_failure(act: Act) -> None:
    with act.store.step("Later") as db:
        db.table("engagement").update(act.id, {"ctask_closed_utc": "2026-11-24T16:40:00Z"})
    act.paste("ETIU03\tWork in Progress")
    assert act.states[0] == "open"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Closed Complete", 1),
        ("Work in Progress", 2),
        ("Open", 3),
        ("ETIU05\nOpen", 3),
        ("PRJTASK0012345", 3),
        ("E2E | Northwind Health | Kickoff 2026-11-20 13:00 PST", 6),
    ],
)
def test_a_paste_goes_to_the_row_that_it_fits(act: Act, text: str, row: int) -> None:
    assert act.paste(text) == row


def test_a_second_work_in_progress_goes_to_the_support_week(act: Act) -> None:
    assert [act.paste("Work in Progress"), act.paste("Work in Progress")] == [2, 3]


@pytest.mark.parametrize("text", ["CHG0041877", "lorem ipsum", "2026-12-03 19:00:00"])
def test_what_fits_no_row_is_refused(act: Act, text: str) -> None:
    with pytest.raises(UserError):
        act.paste(text)
    assert act.dossier.observations == ()


def test_the_client_is_told_after_etiu05_is_open(act: Act) -> None:
    with pytest.raises(UserError):
        act.tick(4)
    act.paste("Open")
    assert act.states[3] == "open"
    act.tick(4)
    assert act.states[3] == "done"


def test_the_email_of_the_composer_tells_the_client_too(act: Act) -> None:
    act.paste("Open")
    messages.send(act.store, act.dossier, messages.Words(scheduled_act.EMAIL, "Support Week", "Open", "It is open."))
    assert act.states[3] == "done"


def test_short_descriptions_are_read_back_one_after_the_other(act: Act) -> None:
    left = scheduled_act.texts_left(act.dossier)
    assert left
    for kind in left:
        text = scheduled_act.text_to_copy(act.dossier, 6)
        assert text == tickets.expected_text(act.dossier, kind)
        assert act.paste(text, 6) == 6
    assert act.states[5] == "done"


def test_all_six_make_it_whole_and_undo_takes_rows_back_but_not_the_scheduling(act: Act) -> None:
    for text in ("Closed Complete", "Work in Progress", "Open"):
        act.paste(text)
    act.tick(4)
    act.tick(5)
    for _kind in scheduled_act.texts_left(act.dossier):
        act.paste(scheduled_act.text_to_copy(act.dossier, 6), 6)
    assert act.states == ["done"] * 6
    assert not scheduled_act.is_under_way(act.dossier, act.clock.now(), Formats())
    assert scheduled_act.next_words(act.dossier, act.clock.now(), Formats()) == ""
    act.store.undo()
    assert act.dossier.engagement.scheduled


def test_next_says_how_far_it_is_and_what_comes(act: Act) -> None:
    act.paste("Closed Complete")
    act.paste("Work in Progress")
    said = scheduled_act.next_words(act.dossier, act.clock.now(), Formats())
    assert said.startswith("2 of 6 after scheduling. Open ETIU05 for the Support Week by Fri 4 Dec, 09:00")
    following = attention.assess(act.dossier, act.clock.now(), Formats()).next
    assert (following.text, following.step) == (said, "support_week_opened")
