"""Licences of all that ships, as installed, lie in packaging/licenses; dependencies are declared, pinned and used."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QLibraryInfo

from models import licences

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def collecting(packaging_script: Callable[[str], ModuleType]) -> ModuleType:
    return packaging_script("licences")


def test_the_index_is_that_of_what_is_installed(collecting: ModuleType) -> None:
    written = json.loads(collecting.INDEX.read_text(encoding="utf-8"))
    assert written == collecting.index(), "run python packaging/licences.py"


def test_every_text_is_that_of_what_is_installed(collecting: ModuleType) -> None:
    for name, found in collecting.shipped().items():
        text = collecting.text_of(found)
        if name in collecting.FAMILY:
            assert not text, f"{name} has a text of its own now"
        else:
            assert (collecting.FOLDER / f"{name}.txt").read_text(encoding="utf-8") == text + "\n"
            assert len(text) > 500


def test_every_file_is_named_and_every_name_is_a_file(collecting: ModuleType) -> None:
    named = {file for part in licences.parts() for file in part.files}
    assert named == {file.name for file in collecting.FOLDER.glob("*.txt")}
    assert all(licences.text(part) for part in licences.parts())


def test_qt_and_ffmpeg_are_there_and_named() -> None:
    names = {part.name for part in licences.parts()}
    assert {"Qt", "PySide6", "FFmpeg", "Inter", "Python", "SQLite"} <= names
    bundled = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath))
    if any(bundled.glob("libavcodec*")):
        assert "FFmpeg" in names


def test_without_the_texts_there_are_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(licences, "folder", lambda: tmp_path)
    assert licences.parts() == ()


def test_everything_that_is_needed_is_pinned(collecting: ModuleType) -> None:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.!+]+", line) for line in lines)
    pinned = {collecting.plain(line.split("==")[0]) for line in lines}
    extras = [item for group in PROJECT["optional-dependencies"].values() for item in group]
    assert pinned >= {*collecting.shipped(), *(collecting.plain(Requirement(item).name) for item in extras)}


def test_every_import_is_declared_and_every_dependency_is_used() -> None:
    command = [sys.executable, "-m", "deptry", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
