"""Ctrl+P prints what is shown: the timeline, Today, the lead's overview; other pages say that they can't be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from pytestqt.qtbot import QtBot

from models import today
from ui.context import Context
from ui.main_window import MainWindow
from ui.paper import Paper, pdf


@pytest.fixture
def previews(window: MainWindow) -> Iterator[None]:
    yield
    for dialog in window.findChildren(QPrintPreviewDialog):
        dialog.close()


@pytest.mark.parametrize(("place", "title"), [("today", "Print: Today"), ("lead", "Print: Lead overview")])
def test_a_page_is_printed_with_a_preview(
    window: MainWindow, context: Context, previews: None, qtbot: QtBot, tmp_path: Path, place: str, title: str
) -> None:
    window.pages.show_place(place)
    window.acts["print"].trigger()
    dialog = window.findChildren(QPrintPreviewDialog)[0]
    assert dialog.windowTitle() == title
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    dialog.paintRequested.emit(printer)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_a_page_that_is_not_for_paper_says_so(window: MainWindow, told: list[str]) -> None:
    window.pages.show_place("videos")
    window.acts["print"].trigger()
    assert told[-1].startswith("This page is not made for paper.")


def test_the_printed_day_has_every_task_with_both_times(window: MainWindow, context: Context, qtbot: QtBot) -> None:
    window.pages.show_place("today")
    page = window.pages.currentWidget()
    qtbot.waitUntil(lambda: bool(page.tasks))
    text = today.as_page(page.tasks, context.portfolio.now(), "America/New_York", context.formats)
    assert text.count("<tr>") == len(page.tasks)
    assert "by 17:00</td><td width=14%>14:00 PST</td>" in text
    assert "<h3>Overdue</h3>" in text
    assert pdf(Paper("Today", text, 10), context.appearance).startswith(b"%PDF")
