"""A handover as a file: sealed, private where asked, and refused with the reason where anything about it is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from models import (
    attachments,
    dossiers,
    engagements,
    evidence,
    handover,
    handover_reading,
    handover_sheet,
    messages,
    sample,
    settings,
    snapshots,
    zones,
)
from models.errors import UserError
from models.formats import Formats
from models.handover import EMAILS, NOTES, Handover
from models.handover_reading import TamperedError
from models.store import Store

SCHEMAS = Path(__file__).parents[2] / "resources" / "schemas"


@pytest.fixture
def example(store: Store) -> Store:
    sample.create_example(store)
    return store


def of(store: Store, client: str = "Northwind Health") -> int:
    return next(id_ for id_, name in dossiers.names(store) if name == client)


def data(found: Handover) -> bytes:
    return msgspec.json.encode(found)


def sealed(body: dict[str, Any]) -> bytes:
    """Return a file whose seal is right although somebody wrote it by hand."""
    made = msgspec.convert(body, Handover)
    return data(replace(made, seal=handover.seal_of(made)))


def body(store: Store, client: str = "Northwind Health") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data(handover.take(store, of(store, client))))
    return found


def test_every_engagement_is_read_as_it_was_written(example: Store, tmp_path: Path) -> None:
    for id_, client in dossiers.names(example):
        made = handover.take(example, id_)
        path = tmp_path / handover.file_name(client)
        handover.write(made, path)
        assert handover_reading.read(path) == made
        assert made.engagement.client == client
        assert len(made.phases) == 7
        assert {step.key for step in made.steps} == {step.key for step in made.playbook.steps}


def test_notes_and_addresses_stay_unless_they_are_chosen(example: Store) -> None:
    id_ = of(example)
    engagements.edit(example, id_, notes="Prefers mornings")
    kept = data(handover.take(example, id_)).decode()
    assert "Prefers mornings" not in kept
    assert "@" not in kept
    made = handover.take(example, id_, chosen=frozenset({NOTES, EMAILS}))
    assert made.engagement.notes == "Prefers mornings"
    assert all(contact.email for contact in made.contacts)
    assert made.left_out == ()


def test_places_of_files_stay_here(example: Store, tmp_path: Path) -> None:
    file = tmp_path / "secret-place.txt"
    file.write_text("x")
    id_ = of(example)
    dossier = dossiers.load(example, id_)
    words = messages.Words("validation_reminder", "Reminder", "Subject", "Text")
    attachments.keep(example, dossier, words, (attachments.of_file(file), attachments.PDF))
    told = data(handover.take(example, id_)).decode()
    assert "secret-place" not in told
    assert attachments.PDF in told


def test_the_history_goes_along_oldest_first(example: Store) -> None:
    id_ = of(example)
    engagements.add_contact(example, id_, "Rosa Lindqvist")
    engagements.edit(example, id_, dev_instance="nwdev2")
    labels = [deed.label for deed in handover.take(example, id_).history]
    assert labels[-2:] == ["Add contact Rosa Lindqvist", "Change dev instance"]


def test_it_needs_your_name(example: Store) -> None:
    settings.put(example, "you.name", "")
    with pytest.raises(UserError, match="needs your name"):
        handover.take(example, of(example))


def test_one_changed_letter_is_found(example: Store) -> None:
    found = body(example)
    found["engagement"]["client"] = "Northwind Healt"
    with pytest.raises(TamperedError, match="changed after it was written"):
        handover_reading.parse(json.dumps(found).encode(), "file")


def test_changed_evidence_is_found_even_under_a_new_seal(example: Store) -> None:
    found = body(example, "Larkspur Bank")
    assert found["evidence"]
    found["evidence"][1]["value"] = "something else"
    with pytest.raises(TamperedError, match="changed after it was signed") as caught:
        handover_reading.parse(sealed(found), "file")
    assert caught.value.found.engagement.client == "Larkspur Bank"
    found = body(example, "Larkspur Bank")
    del found["evidence"][0]
    with pytest.raises(TamperedError):
        handover_reading.parse(sealed(found), "file")


def _put(*place: str | int) -> Callable[[dict[str, Any], Any], None]:
    def put(found: dict[str, Any], value: Any) -> None:
        at: Any = found
        for key in place[:-1]:
            at = at[key]
        at[place[-1]] = value

    return put


@pytest.mark.parametrize(
    ("put", "value", "said"),
    [
        (_put("version"), 99, "newer"),
        (_put("version"), 0, "no version"),
        (_put("version"), True, "no version"),
        (_put("version"), "1", "no version"),
        (_put("format"), "something", "no handover"),
        (_put("phases", 4, "start_utc"), "2026-13-45T03:00:00Z", "damaged"),
        (_put("phases", 4, "zone"), "Mars/Olympus", "damaged"),
        (_put("phases", 4, "kind"), "../../etc/passwd", "damaged"),
        (_put("phases"), [], "damaged"),
        (_put("engagement", "uid"), "../../../etc", "damaged"),
        (_put("engagement", "client"), "  ", "damaged"),
        (_put("engagement", "country"), "XX", "damaged"),
        (_put("engagement", "billable"), 7, "damaged"),
        (_put("engagement", "zone"), 5, "damaged"),
        (_put("engagement", "conversion_utc"), "yesterday", "damaged"),
        (_put("engagement", "client"), "a\0b", "damaged"),
        (_put("time_entries"), [["a"]], "damaged"),
        (_put("messages"), {"a": 1}, "damaged"),
        (_put("tickets", 0, "kind"), "ROOT", "damaged"),
        (_put("tickets", 1, "kind"), "ETIU01", "damaged"),
        (_put("left_out"), ["everything"], "damaged"),
        (_put("unknown"), 1, "damaged"),
        (_put("playbook", "limits", "prod_window_minutes"), -5, "limits.prod_window_minutes"),
        (_put("steps", 0, "note"), "password: Tr0ub4dor&3x", "password"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    put: Callable[[dict[str, Any], Any], None], value: Any, said: str, example: Store
) -> None:
    found = body(example)
    put(found, value)
    try:
        written = sealed(found)
    except msgspec.ValidationError:
        written = json.dumps(found).encode()
    with pytest.raises(UserError, match=said) as caught:
        handover_reading.parse(written, "file.e2e.json")
    assert caught.value.do


def test_a_newer_file_says_what_to_do(example: Store) -> None:
    found = body(example) | {"version": 2}
    with pytest.raises(UserError) as caught:
        handover_reading.parse(json.dumps(found).encode(), "file")
    assert (caught.value.what, caught.value.do) == (
        "This handover is of a newer E2E Tracker.",
        "Install the newer program.",
    )


@pytest.mark.parametrize("place", ["time_entries", "messages"])
def test_no_secret_comes_in_by_any_text(example: Store, place: str) -> None:
    found = body(example)
    assert found[place]
    found[place][0]["note" if place == "time_entries" else "body"] = "password: Tr0ub4dor&3x"
    with pytest.raises(UserError, match="password"):
        handover_reading.parse(sealed(found), "file")


def test_facts_of_wrong_types_are_refused(example: Store) -> None:
    found = body(example)
    row = {"id": 0, "engagement": 0, "kind": "adjustment", "subject": "", "body": "", "created_utc": found["made_utc"]}
    found["messages"].append(row | {"facts": '{"zone": 5}', "sent_utc": "", "sent_how": ""})
    with pytest.raises(UserError, match="damaged"):
        handover_reading.parse(sealed(found), "file")


def test_too_large_and_too_deep_files_are_refused(tmp_path: Path) -> None:
    big = tmp_path / "big.e2e.json"
    with big.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(UserError, match="too large"):
        handover_reading.read(big)
    with pytest.raises(UserError):
        handover_reading.parse(b"[" * 200_000, "deep")
    assert not handover_reading.is_handover(b"[" * 200_000)
    with pytest.raises(UserError, match="can't be read"):
        handover_reading.read(tmp_path / "missing.e2e.json")


@hypothesis.settings(max_examples=40)
@given(st.data())
def test_no_cut_or_changed_byte_gets_through(pick: st.DataObject) -> None:
    whole = HANDOVER
    at = pick.draw(st.integers(0, len(whole) - 1))
    if pick.draw(st.booleans()):
        broken = whole[:at]
    else:
        broken = whole[:at] + bytes([whole[at] ^ pick.draw(st.integers(1, 127))]) + whole[at + 1 :]
    try:
        found = handover_reading.parse(broken, "file")
    except UserError:
        return
    assert found == handover_reading.parse(whole, "file")


HANDOVER = (Path(__file__).parents[1] / "data" / "handover.e2e.json").read_bytes()
"""Larkspur Bank's handover of the first version, read for ever."""


def test_the_saved_handover_of_the_first_version_is_read() -> None:
    found = handover_reading.parse(HANDOVER, "file")
    assert (found.version, found.engagement.client, found.sender.name) == (1, "Larkspur Bank", "Mara Kowalski")
    assert evidence.broken_in(found.evidence) is None


@pytest.mark.parametrize(("name", "kind"), [("handover", Handover), ("snapshot", snapshots.Snapshot)])
def test_the_schemas_are_those_of_the_code(name: str, kind: type[msgspec.Struct]) -> None:
    written = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    (reference,), made = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    assert written["$ref"] == reference["$ref"]
    assert written["$defs"] == json.loads(json.dumps(made))


def test_the_sheet_says_what_is_promised_next_and_dangerous(example: Store) -> None:
    dossier = dossiers.load(example, of(example))
    now = example.clock.now()
    found = handover_sheet.parts(dossier, now, Formats())
    text = handover_sheet.markdown(handover_sheet.title(dossier), found)
    assert text.startswith("# Handover of Northwind Health\n")
    assert "- Prod upgrade: Thu 3 Dec, 19:00 PST (Thu 3 Dec, 22:00 EST here)" in text
    assert "- Send the prod upgrade reminder" in text
    assert "Two prod upgrades in one night" in text
    assert "Elena Marsh" in text
    assert "@" not in text
    assert "elena.marsh@" in handover_sheet.markdown(
        "x", handover_sheet.parts(dossier, now, Formats(), private=frozenset({EMAILS}))
    )


def test_what_a_client_is_called_stays_text_in_the_sheet(example: Store) -> None:
    id_ = of(example)
    engagements.edit(example, id_, client="<b>Nord</b> [x](y) *z*")
    dossier = dossiers.load(example, id_)
    found = handover_sheet.parts(dossier, example.clock.now(), Formats())
    assert "<b>" not in handover_sheet.to_html(handover_sheet.title(dossier), found)
    first = handover_sheet.markdown(handover_sheet.title(dossier), found).splitlines()[0]
    assert first == r"# Handover of \<b\>Nord\</b\> \[x\](y) \*z\*"


def test_a_file_name_holds_no_path() -> None:
    assert handover.file_name("../../etc/x: y") == "etc-x-y.e2e.json"
    assert handover.file_name("///") == "engagement.e2e.json"


def test_dates_are_of_the_moment_it_was_made(example: Store) -> None:
    assert zones.parse_utc(handover.take(example, of(example)).made_utc) == example.clock.now()
