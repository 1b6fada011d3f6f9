"""The billable report: reached from the time log, walked by period, saved as PDF and CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models import time_log
from ui.billable_report.bars import shown
from ui.billable_report.dialog import BillableReport
from ui.context import Context
from ui.main_window import MainWindow


@pytest.fixture
def report(window: MainWindow, qtbot: QtBot, press: Callable[[QWidget, str], None]) -> BillableReport:
    qtbot.mouseClick(window.sidebar.places.buttons["time_log"], Qt.MouseButton.LeftButton)
    press(window.pages.currentWidget(), "Billable report…")
    found = next(item for item in window.findChildren(BillableReport) if item.isVisible())
    assert isinstance(found, BillableReport)
    return found


def cells(report: BillableReport, row: int) -> list[str]:
    return [str(report.model.index(row, at).data()) for at in range(report.model.columnCount())]


def test_the_quarter_is_shown_by_client_phase_and_kind(report: BillableReport, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(report.model)
    assert report.name.text() == "Q4 2026"
    assert report.summary.text() == "11.50 h billable of 13.00 h, 70.50 h expected"
    assert cells(report, 0) == ["Northwind Health", "All phases", "Billable", "4.00", "5.00", "−1.00"]
    assert cells(report, 4) == ["Northwind Health", "Client validation", "Billable", "4.00", "1.00", "+3.00"]
    last = report.model.rowCount() - 1
    assert cells(report, last) == ["Together", "", "", "13.00", "70.50", "−57.50"]
    table = QAccessible.queryAccessibleInterface(report.table)
    assert table is not None
    assert table.text(QAccessible.Text.Name) == "Hours by client, phase and kind"
    assert "Northwind Health: 4.00 h, 5.00 h expected" in report.bars.accessibleDescription()
    assert not report.grab().isNull()
    report.close()


def test_months_are_walked_by_mouse_and_keys(report: BillableReport, qtbot: QtBot) -> None:
    qtbot.keyClick(report.sort.button("quarter"), Qt.Key.Key_Right)
    assert report.name.text() == "Nov 2026"
    qtbot.mouseClick(report.earlier, Qt.MouseButton.LeftButton)
    assert report.name.text() == "Oct 2026"
    assert report.report is not None
    assert report.report.kind().minutes == 0
    qtbot.mouseClick(report.later, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(report.later, Qt.MouseButton.LeftButton)
    assert report.name.text() == "Dec 2026"
    assert report.summary.text() == "No time is logged in this period, and none is expected."
    report.close()


def test_own_dates_begin_with_the_period_and_say_what_is_wrong(report: BillableReport, qtbot: QtBot) -> None:
    qtbot.mouseClick(report.sort.button("own"), Qt.MouseButton.LeftButton)
    assert (report.first.field.text, report.last.field.text) == ("2026-10-01", "2026-12-31")
    report.last.field.line.setText("2026-11-23")
    assert report.name.text() == "Thu 1 Oct 2026 – Mon 23 Nov 2026"
    report.first.field.line.setText("2026-11-24")
    assert report.error.text() == "The last day is before the first. Write another day."
    report.first.field.line.setText("2026-11-23")
    assert not report.error.isVisible()
    assert report.report is not None
    assert report.report.kind().minutes == 480
    report.close()


def test_it_follows_what_is_logged(report: BillableReport, context: Context) -> None:
    time_log.log(context.store, context.portfolio.current, 15)
    assert report.summary.text().startswith("11.75 h billable of 13.25 h")
    assert report.report is not None
    assert shown(report.report)[0].total.client == "Northwind Health"
    report.close()


def test_it_is_saved_as_pdf_and_csv(report: BillableReport, tmp_path: Path) -> None:
    report.save_pdf(tmp_path / "report.pdf")
    data = (tmp_path / "report.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.rstrip().endswith(b"%%EOF")
    assert report.hint.text() == "Written to report.pdf"
    report.save_csv(tmp_path / "report.csv")
    assert "Northwind Health,P002417-001,Client validation,yes,240,4.00,1.00,3.00" in (
        tmp_path / "report.csv"
    ).read_text("utf-8-sig")
    report.close()


def test_a_folder_that_takes_nothing_is_said(report: BillableReport, tmp_path: Path, told: list[str]) -> None:
    report.save_pdf(tmp_path / "gone" / "report.pdf")
    assert "can't be written" in told[-1]
    report.close()


def test_the_palette_opens_it(window: MainWindow) -> None:
    window.acts["billable_report"].trigger()
    next(item for item in window.findChildren(BillableReport) if item.isVisible()).close()
