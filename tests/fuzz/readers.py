"""Every reader of what comes from outside, as a function of bytes: it answers or refuses in words, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from models import (
    composing,
    handover_reading,
    passwords,
    pasted,
    playbook_file,
    settings_exchange,
    short_descriptions,
    snapshots,
    subtitles,
    survey_files,
    time_stamp,
    time_typing,
    typed_times,
    video_files,
    zone_search,
    zones,
)
from models.abbreviations import read_abbreviation
from models.errors import UserError
from models.readings import decode
from models.servicenow import csv_file, exports, json_file, xlsx_file, xml_file
from models.store import Store, open_store
from models.surveys import Scale
from models.triple_check import check
from models.triple_check_cli import split_readings

Reader = Callable[[bytes], object]
NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
ZONES = ("America/New_York", "America/Los_Angeles")


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="e2e-tracker-fuzz-")


@cache
def _store() -> Store:
    return open_store(Path(_folder().name) / "e2e-tracker.db")


def _file(name: str, data: bytes) -> Path:
    path = Path(_folder().name) / name
    path.write_bytes(data)
    return path


def _zone(data: bytes) -> object:
    text = as_text(data)
    zone_search.search(text, at=NOW)
    read_abbreviation(text, date(2026, 11, 24))
    return zones.zone(text)


def _template(data: bytes) -> object:
    return composing.compose("", as_text(data), {})


def _pasted(data: bytes) -> object:
    passwords.refuse(as_text(data))
    return pasted.read_pasted(as_text(data))


def _triple_check(data: bytes) -> object:
    return [check(decode(reading)) for reading in split_readings(data)]


READERS: dict[str, Reader] = {
    "csv": lambda data: csv_file.parse(data, "file"),
    "xlsx": lambda data: xlsx_file.parse(data, "file"),
    "json": lambda data: json_file.parse(data, "file"),
    "xml": lambda data: xml_file.parse(data, "file"),
    "export": lambda data: exports.parse(data, "file"),
    "playbook": lambda data: playbook_file.read(as_text(data), "file"),
    "template": _template,
    "handover": lambda data: handover_reading.parse(data, "file"),
    "snapshot": lambda data: snapshots.parse(data, "file"),
    "settings": lambda data: settings_exchange.from_json(_store(), as_text(data), "file"),
    "scores": lambda data: survey_files.read(data, "file", Scale(1, 5)),
    "zone": _zone,
    "pasted": _pasted,
    "triple_check": _triple_check,
    "short_description": lambda data: short_descriptions.parse(as_text(data), "Northwind Health"),
    "stamp": lambda data: time_stamp.read_stamp(as_text(data), NOW, ZONES),
    "typed_time": lambda data: typed_times.read_typed(as_text(data), NOW.date()),
    "typed_length": lambda data: time_typing.read_length(as_text(data)),
    "subtitles": lambda data: subtitles.read(_file("video.srt", data)),
    "mp4": lambda data: video_files.length_ms(_file("video.mp4", data)),
    "mkv": lambda data: video_files.length_ms(_file("video.mkv", data)),
}


def feed(reader: str, data: bytes) -> None:
    """Let one reader read; a refusal has words, and anything else that is raised is a bug."""
    try:
        READERS[reader](data)
    except UserError as error:
        if not error.what.strip():
            raise AssertionError("a refusal without words") from error
