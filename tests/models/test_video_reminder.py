"""The reminder before one's first Prod Upgrade in three months, and the example's videos."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from models import dossiers, library, sample, settings, zones
from models.records import Dossier
from models.store import Store
from models.video_reminder import look_again


@pytest.fixture
def filled(store: Store) -> Store:
    sample.create_example(store)
    return store


def northwind(store: Store) -> Dossier:
    return next(item for item in dossiers.load_all(store) if item.engagement.client == "Northwind Health")


def said(store: Store, *items: Dossier) -> str:
    return look_again(items, library.videos(store), library.moments(store), store.clock.now())


def test_the_first_prod_upgrade_in_three_months_asks_to_look_again(filled: Store) -> None:
    first = northwind(filled)
    words = said(filled, first)
    assert words.startswith("Northwind Health's is your first in three months. “Production upgrades”")
    assert words.endswith("at 6:10.")


def test_one_who_upgraded_lately_or_not_soon_is_left_alone(filled: Store) -> None:
    first = northwind(filled)
    assert first.prod.starts is not None

    def at(days: int) -> Dossier:
        moment = zones.after(filled.clock.now(), timedelta(days=days))
        wall = zones.wall_text(zones.to_zone(moment, first.prod.zone))
        prod = replace(first.prod, start=wall, start_utc=zones.utc_text(moment))
        return replace(first, phases=first.phases | {"prod_upgrade": prod})

    assert said(filled, first, at(-30)) == ""
    assert said(filled, first, at(-100)) != ""
    assert said(filled, at(15)) == ""
    assert said(filled) == ""


def test_who_watched_it_lately_is_left_alone(filled: Store) -> None:
    shows = library.step_moment(filled, "schedule_conversion")
    assert shows is not None
    library.save_position(filled, shows[0].id, 1000)
    assert said(filled, northwind(filled)) == ""


def test_nothing_to_look_at_asks_for_nothing(filled: Store) -> None:
    assert look_again([northwind(filled)], [], {}, filled.clock.now()) == ""


def test_the_examples_library_reads_nobodys_folders(filled: Store) -> None:
    assert len(library.videos(filled)) == 6
    assert library.folder(filled) == library.data_folder(filled) / "E2E library"
    assert library.downloads(filled) == (library.data_folder(filled) / "Downloads",)
    assert settings.get(filled, "videos.may_look") == "no"
    assert "schedule_conversion" in library.shown_steps(filled)
    steps = {step.key for step in northwind(filled).playbook.steps}
    assert library.shown_steps(filled) <= steps
