"""`e2e-tracker zones`: every clock and every text, on the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import cli, zones
from models.session import Session

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Carry out a command line on the example; this computer stands in New York."""
    monkeypatch.setattr(zones, "local_zone", lambda: "America/New_York")

    def no_window(_session: Session) -> int:
        raise AssertionError("no window is opened")

    def carry_out(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["--demo", "--now", "2026-11-24T10:42-05:00", *arguments], no_window)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return carry_out


def told(run: Run, *arguments: str) -> dict[str, Any]:
    code, out, _errors = run("zones", *arguments, "--json")
    assert code == 0
    answer: dict[str, Any] = json.loads(out)
    return answer


def test_the_upgrade_on_every_clock(run: Run) -> None:
    code, out, _errors = run("zones", "north")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "Northwind Health"
    assert " ".join(lines[1].split()) == "You New York Thu 3 Dec 2026, 22:00 – Fri 01:00 EST (UTC−5)"
    assert "ServiceNow form    2026-12-03 19:00:00 – 2026-12-03 22:00:00          Los Angeles" in lines
    assert "Business impact is over by Fri 4 Dec, 02:00 (you) at the latest" in lines
    assert any(line.startswith("Crosses midnight for you") for line in lines)
    assert lines[-1] == "Next common working hours: Tue 24 Nov, 11:00 – 18:00 (you)"


def test_the_same_as_json(run: Run) -> None:
    answer = told(run, "north")
    assert (answer["client"], answer["start_utc"], answer["tzdata"]) == (
        "Northwind Health",
        "2026-12-04T03:00:00Z",
        zones.tzdata_version(),
    )
    rows = {row["role"]: row for row in answer["rows"]}
    assert (rows["you"]["start"], rows["you"]["end"]) == ("2026-12-03T22:00", "2026-12-04T01:00")
    assert (rows["client"]["start"], rows["client"]["offset_minutes"]) == ("2026-12-03T19:00", -480)
    assert rows["utc"]["days_from_you"] == 1
    assert [item["place"] for item in answer["readings"]] == [
        "ServiceNow form",
        "ServiceNow e-mail",
        "Client's mail",
        "Your calendar",
    ]
    assert answer["timezone_check"] == {"state": "none", "session_zone": None, "at_utc": None}
    assert answer["common_working_hours"] == ["2026-11-24T16:00:00Z", "2026-11-24T23:00:00Z"]
    assert [notice["tone"] for notice in answer["watch"]] == ["warn", "ok", "text2"]


def test_another_start_over_a_clock_change(run: Run) -> None:
    answer = told(run, "north", "--at", "2027-03-14T01:00-05:00")
    rows = {row["role"]: row for row in answer["rows"]}
    assert rows["you"]["end"] == "2027-03-14T05:00"
    assert rows["you"]["clock_changes_utc"] == ["2027-03-14T07:00:00Z"]
    assert rows["client"]["days_from_you"] == -1
    assert "Your clock changes during the upgrade" in [notice["title"] for notice in answer["watch"]]


def test_without_a_prod_date_it_is_now(run: Run) -> None:
    answer = told(run, "Alder")
    assert answer["start_utc"] == answer["end_utc"] == "2026-11-24T15:42:00Z"
    assert answer["readings"][0]["text"].count("2026-11-24") == 1


@pytest.mark.parametrize("at", ["tomorrow", "2026-12-03T19:00", "0001-01-01T00:00+00:00"])
def test_a_start_that_is_no_instant_is_refused(run: Run, at: str) -> None:
    code, out, errors = run("zones", "north", "--at", at, "--json")
    assert (code, out) == (2, "")
    assert json.loads(errors)["error"]["where"] == "--at"


def test_an_engagement_that_is_not_there_is_refused(run: Run) -> None:
    code, _out, errors = run("zones", "Nobody")
    assert code == 2
    assert "Nobody" in errors
