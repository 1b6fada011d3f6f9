"""The main job: import a list, open an engagement, re-plan it by mouse, undo, and find it again after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from models.records import Dossier
from ui.first_start.card import FirstStart
from ui.importing.dialog import ImportSummary, Refusal
from ui.reschedule.review import RescheduleReview

LIST = Path(__file__).parent.parent / "data" / "etiu_list_fieldnames_cp1252.csv"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CLIENTS = [
    "Juniper Schools",
    "Kestrel Energy",
    "Münchner Gerätebau",
    "Northwind Health",
    "Ostrava Glass",
    "Tidewater Co-op",
]


def plan(dossier: Dossier) -> dict[str, tuple[str, str]]:
    return {kind: (phase.start, phase.end) for kind, phase in dossier.phases.items()}


@pytest.fixture
def begun(person):
    """The first start is over and the sample list is imported."""
    person.start()
    card = person.program.window
    assert isinstance(card, FirstStart)
    assert not card.start.isEnabled()
    card.name.setFocus()
    person.type("Mara Kowalski")
    assert card.initials.text == "MK"
    person.press(card, "Start")
    person.drop(LIST)
    summary = person.dialog(ImportSummary)
    person.press(summary, "Show the engagements")
    return person


def test_the_sample_list_gives_six_engagements(begun) -> None:
    portfolio = begun.window.portfolio
    assert [portfolio.name(id_) for id_ in portfolio.ids()] == CLIENTS


def test_a_date_moved_by_mouse_is_undone_and_survives_a_restart(begun) -> None:
    begun.open("Northwind Health")
    before = plan(begun.dossier("Northwind Health"))
    begun.drag_bar("prod_upgrade", -1)
    review = begun.dialog(RescheduleReview)
    begun.press(review, "Move to Wed 2 Dec")
    moved = plan(begun.dossier("Northwind Health"))
    assert moved["prod_upgrade"] == ("2026-12-02T19:00", "2026-12-02T22:00")
    assert moved["support_week"] == ("2026-12-03", "2026-12-09")

    begun.window.page.timeline.view.setFocus()
    begun.key(Qt.Key.Key_Z, CONTROL)
    assert plan(begun.dossier("Northwind Health")) == before
    begun.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert plan(begun.dossier("Northwind Health")) == moved

    begun.close()
    begun.start()
    assert begun.window.portfolio.name(begun.window.portfolio.current) == "Northwind Health"
    assert plan(begun.dossier("Northwind Health")) == moved
    begun.window.page.timeline.view.setFocus()
    begun.key(Qt.Key.Key_Z, CONTROL)
    assert plan(begun.dossier("Northwind Health")) == before


def test_keeping_the_date_writes_nothing(begun) -> None:
    begun.open("Northwind Health")
    before = begun.dossier("Northwind Health")
    acts = len(begun.program.store.history())
    begun.drag_bar("prod_upgrade", 2)
    begun.key(Qt.Key.Key_Escape)
    assert plan(begun.dossier("Northwind Health")) == plan(before)
    assert len(begun.program.store.history()) == acts


def test_a_click_without_movement_changes_nothing(begun) -> None:
    begun.open("Northwind Health")
    acts = len(begun.program.store.history())
    begun.drag_bar("prod_upgrade", 0)
    assert not begun.has_dialog()
    assert len(begun.program.store.history()) == acts


def test_importing_again_duplicates_nothing_and_moves_nothing(begun) -> None:
    before = {client: plan(begun.dossier(client)) for client in CLIENTS}
    begun.drop(LIST)
    begun.press(begun.dialog(ImportSummary), "Show the engagements")
    assert len(begun.window.portfolio.ids()) == 6
    assert {client: plan(begun.dossier(client)) for client in CLIENTS} == before


def test_one_undo_takes_the_whole_import_back(begun) -> None:
    begun.window.sidebar.list.setFocus()
    begun.key(Qt.Key.Key_Z, CONTROL)
    assert begun.window.portfolio.ids() == []


def test_a_file_that_is_no_list_is_refused_in_words(begun, tmp_path: Path) -> None:
    picture = tmp_path / "holiday.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    begun.drop(picture)
    begun.press(begun.dialog(Refusal), "Close")
    assert len(begun.window.portfolio.ids()) == 6
