"""Scores come in from CSV by the names of the columns, whole or not at all, and never twice; they go out safely."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import settings, survey_files, surveys
from models.errors import UserError
from models.formats import Formats
from models.store import Store
from models.survey_files import Imported
from models.surveys import Scale

FIVE = Scale(1, 5)
PLAIN = (
    "Date,Client,Score,Comment,After,Type\n2026-11-18,Juniper Schools,5.0,Clear about the time zones,Kickoff,Survey\n"
)


def import_file(store: Store, path: Path) -> Imported:
    """Read a file and keep what is new, as the page does."""
    return survey_files.keep(store, survey_files.read_file(path, surveys.marks(store).scale))


def write(folder: Path, text: str, name: str = "scores.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_columns_are_found_by_their_names_in_any_order(store: Store, tmp_path: Path) -> None:
    head = 'Number;"Taken on";Company;Rating;Out of;Survey;Remarks;Assigned to'
    text = f'{head}\nAI1;18.11.2026;Juniper;"4,5";5;CSAT relationship;Fine;Mara\n'
    assert import_file(store, write(tmp_path, text)).new == 1
    (score,) = surveys.scores(store)
    assert (score.day, score.client, score.hundredths, score.scale) == (date(2026, 11, 18), "Juniper", 450, FIVE)
    assert (score.kind, score.comment, score.import_key) == ("csat", "Fine", "number|ai1")


def test_an_import_is_one_step_and_a_second_one_adds_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, PLAIN + "2026-11-11,Larkspur Bank,4.6,,,\n")
    assert import_file(store, path).words() == "Imported 2 scores."
    again = import_file(store, path)
    assert (again.new, again.known) == (0, 2)
    assert again.words() == "Nothing is new. 2 were there already."
    score = surveys.scores(store)[1]
    surveys.edit(store, score, surveys.Entry(score.day, score.client, 490, FIVE, comment="Changed here"))
    assert import_file(store, path).new == 0, "what was changed here is not brought in again"
    store.undo()
    store.undo()
    assert surveys.scores(store) == []


def test_a_typed_score_is_known_in_a_file(store: Store, tmp_path: Path) -> None:
    typed = surveys.Entry(date(2026, 11, 18), "JUNIPER Schools", 500, FIVE, comment="Clear about the  time zones")
    surveys.add(store, typed)
    assert import_file(store, write(tmp_path, PLAIN)).new == 0


def test_equal_rows_are_as_many_as_one_file_has(store: Store, tmp_path: Path) -> None:
    twice = PLAIN + PLAIN.splitlines()[1] + "\n"
    assert import_file(store, write(tmp_path, PLAIN)).new == 1
    assert import_file(store, write(tmp_path, twice)).new == 1
    assert import_file(store, write(tmp_path, twice)).new == 0


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("", "empty", "scores.csv"),
        ("Date,Score\n2026-11-18,5\n", "no column Client", "scores.csv"),
        ("Date,Client,Score\n2026-11-18,A,5\n2026-11-18,B,six\n", "“six” is no score", "scores.csv, row 3"),
        ("Date,Client,Score\n2026-11-18,A,5.5\n", "not on the scale 1–5", "scores.csv, row 2"),
        ("Date,Client,Score\n2026-11-18,A,5\n,B,5\n", "date is missing", "scores.csv, row 3"),
        ("Date,Client,Score\n2026-11-18,,5\n", "client is missing", "scores.csv, row 2"),
        ("Date,Client,Score\n03/04/2026,A,5\n", "read both ways", "scores.csv"),
        ("Date,Client,Score\n13/04/2026,A,5\n04/13/2026,A,5\n", "some the month", "scores.csv"),
        ("Date,Client,Score\n18.11.26,A,5\n", "two digits", "scores.csv, row 2"),
        ("Date,Client,Score,Scale\n2026-11-18,A,5,big\n", "no scale", "scores.csv, row 2"),
        ("Date,Client,Score,Scale\n2026-11-18,A,5,1\n", "no scale", "scores.csv, row 2"),
        ('Date,Client,Score\n2026-11-18,"A,5\n', "ends in the middle", "scores.csv"),
        ("Date,Client,Score\n2030-11-18,A,5\n", "day to come", ""),
        ("Date,Client,Score,Comment\n2026-11-18,A,5,password: Winter2026!\n", "password", "Comment"),
    ],
)
def test_a_broken_file_is_refused_and_nothing_is_written(
    store: Store, tmp_path: Path, text: str, what: str, where: str
) -> None:
    with pytest.raises(UserError, match=what) as refused:
        import_file(store, write(tmp_path, text))
    assert refused.value.where == where
    assert surveys.scores(store) == []
    assert store.next_undo() is None


def test_a_missing_file_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be"):
        import_file(store, tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("score", "scale", "hundredths", "found"),
    [
        ("9/10", "", 900, Scale(0, 10)),
        ("4 out of 5", "", 400, FIVE),
        ("92 %", "", 9200, Scale(0, 100)),
        ("6", "1-7", 600, Scale(1, 7)),
        ("6", "7", 600, Scale(1, 7)),
        ("4,25", "", 425, FIVE),
    ],
)
def test_scales_are_read(score: str, scale: str, hundredths: int, found: Scale) -> None:
    text = f'Date,Client,Score,Scale\n2026-11-18,A,"{score}",{scale}\n'
    (item,) = survey_files.read(text.encode(), "x.csv", FIVE)
    assert (item.entry.hundredths, item.entry.scale) == (hundredths, found)


@given(st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "＝1", "plain", "a,b", 'say "yes"', "two\nlines"]))
def test_what_goes_out_carries_no_formula_and_comes_back_the_same(comment: str) -> None:
    entry = surveys.Entry(date(2026, 11, 18), "Juniper", 475, FIVE, "csat", "kickoff", comment)
    kept = surveys.Score(
        1, "u", 0, entry.client, entry.day, 475, FIVE, "csat", "kickoff", comment, told="", told_utc="", import_key=""
    )
    text = survey_files.text([kept], Formats())
    assert f",{comment}" not in text or comment[0] not in "=+-@|%＝"
    assert survey_files.read(text.encode("utf-8-sig"), "x.csv", FIVE)[0].entry == entry


def test_german_files_have_semicolons_and_commas(store: Store, tmp_path: Path) -> None:
    import_file(store, write(tmp_path, PLAIN))
    text = survey_files.text(surveys.scores(store), Formats("de"))
    assert "18.11.2026;Juniper Schools;5,0;1-5;" in text
    assert survey_files.read(text.encode(), "x.csv", FIVE)[0].entry.hundredths == 500


def test_the_summary_has_tiles_and_quarters(store: Store, tmp_path: Path) -> None:
    import_file(store, write(tmp_path, PLAIN + "2026-08-18,Kestrel,4.0,,,CSAT\n"))
    text = survey_files.summary(surveys.scores(store), surveys.marks(store), date(2026, 11, 24), Formats())
    assert "5.0 the newest score" in text
    assert "Q4 2026: Survey 5.0 of 1, CSAT – of 0" in text
    path = tmp_path / "out.csv"
    survey_files.export(surveys.scores(store), path, Formats())
    assert path.read_bytes().startswith(b"\xef\xbb\xbfSeen in HI,Client")
    settings.put(store, "surveys.scale", "0-10")
