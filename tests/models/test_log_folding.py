"""The change log stays bounded: old steps keep their words in Activity and lose their undo."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from models import activity, dossiers, engagements, log_folding, sample, settings, whose_data
from models.formats import Formats
from models.store import Store


def told(store: Store) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (entry.title, entry.reason, entry.lines)
        for dossier in dossiers.load_all(store)
        for entry in activity.entries(store, dossier, Formats())
    ]


def size(store: Store) -> int:
    query = "SELECT SUM(COALESCE(LENGTH(before), 0) + COALESCE(LENGTH(after), 0)) FROM change"
    return int(store.records(query)[0][0] or 0)


def test_old_steps_keep_their_words_and_take_less_room(store: Store, clock: Any) -> None:
    sample.create_example(store)
    northwind = next(id_ for id_, name in dossiers.names(store) if name == "Northwind Health")
    engagements.edit(store, northwind, notes="Ask for Elena", consultant="Sam")
    engagements.edit(store, northwind, consultant="Mara")
    store.undo()
    before, words = size(store), told(store)
    clock.advance(timedelta(days=401))
    settings.put(store, "you.name", "Jo")
    while log_folding.fold(store, clock.now(), most=3):
        pass
    assert told(store) == words
    assert size(store) < before / 2
    assert log_folding.fold(store, clock.now()) == 0


def test_undo_ends_where_the_log_was_folded(store: Store, clock: Any) -> None:
    settings.put(store, "you.name", "Old")
    clock.advance(timedelta(days=399))
    settings.put(store, "you.name", "New")
    assert log_folding.fold(store, clock.now()) == 0
    clock.advance(timedelta(days=2))
    assert log_folding.fold(store, clock.now()) == 1
    assert store.undo() is not None
    assert settings.get(store, "you.name") == "Old"
    assert store.undo() is None
    assert store.redo() is not None
    assert settings.get(store, "you.name") == "New"


def test_folding_leaves_no_step_of_its_own_and_announces_nothing(store: Store, clock: Any) -> None:
    settings.put(store, "you.name", "Old")
    clock.advance(timedelta(days=500))
    heard: list[object] = []
    store.subscribe(heard.append)
    assert log_folding.fold(store, clock.now()) == 1
    assert not heard
    assert [act.label for act in store.history()] == ["Change setting you.name"] or len(store.history()) == 1


def test_a_client_that_is_gone_for_good_is_nowhere_in_the_file(store: Store, clock: Any) -> None:
    sample.create_example(store)
    name = f"Quillon {random.Random(3).randint(1000, 9999)}"
    draft = engagements.Draft(name, "America/Los_Angeles", "US")
    gone = engagements.create(store, draft)
    engagements.add_contact(store, gone, f"Person of {name}")
    engagements.edit(store, gone, notes=f"{name} asked twice")
    engagements.delete(store, gone)
    engagements.purge_now(store, gone)
    assert not engagements.in_bin(store)
    assert store.next_undo() is not None
    assert store.next_undo().barrier  # type: ignore[union-attr]
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    assert name.encode() not in whose_data.paths_of(store).database.read_bytes()


def test_only_what_is_in_the_bin_goes_for_good(store: Store) -> None:
    kept = engagements.create(store, engagements.Draft("Northwind", "America/Los_Angeles", "US"))
    engagements.purge_now(store, kept)
    assert [name for _id, name in dossiers.names(store)] == ["Northwind"]
