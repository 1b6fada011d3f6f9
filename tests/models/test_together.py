"""Several phases moved together: one step, all or none, judged by where the others will be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models import dossiers, rescheduling, sample
from models.engagements import Draft, preview
from models.errors import UserError
from models.playbook_file import shipped
from models.records import Dossier, You
from models.store import Store
from models.together import in_order, propose_together

ZONES = (
    *("America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo"),
    *("Asia/Kolkata", "Pacific/Auckland", "Africa/Casablanca"),
)
MOVABLE = ("dev_upgrade", "technical_validation", "kickoff", "client_validation", "prod_upgrade", "best_practices")
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
ALL_BEFORE = ("kickoff", "client_validation", "prod_upgrade")


def fresh(scene: Any) -> Any:
    """Northwind before anything has begun."""
    return scene.at("2026-11-02 09:00")


def starts(dossier: Dossier) -> dict[str, str]:
    return {kind: phase.start for kind, phase in dossier.phases.items()}


def test_validation_and_prod_move_over_each_other(northwind: Any) -> None:
    scene = fresh(northwind)
    proposal = propose_together(scene.dossier, ("client_validation", "prod_upgrade"), 14, scene.now)
    assert proposal.allowed
    assert proposal.kind == "prod_upgrade"
    assert starts(proposal.after)["client_validation"] == "2026-12-07T09:00"
    assert starts(proposal.after)["prod_upgrade"] == "2026-12-17T19:00"
    assert starts(proposal.after)["support_week"] == "2026-12-18"


def test_a_limit_names_the_phase_that_breaks_it(northwind: Any) -> None:
    proposal = propose_together(northwind.dossier, ("prod_upgrade", "best_practices"), -10, northwind.now)
    assert not proposal.allowed
    assert proposal.limits[0].title.startswith("Prod upgrade: ")


def test_what_follows_prod_is_not_moved_twice(northwind: Any) -> None:
    assert in_order(northwind.dossier, ("best_practices", "support_week", "kickoff", "prod_upgrade")) == (
        "prod_upgrade",
        "kickoff",
    )
    assert in_order(northwind.dossier, ("best_practices", "kickoff")) == ("kickoff", "best_practices")


@settings(max_examples=40, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    prod=st.dates(date(2026, 3, 1), date(2027, 6, 1)),
    kinds=st.sets(st.sampled_from(MOVABLE), min_size=1),
    days=st.integers(-20, 60),
)
def test_there_and_back_restores_every_row(zone: str, prod: date, kinds: set[str], days: int) -> None:
    start = datetime(prod.year, prod.month, prod.day, 19)
    before = preview(Draft("Client", zone, prod=start), shipped(), EARLY, You(zone="UTC"))
    assert not propose_together(before, kinds, 0, EARLY).changes
    there = propose_together(before, kinds, days, EARLY)
    moved = there.after
    for kind in in_order(before, kinds):
        old, new = before.phases[kind], moved.phases[kind]
        assume(new.timed == old.timed)  # a clock change that leaves no such time on that day is asked about
        assert new.start[10:] == old.start[10:]
        assert (date.fromisoformat(new.start[:10]) - date.fromisoformat(old.start[:10])).days == days
    back = propose_together(moved, kinds, -days, EARLY).after
    wanted = {kind: before.phases[kind] for kind in in_order(before, kinds)}
    assume("client_validation" not in wanted or moved.phases["client_validation"].end[10:] == "T17:00")
    assert {kind: phase.start for kind, phase in back.phases.items() if kind in wanted} == {
        kind: phase.start for kind, phase in wanted.items()
    }


@pytest.fixture
def northwind_stored(store: Store) -> Dossier:
    sample.create_example(store)
    return next(dossier for dossier in dossiers.load_all(store) if dossier.engagement.client == "Northwind Health")


@pytest.fixture
def pine_ridge(store: Store) -> Dossier:
    """Validation is planned for 25 to 27 November, Prod is agreed for 8 December."""
    sample.create_example(store)
    return next(dossier for dossier in dossiers.load_all(store) if dossier.engagement.client == "Pine Ridge Dental")


def test_it_is_one_step_and_one_undo(store: Store, pine_ridge: Dossier) -> None:
    before, id_ = starts(pine_ridge), pine_ridge.id
    rescheduling.move_together(store, id_, ("prod_upgrade", "client_validation"), 7, reason="their fair")
    act = store.next_undo()
    assert act is not None
    assert act.label == "Move 2 phases together"
    after = dossiers.load(store, id_)
    assert starts(after)["prod_upgrade"] == "2026-12-15T19:00"
    assert starts(after)["client_validation"] == "2026-12-02T09:00"
    assert [message.kind for message in after.messages][-1] == rescheduling.ADJUSTMENT
    store.undo()
    assert starts(dossiers.load(store, id_)) == before


def test_all_or_none(store: Store, northwind_stored: Dossier) -> None:
    id_ = northwind_stored.id
    with pytest.raises(UserError):
        rescheduling.move_together(store, id_, ("prod_upgrade", "best_practices"), -60, reason="no")
    assert starts(dossiers.load(store, id_)) == starts(northwind_stored)


def test_an_agreed_prod_among_them_asks_for_a_reason(store: Store, pine_ridge: Dossier) -> None:
    with pytest.raises(UserError, match="agreed"):
        rescheduling.move_together(store, pine_ridge.id, ("prod_upgrade", "client_validation"), 7)


def test_the_roadmap_can_be_recorded_with_it(store: Store, northwind_stored: Dossier) -> None:
    id_ = northwind_stored.id
    rescheduling.move_together(store, id_, ("prod_upgrade",), 7, reason="x", record_roadmap=True, agreed_with="Elena")
    agreed = dossiers.load(store, id_).agreed
    assert agreed is not None
    assert (agreed.start, agreed.agreed_with) == ("2026-12-10T19:00", "Elena")


def test_an_undated_phase_stays_undated(northwind: Any) -> None:
    scene = fresh(northwind).plan("kickoff", "")
    proposal = propose_together(scene.dossier, ALL_BEFORE, 7, scene.now)
    assert proposal.placement("kickoff") is None
    assert replace(proposal.after.phases["kickoff"]) == scene.dossier.phases["kickoff"]
