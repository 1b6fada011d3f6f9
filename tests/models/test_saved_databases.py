"""A database of every released schema opens for ever, whole and with nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models import confirmation, doctor, dossiers, surveys
from models.paths import Paths
from models.store import open_store

SAVED = sorted(
    (Path(__file__).parents[1] / "data").glob("schema_*.db"), key=lambda path: int(path.stem.removeprefix("schema_"))
)


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.stem)
def test_a_saved_database_opens_with_all_that_is_in_it(saved: Path, tmp_path: Path) -> None:
    copy = tmp_path / "e2e-tracker.db"
    shutil.copy(saved, copy)
    copy.chmod(0o600)
    store = open_store(copy)
    found = {dossier.engagement.client: dossier for dossier in dossiers.load_all(store)}
    assert len(found) == 6
    assert found["Northwind Health"].prod.start == "2026-12-03T19:00"
    assert [act.label for act in store.history()]
    store.close()
    assert all(check.ok for check in doctor.examine(Paths(tmp_path)))


def test_what_later_versions_keep_is_there(tmp_path: Path) -> None:
    copy = tmp_path / "e2e-tracker.db"
    shutil.copy(SAVED[-1], copy)
    store = open_store(copy)
    northwind = next(item for item in dossiers.load_all(store) if item.engagement.client == "Northwind Health")
    assert [(entry.minutes, entry.note) for entry in northwind.time_entries][:1] == [(90, "Kickoff")]
    assert [request.asked_by for request in northwind.session_requests] == ["Elena"]
    assert [(question.text, question.minutes) for question in northwind.questions] == [("SSO after the clone", 30)]
    assert [(score.client, score.hundredths) for score in surveys.scores(store)] == [("Northwind Health", 480)]
    assert northwind.engagement.language == "de"
    found = confirmation.taken(northwind.engagement)
    assert found is not None
    assert (found.sender, found.stated_utc) == ("Mara Kowalski", northwind.prod.start_utc)
    assert store.records("SELECT COUNT(*) FROM earlier_act WHERE engagement = ?", [northwind.id])[0][0] > 0
    store.close()
