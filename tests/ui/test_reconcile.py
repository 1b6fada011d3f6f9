"""Importing in the window: the zone that is asked once, the page of differences, and the read-back panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from models import dossiers, imports, settings
from models.records import Dossier
from models.servicenow import csv_file
from ui.clipboard import copy_text
from ui.context import Context
from ui.importing.dialog import ImportSummary, Refusal, import_into
from ui.importing.zone_question import ZoneQuestion
from ui.main_window import MainWindow
from ui.read_back.panel import ReadBackPanel
from ui.reconcile.page import ReconcilePage
from ui.reschedule.review import RescheduleReview
from ui.scheduled.window import ScheduledWindow

LOS_ANGELES = "America/Los_Angeles"
HEADER = "number;short_description;state;start_date;end_date;company"
NORTHWIND = "CHG0041877;Master Change Request: E2E Northwind Health;New"
RIGHT = f"{NORTHWIND};2026-12-03 19:00:00;2026-12-03 22:00:00;Northwind Health"
LATE = f"{NORTHWIND};2026-12-03 22:00:00;;Northwind Health"
KESTREL = (
    "CHG0041902;Master Change Request: E2E Kestrel Energy;New;2026-12-04 18:00:00;2026-12-04 21:00:00;Kestrel Energy"
)


@pytest.fixture
def bring_in(context: Context) -> Callable[..., imports.ImportResult]:
    def carry_out(*rows: str) -> imports.ImportResult:
        text = "\n".join([HEADER, *rows]).encode()
        return imports.import_rows(context.store, [csv_file.parse(text, "changes.csv")], zone=LOS_ANGELES)

    return carry_out


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> Iterator[ReconcilePage]:
    found = ReconcilePage(context)
    qtbot.addWidget(found)
    found.resize(1192, 868)
    found.show()
    yield found
    found.close()


def of(context: Context, client: str) -> Dossier:
    return next(item for item in dossiers.load_all(context.store) if item.engagement.client == client)


def row_of(page: ReconcilePage, subject: str) -> QWidget:
    return next(item for item in page.table.rows if item.line.subject == subject)


def test_nothing_is_chosen_and_lost_comes_first(page: ReconcilePage, bring_in: Callable[..., object]) -> None:
    bring_in(RIGHT)
    bring_in(LATE, KESTREL)
    page.show_import((), "changes.csv")
    assert page.table.rows[0].line.subject == "CHG.end"
    assert page.table.rows[0].line.group == "lost"
    assert not page.record_button.isEnabled()
    assert page.decided.text().startswith("0 of ")
    assert all(not item.decision.button("later").isChecked() for item in page.table.rows)
    assert "Plan" in page.table.rows[0].accessibleName()


def test_decisions_are_made_by_keys_and_recorded_as_one_step(
    page: ReconcilePage, bring_in: Callable[..., object], qtbot: QtBot, context: Context
) -> None:
    bring_in(RIGHT)
    bring_in(LATE)
    page.show_import()
    first, second = page.table.rows[:2]
    qtbot.keyClick(first, Qt.Key.Key_1)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.keyClick(second, Qt.Key.Key_3)
    assert page.record_button.text() == "Record 2 decisions"
    qtbot.keyClick(second, Qt.Key.Key_3)
    assert page.record_button.text() == "Record 1 decision"
    qtbot.keyClick(second, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    act = context.store.next_undo()
    assert act is not None
    assert act.label == "Record 1 decision"
    assert [item.line.subject for item in page.table.rows] == ["CHG.start"]


def test_the_evidence_shows_the_cell_and_what_to_type(page: ReconcilePage, bring_in: Callable[..., object]) -> None:
    bring_in(RIGHT)
    bring_in(LATE)
    page.show_import()
    page.show_evidence(page.table.rows[0].line.key)
    texts = [item.text() for item in page.evidence.findChildren(QWidget) if hasattr(item, "text")]
    assert "(empty)" in texts
    assert "end_date" in texts
    assert "2026-12-03 22:00:00" in texts
    assert "Los Angeles session" in texts
    page.evidence.closed.emit()
    assert not page.evidence.isVisible()


def test_servicenow_is_right_asks_for_the_move(
    page: ReconcilePage, bring_in: Callable[..., object], qtbot: QtBot, context: Context
) -> None:
    bring_in(KESTREL)
    page.show_import()
    end = row_of(page, "CHG.end")
    assert not end.decision.button("servicenow").isEnabled()  # type: ignore[attr-defined]
    row_of(page, "CHG.start").decision.button("servicenow").click()  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.move_wanted) as asked:
        page.record_button.click()
    engagement, kind, start = asked.args
    assert (engagement, kind) == (of(context, "Kestrel Energy").id, "prod_upgrade")
    assert start.isoformat() == "2026-12-04T21:00:00-05:00"
    assert of(context, "Kestrel Energy").prod.start == "2026-12-03T21:00"


def test_chips_and_the_filter_narrow_the_rows(page: ReconcilePage, bring_in: Callable[..., object]) -> None:
    bring_in(RIGHT)
    bring_in(LATE, KESTREL)
    page.show_import()
    every = len(page.table.rows)
    page.chips["lost"].click()
    assert {item.line.group for item in page.table.rows} == {"lost"}
    page.chips["lost"].click()
    page.filter.setText("kestrel")
    assert 0 < len(page.table.rows) < every
    page.filter.setText("")
    page.clients.setCurrentIndex(page.clients.findText("Northwind Health"))
    page.clients.activated.emit(page.clients.currentIndex())
    assert {item.line.dossier.engagement.client for item in page.table.rows} == {"Northwind Health"}


def test_nothing_differs_is_said(page: ReconcilePage, bring_in: Callable[..., object]) -> None:
    bring_in(RIGHT)
    page.show_import()
    assert page.table.rows == []
    assert page.decided.text() == "Nothing differs."
    assert not page.record_button.isEnabled()


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    found = QWidget()
    qtbot.addWidget(found)
    found.show()
    return found


@pytest.fixture
def shown() -> list[tuple[Sequence[int], str]]:
    return []


def dialog_of(holder: QWidget, kind: type[QDialog]) -> QDialog:
    (found,) = holder.findChildren(kind)
    return found


def write(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "changes.csv"
    path.write_text("\n".join([HEADER, *rows]))
    return path


def test_the_zone_is_asked_once_with_two_rows_in_each_zone(
    context: Context, holder: QWidget, shown: list[tuple[Sequence[int], str]], tmp_path: Path
) -> None:
    path = write(tmp_path, LATE, KESTREL)

    def then(made: Sequence[int], source: str) -> None:
        shown.append((made, source))

    import_into(context, [path], holder, then)
    asked = dialog_of(holder, ZoneQuestion)
    assert isinstance(asked, ZoneQuestion)
    assert not asked.go.isEnabled()
    assert not any(item.isChecked() for item in asked.choices.values())
    choice = asked.choices[LOS_ANGELES]
    assert "Fri 4 Dec, 01:00 EST for you" in choice.accessibleDescription()
    choice.click()
    asked.go.click()
    assert settings.get(context.store, "servicenow.export_zone") == LOS_ANGELES
    assert shown == [((), "changes.csv")]
    import_into(context, [path], holder, then)
    assert len(shown) == 2, "it is not asked again"


def test_what_was_left_out_is_shown_before_what_differs(
    context: Context, holder: QWidget, shown: list[tuple[Sequence[int], str]], tmp_path: Path
) -> None:
    settings.put(context.store, "servicenow.export_zone", LOS_ANGELES)
    path = write(tmp_path, LATE, "CHG0099999;Master Change Request: E2E Nobody;New;;;Nobody")
    import_into(context, [path], holder, lambda made, source: shown.append((made, source)))
    summary = dialog_of(holder, ImportSummary)
    assert shown == []
    summary.accept()
    assert len(shown) == 1


def test_a_refused_file_says_why_and_changes_nothing(
    context: Context, holder: QWidget, shown: list[tuple[Sequence[int], str]], tmp_path: Path
) -> None:
    path = tmp_path / "error.json"
    path.write_text('{"error": {"message": "User Not Authenticated"}}')
    before = context.store.next_undo()
    import_into(context, [path], holder, lambda made, source: shown.append((made, source)))
    dialog_of(holder, Refusal).accept()
    assert (shown, context.store.next_undo()) == ([], before)


@pytest.fixture
def panel(context: Context, qtbot: QtBot) -> Iterator[ReadBackPanel]:
    settings.put(context.store, "servicenow.session_zone", LOS_ANGELES)
    found = ReadBackPanel(context)
    qtbot.addWidget(found)
    found.fill(of(context, "Northwind Health"))
    found.show()
    yield found
    found.close()


def test_the_panel_records_what_is_pasted(panel: ReadBackPanel, context: Context, qtbot: QtBot) -> None:
    entry = next(item for item in panel.rows if item.subject == "CHG.start")
    assert entry.chip.text == "Not read back"
    entry.open_button.click()
    entry.field.setText("03/12/2026 19:00")
    qtbot.keyClick(entry.field, Qt.Key.Key_Return)
    assert "either way round" in entry.error.text()
    assert entry.field.text() == "03/12/2026 19:00", "the input is kept"
    entry.field.setText("2026-12-03 19:00:00")
    qtbot.keyClick(entry.field, Qt.Key.Key_Return)
    panel.fill(of(context, "Northwind Health"))
    assert entry.chip.text == "Matches"
    assert not entry.field.isVisible()


def test_the_panel_refuses_our_own_copy(panel: ReadBackPanel, qtbot: QtBot) -> None:
    entry = panel.rows[0]
    entry.open_button.click()
    copy_text("2026-12-03 19:00:00")
    qtbot.keyClick(entry.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert entry.field.text() == ""
    assert "your own copy" in entry.error.text()


def test_a_whole_form_fills_several_values(panel: ReadBackPanel, context: Context, qtbot: QtBot) -> None:
    entry = next(item for item in panel.rows if item.subject == "CTASK.start")
    entry.open_button.click()
    entry.field.setText("CTASK0010231\t2026-12-03 19:00:00\t2026-12-03 22:00:00")
    qtbot.keyClick(entry.field, Qt.Key.Key_Return)
    panel.fill(of(context, "Northwind Health"))
    verdicts = {item.subject: item.chip.text for item in panel.rows if item.subject.startswith("CTASK")}
    assert verdicts["CTASK.start"] == verdicts["CTASK.end"] == "Matches"


def test_a_dropped_file_leads_to_the_page_and_a_move_to_its_review(
    window: MainWindow, context: Context, tmp_path: Path
) -> None:
    settings.put(context.store, "servicenow.export_zone", LOS_ANGELES)
    window.commands.servicenow.import_paths([str(write(tmp_path, KESTREL))])
    shown = window.pages.currentWidget()
    assert isinstance(shown, ReconcilePage)
    row_of(shown, "CHG.start").decision.button("servicenow").click()  # type: ignore[attr-defined]
    shown.record_button.click()
    (review,) = window.findChildren(RescheduleReview)
    assert "Kestrel" in context.portfolio.current_dossier().engagement.client  # type: ignore[union-attr]
    review.reject()
    shown.leave.click()
    assert window.pages.currentWidget() is window.page
    window.acts["reconcile"].trigger()
    assert window.pages.currentWidget() is shown


def test_closing_the_ctask_opens_the_six_things(window: MainWindow, context: Context) -> None:
    engagement = context.portfolio.current
    with context.store.step("Close the CTASK", engagement=engagement) as db:
        row = {"conversion_utc": "2026-11-24T15:30:00Z", "ctask_closed_utc": "2026-11-24T15:40:00Z"}
        db.table("engagement").update(engagement, row)
    (act,) = window.findChildren(ScheduledWindow)
    assert act.isVisible()
    act.close()
    window.acts["scheduled_act"].trigger()
    assert any(found.isVisible() for found in window.findChildren(ScheduledWindow))
    for found in window.findChildren(ScheduledWindow):
        found.close()


def test_the_keys_of_a_decision_are_the_rows_and_not_the_windows(
    window: MainWindow, bring_in: Callable[..., object], qtbot: QtBot
) -> None:
    bring_in(RIGHT)
    bring_in(LATE)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.commands.servicenow.reconcile()
    page = window.pages.currentWidget()
    assert isinstance(page, ReconcilePage)
    first = page.table.rows[0]
    first.setFocus()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_3)
    assert first.decision.button("later").isChecked()
    page.record()
    assert window.toast.text == "1 line left for later"
