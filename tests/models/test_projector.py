"""Cards are rounded once, exported once, and corrected by their difference."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import engagements, internal_work, projector, settings, time_log, time_pieces
from models.errors import UserError
from models.projector import Rounding
from models.store import Store
from models.time_pieces import Piece, Place

TODAY = date(2026, 11, 24)
RULES = st.builds(Rounding, st.sampled_from([3, 6, 12, 15, 30, 60]), st.sampled_from(["up", "nearest", "down"]))
MINUTES = st.integers(0, 1440)


@pytest.fixture
def northwind(store: Store) -> int:
    made = engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))
    engagements.edit(store, made, projector_project="P-1")
    return made


def pieces(store: Store) -> list[Piece]:
    """Return today's pieces, oldest first."""
    return sorted(time_pieces.between(store, TODAY, TODAY), key=lambda piece: piece.id)


def written(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


@given(RULES, MINUTES)
def test_rounding_lands_on_an_increment_and_goes_its_way(rule: Rounding, minutes: int) -> None:
    rounded = rule.rounded(minutes)
    assert rounded % rule.increment == 0
    assert rule.rounded(rounded) == rounded, "rounding twice is rounding once"
    assert abs(rounded - minutes) <= (rule.increment / 2 if rule.mode == "nearest" else rule.increment - 1)
    assert rule.mode != "up" or rounded >= minutes
    assert rule.mode != "down" or rounded <= minutes
    assert projector.hours(rounded) * 60 == rounded, "two decimals hold every increment exactly"


@given(RULES, MINUTES, MINUTES)
def test_more_time_never_rounds_to_less(rule: Rounding, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert rule.rounded(low) <= rule.rounded(high)


def test_half_an_increment_goes_up() -> None:
    assert [Rounding(15, "nearest").rounded(minutes) for minutes in (7, 8, 22, 23)] == [0, 15, 15, 30]
    assert Rounding(6, "nearest").rounded(3) == 6


def test_a_sum_is_one_of_rounded_cards(store: Store, northwind: int) -> None:
    for _turn in range(3):
        time_log.log(store, northwind, 10)
    found = projector.preview(store)
    assert [card.minutes for card in found.cards] == [15, 15, 15]
    assert found.minutes == 45, "30 minutes in three pieces are three cards of a quarter of an hour"
    settings.put(store, "projector.increment", "30")
    settings.put(store, "projector.rounding", "nearest")
    found = projector.preview(store)
    assert (found.cards, len(found.too_small)) == ((), 3)


def test_a_card_says_what_projector_reads(store: Store, northwind: int, tmp_path: Path) -> None:
    time_log.log(store, northwind, 65, "=cmd|' /C calc'!A0\nsecond line")
    settings.put(store, "projector.column_project", "Project")
    settings.put(store, "projector.date_format", "MM/DD/YYYY")
    (file,) = projector.export(store, tmp_path / "cards.csv")
    head, line = written(file)
    assert head == ["Project", "Date", "Hours", "Description", "Reference"]
    assert line == ["P-1", "11/24/2026", "1.25", "'=cmd|' /C calc'!A0 second line", "E2E-T1"]


def test_a_second_export_holds_only_the_new(store: Store, northwind: int, tmp_path: Path) -> None:
    time_log.log(store, northwind, 30, "First")
    projector.export(store, tmp_path / "one.csv")
    with pytest.raises(UserError, match="nothing new"):
        projector.export(store, tmp_path / "two.csv")
    assert not (tmp_path / "two.csv").exists()
    time_log.log(store, northwind, 60, "Second")
    (file,) = projector.export(store, tmp_path / "two.csv")
    assert [line[3] for line in written(file)[1:]] == ["Second"]
    at, count = projector.last_export(store)
    assert (at, count) == ("2026-11-24T15:42:00Z", 2), "both were exported in the same second"


def test_undo_makes_the_cards_new_again(store: Store, northwind: int, tmp_path: Path) -> None:
    time_log.log(store, northwind, 30)
    projector.export(store, tmp_path / "one.csv")
    assert store.history()[0].label == "Export 1 card"
    assert pieces(store)[0].locked
    store.undo()
    assert not pieces(store)[0].locked
    assert len(projector.preview(store).cards) == 1


def test_a_correction_is_a_card_of_the_difference(store: Store, northwind: int, tmp_path: Path) -> None:
    time_log.log(store, northwind, 50, "Kickoff")
    projector.export(store, tmp_path / "one.csv")
    time_log.edit(store, pieces(store)[0], minutes=20)
    first, correction = pieces(store)
    assert (first.minutes, correction.minutes, correction.corrects) == (50, -30, first.id)
    (file,) = projector.export(store, tmp_path / "two.csv")
    assert written(file)[1][2:] == ["-0.50", "Correction of E2E-T1: Kickoff", "E2E-T2"]
    time_log.edit(store, pieces(store)[0], minutes=20)
    assert len(pieces(store)) == 2, "nothing is different, nothing is made"


def test_a_correction_that_rounds_to_nothing_needs_no_card(store: Store, northwind: int, tmp_path: Path) -> None:
    time_log.log(store, northwind, 50)
    projector.export(store, tmp_path / "one.csv")
    time_log.edit(store, pieces(store)[0], minutes=55)
    assert len(projector.preview(store).settled) == 1
    time_log.log(store, northwind, 15)
    projector.export(store, tmp_path / "two.csv")
    assert projector.preview(store).settled == ()


@pytest.mark.parametrize("lengths", [(50, 20, 95, 1), (7, 8, 0, 22), (10, 1440, 14, 16)])
def test_corrections_of_corrections_add_up(
    store: Store, northwind: int, tmp_path: Path, lengths: tuple[int, ...]
) -> None:
    time_log.log(store, northwind, 30)
    for number, minutes in enumerate(lengths):
        time_log.log(store, northwind, 15, "so that there is a card")
        projector.export(store, tmp_path / f"{number}.csv")
        time_log.edit(store, next(piece for piece in pieces(store) if piece.id == 1), minutes=minutes)
    time_log.log(store, northwind, 15)
    projector.export(store, tmp_path / "last.csv")
    chain = [piece for piece in pieces(store) if piece.root == 1]
    assert sum(piece.minutes for piece in chain) == lengths[-1]
    assert sum(piece.exported_minutes for piece in chain) == projector.rounding(store).rounded(lengths[-1])


def test_a_waiting_correction_is_changed_not_added_to(store: Store, northwind: int, tmp_path: Path) -> None:
    time_log.log(store, northwind, 60)
    projector.export(store, tmp_path / "one.csv")
    time_log.edit(store, pieces(store)[0], minutes=30)
    time_log.edit(store, pieces(store)[1], minutes=45)
    assert [piece.minutes for piece in pieces(store)] == [60, -15]
    time_log.edit(store, pieces(store)[0], minutes=60)
    assert [piece.minutes for piece in pieces(store)] == [60]


def test_500_cards_are_a_batch(store: Store, northwind: int, tmp_path: Path) -> None:
    with store.step("Log much") as db:
        row = {"engagement": northwind, "day": TODAY.isoformat(), "minutes": 15, "made_utc": "2026-11-24T15:00:00Z"}
        for number in range(501):
            db.table("time_entry").insert(row | {"note": str(number)})
    assert projector.preview(store).batches == 2
    first, second = projector.export(store, tmp_path / "cards.csv")
    assert (first.name, second.name) == ("cards.csv", "cards-2.csv")
    assert [len(written(file)) for file in (first, second)] == [501, 2]


def test_what_waits_is_said(store: Store, northwind: int) -> None:
    kestrel = engagements.create(store, engagements.Draft("Kestrel", "America/New_York"))
    meeting = internal_work.add(store, "Team meeting")
    time_log.log(store, kestrel, 30)
    time_log.add(store, Place("internal", meeting), 30)
    time_log.log(store, northwind, 30, "word " * 300)
    found = projector.preview(store)
    assert [piece.name for piece in found.without_code] == ["Kestrel"]
    assert [piece.name for piece in found.internal] == ["Team meeting"]
    assert len(found.too_long) == 1
    assert len(found.cards[0].description) <= projector.LONGEST
    projector.shorten(store, found.too_long[0])
    internal_work.set_code(store, meeting, "INT-7")
    engagements.edit(store, kestrel, projector_project="P-2")
    found = projector.preview(store)
    assert {card.piece.code for card in found.cards} == {"P-1", "P-2", "INT-7"}
    assert (found.without_code, found.internal, found.too_long) == ((), (), ())


def test_nothing_is_marked_where_nothing_can_be_written(store: Store, northwind: int, tmp_path: Path) -> None:
    time_log.log(store, northwind, 30)
    with pytest.raises(UserError, match="can't be written"):
        projector.export(store, tmp_path / "no such folder" / "cards.csv")
    assert not pieces(store)[0].locked
    assert store.history()[0].label == "Log 0.5 h"


def test_what_lies_ahead_waits(store: Store, northwind: int) -> None:
    time_log.log(store, northwind, 30, day=date(2026, 11, 25))
    assert projector.preview(store).cards == ()


def test_hours_have_two_decimals() -> None:
    assert [projector.hours(minutes) for minutes in (30, 3, 60, -15)] == [
        *(Decimal("0.50"), Decimal("0.05"), Decimal("1.00"), Decimal("-0.25")),
    ]
