"""What an installation is made of: icons of every size, desktop entry, file types, one version."""

from __future__ import annotations

import configparser
import importlib.util
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from models import about

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def desktop() -> configparser.SectionProxy:
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[method-assign, assignment]
    entry.read(PACKAGING / "linux" / "e2e-tracker.desktop", encoding="utf-8")
    return entry["Desktop Entry"]


def test_every_size_of_the_icon_is_drawn_sharp_and_whole(qtbot: QtBot, tmp_path: Path) -> None:
    icons = script("icons")
    made = icons.draw(tmp_path / "icons")
    assert len(made) == len(icons.SIZES) + 2
    for size in icons.SIZES:
        image = QImage(str(tmp_path / "icons" / f"e2e-tracker-{size}.png"))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(0, 0).alpha() < 128, "the corners are round"
        assert image.pixelColor(size // 2, size // 8).blue() > 150
    assert (tmp_path / "icons" / "e2e-tracker.ico").read_bytes()[:4] == b"\0\0\1\0"
    assert (tmp_path / "icons" / "e2e-tracker.icns").read_bytes()[:4] == b"icns"


def test_the_desktop_entry_opens_the_files_that_its_types_name(desktop: configparser.SectionProxy) -> None:
    kinds = desktop["MimeType"].strip(";").split(";")
    mime = ElementTree.parse(PACKAGING / "linux" / "e2e-tracker-mime.xml").getroot()
    names = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    own = [kind.get("type") for kind in mime.iter("mime-type")] + [
        kind.get("type") for kind in mime.findall("m:*", names)
    ]
    assert "text/calendar" in kinds
    assert set(kinds) - {"text/calendar"} <= set(own)
    assert [glob.get("pattern") for glob in mime.iter() if glob.tag.endswith("glob")] == ["*.e2e.json"]
    assert desktop["Exec"].split() == ["e2e-tracker", "%F"]
    assert desktop["Icon"] == desktop["StartupWMClass"] == "e2e-tracker"


def test_the_version_comes_from_one_place(qtbot: QtBot) -> None:
    build = script("build")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert build.version() == about.version() == declared
    release = ElementTree.fromstring(build.metainfo(date(2026, 12, 1))).find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == (declared, "2026-12-01")


def test_every_text_of_the_desktop_is_there_in_every_language(desktop: configparser.SectionProxy) -> None:
    for code in ("de", "es", "fr"):
        assert desktop[f"Comment[{code}]"] != desktop["Comment"]
    summaries = ElementTree.fromstring(script("build").metainfo(date(2026, 12, 1))).findall("summary")
    assert len({summary.text for summary in summaries}) == len(summaries) == 4
