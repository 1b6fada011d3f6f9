"""Lists whose headers are in other words are read once a person has said which column is which, and from then on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models import column_names, dossiers, imports, settings
from models.errors import UserError
from models.servicenow import columns, exports
from models.store import Store

GERMAN = (
    "Nummer;Übergeordnet;Firma;Kurzbeschreibung;Zustand\n"
    "ETIU01;E2E0012;Münchner Gerätebau;E2E | Kickoff 2026-12-01 10:00 MEZ;Open\n"
    "ETIU03;E2E0012;Münchner Gerätebau;E2E | Prod Upgrade 2026-12-10 20:00 MEZ;Open\n"
)
NAMES = {
    "nummer": "number",
    "übergeordnet": "parent",
    "firma": "company",
    "kurzbeschreibung": "short_description",
    "zustand": "state",
}


@pytest.fixture
def german(tmp_path: Path) -> Path:
    file = tmp_path / "liste.csv"
    file.write_text(GERMAN, encoding="utf-8")
    return file


def test_headers_in_another_language_are_refused_until_they_are_named(store: Store, german: Path) -> None:
    with pytest.raises(UserError, match="the column Number and Short description is missing"):
        imports.import_files(store, [german])
    column_names.remember(store, NAMES)
    assert imports.import_files(store, [german]).created == ("Münchner Gerätebau",)
    assert imports.import_files(store, [german]).updated == ("Münchner Gerätebau",)


def test_what_is_asked_for_and_by_which_example_it_is_known(german: Path) -> None:
    rows = exports.read(german)
    assert columns.unknown(rows) == tuple(NAMES)
    assert columns.missing(rows) == ("number", "short_description", "company", "state")
    assert columns.example(rows, "firma") == "Münchner Gerätebau"
    known = columns.rename(rows, NAMES)
    assert columns.missing(known) == ()
    assert known.rows[1]["short_description"] == "E2E | Prod Upgrade 2026-12-10 20:00 MEZ"


def test_a_name_never_takes_the_place_of_a_column_that_is_there() -> None:
    rows = exports.parse(b"Number,Short description,Company,Title\nETIU01,E2E,Northwind,Other\n", "list.csv")
    assert columns.rename(rows, {"title": "short_description"}) == rows


def test_a_list_of_something_else_is_asked_nothing() -> None:
    rows = exports.parse(b"Number,Short description,Title\nX1,E2E,Other\n", "list.csv")
    assert columns.missing(rows) == ()


def test_names_are_a_setting_that_undo_takes_back(store: Store) -> None:
    column_names.remember(store, {"firma": "company"})
    column_names.remember(store, {"nummer": "number"})
    assert json.loads(settings.get(store, "servicenow.columns")) == {"firma": "company", "nummer": "number"}
    store.undo()
    assert json.loads(settings.get(store, "servicenow.columns")) == {"firma": "company"}
    assert dossiers.names(store) == []
