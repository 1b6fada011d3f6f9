from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from models import cli
from models.session import Session

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parents[1] / "data" / "etiu_list_fieldnames_cp1252.csv"
NOW = "2026-11-24T10:42-05:00"

Run = Callable[..., tuple[int, str, str]]


def no_window(_session: Session) -> int:
    raise AssertionError("no window is opened")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Carry out a command line on a data folder of its own; answers exit code, output and errors."""

    def carry_out(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(["--data-dir", str(tmp_path / "data"), "--now", NOW, *arguments], no_window)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return carry_out


@pytest.fixture
def imported(run: Run) -> Run:
    assert run("import", str(SAMPLE))[0] == 0
    return run


def answer(result: tuple[int, str, str]) -> Any:
    assert result[2] == ""
    return json.loads(result[1])


def test_import_tells_what_it_did(run: Run) -> None:
    told = answer(run("import", str(SAMPLE), "--json"))
    assert sorted(told)[:2] == ["created", "dry_run"]
    assert len(told["created"]) == 6
    assert told["updated"] == []
    assert told["unread"][0] | {"why": ""} == {
        "row": 15,
        "field": "short_description",
        "text": "TBD",
        "why": "",
        "file": SAMPLE.name,
    }
    keys = {"engagement", "client", "rule", "severity", "message", "requirement", "action"}
    assert told["findings"]
    assert all(set(item) == keys for item in told["findings"])


def test_a_dry_run_shows_what_would_happen_and_leaves_nothing(run: Run) -> None:
    assert "Would create: Northwind Health" in run("import", str(SAMPLE), "--dry-run")[1]
    assert answer(run("list", "--json")) == {"engagements": []}


def test_list_has_the_stable_keys(imported: Run) -> None:
    found = answer(imported("list", "--json"))["engagements"]
    northwind = next(item for item in found if item["client"] == "Northwind Health")
    assert {"id", "uid", "client", "zone", "zone_confirmed", "stage", "phases", "tickets", "steps"} <= set(northwind)
    assert northwind["zone_confirmed"] is False
    phases = {item.pop("kind"): item for item in northwind["phases"]}
    assert phases["prod_upgrade"] == {
        "start": "2026-12-03T19:00",
        "end": "2026-12-03T22:00",
        "zone": "America/Los_Angeles",
        "start_utc": "2026-12-04T03:00:00Z",
        "end_utc": "2026-12-04T06:00:00Z",
        "status": "planned",
    }
    assert (phases["best_practices"]["start"], phases["best_practices"]["start_utc"]) == ("2026-12-07", None)
    assert (phases["client_validation"]["start"], phases["client_validation"]["status"]) == (None, "undated")
    ticket = next(item for item in northwind["tickets"] if item["kind"] == "ETIU03")
    text = "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"
    assert ticket == {
        "kind": "ETIU03",
        "number": "ETIU03",
        "state": "Work in Progress",
        "short_description": text,
        "expected": text,
    }
    assert northwind["steps"]["total"] == 44


def test_status_counts_and_names_what_needs_attention(imported: Run) -> None:
    code, out, _err = imported("status", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["now"] == "2026-11-24T15:42:00Z"
    assert told["counts"] == {"open": 6, "no_prod_date": 3}
    assert {"client", "rule", "severity", "message"} == set(told["attention"][0])
    ranks = [("error", "warning").index(item["severity"]) for item in told["attention"]]
    assert ranks == sorted(ranks)


def test_check_takes_an_id_a_uid_or_the_beginning_of_a_client(imported: Run) -> None:
    found = answer(imported("list", "--json"))["engagements"]
    kestrel = next(item for item in found if item["client"] == "Kestrel Energy")
    for name in (str(kestrel["id"]), kestrel["uid"], "KESTREL", "kestrel energy"):
        findings = json.loads(imported("check", name, "--json")[1])["findings"]
        assert {item["client"] for item in findings} == {"Kestrel Energy"}


def test_check_ends_with_1_where_a_finding_is_an_error(run: Run, tmp_path: Path) -> None:
    assert run("check")[0] == 0
    early = tmp_path / "early.csv"
    early.write_text(
        "number,parent,company,short_description,state\n"
        "ETIU03,P1,Acme,Prod Upgrade 2026-12-03 19:00 PST,1\n"
        "ETIU04,P1,Acme,BP 2026-12-01,1\n"
    )
    assert run("import", str(early))[0] == 0
    code, out, _err = run("check", "acme", "--json")
    assert code == 1
    assert "best-practices-early" in {item["rule"] for item in json.loads(out)["findings"]}


@pytest.mark.parametrize("command", ["list", "status", "check", "doctor"])
def test_every_command_is_readable_without_json(imported: Run, command: str) -> None:
    code, out, err = imported(command)
    assert code in {0, 1}
    assert out.strip()
    assert err == ""
    assert not out.lstrip().startswith("{")


def test_doctor_finds_a_healthy_file(imported: Run) -> None:
    told = answer(imported("doctor", "--json"))
    assert told["ok"] is True
    names = [item["name"] for item in told["checks"]]
    assert {"file", "schema_version", "integrity", "foreign_keys", "evidence", "data_folder", "zone_rules"} <= set(
        names
    )


def test_doctor_names_a_damaged_file(imported: Run, tmp_path: Path) -> None:
    database = tmp_path / "data" / "e2e-tracker.db"
    for file in database.parent.glob("e2e-tracker.db-*"):
        file.unlink()
    database.write_bytes(b"no database at all" * 1000)
    code, out, _err = imported("doctor", "--json")
    assert code == 1
    assert json.loads(out)["ok"] is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "Nobody"], "no engagement “Nobody”"),
        (["list", "--nonsense"], "No such option"),
        (["nonsense"], "No such command"),
        (["import"], "Missing argument"),
        (["import", "no-such-file.csv"], "can't be read"),
        (["import", str(SAMPLE), "--zone", "Europe/Foo"], "Europe/Foo"),
    ],
)
def test_wrong_use_is_one_line_on_standard_error(imported: Run, arguments: list[str], words: str) -> None:
    code, out, err = imported(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_wrong_use_with_json_is_an_error_object(imported: Run) -> None:
    code, out, err = imported("check", "Nobody", "--json")
    assert (code, out) == (2, "")
    told = json.loads(err)["error"]
    assert set(told) == {"what", "where", "do"}
    assert "Nobody" in told["what"]


def test_a_name_that_fits_two_is_asked(run: Run, tmp_path: Path) -> None:
    both = tmp_path / "both.csv"
    rows = "".join(f"ETIU01,P{n},{name},Kickoff 2026-11-30,1\n" for n, name in enumerate(("Acme North", "Acme South")))
    both.write_text(f"number,parent,company,short_description,state\n{rows}")
    assert run("import", str(both))[0] == 0
    code, _out, err = run("check", "acme")
    assert code == 2
    assert "Acme North (1), Acme South (2)" in err


@pytest.mark.parametrize("now", ["2026-11-24T10:42", "yesterday", "24.11.2026", "9999-12-31T23:59+00:00"])
def test_a_moment_without_an_offset_is_refused(capsys: pytest.CaptureFixture[str], now: str) -> None:
    assert cli.run(["--now", now, "list"], no_window) == 2
    assert "--now" in capsys.readouterr().err


def test_a_bad_file_leaves_the_folder_as_it_was(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(SAMPLE.read_bytes()[:1000])
    code, out, err = run("import", str(bad), "--json")
    assert (code, out) == (2, "")
    assert json.loads(err)["error"]["where"] == "bad.csv"
    assert not (tmp_path / "data").exists()


def test_a_demo_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    folders: list[Path] = []

    def remember(session: Session) -> int:
        session.open_store()
        folders.append(session.paths.data)
        assert folders[0].is_dir()
        return 0

    assert cli.run(["--demo", "--now", NOW, "list", "--json"], no_window) == 0
    assert len(json.loads(capsys.readouterr().out)["engagements"]) == 14
    assert cli.run(["--demo", "--theme", "dark"], remember) == 0
    assert not folders[0].exists()


def test_without_a_command_the_window_opens(tmp_path: Path) -> None:
    opened: list[Session] = []

    def remember(session: Session) -> int:
        opened.append(session)
        return 7

    assert cli.run(["--data-dir", str(tmp_path), "--theme", "dark", "--lang", "de"], remember) == 7
    assert (opened[0].data_dir, opened[0].theme, opened[0].language) == (tmp_path, "dark", "de")
    assert not opened[0].clock.rehearsal


def test_commands_of_the_interface_join_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command("shot")
    @click.pass_obj
    def shot(session: Session) -> None:
        click.echo(f"demo {session.demo}")

    assert cli.run(["--demo", "shot"], no_window, [shot]) == 0
    assert capsys.readouterr().out == "demo True\n"
    assert cli.run(["--help"], no_window, [shot]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in ("check", "doctor", "import", "list", "shot", "status", "triple-check"))


def test_the_program_itself_needs_no_display(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    code = "import sys, main\ntry:\n    main.main()\nfinally:\n    assert 'PySide6' not in sys.modules"
    command = [sys.executable, "-c", code, "--data-dir", str(tmp_path), "list", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"engagements": []}
