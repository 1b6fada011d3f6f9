"""What acts on the timeline acts on All engagements while that is shown: earlier dates, pictures, printing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintPreviewDialog
from pytestqt.qtbot import QtBot

from models import rescheduling, zones
from ui.main_window import MainWindow
from ui.timeline.all_hints import hint_at
from ui.timeline.all_view import AllView

CLIENT = "America/Los_Angeles"


def all_view(window: MainWindow, qtbot: QtBot) -> AllView:
    window.pages.show_all()
    view = window.pages.all_page.timeline.view
    qtbot.waitUntil(lambda: view.layout_now is not None and bool(view.listing.lines))
    return view


def test_h_shows_the_dates_agreed_before_in_every_row(window: MainWindow, qtbot: QtBot, told: list[str]) -> None:
    here = window.portfolio.current
    agreed = zones.attach(datetime.fromisoformat("2026-12-08T19:00"), CLIENT)
    rescheduling.agree(window.context.store, here, agreed, "Dana", "their auditors")
    view = all_view(window, qtbot)
    line = view.layout_now.line_of(here)
    assert view.picture(line).ghosts == ()
    window.acts["history"].trigger()
    picture = view.picture(line)
    assert told[-1] == "Earlier dates are shown. H hides them."
    assert any(ghost.bar.state == "ghost" for ghost in picture.ghosts)
    said = [
        hint_at(view, QPointF(ghost.middle, view.layout_now.top(line) + view.layout_now.frame.middle))
        for ghost in picture.ghosts
    ]
    assert any("With Dana" in text and "Why: their auditors" in text for text in said)
    window.pages.show_one()
    assert window.pages.one.timeline.view.traces("prod_upgrade")
    window.acts["history"].trigger()
    assert all_view(window, qtbot).picture(line).ghosts == ()


def test_the_picture_shows_every_line_that_is_listed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, told: list[str]
) -> None:
    view = all_view(window, qtbot)
    window.acts["copy_picture"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2240
    assert image.height() > 2 * view.layout_now.rows.height
    assert told == ["Copied the timeline as a picture"]
    along = window.commands.timeline._taking_along
    for ending in ("png", "svg", "pdf"):
        along.save_as(tmp_path / f"all.{ending}")
    assert QImage(str(tmp_path / "all.png")).size() == image.size()
    drawing = ElementTree.fromstring((tmp_path / "all.svg").read_text(encoding="utf-8"))
    assert drawing.find("{http://www.w3.org/2000/svg}title").text == "All engagements"
    assert not drawing.findall(".//{http://www.w3.org/2000/svg}image")
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")


def test_an_empty_list_is_no_picture(window: MainWindow, qtbot: QtBot, told: list[str]) -> None:
    view = all_view(window, qtbot)
    view.listing.set_filter("nobody of this name")
    window.acts["copy_picture"].trigger()
    assert told == ["No engagement is listed. Clear the filter first."]


def test_all_engagements_are_printed_after_a_look(window: MainWindow, qtbot: QtBot) -> None:
    all_view(window, qtbot)
    window.acts["print"].trigger()
    dialog = window.findChild(QPrintPreviewDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Print the timeline"
    dialog.close()
