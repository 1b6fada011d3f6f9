"""Opening a calendar file: ours names its engagement and phase, every other one is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import calendar_file, calendar_opening, dossiers, engagements, sample
from models.errors import UserError
from models.formats import Formats
from models.store import Store


@pytest.fixture
def example(store: Store) -> Store:
    sample.create_example(store)
    return store


def northwind(store: Store) -> int:
    return next(id_ for id_, name in dossiers.names(store) if name == "Northwind Health")


def test_a_saved_file_leads_back_to_its_engagement_and_phases(example: Store, tmp_path: Path) -> None:
    id_ = northwind(example)
    file = tmp_path / "northwind.ics"
    file.write_bytes(calendar_file.make(example, id_, Formats()))
    found = calendar_opening.places(example, file)
    assert {engagement for engagement, _kind in found} == {id_}
    assert {"prod_upgrade", "best_practices"} <= {kind for _engagement, kind in found}


def test_a_line_that_is_folded_is_read_whole(example: Store, tmp_path: Path) -> None:
    id_ = northwind(example)
    uid = engagements.load(example, id_).engagement.uid
    file = tmp_path / "folded.ics"
    file.write_bytes(f"BEGIN:VCALENDAR\r\nUID:{uid}-prod-up\r\n grade@e2e-tracker\r\n".encode())
    assert calendar_opening.places(example, file) == [(id_, "prod_upgrade")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no calendar file"),
        (b"\xff\xfe\x00nothing", "no calendar file"),
        (b"BEGIN:VCALENDAR\r\nUID:somebody@else\r\n", "No entry of this calendar file"),
        (b"BEGIN:VCALENDAR\r\nUID:" + b"0" * 32 + b"-kickoff@e2e-tracker\r\n", "No entry of this calendar file"),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * calendar_opening.LARGEST, "too large"),
    ],
)
def test_others_are_refused_in_words(example: Store, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "other.ics"
    file.write_bytes(content)
    with pytest.raises(UserError, match=words):
        calendar_opening.places(example, file)


def test_a_file_that_is_gone_or_in_the_bin_is_told(example: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be read"):
        calendar_opening.places(example, tmp_path / "gone.ics")
    id_ = northwind(example)
    file = tmp_path / "northwind.ics"
    file.write_bytes(calendar_file.make(example, id_, Formats()))
    engagements.delete(example, id_)
    with pytest.raises(UserError, match="engagement that is here"):
        calendar_opening.places(example, file)
