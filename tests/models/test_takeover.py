"""Taking over and giving away, as a receiver would: nothing doubled, nothing lost, one undo, and a loud mismatch."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models import (
    activity,
    attention,
    checklist,
    cli,
    confirmation,
    dossiers,
    engagements,
    evidence,
    giving_away,
    handover,
    lead_sources,
    merging,
    messages,
    rescheduling,
    rules,
    sample,
    settings,
    snapshots,
    takeover,
    time_log,
    zones,
)
from models.errors import UserError
from models.formats import Formats
from models.handover import NOTES, Handover
from models.records import Dossier
from models.store import Store, open_store
from models.takeover import Stated
from tests.conftest import StandingClock

CLIENT = "Larkspur Bank"
F = Formats()


@pytest.fixture
def sender(store: Store) -> Store:
    """Mara's database: the example."""
    sample.create_example(store)
    return store


@pytest.fixture
def receiver(tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    """Sam's database: empty, on a clock of its own that the sender's goes along with."""
    with closing(open_store(tmp_path / "receiver.db", clock=clock)) as opened:
        settings.put(opened, "you.name", "Sam Ito")
        settings.put(opened, "you.zone", "America/Chicago")
        opened.initials = "SI"
        yield opened


def of(store: Store, client: str = CLIENT) -> int:
    return next(id_ for id_, name in dossiers.names(store) if name == client)


def given_from(store: Store, client: str = CLIENT, **options: Any) -> Handover:
    return handover.take(store, of(store, client), **options)


def taken(store: Store, found: Handover, stated: Stated | None = None) -> Dossier:
    return dossiers.load(store, takeover.take_over(store, found, stated or Stated()))


def rule_ids(dossier: Dossier, now: datetime) -> set[str]:
    return {finding.rule for finding in rules.findings(dossier, now)}


def state(store: Store, id_: int) -> Handover:
    """What an engagement is, wherever it is: its handover without who made it and when."""
    found = handover.take(store, id_, chosen=frozenset(handover.PRIVATE))
    return replace(found, made_utc="", sender=handover.Sender("", ""), seal="", history=())


def test_the_whole_engagement_arrives(sender: Store, receiver: Store) -> None:
    for id_, _client in dossiers.names(sender):
        sent = handover.take(sender, id_, chosen=frozenset(handover.PRIVATE))
        before, after = dossiers.load(sender, id_), taken(receiver, sent)
        assert after.engagement.uid == before.engagement.uid
        assert after.engagement.consultant == "Sam Ito"
        for kind, phase in before.phases.items():
            assert merging.columns_of(after.phases[kind]) == merging.columns_of(phase)
        assert {key for key, step in after.steps.items() if step.done} == {
            key for key, step in before.steps.items() if step.done
        }
        assert [item.hash for item in after.observations] == [item.hash for item in before.observations]
        assert [(item.start_utc, item.agreed_utc) for item in after.roadmap] == [
            (item.start_utc, item.agreed_utc) for item in before.roadmap
        ]
        assert len(after.messages) == len(before.messages)
        assert len(after.time_entries) == len(before.time_entries)


def test_three_steps_are_added_where_the_work_goes_on(sender: Store, receiver: Store) -> None:
    found = taken(receiver, given_from(sender))
    keys = [step.key for step in found.playbook.steps]
    added = [key for key, *_rest in takeover.STEPS]
    at = keys.index(added[0])
    assert keys[at : at + 3] == added
    assert all(found.is_done(key) for key in keys[:at])
    assert not any(found.is_done(key) for key in added)
    assert len(found.steps) == len(given_from(sender).steps) + 3


def test_undo_takes_all_of_it_back_and_redo_does_it_again(sender: Store, receiver: Store) -> None:
    id_ = takeover.take_over(receiver, given_from(sender), Stated())
    whole = state(receiver, id_)
    act = receiver.undo()
    assert act is not None
    assert act.label == "Take over Larkspur Bank"
    assert dossiers.names(receiver) == []
    receiver.redo()
    assert state(receiver, id_) == whole


def test_a_second_import_updates_and_never_duplicates(sender: Store, receiver: Store) -> None:
    first = taken(receiver, given_from(sender))
    checklist.tick(receiver, first, "takeover_tell_lead")
    engagements.edit(sender, of(sender), dev_instance="larkspurdev9")
    engagements.add_contact(sender, of(sender), "Rosa Lindqvist", role="Instance owner")
    second = taken(receiver, given_from(sender))
    assert second.id == first.id
    assert second.engagement.dev_instance == "larkspurdev9"
    assert [contact.name for contact in second.contacts][-1] == "Rosa Lindqvist"
    for before, after in ((first.messages, second.messages), (first.time_entries, second.time_entries)):
        assert len(after) == len(before)
    assert [item.hash for item in second.observations] == [item.hash for item in first.observations]
    assert [step.key for step in second.playbook.steps] == [step.key for step in first.playbook.steps]
    assert len(dossiers.names(receiver)) == 1


def test_the_newer_side_counts_and_a_click_swaps_it(sender: Store, receiver: Store, clock: StandingClock) -> None:
    mine = taken(receiver, given_from(sender))
    engagements.edit(receiver, mine.id, prod_instance="mine")
    clock.advance(timedelta(hours=1))
    engagements.edit(sender, of(sender), prod_instance="theirs")
    found = given_from(sender)
    clock.advance(timedelta(hours=1))
    engagements.edit(receiver, mine.id, dev_instance="mine too")
    lines = {item.key: item for item in merging.differences(receiver, found, F)}
    # a row counts as a whole: the engagement was changed here after the file was made
    assert lines["engagement.prod_instance"].result == "yours"
    assert (lines["engagement.prod_instance"].yours, lines["engagement.prod_instance"].theirs) == ("mine", "theirs")
    after = dossiers.load(
        receiver, takeover.take_over(receiver, found, Stated(), {"engagement.prod_instance": "theirs"})
    )
    assert after.engagement.prod_instance == "theirs"
    assert after.engagement.dev_instance == "mine too"


def test_notes_of_both_are_kept(sender: Store, receiver: Store) -> None:
    mine = taken(receiver, given_from(sender))
    engagements.edit(receiver, mine.id, notes="Prefers mornings")
    engagements.edit(sender, of(sender), notes="Knows ServiceNow well")
    hidden = taken(receiver, given_from(sender))
    assert hidden.engagement.notes == "Prefers mornings"
    both = given_from(sender, chosen=frozenset({NOTES}))
    line = next(item for item in merging.differences(receiver, both, F) if item.key == "engagement.notes")
    assert (line.result, line.fixed) == ("both", True)
    assert taken(receiver, both).engagement.notes == "Prefers mornings\n\nKnows ServiceNow well"
    assert taken(receiver, both).engagement.notes == "Prefers mornings\n\nKnows ServiceNow well"


def test_addresses_that_stayed_do_not_empty_the_ones_here(sender: Store, receiver: Store) -> None:
    whole = given_from(sender, chosen=frozenset(handover.PRIVATE))
    mine = taken(receiver, whole)
    again = taken(receiver, given_from(sender))
    assert [item.email for item in again.contacts] == [item.email for item in mine.contacts]
    assert all(item.email for item in again.contacts)


def test_evidence_of_both_is_kept_where_both_recorded_something(sender: Store, receiver: Store) -> None:
    mine = taken(receiver, given_from(sender))
    for store, value in ((receiver, "seen by Sam"), (sender, "seen by Mara")):
        with store.step("Observe"):
            row = {"engagement": mine.engagement.uid, "kind": "observation", "subject": "ETIU03.text", "value": value}
            store.add_evidence(row | {"at_utc": zones.utc_text(store.clock.now())})
    after = taken(receiver, given_from(sender))
    values = [item.value for item in after.observations if item.subject == "ETIU03.text"]
    assert values[-2:] == ["seen by Sam", "seen by Mara"]
    assert evidence.broken_in(after.observations) is None
    assert [item.kind for item in after.observations].count("handover") == 1
    again = taken(receiver, given_from(sender))
    assert again.observations == after.observations


def test_signed_checks_stay_the_senders(sender: Store, receiver: Store) -> None:
    for id_, client in dossiers.names(sender):
        before = [item for item in dossiers.load(sender, id_).observations if item.kind == "check"]
        after = [item for item in taken(receiver, given_from(sender, client)).observations if item.kind == "check"]
        assert [(item.recorded_by, item.at_utc, item.body) for item in after] == [
            (item.recorded_by, item.at_utc, item.body) for item in before
        ]


def test_both_histories_are_told(sender: Store, receiver: Store) -> None:
    engagements.edit(sender, of(sender), dev_instance="larkspurdev9")
    found = taken(receiver, given_from(sender))
    engagements.edit(receiver, found.id, prod_instance="larkspur9")
    told = [entry.title for entry in activity.entries(receiver, dossiers.load(receiver, found.id), F)]
    assert (
        told.index("Change prod instance") < told.index("Take over Larkspur Bank") < told.index("Change dev instance")
    )
    onward = [deed.label for deed in handover.take(receiver, found.id).history]
    assert onward[-3:] == ["Change dev instance", "Take over Larkspur Bank", "Change prod instance"]


def test_the_senders_time_is_on_the_senders_cards(sender: Store, receiver: Store) -> None:
    time_log.log(sender, of(sender), 30, "Session")
    entries = taken(receiver, given_from(sender)).time_entries
    assert entries
    assert all(entry.exported_utc for entry in entries)


@pytest.mark.parametrize(("hours", "unconfirmed"), [(0, False), (1, True)])
def test_a_mismatch_is_loud_and_never_blocks(sender: Store, receiver: Store, hours: int, unconfirmed: bool) -> None:
    found = given_from(sender, "Northwind Health")
    prod = dossiers.load(sender, of(sender, "Northwind Health")).prod.starts
    assert prod is not None
    stated = zones.after(prod, timedelta(hours=hours))
    mine = taken(receiver, found, Stated(stated, "validation_complete"))
    now = receiver.clock.now()
    assert ("prod-unconfirmed" in rule_ids(mine, now)) == unconfirmed
    if unconfirmed:
        subject, text = takeover.question(handover.dossier_of(found, mine.you), found.sender.name, stated, F)
        assert "Northwind Health" in subject
        assert "19:00" in text
        assert "20:00" in text


def test_agreeing_the_date_confirms_it(sender: Store, receiver: Store, clock: StandingClock) -> None:
    mine = taken(receiver, given_from(sender, "Northwind Health"))
    assert confirmation.unconfirmed(mine) is not None
    clock.advance(timedelta(minutes=5))
    prod = mine.prod.starts
    assert prod is not None
    rescheduling.agree(receiver, mine.id, prod, "Rosa Lindqvist")
    assert confirmation.unconfirmed(dossiers.load(receiver, mine.id)) is None


def test_stating_it_again_confirms_it(sender: Store, receiver: Store) -> None:
    mine = taken(receiver, given_from(sender, "Northwind Health"))
    prod = mine.prod.starts
    assert prod is not None
    assert not takeover.state_again(receiver, mine.id, zones.after(prod, timedelta(days=1)))
    assert confirmation.unconfirmed(dossiers.load(receiver, mine.id)) is not None
    assert takeover.state_again(receiver, mine.id, prod)
    assert confirmation.unconfirmed(dossiers.load(receiver, mine.id)) is None
    with pytest.raises(UserError, match="was not taken over"):
        takeover.state_again(sender, of(sender), prod)


def test_an_engagement_without_a_prod_date_asks_nothing(sender: Store, receiver: Store) -> None:
    undated = next(client for id_, client in dossiers.names(sender) if not dossiers.load(sender, id_).prod.dated)
    mine = taken(receiver, given_from(sender, undated))
    assert "prod-unconfirmed" not in rule_ids(mine, receiver.clock.now())


def test_what_was_given_away_is_read_only_until_it_is_taken_back(sender: Store) -> None:
    id_ = of(sender)
    giving_away.give_away(sender, id_, "Sam Ito")
    with pytest.raises(UserError, match="handed over to Sam Ito") as caught:
        engagements.edit(sender, id_, dev_instance="x")
    assert "Take it back" in caught.value.do
    with pytest.raises(UserError):
        engagements.unarchive(sender, id_)
    assert rules.findings(dossiers.load(sender, id_), sender.clock.now()) == ()
    giving_away.take_back(sender, id_)
    engagements.edit(sender, id_, dev_instance="x")
    with pytest.raises(UserError, match="was not handed over"):
        giving_away.take_back(sender, id_)


def test_undo_of_giving_away_gives_it_back(sender: Store) -> None:
    id_ = of(sender)
    before = state(sender, id_)
    giving_away.give_away(sender, id_)
    sender.undo()
    assert state(sender, id_) == before
    engagements.edit(sender, id_, dev_instance="x")


def test_what_comes_back_is_ones_own_again(sender: Store, receiver: Store) -> None:
    found = given_from(sender)
    giving_away.give_away(sender, of(sender), "Sam Ito")
    mine = taken(receiver, found)
    engagements.edit(receiver, mine.id, dev_instance="changed by Sam")
    back = taken(sender, handover.take(receiver, mine.id))
    assert (back.engagement.given_utc, back.engagement.archived_utc) == ("", "")
    assert back.engagement.dev_instance == "changed by Sam"
    assert back.engagement.consultant == "Mara Kowalski"
    assert len(dossiers.names(sender)) == len({name for _id, name in dossiers.names(sender)})


def test_what_one_did_oneself_comes_back_and_is_not_told_twice(
    sender: Store, receiver: Store, clock: StandingClock
) -> None:
    engagements.edit(sender, of(sender), dev_instance="by Mara")
    clock.advance(timedelta(minutes=1))
    mine = taken(receiver, given_from(sender))
    clock.advance(timedelta(minutes=1))
    engagements.edit(receiver, mine.id, dev_instance="by Sam")
    back = taken(sender, handover.take(receiver, mine.id))
    told = [entry.title for entry in activity.entries(sender, back, F)]
    assert told.count("Change dev instance") == 2
    assert told.count("Take over Larkspur Bank") == 2
    onward = [deed.made_utc for deed in handover.take(sender, back.id).history]
    assert onward == sorted(onward)


def test_a_take_over_is_no_change_of_ones_own(sender: Store, receiver: Store, clock: StandingClock) -> None:
    first = given_from(sender)
    clock.advance(timedelta(minutes=1))
    engagements.edit(sender, of(sender), dev_instance="later")
    second = given_from(sender)
    clock.advance(timedelta(minutes=1))
    taken(receiver, first)
    line = next(item for item in merging.differences(receiver, second, F) if item.key == "engagement.dev_instance")
    assert line.result == "theirs"
    assert taken(receiver, second).engagement.dev_instance == "later"


def test_what_became_of_a_question_is_taken_over_too(sender: Store, receiver: Store, clock: StandingClock) -> None:
    id_ = of(sender)
    with sender.step("Ask") as db:
        row = {"engagement": id_, "text": "SSO", "began_utc": zones.utc_text(clock.now())}
        question = int(db.table("client_question").insert(row).last_pk or 0)
    mine = taken(receiver, given_from(sender))
    clock.advance(timedelta(minutes=1))
    with sender.step("Hand off") as db:
        db.table("client_question").update(question, {"incident": "INC0012345"})
    found = given_from(sender)
    assert "questions" in {item.key for item in merging.differences(receiver, found, F)}
    again = taken(receiver, found)
    assert again.id == mine.id
    assert [(item.text, item.incident) for item in again.questions if item.text == "SSO"] == [("SSO", "INC0012345")]


def test_one_in_the_bin_comes_out_of_it(sender: Store, receiver: Store) -> None:
    mine = taken(receiver, given_from(sender))
    engagements.delete(receiver, mine.id)
    assert dossiers.names(receiver) == []
    assert taken(receiver, given_from(sender)).engagement.deleted_utc == ""
    assert dossiers.names(receiver) == [(mine.id, CLIENT)]


def test_a_text_sent_after_the_first_handover_is_sent_here_too(sender: Store, receiver: Store) -> None:
    id_ = of(sender, "Northwind Health")
    words = messages.Words("validation_reminder", "Reminder", "Subject", "Text")
    messages.keep_draft(sender, dossiers.load(sender, id_), words)
    taken(receiver, given_from(sender, "Northwind Health"))
    messages.send(sender, dossiers.load(sender, id_), words, "copied")
    after = taken(receiver, given_from(sender, "Northwind Health"))
    sent = [item for item in after.messages if item.kind == "validation_reminder"]
    assert [bool(item.sent_utc) for item in sent] == [True]


def test_three_ways_to_the_same_engagement_and_what_each_may_change(
    sender: Store, receiver: Store, clock: StandingClock
) -> None:
    """Handover, snapshot and the team's list say three dates: the overview marks it, the plan is the handover's."""
    you = settings.you(sender).name
    found = given_from(sender, "Northwind Health")
    known = [(item, _assessed(item, clock)) for item in dossiers.load_all(sender)]
    line = next(item for item in lead_sources.lines(known, (), clock.now()) if item.client == "Northwind Health")
    for days, keep in (
        (1, lambda lines, at: snapshots.keep(receiver, snapshots.Snapshot(snapshots.FORMAT, 1, you, at, lines))),
        (2, lambda lines, at: snapshots.keep_list(receiver, lines, at)),
    ):
        clock.advance(timedelta(hours=1))
        start, utc = f"2026-12-0{3 + days}T19:00", f"2026-12-0{4 + days}T03:00:00Z"
        assert keep((replace(line, prod_start=start, prod_utc=utc),), zones.utc_text(clock.now()))
    mine = taken(receiver, found)
    assert mine.prod.start == "2026-12-03T19:00"
    overview = lead_sources.lines([(mine, _assessed(mine, clock))], snapshots.others(receiver), clock.now())
    (shown,) = [item for item in overview if item.client == "Northwind Health"]
    assert len(shown.differences) >= 2


def _assessed(dossier: Dossier, clock: StandingClock) -> Any:
    return attention.assess(dossier, clock.now(), F)


@hypothesis_settings(max_examples=25)
@given(st.lists(st.sampled_from(["edit", "note", "contact", "observe", "tick", "give"]), max_size=6), st.booleans())
def test_out_and_back_again_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str], private: bool
) -> None:
    folder = tmp_path_factory.mktemp("round")
    clock = StandingClock(datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC))
    with closing(open_store(folder / "a.db", clock=clock)) as a, closing(open_store(folder / "b.db", clock=clock)) as b:
        settings.put(a, "you.name", "Mara Kowalski")
        settings.put(b, "you.name", "Mara Kowalski")
        draft = engagements.Draft("Northwind Health", "America/Los_Angeles", "US", prod=datetime(2026, 12, 3, 19))
        id_ = engagements.create(a, draft)
        for number, deed in enumerate(deeds):
            clock.advance(timedelta(minutes=1))
            _DEEDS[deed](a, id_, number)
        chosen = frozenset(handover.PRIVATE) if private else frozenset[str]()
        there = takeover.take_over(b, handover.take(a, id_, chosen=chosen), Stated())
        back = takeover.take_over(a, handover.take(b, there, chosen=chosen), Stated())
        assert back == id_
        onward = takeover.take_over(b, handover.take(a, id_, chosen=chosen), Stated())
        assert onward == there
        mine, theirs = (_bare(state(store, at), private=private) for store, at in ((a, id_), (b, there)))
        assert mine == theirs


def _bare(found: Handover, *, private: bool) -> Handover:
    pieces = tuple(replace(item, id=0) for item in found.time_entries)
    rows = {
        name: tuple(replace(item, id=0) for item in getattr(found, name))
        for name in ("contacts", "phases", "roadmap", "tickets", "messages", "evidence")
    }
    steps = tuple(sorted((replace(item, id=0) for item in found.steps), key=lambda item: item.key))
    engagement = found.engagement if private else replace(found.engagement, notes="")
    contacts = rows.pop("contacts")
    if not private:
        contacts = tuple(replace(item, email="") for item in contacts)
    return replace(found, steps=steps, time_entries=pieces, engagement=engagement, contacts=contacts, **rows)


def _observe(store: Store, id_: int, number: int) -> None:
    uid = dossiers.load(store, id_).engagement.uid
    with store.step("Observe"):
        row = {"engagement": uid, "kind": "observation", "subject": "ETIU03.state", "value": f"seen {number}"}
        store.add_evidence(row | {"at_utc": zones.utc_text(store.clock.now())})


_DEEDS: dict[str, Callable[[Store, int, int], Any]] = {
    "edit": lambda store, id_, number: engagements.edit(store, id_, dev_instance=f"dev{number}"),
    "note": lambda store, id_, number: engagements.edit(store, id_, notes=f"note {number}"),
    "contact": lambda store, id_, number: engagements.add_contact(store, id_, f"Person {number}", email="a@b.example"),
    "observe": _observe,
    "tick": lambda store, id_, _number: checklist.annotate(
        store, dossiers.load(store, id_), dossiers.load(store, id_).playbook.steps[0].key, "noted"
    ),
    "give": lambda store, id_, _number: (giving_away.give_away(store, id_, "Sam"), giving_away.take_back(store, id_)),
}


def test_the_command_writes_file_and_sheet_and_import_takes_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = ["--demo", "--now", "2026-11-24T10:42-05:00"]
    target = tmp_path / "northwind"
    assert cli.run([*demo, "handover", "Northwind", "--out", str(target)], lambda _session: 0) == 0
    assert (tmp_path / "northwind.md").read_text(encoding="utf-8").startswith("# Handover of Northwind Health")
    file, data = tmp_path / "northwind.e2e.json", ["--data-dir", str(tmp_path / "data")]
    with closing(open_store(tmp_path / "data" / "e2e-tracker.db")) as store:
        settings.put(store, "you.name", "Sam Ito")
    capsys.readouterr()
    assert cli.run([*data, "import", str(file), "--dry-run", "--json"], lambda _session: 0) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dry_run"]
    assert told["handovers"][0]["client"] == "Northwind Health"
    assert _clients(tmp_path) == []
    assert cli.run([*data, "import", str(file)], lambda _session: 0) == 0
    assert "Took over Northwind Health from Mara Kowalski" in capsys.readouterr().out
    assert cli.run([*data, "import", str(file)], lambda _session: 0) == 0
    assert _clients(tmp_path) == ["Northwind Health"]
    text = file.read_text(encoding="utf-8").replace("Northwind", "Southwind")
    file.write_text(text, encoding="utf-8")
    assert cli.run([*data, "import", str(file)], lambda _session: 0) == 2
    assert "changed after it was written" in capsys.readouterr().err
    assert _clients(tmp_path) == ["Northwind Health"]


def _clients(folder: Path) -> list[str]:
    with closing(open_store(folder / "data" / "e2e-tracker.db")) as store:
        return [name for _id, name in dossiers.names(store)]
