"""The lead's overview: open engagements in a line each, tiles that filter, snapshots of colleagues."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import attention, dossiers, lead, lead_sources, lead_texts, sample, settings, snapshots, zones
from models.errors import UserError
from models.formats import Formats
from models.lead import Line
from models.store import Store

F = Formats()


@pytest.fixture
def example(store: Store) -> Store:
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    return store


def lines(store: Store) -> tuple[Line, ...]:
    now = store.clock.now()
    known = [(item, attention.assess(item, now, F)) for item in dossiers.load_all(store)]
    return lead_sources.lines(known, snapshots.others(store), now)


def by_client(store: Store) -> dict[str, Line]:
    return {item.client: item for item in lines(store)}


def test_a_line_says_what_the_lead_asks_for(example: Store) -> None:
    found = by_client(example)
    northwind, juniper = found["Northwind Health"], found["Juniper Schools"]
    assert lead.prod_in_words(northwind, F) == "Thu 3 Dec, 19:00 PST"
    assert northwind.marks == ("done", "done", "done", "current", "coming", "coming", "coming")
    assert lead.tickets_in_words(juniper) == "ETIU05 missing"
    assert lead.prod_in_words(juniper, F) == "Sat 21 Nov, done"
    assert lead.prod_in_words(found["Alder County"], F) == "No date"
    assert lines(example)[0].tone == "danger"
    assert "Quarry Foods" not in found or found["Quarry Foods"].stage != "done"


def test_tiles_count_and_filter(example: Store) -> None:
    now, found = example.clock.now(), lines(example)
    tiles = {tile.key: tile for tile in lead.tiles(found, now, F)}
    assert (tiles["no-prod"].count, tiles["no-prod"].who) == (1, "Alder County")
    assert (tiles["support"].count, tiles["support"].who) == (1, "Juniper Schools")
    assert tiles["fortnight"].who == "Two on the same night, Thu 3 Dec"
    assert tiles["texts"].who == "Northwind Health"
    for key, tile in tiles.items():
        assert len(lead.filtered(found, key, now)) == tile.count
        assert (tile.tone == "neutral") or tile.count


def test_it_is_copied_as_text_markdown_and_safe_csv(example: Store) -> None:
    found, now = lines(example), example.clock.now()
    assert "- Northwind Health (Mara Kowalski): Client validation, Thu 3 Dec, 19:00 PST." in lead_texts.as_text(
        found, F, example.clock.now()
    )
    assert lead_texts.as_markdown(found, F, now).startswith("| Client | Consultant |")
    evil = msgspec.structs.replace(found[0], client='=HYPERLINK("x")', reason="a|b")
    assert "'=HYPERLINK" in lead_texts.as_csv([evil], F, now)
    assert "a\\|b" in lead_texts.as_markdown([evil], F, now)


@pytest.fixture
def priya(example: Store, opened: Callable[..., Store], tmp_path: Path) -> Path:
    """A snapshot that Priya made of her own two engagements."""
    hers = opened("priya.db")
    settings.put(hers, "you.name", "Priya Nair")
    own = [
        msgspec.structs.replace(item, uid=f"p{at}", client=f"Basalt {at}") for at, item in enumerate(lines(example)[:2])
    ]
    file = tmp_path / "priya.e2e.json"
    snapshots.write(snapshots.take(hers, own), file)
    return file


def test_a_colleagues_snapshot_joins_and_changes_no_plan(example: Store, priya: Path) -> None:
    before = {item.id: item.phases for item in dossiers.load_all(example)}
    assert snapshots.keep(example, snapshots.read(priya))
    assert not snapshots.keep(example, snapshots.read(priya)), "an older or the same one takes nobody's place"
    joined = by_client(example)
    assert joined["Basalt 0"].engagement == 0
    assert {item.id: item.phases for item in dossiers.load_all(example)} == before
    example.undo()
    assert "Basalt 0" not in by_client(example)


def test_the_own_line_counts_where_both_have_the_engagement(example: Store, priya: Path) -> None:
    same = msgspec.structs.replace(by_client(example)["Northwind Health"], client="Old name", engagement=0)
    hers = snapshots.read(priya)
    snapshots.keep(example, msgspec.structs.replace(hers, lines=(*hers.lines, same)))
    assert "Old name" not in by_client(example)


def test_a_snapshot_over_a_day_old_says_so(example: Store, priya: Path) -> None:
    snapshots.keep(example, snapshots.read(priya))
    item, now = by_client(example)["Basalt 0"], example.clock.now()
    assert lead_texts.data_in_words(item, now, F) == "just now"
    assert lead_texts.data_in_words(item, zones.after(now, timedelta(hours=49)), F) == "Stale, 2 days ago"


def test_a_snapshot_hands_on_nothing_of_others_and_no_ids(example: Store, priya: Path) -> None:
    snapshots.keep(example, snapshots.read(priya))
    taken = snapshots.take(example, lines(example))
    assert "Basalt 0" not in {item.client for item in taken.lines}
    assert {item.engagement for item in taken.lines} == {0}
    text = msgspec.json.encode(taken).decode()
    assert "elena.marsh" not in text
    assert "notes" not in json.loads(text)["lines"][0]


def test_your_own_snapshot_and_one_without_a_name_are_refused(example: Store) -> None:
    with pytest.raises(UserError, match="your own"):
        snapshots.keep(example, snapshots.take(example, lines(example)))
    settings.put(example, "you.name", "")
    with pytest.raises(UserError, match="needs your name"):
        snapshots.take(example, lines(example))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "damaged"),
        (b"[]", "no snapshot"),
        (b'{"format": "something"}', "no snapshot"),
        (b'{"format": "e2e-tracker snapshot", "version": 99}', "newer"),
        (b'{"format": "e2e-tracker snapshot", "version": 1, "lines": 5}', "damaged"),
        (b"[" * 100_000, "damaged"),
    ],
)
def test_what_is_no_snapshot_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says):
        snapshots.parse(data, "file.e2e.json")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for text in (data, b'{"format": "e2e-tracker snapshot", "version": 1, ' + data):
        with pytest.raises(UserError):
            snapshots.parse(text, "file.e2e.json")


def test_a_date_that_does_not_exist_is_refused(example: Store, priya: Path) -> None:
    body = json.loads(priya.read_bytes())
    for wrong in (
        {"prod_zone": "Mars/Base", "prod_utc": "2026-12-04T03:00:00Z"},
        {"prod_utc": "", "prod_start": "soon"},
    ):
        body["lines"][0] |= wrong
        with pytest.raises(UserError):
            snapshots.parse(json.dumps(body).encode(), "file.e2e.json")
