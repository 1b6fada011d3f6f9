"""Three sources of one overview: own data, a colleague's snapshot, the team's ETIU list; differences are marked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from models import (
    attention,
    capacity,
    cli,
    dossiers,
    imports,
    lead,
    lead_digest,
    lead_list,
    lead_order,
    lead_sources,
    lead_texts,
    sample,
    settings,
    snapshot_folder,
    snapshots,
    zones,
)
from models.errors import UserError
from models.formats import Formats
from models.lead import Line
from models.lead_order import Group
from models.snapshot_folder import Seen
from models.store import Store, open_store

F = Formats()
LIST = Path(__file__).parents[1] / "data" / "etiu_list_fieldnames_cp1252.csv"
NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
MADE = "2026-11-24T14:42:00Z"


@pytest.fixture
def example(store: Store) -> Store:
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    return store


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The team's list, exported an hour ago."""
    copy = tmp_path / "etiu.csv"
    copy.write_bytes(LIST.read_bytes())
    os.utime(copy, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))
    return copy


def lines(store: Store) -> tuple[Line, ...]:
    now = store.clock.now()
    known = [(item, attention.assess(item, now, F)) for item in dossiers.load_all(store)]
    return lead_sources.lines(known, snapshots.others(store), now)


def line(client: str, prod: str = "", consultant: str = "Mara", **other: object) -> Line:
    """A line with a Prod Upgrade at that UTC time, "2026-12-04T03:00"."""
    start = zones.to_zone(zones.parse_utc(f"{prod}:00Z"), "America/Los_Angeles") if prod else None
    made = Line(
        uid=client,
        client=client,
        consultant=consultant,
        stage="client_validation",
        marks=(),
        open_tickets=("ETIU03",),
        missing=(),
        prod_start=zones.wall_text(start) if start else "",
        prod_zone="America/Los_Angeles" if start else "",
        prod_utc=f"{prod}:00Z" if start else "",
        prod_state="planned",
        tone="neutral",
        reason="On track",
        rules=(),
    )
    return replace(made, **other)


def rebuilt(store: Store, path: Path) -> lead_list.ReadList:
    return lead_list.rebuild([path], lead_list.options(store), store.clock.now(), F)


def test_the_portfolio_is_rebuilt_from_the_short_descriptions(example: Store, exported: Path) -> None:
    found = rebuilt(example, exported)
    by_client = {item.client: item for item in found.lines}
    assert found.made_utc == MADE
    assert lead.prod_in_words(by_client["Kestrel Energy"], F) == "Thu 3 Dec, 21:00 EST"
    assert lead.prod_in_words(by_client["Tidewater Co-op"], F) == "No date"
    assert by_client["Northwind Health"].parent == "PRJ0010231"
    assert {item.source for item in found.lines} == {"list"}
    assert len({item.uid for item in found.lines}) == len(found.lines)
    assert rebuilt(example, exported) == found, "the same list says the same again"


def test_three_sources_of_one_engagement_and_what_they_differ_in(
    example: Store, exported: Path, opened: Callable[..., Store]
) -> None:
    before = {item.id: item.phases for item in dossiers.load_all(example)}
    northwind = next(item for item in lines(example) if item.client == "Northwind Health")
    moved = replace(northwind, prod_start="2026-12-05T19:00", prod_utc="2026-12-06T03:00:00Z", consultant="Priya")
    hers = snapshots.Snapshot(snapshots.FORMAT, 1, "Priya", "2026-11-22T09:00:00Z", (moved,))
    snapshots.keep(example, hers)
    found = rebuilt(example, exported)
    changed = [replace(item, open_tickets=("ETIU05",)) for item in found.lines if item.client == "Northwind Health"]
    assert snapshots.keep_list(example, changed, found.made_utc)
    assert not snapshots.keep_list(example, changed, found.made_utc), "an older or the same list takes no place"

    joined = [item for item in lines(example) if item.client == "Northwind Health"]
    assert len(joined) == 1, "one engagement, whatever the number of its sources"
    said = [lead_texts.difference_in_words(each, NOW, F) for each in joined[0].differences]
    assert said == [
        "ETIU list, 1 h ago: open: ETIU05",
        "Snapshot of Priya, 2 days ago: prod upgrade Sat 5 Dec, 19:00 PST",
    ]
    assert joined[0].engagement, "the own plan is shown"
    assert {item.id: item.phases for item in dossiers.load_all(example)} == before
    assert "Sat 5 Dec" in lead_texts.as_text(joined, F, NOW)
    assert [tile.count for tile in lead.tiles(joined, NOW, F) if tile.key == "differ"] == [1]


def test_the_newest_observation_is_shown_where_none_is_ones_own() -> None:
    old = line("Basalt", "2026-12-04T03:00", made_utc="2026-11-22T09:00:00Z", source="snapshot", parent="PRJ1")
    new = replace(line("BASALT", "2026-12-09T03:00", uid="list"), made_utc=MADE, source="list", parent="prj1")
    for others in ([old, new], [new, old]):
        (shown,) = lead_sources.lines((), others, NOW)
        assert (shown.source, shown.prod_utc) == ("list", "2026-12-09T03:00:00Z")
        assert [(each.of, each.source) for each in shown.differences] == [("prod", "snapshot")]


def test_two_engagements_of_one_client_stay_two() -> None:
    one = line("Basalt", uid="a", parent="PRJ1", made_utc=MADE, source="snapshot")
    two = replace(one, uid="b", parent="PRJ2")
    listed = [replace(item, uid=f"list {item.parent}", source="list") for item in (one, two)]
    loose = replace(one, uid="c", parent="", source="list", made_utc="2026-11-20T00:00:00Z")
    assert len(lead_sources.lines((), [one, two, *listed], NOW)) == 2
    assert len(lead_sources.lines((), [one, two, loose], NOW)) == 3, "which of the two it is, nobody can say"
    assert len(lead_sources.lines((), [one, loose], NOW)) == 1


def test_what_is_done_here_is_not_brought_back_by_an_older_source(example: Store) -> None:
    done = next(item for item in dossiers.load_all(example) if item.engagement.client == "Quarry Foods")
    need = attention.assess(done, NOW, F)
    assert need.group == "done"
    stale = replace(lead.line(done, need, NOW), stage="support_week", made_utc=MADE, source="snapshot")
    assert lead_sources.lines([(done, need)], [stale], NOW) == ()


def test_the_age_stands_in_its_own_column_and_a_stale_one_says_so() -> None:
    fresh = line("A", made_utc=MADE, source="snapshot")
    stale = replace(fresh, made_utc="2026-11-22T09:00:00Z")
    assert lead_texts.data_in_words(fresh, NOW, F) == "1 h ago"
    assert lead_texts.data_in_words(stale, NOW, F) == "Stale, 2 days ago"
    assert lead_texts.data_in_words(replace(fresh, source="list"), NOW, F) == "List, 1 h ago"
    assert lead_texts.data_in_words(replace(stale, source="list"), NOW, F) == "Stale list, 2 days ago"
    assert lead_texts.data_in_words(line("A"), NOW, F) == "Now"


def test_every_column_orders_and_undated_ones_come_last() -> None:
    found = (line("b", "2026-12-09T03:00"), line("C", ""), line("a", "2026-12-04T03:00"))
    assert [item.client for item in lead_order.by_column(found, 0)] == ["a", "b", "C"]
    assert [item.client for item in lead_order.by_column(found, 4)] == ["a", "b", "C"]
    assert [item.client for item in lead_order.by_column(found, 4, descending=True)] == ["b", "a", "C"]
    assert lead_order.by_column(found, lead_order.ATTENTION, descending=True) == tuple(reversed(found))
    for column in range(len(lead.COLUMNS)):
        assert set(lead_order.by_column(found, column)) == set(found)


def test_groups_are_headed_by_their_consultant() -> None:
    found = (line("a", consultant="Zoe"), line("b", consultant="ana", tone="warn"), line("c", consultant="Zoe"))
    rows = lead_order.grouped(found)
    assert [row if isinstance(row, Group) else row.client for row in rows] == [
        Group("ana", 1, 1),
        "b",
        Group("Zoe", 2, 0),
        "a",
        "c",
    ]


def test_capacity_counts_by_week_names_clashes_and_says_who_is_next() -> None:
    found = [
        line("North", "2026-12-04T03:00"),
        line("Kestrel", "2026-12-04T02:00"),
        line("Late", ""),
        line("East", "2026-11-25T03:00", consultant="Priya"),
    ]
    room = capacity.capacity(found, date(2026, 11, 24))
    assert [str(day) for day in room.weeks[:2]] == ["2026-11-23", "2026-11-30"]
    mara, priya = room.rows
    assert (priya.consultant, priya.free, mara.free, mara.waiting) == ("Priya", 2, 0, 1)
    assert mara.cells[1].prods == ("Kestrel", "North")
    assert mara.cells[2].supports == ("Kestrel", "North"), "Friday to Thursday lies in two weeks"
    assert priya.cells[1].supports == ("East",)
    assert capacity.clashes(room) == ("Mara: Kestrel and North on the same night",)
    words = capacity.cell_in_words(mara.cells[1])
    assert words.startswith("2 prod upgrades: Kestrel, North. 2 support weeks:")
    assert capacity.cell_in_words(mara.cells[7]) == "Free"
    assert "Mara, week of Mon 23 Nov" in capacity.next_in_words(room, F)
    assert capacity.next_in_words(capacity.capacity((), date(2026, 11, 24)), F).startswith("Nobody has a free week")


def test_the_digest_tells_what_changed_and_what_needs_the_lead() -> None:
    then = zones.after(NOW, timedelta(days=-8))
    past = [line("North", "2026-12-04T03:00"), line("Gone"), line("Step", stage="kickoff")]
    text = lead_digest.with_stand((), past, then)
    kept = lead_digest.read_stands(text or "")
    assert lead_digest.with_stand(kept, past, zones.after(then, timedelta(days=1))) is None
    found = [
        line("North", "2026-11-27T03:00", tone="danger", reason="Validation on day 4"),
        line("Step"),
        line("New"),
        line("Done", "2026-11-22T03:00", prod_state="done"),
    ]
    room = capacity.capacity(found, date(2026, 11, 24))
    said = lead_digest.digest(found, lead_digest.week_ago(kept, NOW), room, NOW, "America/New_York", F)
    for words in (
        "Week of Mon 23 Nov 2026",
        "Changed since Mon 16 Nov",
        "North: prod upgrade Thu 26 Nov, 19:00 PST, was Thu 3 Dec, 19:00 PST",
        "Step: Client validation, was Kickoff",
        "New: new, Mara",
        "Gone: done or gone",
        "Done: prod upgrade Sat 21 Nov, done",
        "North (Mara): Validation on day 4",
        "North (Mara): Thu 26 Nov, 19:00 PST",
        "Can be scheduled next: Mara",
    ):
        assert words in said
    assert lead_digest.file_name(date(2026, 11, 24)) == "digest-2026-W48.txt"
    assert lead_digest.read_stands("{") == ()
    first = lead_digest.digest((), None, capacity.capacity((), date(2026, 11, 24)), NOW, "UTC", F)
    assert "Changed\n- Nothing." in first


def test_a_long_section_says_how_many_more() -> None:
    found = [line(f"Client {at}", "2026-11-27T03:00") for at in range(15)]
    said = lead_digest.digest(found, None, capacity.capacity(found, date(2026, 11, 24)), NOW, "UTC", F)
    assert "- and 3 more" in said


def test_the_shared_folder_is_written_and_read_again_only_where_it_changed(tmp_path: Path) -> None:
    hers = snapshots.Snapshot(snapshots.FORMAT, 1, "Priya Nair", MADE, (line("Basalt"),))
    file = snapshot_folder.write(hers, tmp_path)
    assert file.name == "priya-nair.e2e.json"
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / "link.e2e.json").symlink_to(file)
    seen = snapshot_folder.look(tmp_path, Seen())
    assert list(seen.found) == [file.name]
    again = snapshot_folder.look(tmp_path, seen)
    assert again.found[file.name] is seen.found[file.name], "what is as it was is not read again"
    file.write_text("{", encoding="utf-8")
    broken = snapshot_folder.look(tmp_path, seen)
    assert broken.found == seen.found, "a file that is being written keeps its place"
    assert "damaged" in broken.problems[0]
    file.unlink()
    assert not snapshot_folder.look(tmp_path, broken).found


def test_a_folder_that_is_away_says_so(tmp_path: Path) -> None:
    hers = snapshots.Snapshot(snapshots.FORMAT, 1, "Priya", MADE, ())
    with pytest.raises(UserError, match="no such folder"):
        snapshot_folder.write(hers, tmp_path / "away")
    with pytest.raises(UserError, match="can't be read"):
        snapshot_folder.look(tmp_path / "away", Seen())


def test_of_an_imported_and_a_watched_snapshot_the_newer_counts(example: Store) -> None:
    old = snapshots.Snapshot(snapshots.FORMAT, 1, "Priya", "2026-11-22T09:00:00Z", (line("Old"),))
    new = replace(old, made_utc=MADE, lines=(line("New"),))
    own = replace(new, consultant=settings.you(example).name)
    snapshots.keep(example, old)
    assert [item.client for item in snapshots.others(example, [new, own])] == ["New"]
    assert snapshots.newest(example, [new]) == MADE
    example.undo()
    snapshots.keep(example, new)
    assert [item.client for item in snapshots.others(example, [old])] == ["New"]


def test_paper_holds_text_and_no_markup() -> None:
    page = lead_texts.as_html([line("<b>Evil</b> & Co")], F, NOW, "Lead <overview>")
    assert "&lt;b&gt;Evil&lt;/b&gt; &amp; Co" in page
    assert "<b>" not in page


def test_the_command_line_imports_snapshots_and_shows_all_sources(
    tmp_path: Path, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> str:
        where = ["--data-dir", str(tmp_path / "data"), "--now", "2026-11-24T10:42-05:00"]
        assert cli.run([*where, *arguments], lambda _session: 0) == 0
        return capsys.readouterr().out

    shared = tmp_path / "shared"
    shared.mkdir()
    first, second = (
        snapshots.Snapshot(snapshots.FORMAT, 1, name, MADE, (line(client, "2026-12-04T03:00", name),))
        for name, client in (("Priya", "Basalt"), ("Tomás", "Orchard"))
    )
    snapshots.write(first, tmp_path / "priya.e2e.json")
    assert "Would read Priya" in run("import", str(tmp_path / "priya.e2e.json"), "--dry-run")
    assert json.loads(run("import", str(tmp_path / "priya.e2e.json"), "--json"))["snapshots"][0]["kept"]
    assert "Priya is newer here" in run("import", str(tmp_path / "priya.e2e.json"))
    assert "6 engagements rebuilt" in run("snapshot", "--list", str(exported))
    told = json.loads(run("status", "--json"))
    assert told["counts"]["open"] == 0, "the counts are of one's own"
    sources = {item["client"]: item["source"] for item in told["overview"]}
    assert sources["Basalt"] == "snapshot"
    assert sources["Kestrel Energy"] == "list"
    snapshot_folder.write(second, shared)
    with closing(open_store(tmp_path / "data" / "e2e-tracker.db")) as store:
        settings.put(store, "snapshots.watch", str(shared))
    said = run("status")
    assert "Orchard (Tomás): Client validation" in said
    assert "Basalt (Priya): Client validation, Thu 3 Dec, 19:00 PST." in said


def test_importing_the_list_as_ones_own_makes_one_line_of_both(store: Store, exported: Path) -> None:
    imports.import_files(store, [exported])
    found = rebuilt(store, exported)
    snapshots.keep_list(store, found.lines, found.made_utc)
    joined = lines(store)
    assert len(joined) == len(found.lines)
    assert not any(item.differences for item in joined)
