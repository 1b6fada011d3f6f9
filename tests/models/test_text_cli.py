"""`text` on the command line: the text on standard output, what is missing on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import cli


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> object:
    def carry_out(*arguments: str) -> tuple[int, str, str]:
        begin = ["--demo", "--now", "2026-11-24T10:42-05:00", "--lang", "en"]
        code = cli.run([*begin, "text", *arguments], lambda session: 0)
        out, err = capsys.readouterr()
        return code, out, err

    return carry_out


def test_a_reminder_is_written(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("validation_reminder", "Northwind")
    assert (code, err) == (0, "")
    assert out.startswith("Subject: Production upgrade on Thu 3 Dec, 7:00 PM PST\n\nHi Elena,\n")


def test_what_is_missing_is_named(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("planned_dates_read_back", "Northwind")
    assert code == 1
    assert "‹planned start as read back›" in out
    assert err == "Still missing: planned end as read back, planned start as read back.\n"


def test_a_short_description_belongs_to_a_ticket(run) -> None:  # type: ignore[no-untyped-def]
    said = "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST\n"
    assert run("short_description", "Northwind", "--ticket", "etiu03") == (0, said, "")
    code, _out, err = run("short_description", "Northwind")
    assert code == 2
    assert "ETIU03" in err


def test_an_unknown_kind_lists_the_known_ones(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("letter", "Northwind")
    assert (code, out) == (2, "")
    assert "validation_reminder" in err
    assert "short_description" in err


def test_the_results_wait_for_kickoff(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("results_told", "Vela")
    assert (code, out) == (2, "")
    assert "Kickoff has not begun" in err
