"""`e2e-tracker calendar`, from the outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import vobject

from models import cli
from models.session import Session

NOW = "2026-11-24T10:42-05:00"
SAMPLE = Path(__file__).parents[1] / "data" / "etiu_list_fieldnames_cp1252.csv"
Run = Callable[..., tuple[int, str, str]]


def no_window(_session: Session) -> int:
    raise AssertionError("no window is opened")


@pytest.fixture
def run(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Carry out a command line on a data folder of its own, with the sample list imported."""

    def carry_out(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["--data-dir", str(tmp_path / "data"), "--now", NOW, *arguments], no_window)
        shown = capsysbinary.readouterr()
        return code, shown.out.decode(), shown.err.decode()

    assert carry_out("import", str(SAMPLE))[0] == 0
    return carry_out


def test_it_prints_a_calendar_or_writes_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "one.ics"
    code, shown, _error = run("calendar", "1")
    assert code == 0
    assert vobject.readOne(shown).vevent_list
    code, shown, _error = run("calendar", "1", "--out", str(out))
    assert (code, out.exists()) == (0, True)
    assert str(out) in shown
    assert run("calendar", "1", "--out", str(out))[0] == 0, "its own file is replaced"


def test_it_replaces_no_file_of_somebody_else(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine.ics"
    out.write_text("mine", encoding="utf-8")
    code, _shown, error = run("calendar", "1", "--out", str(out))
    assert code == 2
    assert "not written by E2E Tracker" in error
    assert out.read_text(encoding="utf-8") == "mine"
