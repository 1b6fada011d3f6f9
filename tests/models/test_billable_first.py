"""Billable work that is due is counted by what can be done now (N27)."""

from __future__ import annotations

from typing import Any

import pytest

from models import billable_first
from models.billable_first import Waiting

TODAYS = {"validation_reminder", "validation_confirmed"}


@pytest.fixture
def scene(northwind: Any) -> Any:
    """Northwind Health with everything billable done that is not due today, before the end of client validation."""
    keys = [step.key for step in northwind.dossier.playbook.steps if step.billable and step.key not in TODAYS]
    return northwind.validated().done(*keys)


def test_what_is_due_today_and_what_is_late(scene: Any) -> None:
    found = billable_first.waiting(scene.dossier, scene.now)
    assert found == Waiting(0, "Northwind Health", 0, 2)
    late = billable_first.waiting(scene.dossier, scene.at("2026-11-25 09:00").now)
    assert late == Waiting(0, "Northwind Health", 2, 0)
    assert billable_first.waiting(scene.done(*TODAYS).dossier, scene.now) is None


def test_nothing_waits_where_nothing_is_billable(scene: Any) -> None:
    assert billable_first.waiting(scene.facts(billable=0).dossier, scene.now) is None
    assert billable_first.waiting(scene.facts(archived_utc="2026-11-20 09:00").dossier, scene.now) is None


@pytest.mark.parametrize(
    ("clients", "words"),
    [
        ((), ""),
        (("A",), "A has billable work due. It goes before Team meeting."),
        (("A", "B"), "A and B have billable work due. It goes before Team meeting."),
        (("A", "B", "C"), "A and 2 more have billable work due. It goes before Team meeting."),
    ],
)
def test_the_note_names_two_at_most(clients: tuple[str, ...], words: str) -> None:
    found = [Waiting(number, client, 1, 0) for number, client in enumerate(clients)]
    assert billable_first.note(found, ["Team meeting", "Team meeting"] if found else ()) == words


def test_one_and_many_are_said_rightly() -> None:
    counts = [(1, 0), (2, 3), (0, 1), (0, 2)]
    assert [Waiting(1, "A", *pair).words for pair in counts] == [
        *("1 step overdue", "2 steps overdue", "1 step due today", "2 steps due today"),
    ]
