"""Free nights: no other upgrade in the same night, no holiday, no limit broken; the nearest first."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from models import dossiers, sample, zones
from models.free_nights import free_nights
from models.records import Dossier
from models.store import Store

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)


@pytest.fixture
def northwind(store: Store) -> Dossier:
    sample.create_example(store)
    return next(dossier for dossier in dossiers.load_all(store) if dossier.engagement.client == "Northwind Health")


def starts(dossier: Dossier, count: int = 3) -> list[str]:
    return [proposal.placements[0].start for proposal in free_nights(dossier, NOW, count=count)]


def test_three_nights_are_offered_at_the_planned_time_of_day(northwind: Dossier) -> None:
    found = starts(northwind)
    assert len(found) == 3
    assert found == sorted(found)
    assert {start[10:] for start in found} == {northwind.prod.start[10:]}
    assert northwind.prod.start not in found


def test_no_night_is_shared_with_another_upgrade(northwind: Dossier) -> None:
    apart = timedelta(minutes=northwind.playbook.limits.same_night_minutes)
    for proposal in free_nights(northwind, NOW, count=10):
        start = proposal.placements[0].starts
        assert start is not None
        assert all(abs(zones.elapsed_between(start, other)) >= apart for _client, other in northwind.others)


def test_a_night_that_another_upgrade_takes_is_left_out(northwind: Dossier) -> None:
    first = free_nights(northwind, NOW)[0].placements[0]
    assert first.starts is not None
    others = sorted([*northwind.others, ("Other", first.starts + timedelta(hours=3))], key=lambda item: item[1])
    assert first.start not in starts(replace(northwind, others=tuple(others)), 8)


def test_holidays_of_either_party_are_left_out(northwind: Dossier) -> None:
    away = replace(northwind, you=replace(northwind.you, country="TH"))  # 10 December is a holiday in Thailand
    assert any(start.startswith("2026-12-10") for start in starts(northwind, 20))
    assert not any(start.startswith("2026-12-10") for start in starts(away, 20))


def test_every_night_breaks_no_limit(northwind: Dossier) -> None:
    assert all(not proposal.limits and proposal.changes for proposal in free_nights(northwind, NOW, count=10))


def test_without_a_time_none_is_offered(northwind: Dossier) -> None:
    undated = replace(northwind.prod, start="", end="", start_utc="", end_utc="")
    assert free_nights(replace(northwind, phases={**northwind.phases, "prod_upgrade": undated}), NOW) == ()
