"""Today: what is due across all engagements, in your time with the client's beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models import attention, checklist, dossiers, engagements, sample, settings, today, zones
from models.engagements import Draft
from models.formats import Formats
from models.store import Store
from models.today import Task

F = Formats()


def found(store: Store, now: datetime | None = None) -> tuple[Task, ...]:
    now = now or store.clock.now()
    known = [(item, attention.assess(item, now, F)) for item in dossiers.load_all(store)]
    return today.in_order(task for item, need in known for task in today.tasks_of(item, need, now, F))


@pytest.fixture
def example(store: Store) -> Store:
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    return store


def test_the_example_reads_as_in_the_picture(example: Store) -> None:
    lines = {(task.client, task.text): task for task in found(example)}
    reminder = lines["Northwind Health", "Send the prod upgrade reminder"]
    assert (reminder.when, reminder.your, reminder.theirs) == ("today", "by 17:00", "14:00 PST")
    assert reminder.tickable
    late = next(task for task in lines.values() if task.client == "Juniper Schools" and task.when == "overdue")
    assert (late.text, late.your, late.theirs) == ("Open ETIU05 for the Support Week", "1 day late", "Mon 08:00 CST")
    check = next(task for task in lines.values() if task.client == "Kestrel Energy")
    assert (check.when, check.your, check.tickable) == ("today", "today", False)


def test_groups_come_in_order_and_the_earliest_first(example: Store) -> None:
    order = [(today.GROUPS.index(task.when), task.at) for task in found(example) if task.at]
    assert order == sorted(order)


def test_results_are_held_back_until_kickoff_has_begun(example: Store) -> None:
    held = next(task for task in found(example) if task.held)
    assert (held.client, held.text) == ("Cobalt Insurance", "Send the validation results")
    assert held.your.startswith("after ")
    assert not held.tickable


def test_a_tick_takes_the_line_away(example: Store) -> None:
    before = next(task for task in found(example) if task.tickable and task.when == "today")
    dossier = engagements.load(example, before.engagement)
    checklist.tick(example, dossier, before.key)
    assert before.key not in {task.key for task in found(example) if task.engagement == before.engagement}


def test_nothing_is_due_says_what_comes_next(store: Store) -> None:
    settings.put(store, "you.zone", "America/New_York")
    assert today.summary(found(store)) == "Nothing is due this week."
    engagements.create(store, Draft("Larkspur Bank", "America/Los_Angeles", "US", prod=datetime(2027, 3, 4, 19)))
    assert today.summary(found(store)).startswith("Nothing")


def test_the_day_is_copied_as_text_with_both_times(example: Store) -> None:
    tasks = found(example)
    text = today.as_text(tasks, example.clock.now(), "America/New_York", F)
    assert text.startswith("Tuesday 24 Nov\n\nOverdue\n")
    assert "- by 17:00 (14:00 PST): Send the prod upgrade reminder, Northwind Health" in text
    assert "Later this week" not in text


def test_at_any_moment_the_groups_fit_the_clock(example: Store) -> None:
    here = zones.zone("America/New_York")
    for hours in range(0, 24 * 9, 5):
        now = zones.after(example.clock.now(), timedelta(hours=hours))
        for task in found(example, now):
            if task.at is None:
                assert task.when == "today"
            elif task.when == "overdue":
                assert task.at <= now
            else:
                days = (task.at.astimezone(here).date() - now.astimezone(here).date()).days
                fits = {"today": days <= 0, "tomorrow": days == 1, "later": 1 < days < today.DAYS}
                assert fits[task.when], task
