"""A client's question is counted, becomes an incident after an hour, and is followed up (N32)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models import (
    activity,
    attention,
    client_questions,
    dossiers,
    engagements,
    message_fields,
    rules,
    settings,
    time_log,
    timers,
    today,
)
from models.errors import UserError
from models.records import ClientQuestion
from models.store import Store


@pytest.fixture
def northwind(store: Store) -> int:
    settings.put(store, "you.zone", "America/New_York")
    return engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))


@pytest.fixture
def asked(store: Store, northwind: int) -> ClientQuestion:
    return client_questions.get(
        store, client_questions.start(store, northwind, " SSO after the clone ", asked_by="Elena")
    )


def now_of(store: Store, question: ClientQuestion) -> ClientQuestion:
    return client_questions.get(store, question.id)


def test_stopping_logs_the_time_and_is_one_step(store: Store, asked: ClientQuestion, clock: Any) -> None:
    assert (asked.text, asked.asked_by) == ("SSO after the clone", "Elena")
    clock.advance(timedelta(minutes=24, seconds=5))
    assert now_of(store, asked).seconds(clock.now()) == 24 * 60 + 5
    assert client_questions.stop(store, asked) == 25
    entry = dossiers.load(store, asked.engagement).time_entries[0]
    assert (entry.minutes, entry.note) == (25, "Client question, SSO after the clone")
    ended = now_of(store, asked)
    assert (ended.minutes, ended.timer, bool(ended.ended_utc)) == (25, 0, True)
    assert timers.all_timers(store) == []
    store.undo()
    assert now_of(store, asked).started_utc
    assert time_log.minutes_on(store, time_log.today(store)) == 0


def test_another_question_pauses_it_and_it_goes_on(store: Store, asked: ClientQuestion, clock: Any) -> None:
    clock.advance(timedelta(minutes=10))
    second = client_questions.start(store, asked.engagement, "Plugins that move")
    clock.advance(timedelta(minutes=5))
    running = client_questions.running(store)
    assert running is not None
    assert running.id == second
    assert now_of(store, asked).seconds(clock.now()) == 600
    client_questions.go_on(store, asked)
    clock.advance(timedelta(minutes=1))
    assert now_of(store, asked).seconds(clock.now()) == 660
    client_questions.pause(store, asked)
    clock.advance(timedelta(minutes=9))
    assert now_of(store, asked).seconds(clock.now()) == 660
    client_questions.stop(store, asked)
    client_questions.go_on(store, asked)  # after it was stopped: the logged time still counts
    clock.advance(timedelta(minutes=20))
    assert now_of(store, asked).seconds(clock.now()) == 31 * 60
    client_questions.stop(store, asked)
    assert now_of(store, asked).minutes == 31
    assert client_questions.stop(store, asked) == 0


def test_the_stages_follow_the_limits_of_the_playbook(store: Store, asked: ClientQuestion) -> None:
    limits = dossiers.load(store, asked.engagement).playbook.limits
    stages = [client_questions.stage(asked, limits, seconds) for seconds in (1799, 1800, 3599, 3600)]
    assert stages == ["short", "hint", "hint", "incident"]
    client_questions.hand_off(store, asked)
    assert client_questions.stage(now_of(store, asked), limits, 9999) == "short"


def test_a_long_question_is_a_finding_until_it_is_handed_off(store: Store, asked: ClientQuestion, clock: Any) -> None:
    def named() -> list[str]:
        dossier = dossiers.load(store, asked.engagement)
        return [item.rule for item in rules.findings(dossier, clock.now()) if item.rule == "long-question"]

    clock.advance(timedelta(minutes=60))
    assert named() == []
    clock.advance(timedelta(seconds=1))
    assert named() == ["long-question"]
    client_questions.hand_off(
        store, asked, incident="inc0012345", tried="Looked at the certificate", follow_up="2026-11-25"
    )
    assert named() == []
    kept = now_of(store, asked)
    assert (kept.incident, kept.tried, kept.follow_up, kept.minutes) == (
        "INC0012345",
        "Looked at the certificate",
        "2026-11-25",
        61,
    )
    fields = message_fields.fields(dossiers.load(store, asked.engagement), clock.now(), settings.formats(store))
    assert fields["question"].value == "SSO after the clone"
    assert fields["tried"].value == "Looked at the certificate"
    assert fields["incident"].value == "INC0012345"
    store.undo()
    assert named() == ["long-question"]


@pytest.mark.parametrize(
    "values", [{"text": " "}, {"incident": "CHG0001234"}, {"incident": "INC"}, {"follow_up": "soon"}]
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    store: Store, asked: ClientQuestion, values: dict[str, str]
) -> None:
    with pytest.raises(UserError):
        client_questions.hand_off(store, asked, **values)
    assert now_of(store, asked) == asked


def test_the_follow_up_asks_for_you_on_its_day(store: Store, asked: ClientQuestion, clock: Any) -> None:
    formats = settings.formats(store)

    def tasks() -> list[tuple[str, str]]:
        dossier = dossiers.load(store, asked.engagement)
        need = attention.assess(dossier, clock.now(), formats)
        found = today.tasks_of(dossier, need, clock.now(), formats)
        return [(item.when, item.your) for item in found if item.action == attention.QUESTION]

    def follow_up(day: date) -> None:
        client_questions.edit(store, asked, follow_up=day.isoformat())

    first = time_log.today(store)
    client_questions.hand_off(store, asked, incident="INC0012345")
    assert tasks() == []
    for days, wanted in ((-1, "overdue"), (0, "today"), (1, "tomorrow"), (3, "later")):
        follow_up(first + timedelta(days=days))
        assert [when for when, _your in tasks()] == [wanted]
    follow_up(first + timedelta(days=7))
    assert tasks() == []
    follow_up(first)
    need = attention.assess(dossiers.load(store, asked.engagement), clock.now(), formats)
    assert (need.group, need.reason) == ("needs_you", "Follow up: SSO after the clone")
    client_questions.follow_up_done(store, now_of(store, asked))
    assert tasks() == []
    follow_up(first + timedelta(days=1))  # another day asks again
    assert now_of(store, asked).waits


def test_offering_remote_admin_hours_is_noted(store: Store, asked: ClientQuestion) -> None:
    client_questions.offer_remote_admin(store, asked, "4 h a month, they think about it")
    kept = now_of(store, asked)
    assert kept.remote_admin == "4 h a month, they think about it"
    assert kept.remote_admin_utc
    dossier = dossiers.load(store, asked.engagement)
    told = [str(entry) for entry in activity.entries(store, dossier, settings.formats(store))]
    assert any("Remote Admin hours: 4 h a month, they think about it" in line for line in told)


def test_the_list_shows_running_paused_waiting_and_todays(store: Store, asked: ClientQuestion, clock: Any) -> None:
    ids = [client_questions.start(store, asked.engagement, text) for text in ("Waits", "Ended", "Runs")]
    found = {item.id: item for item in client_questions.all_questions(store)}
    client_questions.hand_off(store, found[ids[0]])
    client_questions.stop(store, found[ids[1]])

    def texts() -> list[str]:
        questions = client_questions.all_questions(store)
        shown = client_questions.shown(questions, time_log.today(store), "America/New_York")
        return [item.text for item in shown]

    assert texts() == ["Runs", "SSO after the clone", "Waits", "Ended"]
    clock.advance(timedelta(days=1))
    assert texts() == ["Runs", "SSO after the clone", "Waits"]
    assert client_questions.timers_of_questions(store) == {item.id for item in timers.all_timers(store)}


def test_deleting_keeps_the_logged_time_and_drops_the_timer(store: Store, asked: ClientQuestion, clock: Any) -> None:
    clock.advance(timedelta(minutes=3))
    client_questions.stop(store, asked)
    client_questions.go_on(store, asked)
    client_questions.remove(store, now_of(store, asked))
    assert client_questions.all_questions(store) == []
    assert timers.all_timers(store) == []
    assert time_log.minutes_on(store, time_log.today(store)) == 3
    with pytest.raises(UserError):
        client_questions.stop(store, asked)
    store.undo()
    assert client_questions.running(store) is not None


def test_purging_the_engagement_takes_its_questions_along(store: Store, asked: ClientQuestion, clock: Any) -> None:
    engagements.delete(store, asked.engagement)
    assert client_questions.all_questions(store) == []
    clock.advance(timedelta(days=31))
    engagements.purge(store, clock.now())
    assert store.records("SELECT * FROM client_question") == []
