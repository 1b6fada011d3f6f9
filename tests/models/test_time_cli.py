"""`e2e-tracker time`: a week on the terminal, as JSON, and as a CSV that follows the language."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models import cli, engagements, settings, time_log, time_weeks, week_csv
from models.formats import Formats
from models.session import Session
from models.store import Store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], opened: Callable[..., Store], tmp_path: Path) -> Run:
    """Carry out a command line on a week of one engagement, Wednesday 25 November 2026."""
    store = opened()
    settings.put(store, "you.zone", "America/New_York")
    northwind = engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))
    engagements.edit(store, northwind, projector_project="P-1")
    time_log.log(store, northwind, 50, '=HYPERLINK("x")', day=date(2026, 11, 23))
    time_log.log(store, northwind, 25)
    store.close()

    def no_window(_session: Session) -> int:
        raise AssertionError("no window is opened")

    def carry_out(*arguments: str) -> tuple[int, str, str]:
        before = ["--data-dir", str(tmp_path), "--now", "2026-11-25T10:00-05:00", *arguments]
        code = cli.run(before, no_window)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return carry_out


def test_this_week_on_the_terminal(run: Run) -> None:
    code, out, _errors = run("time")
    lines = [line.split() for line in out.splitlines()]
    assert code == 0
    assert out.splitlines()[0] == "2026-W48, Mon 23 – Sun 29 Nov"
    assert lines[3] == ["Northwind", "Health", "0.83", "0.42", "–", "–", "–", "–", "–", "1.25"]
    assert lines[-1] == ["Total", "0.83", "0.42", "0.00", "0.00", "0.00", "0.00", "0.00", "1.25"]


def test_another_week_may_be_empty(run: Run) -> None:
    code, out, _errors = run("time", "--week", "2026-W01")
    assert code == 0
    assert out.splitlines() == ["2026-W01, Mon 29 Dec 2025 – Sun 4 Jan 2026", "No time is logged in this week."]


def test_the_same_as_json_and_as_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "week.csv"
    code, out, _errors = run("time", "--week", "2026-W48", "--csv", str(file), "--json")
    told = json.loads(out)
    assert code == 0
    assert told["rows"][0]["minutes"] == [50, 25, 0, 0, 0, 0, 0]
    assert (told["rows"][0]["hours"], told["billable_minutes"], told["csv"]) == ("1.25", 75, str(file))
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert rows[1] == ["2026-11-23", "Northwind Health", "P-1", "yes", "50", "0.83", '\'=HYPERLINK("x")', "no"]


@pytest.mark.parametrize(
    ("arguments", "words"), [(("--week", "2026-48"), "is no week"), (("--csv", "none/x.csv"), "can't be written")]
)
def test_wrong_use_is_told_in_a_line(run: Run, arguments: tuple[str, ...], words: str) -> None:
    code, _out, errors = run("time", *arguments)
    assert code == 2
    assert words in errors
    assert len(errors.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("language", "line"),
    [("de", "23.11.2026;Northwind Health;P-1;yes;50;0,83;"), ("en_US", "11/23/2026,Northwind Health,P-1,yes,50,0.83,")],
)
def test_amounts_and_dates_follow_the_language(store: Store, language: str, line: str) -> None:
    northwind = engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))
    engagements.edit(store, northwind, projector_project="P-1")
    time_log.log(store, northwind, 50, day=date(2026, 11, 23))
    week = time_weeks.Week.of(date(2026, 11, 23))
    assert week_csv.text(store, week, Formats(language)).splitlines()[1].startswith(line)
