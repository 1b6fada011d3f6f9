"""A client that came here by a list is not there twice once its handover is taken over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models import (
    cli,
    counterpart,
    dossiers,
    engagements,
    evidence,
    handover,
    imports,
    merging,
    sample,
    settings,
    takeover,
    zones,
)
from models.formats import Formats
from models.handover import Handover
from models.records import Dossier
from models.store import Store, open_store
from models.takeover import Stated
from tests.conftest import StandingClock

CLIENT = "Northwind Health"
LIST = Path(__file__).resolve().parent.parent / "data" / "etiu_list_fieldnames_cp1252.csv"
F = Formats()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, in which the client has the list's parent, made once."""
    folder = tmp_path_factory.mktemp("example")
    now = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)
    with closing(open_store(folder / "made.db", clock=StandingClock(now))) as store:
        sample.create_example(store)
        engagements.edit(store, of(store), parent="PRJ0010231")
        return store.copy_to(folder / "example.db")


@pytest.fixture
def sender(example: Path, tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    """Mara's database."""
    shutil.copyfile(example, tmp_path / "sender.db")
    with closing(open_store(tmp_path / "sender.db", clock=clock)) as opened:
        yield opened


@pytest.fixture
def receiver(tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    """Sam's database, on the same clock."""
    with closing(open_store(tmp_path / "receiver.db", clock=clock)) as opened:
        settings.put(opened, "you.name", "Sam Ito")
        opened.initials = "SI"
        yield opened


def of(store: Store) -> int:
    return next(id_ for id_, name in dossiers.names(store) if name == CLIENT)


def clients(store: Store) -> list[str]:
    return [name for _id, name in dossiers.names(store)]


def taken_onto(store: Store, found: Handover) -> Dossier:
    alike = counterpart.find(store, found)
    assert alike is not None
    return dossiers.load(store, takeover.take_over(store, found, Stated(), onto=alike.engagement))


def test_the_parent_of_a_list_says_that_it_is_the_same(sender: Store, receiver: Store, clock: StandingClock) -> None:
    sent = handover.take(sender, of(sender))
    clock.advance(timedelta(hours=1))
    imports.import_files(receiver, [LIST])
    before = clients(receiver)
    alike = counterpart.find(receiver, sent)
    assert alike is not None
    assert (alike.certain, alike.client) == (True, CLIENT)
    assert alike.why == "Both have the parent PRJ0010231."
    mine = taken_onto(receiver, sent)
    assert clients(receiver) == before
    assert mine.engagement.uid == sent.engagement.uid
    assert mine.prod.start_utc == dossiers.load(sender, of(sender)).prod.start_utc
    assert {key for key, step in mine.steps.items() if step.done} >= {step.key for step in sent.steps if step.done_utc}


def test_what_only_came_with_the_list_is_no_newer_decision(
    sender: Store, receiver: Store, clock: StandingClock
) -> None:
    sent = handover.take(sender, of(sender))
    clock.advance(timedelta(hours=1))
    imports.import_files(receiver, [LIST])
    found = merging.differences(receiver, sent, F, of(receiver))
    assert "yours" not in {item.result for item in found}
    engagements.edit(receiver, of(receiver), dev_instance="mine")
    after = {item.key: item.result for item in merging.differences(receiver, sent, F, of(receiver))}
    assert after["engagement.dev_instance"] == "yours"
    assert after["phase.kickoff"] == "theirs"


def test_evidence_of_both_goes_on_in_one_chain_and_undo_parts_them(sender: Store, receiver: Store) -> None:
    imports.import_files(receiver, [LIST])
    own = dossiers.load(receiver, of(receiver))
    assert own.observations
    sent = handover.take(sender, of(sender))
    mine = taken_onto(receiver, sent)
    hashes = [item.hash for item in mine.observations]
    assert hashes[: len(sent.evidence)] == [item.hash for item in sent.evidence]
    assert {merging.identity(item) for item in mine.observations} >= {
        merging.identity(item) for item in own.observations
    }
    assert evidence.broken_in(mine.observations) is None
    receiver.undo()
    back = dossiers.load(receiver, of(receiver))
    assert back == own
    receiver.redo()
    assert dossiers.load(receiver, of(receiver)).observations == mine.observations


def test_the_next_handover_updates_it(sender: Store, receiver: Store) -> None:
    imports.import_files(receiver, [LIST])
    first = taken_onto(receiver, handover.take(sender, of(sender)))
    engagements.edit(sender, of(sender), dev_instance="northwinddev7")
    again = handover.take(sender, of(sender))
    assert counterpart.find(receiver, again) is None, "it is known by its uid now"
    second = dossiers.load(receiver, takeover.take_over(receiver, again, Stated()))
    assert (second.id, second.engagement.dev_instance) == (first.id, "northwinddev7")


def test_a_ticket_of_the_same_client_says_it_and_one_of_another_does_not(sender: Store, receiver: Store) -> None:
    sent = handover.take(sender, of(sender))
    number = next(item.number for item in sent.tickets if item.kind == "CHG")
    for client in (CLIENT, "Larkspur Bank"):
        id_ = engagements.create(receiver, engagements.Draft(client, "America/Los_Angeles", "US"))
        with receiver.step("Add the change") as db:
            row = dict.fromkeys(("state", "state_utc", "confirmed_text", "confirmed_utc"), "")
            db.table("ticket").insert(row | {"engagement": id_, "kind": "CHG", "number": number})
    alike = counterpart.find(receiver, sent)
    assert alike is not None
    assert (alike.client, alike.certain) == (CLIENT, True)
    engagements.delete(receiver, alike.engagement)
    assert counterpart.find(receiver, sent) is None


def test_a_name_alone_is_asked_about(sender: Store, receiver: Store) -> None:
    sent = handover.take(sender, of(sender))
    ids = [engagements.create(receiver, engagements.Draft(CLIENT, "America/Los_Angeles", "US")) for _ in range(2)]
    assert counterpart.find(receiver, sent) is None, "two of that name: neither is likelier"
    engagements.archive(receiver, ids[0])
    alike = counterpart.find(receiver, sent)
    assert alike is not None
    assert (alike.engagement, alike.certain) == (ids[1], False)
    engagements.edit(receiver, ids[1], parent="PRJ0099999")
    assert counterpart.find(receiver, sent) is None, "another parent is another engagement"


@pytest.mark.parametrize(("parent", "count", "told"), [("PRJ0010231", 1, False), ("", 2, True)])
def test_import_brings_together_what_is_certain_and_tells_the_rest(
    tmp_path: Path, sender: Store, capsys: pytest.CaptureFixture[str], parent: str, count: int, told: bool
) -> None:
    folder, file = tmp_path / "data", tmp_path / "northwind.e2e.json"
    handover.write(handover.take(sender, of(sender)), file)
    with closing(open_store(folder / "e2e-tracker.db")) as store:
        settings.put(store, "you.name", "Sam Ito")
        id_ = engagements.create(store, engagements.Draft(CLIENT, "America/Los_Angeles", "US"))
        engagements.edit(store, id_, parent=parent)
    assert cli.run(["--data-dir", str(folder), "import", str(file)], lambda _session: 0) == 0
    assert ("You have another engagement of Northwind Health" in capsys.readouterr().out) is told
    with closing(open_store(folder / "e2e-tracker.db")) as store:
        assert clients(store) == [CLIENT] * count
