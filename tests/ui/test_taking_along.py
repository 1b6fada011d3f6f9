"""The timeline taken along: copied, saved in three kinds, printed, and as the client's roadmap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from models.errors import UserError
from ui.context import Context
from ui.taking_along import files
from ui.taking_along.acts import TakingAlong, print_picture
from ui.taking_along.paper import PaperInk
from ui.taking_along.picture import Picture, picture_of
from ui.taking_along.roadmap_dialog import RoadmapDialog
from ui.timeline.card import TimelineCard


@pytest.fixture
def card(context: Context, qtbot: QtBot) -> Iterator[TimelineCard]:
    for engagement in context.portfolio.ids():
        context.portfolio.dossier(engagement)
    made = TimelineCard(context)
    qtbot.addWidget(made)
    made.resize(784, 300)
    made.show()
    yield made
    made.close()


@pytest.fixture
def along(context: Context, card: TimelineCard) -> TakingAlong:
    return TakingAlong(context, card.view, card)


def picture(card: TimelineCard, context: Context) -> Picture:
    return picture_of(card.view, PaperInk(context.appearance))


def words_of_pdf(path: Path) -> str:
    document = QPdfDocument()
    document.load(str(path))
    assert document.pageCount() == 1
    return document.getAllText(0).text()


def test_the_picture_holds_every_lane_whatever_the_window_shows(card: TimelineCard, context: Context) -> None:
    made = picture(card, context)
    assert card.view.verticalScrollBar().maximum() > 0
    lanes = [row.title for row in made.layout.scene.rows]
    assert lanes[0] == "Dev upgrade"
    assert lanes[-1] == "Best Practices"
    assert made.layout.height >= made.layout.head + made.layout.rows.height
    assert made.title == "Northwind Health"
    assert "New York" in made.subtitle


def test_the_picture_names_no_other_client(card: TimelineCard, context: Context) -> None:
    card.resize(784, 600)
    assert any(key.startswith("other:") for key in card.view.lanes())
    assert not any(row.key.startswith("other:") for row in picture(card, context).layout.scene.rows)


def test_a_copy_is_a_light_picture_also_in_the_dark(along: TakingAlong, context: Context, told: list[str]) -> None:
    context.appearance.use("dark")
    along.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2240
    assert image.pixelColor(image.width() - 4, 4).lightness() > 240
    assert told == ["Copied the timeline as a picture"]


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_each_kind_of_file_can_be_read_back(along: TakingAlong, tmp_path: Path, ending: str, told: list[str]) -> None:
    path = tmp_path / f"t.{ending}"
    along.save_as(path)
    assert told == [f"Saved t.{ending}"]
    if ending == "png":
        assert QImage(str(path)).width() == 2240
    elif ending == "svg":
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        assert root.find("{http://www.w3.org/2000/svg}title").text == "Northwind Health"  # type: ignore[union-attr]
        assert not root.findall(".//{http://www.w3.org/2000/svg}text")
    else:
        assert "Northwind Health" in words_of_pdf(path)
        assert "Client validation" in words_of_pdf(path)


def test_day_and_quarter_can_be_taken_along_too(along: TakingAlong, card: TimelineCard, tmp_path: Path) -> None:
    for level in ("day", "week", "quarter"):
        card.set_zoom(level)
        along.save_as(tmp_path / f"{level}.svg")
        ElementTree.fromstring((tmp_path / f"{level}.svg").read_text(encoding="utf-8"))


def test_an_unknown_ending_and_a_folder_that_is_not_there_are_said(
    along: TakingAlong, tmp_path: Path, told: list[str]
) -> None:
    along.save_as(tmp_path / "t.bmp")
    along.save_as(tmp_path / "nowhere" / "t.png")
    assert told[0] == "t.bmp: There is no such kind of file. Use .png, .svg or .pdf."
    assert "can't be written" in told[1]
    assert list(tmp_path.glob("*.bmp")) == []


def test_the_file_dialog_proposes_a_name(along: TakingAlong, card: TimelineCard) -> None:
    along.save_picture()
    dialog = card.findChild(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "Northwind Health, timeline.png"
    dialog.filterSelected.emit("PDF (*.pdf)")
    assert dialog.defaultSuffix() == "pdf"
    dialog.close()


@pytest.mark.parametrize(
    ("client", "name"),
    [("A/B: C?", "A B C, roadmap.pdf"), ("...", "Engagement, roadmap.pdf"), ("Ä & Ö", "Ä & Ö, roadmap.pdf")],
)
def test_a_file_name_is_one_on_every_system(client: str, name: str) -> None:
    assert files.file_name(client, "roadmap", "pdf") == name


def test_the_preview_shows_one_page(along: TakingAlong, card: TimelineCard) -> None:
    along.print_timeline()
    dialog = card.findChild(QPrintPreviewDialog)
    assert dialog.windowTitle() == "Print the timeline"
    dialog.close()


def test_what_is_printed_is_the_picture(card: TimelineCard, context: Context, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    print_picture(picture(card, context), PaperInk(context.appearance), printer)
    assert "Northwind Health" in words_of_pdf(tmp_path / "p.pdf")


def dialog_of(context: Context, window: QWidget) -> RoadmapDialog:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    made = RoadmapDialog(context, dossier, window)
    made.open()
    return made


def test_the_roadmap_is_saved_as_pdf_and_as_a_page(card: TimelineCard, context: Context, tmp_path: Path) -> None:
    dialog_of(context, card).save_pdf(tmp_path / "r.pdf")
    text = words_of_pdf(tmp_path / "r.pdf")
    assert "Roadmap of your upgrade" in text
    assert "PST" in text
    assert "ETIU" not in text
    dialog_of(context, card).save_web(tmp_path / "r.html")
    assert "Northwind Health" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_the_roadmap_is_read_over_before_it_is_saved(along: TakingAlong, card: TimelineCard) -> None:
    along.show_roadmap()
    dialog = card.findChild(RoadmapDialog)
    assert dialog.windowTitle() == "Roadmap for Northwind Health"
    assert "Prod upgrade: Thursday 3 December 2026" in dialog._sheet.accessibleName()
    dialog.pdf.click()
    asked = dialog.findChild(QFileDialog)
    assert Path(asked.selectedFiles()[0]).name == "Northwind Health, roadmap.pdf"
    asked.close()
    dialog.reject()


def test_without_a_zone_it_says_what_to_do(context: Context) -> None:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    with pytest.raises(UserError, match="time zone is not known"):
        RoadmapDialog(context, replace(dossier, engagement=replace(dossier.engagement, zone="")))


def test_without_an_engagement_there_is_nothing_to_take(card: TimelineCard, context: Context) -> None:
    card.view.set_dossier(None)
    with pytest.raises(UserError, match="No engagement is open"):
        picture(card, context)
