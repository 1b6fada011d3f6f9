"""Where the data lives: one folder, for its owner only."""

from __future__ import annotations

import stat
from pathlib import Path

import platformdirs
import pytest

from models import paths
from models.errors import UserError


def test_everything_is_in_the_one_folder(tmp_path: Path) -> None:
    found = paths.locate(tmp_path / "new" / "data")
    assert found.data == (tmp_path / "new" / "data").resolve()
    assert found.data.is_dir()
    assert {found.database.parent, found.backups.parent, found.playbooks.parent, found.logs.parent} == {found.data}


def test_the_folder_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    assert stat.S_IMODE(paths.locate(tmp_path / "data").data.stat().st_mode) == 0o700


def test_a_folder_that_is_there_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    paths.locate(str(tmp_path / "data"))
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o755


def test_without_an_option_it_is_the_systems_place_for_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda app, **_options: str(tmp_path / app))
    assert paths.locate().data == (tmp_path / "e2e-tracker").resolve()


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert paths.locate("~/data").data == (tmp_path / "data").resolve()


@pytest.mark.parametrize("name", ["letter", "letter/data"])
def test_a_file_in_the_way_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter").write_text("Hello")
    with pytest.raises(UserError, match="can't be used") as refused:
        paths.locate(tmp_path / name)
    assert refused.value.do == "Choose another folder."
