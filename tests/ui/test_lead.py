"""The lead's overview by mouse and keys: tiles filter, Enter opens, snapshots come in and go out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models import lead_digest, settings, snapshot_folder, snapshots
from models.capacity import capacity
from models.lead import COLUMNS, Line
from models.lead_order import Group
from ui.context import Context
from ui.lead.acts import STANDS
from ui.lead.capacity import CapacityModel
from ui.lead.model import PROD, STAGES, LeadModel
from ui.lead.page import LeadPage
from ui.lead.reading import read_snapshots
from ui.main_window import MainWindow

LIST = Path(__file__).parents[1] / "data" / "etiu_list_fieldnames_cp1252.csv"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LeadPage:
    qtbot.mouseClick(window.sidebar.places.buttons["lead"], Qt.MouseButton.LeftButton)
    found = window.pages.currentWidget()
    assert isinstance(found, LeadPage)
    return found


def clients(page: LeadPage) -> list[str]:
    return [row.client for row in page.model.rows if isinstance(row, Line)]


def test_the_model_keeps_qts_rules(page: LeadPage, context: Context, qtmodeltester: ModelTester) -> None:
    model = LeadModel()
    model.show_lines(page.lines, context.formats, context.portfolio.now())
    qtmodeltester.check(model)


def test_a_tile_filters_and_lets_go(page: LeadPage, qtbot: QtBot) -> None:
    everyone = clients(page)
    qtbot.mouseClick(page.tiles["support"], Qt.MouseButton.LeftButton)
    assert clients(page) == ["Juniper Schools"]
    qtbot.mouseClick(page.tiles["no-prod"], Qt.MouseButton.LeftButton)
    assert clients(page) == ["Alder County"]
    assert not page.tiles["support"].isChecked()
    qtbot.mouseClick(page.tiles["no-prod"], Qt.MouseButton.LeftButton)
    assert clients(page) == everyone
    assert page.tiles["support"].accessibleName() == "1 Support Week ticket missing"


def test_words_filter_and_an_empty_table_says_why(page: LeadPage) -> None:
    page.filter.setText("etiu05 missing")
    assert clients(page) == ["Juniper Schools"]
    page.filter.setText("nobody")
    assert page.empty.text() == "No engagement matches “nobody”."


def test_enter_opens_an_engagement(page: LeadPage, window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.filter.setFocus()
    qtbot.keyClicks(page.filter, "Kestrel")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.page
    assert window.portfolio.name(window.portfolio.current) == "Kestrel Energy"


def test_the_overview_is_copied_as_it_is_filtered(page: LeadPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.tiles["support"], Qt.MouseButton.LeftButton)
    menu = page.copy.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    text = QGuiApplication.clipboard().text()
    assert "Juniper Schools" in text
    assert "Northwind" not in text


def test_a_snapshot_goes_out_and_a_colleagues_comes_in(
    page: LeadPage, context: Context, told: list[str], tmp_path: Path
) -> None:
    page.acts.export_to(tmp_path / "mine")
    mine = snapshots.read(tmp_path / "mine.e2e.json")
    assert mine.consultant == settings.you(context.store).name
    assert len(mine.lines) == len(page.lines)
    one = msgspec.structs.replace(mine.lines[0], uid="elsewhere", client="Basalt Mining", consultant="Priya Nair")
    file = tmp_path / "priya.e2e.json"
    snapshots.write(msgspec.structs.replace(mine, consultant="Priya Nair", lines=(one,)), file)
    read_snapshots(context, [file])
    assert "Basalt Mining" in clients(page)
    assert "from 2 consultants, newest snapshot" in page.summary.text()
    (tmp_path / "broken.e2e.json").write_text("{", encoding="utf-8")
    read_snapshots(context, [tmp_path / "broken.e2e.json"])
    assert "The snapshot is damaged" in told[-1]


def test_the_stages_keep_to_their_column_in_a_small_window(page: LeadPage, window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    page.filter.setText("Kestrel")
    qtbot.waitUntil(lambda: page.table.columnWidth(STAGES) < 150)
    picture = page.table.viewport().grab().toImage()
    edge = page.table.columnViewportPosition(STAGES + 1)
    middle = page.table.rowHeight(0) // 2
    ratio = picture.devicePixelRatio()
    colours = {picture.pixel(round((edge + at) * ratio), round(middle * ratio)) for at in range(-6, 10)}
    assert len(colours) == 1, "nothing is painted between the last stage and the tickets"


def header_click(page: LeadPage, qtbot: QtBot, column: int) -> None:
    header = page.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_on_a_heading_sorts_and_once_more_turns_it_round(page: LeadPage, qtbot: QtBot) -> None:
    header_click(page, qtbot, 0)
    assert clients(page) == sorted(clients(page), key=str.casefold)
    header_click(page, qtbot, 0)
    assert clients(page) == sorted(clients(page), key=str.casefold, reverse=True)


def test_the_order_is_chosen_by_keys_and_the_row_stays_chosen(page: LeadPage, qtbot: QtBot) -> None:
    page.take_focus()
    held = page.table.chosen()
    menu = page.sort.menu()
    assert menu is not None
    menu.popup(page.mapToGlobal(QPoint(0, 0)))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(menu, key)
    assert clients(page) == sorted(clients(page), key=str.casefold)
    assert page.table.chosen() == held
    assert menu.actions()[0].isChecked()


def test_consultants_head_their_engagements(page: LeadPage, context: Context, qtbot: QtBot) -> None:
    bring_priya(page, context)
    page.by_consultant.setFocus()
    qtbot.keyClick(page.by_consultant, Qt.Key.Key_Space)
    headings = [at for at, row in enumerate(page.model.rows) if isinstance(row, Group)]
    assert len(headings) == 2
    assert page.model.index(headings[1], 0).data().startswith("Priya Nair: 1 engagement")
    assert page.table.columnSpan(headings[1], 0) == page.model.columnCount()
    page.table.doubleClicked.emit(page.model.index(headings[0], 0))
    model = LeadModel()
    model.show_lines(page.model.rows, context.formats, context.portfolio.now())
    page.table.grab()


def bring_priya(page: LeadPage, context: Context) -> None:
    """A snapshot of Priya with one engagement, made three days ago."""
    one = msgspec.structs.replace(page.lines[0], uid="hers", client="Basalt", parent="", consultant="Priya Nair")
    hers = snapshots.Snapshot(snapshots.FORMAT, 1, "Priya Nair", "2026-11-21T15:42:00Z", (one,))
    snapshots.keep(context.store, hers)


def test_a_stale_snapshot_says_so_and_a_colleagues_row_does_not_open(
    page: LeadPage, context: Context, told: list[str], qtbot: QtBot
) -> None:
    bring_priya(page, context)
    page.filter.setText("basalt")
    assert page.model.index(0, 1).data() == "Priya Nair"
    assert page.model.index(0, 6).data() == "Stale, 3 days ago"
    page.take_focus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert told[-1] == "Basalt is Priya Nair's. It is shown here, not opened."


def test_a_difference_is_marked_and_said(page: LeadPage, context: Context, qtbot: QtBot) -> None:
    northwind = next(item for item in page.lines if item.client == "Northwind Health")
    moved = {"prod_start": "2026-12-05T19:00", "prod_utc": "2026-12-06T03:00:00Z"}
    hers = msgspec.structs.replace(northwind, **moved, consultant="Priya Nair")
    found = snapshots.Snapshot(snapshots.FORMAT, 1, "Priya Nair", "2026-11-24T14:42:00Z", (hers,))
    snapshots.keep(context.store, found)
    qtbot.mouseClick(page.tiles["differ"], Qt.MouseButton.LeftButton)
    assert clients(page) == ["Northwind Health"]
    words = "Thu 3 Dec, 19:00 PST\nSnapshot of Priya Nair, 1 h ago: prod upgrade Sat 5 Dec, 19:00 PST"
    assert page.model.index(0, PROD).data(Qt.ItemDataRole.AccessibleTextRole) == words
    assert page.model.index(0, PROD).data(Qt.ItemDataRole.ToolTipRole) == words
    page.table.grab()


def test_the_teams_list_comes_in_beside_the_window(
    page: LeadPage, context: Context, told: list[str], qtbot: QtBot
) -> None:
    plans = {item.id: item.phases for item in context.portfolio.loaded()}
    page.acts.import_files([LIST])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["Rebuilt 6 engagements from the ETIU list, 3 pieces left out"]
    assert "Münchner Gerätebau" in clients(page)
    assert clients(page).count("Northwind Health") == 1
    assert {item.id: item.phases for item in context.portfolio.loaded()} == plans
    page.acts.import_files([LIST])
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    assert told[1] == "The ETIU list here is newer"


def test_what_is_no_list_is_refused_in_words(page: LeadPage, told: list[str], tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    page.acts.import_files([tmp_path / "x.csv"])
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "x.csv" in told[0]


def test_capacity_is_a_table_that_is_walked_and_names_the_clash(page: LeadPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.view.button("capacity"), Qt.MouseButton.LeftButton)
    pane = page.capacity
    assert pane.clashes.text().endswith("Kestrel Energy and Northwind Health on the same night")
    assert pane.next.text().startswith("Can be scheduled next: Mara Kowalski, week of")
    page.take_focus()
    pane.table.setCurrentIndex(pane.model.index(0, 1))
    qtbot.keyClick(pane.table, Qt.Key.Key_Right)
    said = pane.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Week of Mon 30 Nov: 4 prod upgrades:")
    pane.table.grab()
    qtbot.mouseClick(page.view.button("table"), Qt.MouseButton.LeftButton)
    assert page.table.isVisible()


def test_the_capacity_model_keeps_qts_rules(page: LeadPage, context: Context, qtmodeltester: ModelTester) -> None:
    model = CapacityModel()
    model.show_capacity(capacity(page.lines, date(2026, 11, 24)), context.formats)
    qtmodeltester.check(model)


def test_the_digest_is_read_changed_copied_and_saved(page: LeadPage, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = page.acts.show_digest()
    assert "Needs the lead" in dialog.text.toPlainText()
    dialog.text.insertPlainText("Hello\n")
    qtbot.keyClick(dialog.copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text().startswith("Hello\nWeek of Mon 23 Nov 2026")
    dialog.save_to(tmp_path / "digest.txt")
    assert (tmp_path / "digest.txt").read_text(encoding="utf-8").startswith("Hello")
    dialog.reject()


def test_how_it_stood_is_remembered_for_the_digest(page: LeadPage, context: Context) -> None:
    (stand,) = lead_digest.read_stands(context.store.recall(STANDS))
    assert len(stand.engagements) == len(page.lines)


def test_it_goes_on_paper_and_into_a_pdf(page: LeadPage, tmp_path: Path, told: list[str], qtbot: QtBot) -> None:
    page.acts.save_pdf(tmp_path / "lead.pdf")
    assert (tmp_path / "lead.pdf").read_bytes().startswith(b"%PDF")
    assert told == ["Saved lead.pdf"]
    page.acts.print_preview()
    dialog = page.window().findChild(QPrintPreviewDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Print: Lead overview"
    sheets = dialog.findChild(QPrintPreviewWidget)
    assert sheets is not None
    qtbot.waitUntil(lambda: sheets.pageCount() == 1)
    dialog.close()


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_every_heading_has_room(page: LeadPage, window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    window.resize(*size)
    header = page.table.horizontalHeader()
    metrics = QFontMetricsF(header.font())
    qtbot.waitUntil(lambda: header.length() <= page.table.viewport().width())
    for at, name in enumerate(COLUMNS):
        assert header.sectionSize(at) >= metrics.horizontalAdvance(name) + 24, name


def test_the_shared_folder_is_written_after_a_step_and_the_watched_one_is_read(
    page: LeadPage, window: MainWindow, context: Context, tmp_path: Path, told: list[str], qtbot: QtBot
) -> None:
    keeper = window.commands.snapshots
    for name in ("mine", "team"):
        (tmp_path / name).mkdir()
    keeper.start()
    settings.put(context.store, "snapshots.share", str(tmp_path / "mine"))
    settings.put(context.store, "snapshots.watch", str(tmp_path / "team"))
    file = tmp_path / "mine" / "mara-kowalski.e2e.json"
    qtbot.waitUntil(file.exists, timeout=10_000)
    hers = msgspec.structs.replace(page.lines[0], uid="hers", client="Basalt", parent="", consultant="Priya Nair")
    found = snapshots.Snapshot(snapshots.FORMAT, 1, "Priya Nair", "2026-11-24T14:42:00Z", (hers,))
    undo = context.store.next_undo()
    snapshot_folder.write(found, tmp_path / "team")
    qtbot.waitUntil(lambda: "Basalt" in clients(page), timeout=10_000)
    assert context.store.next_undo() == undo, "what lies in a folder is no step of one's own"
    (tmp_path / "team" / "broken.e2e.json").write_text("{", encoding="utf-8")
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "damaged" in told[0]
    keeper.stop()


def test_a_failure_is_told_once(
    page: LeadPage, window: MainWindow, context: Context, tmp_path: Path, told: list[str], qtbot: QtBot
) -> None:
    keeper = window.commands.snapshots
    keeper.start()
    settings.put(context.store, "snapshots.share", str(tmp_path / "away"))
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert "There is no such folder" in told[0]
    (tmp_path / "away").mkdir()
    settings.put(context.store, "people.lead", "Ann")
    qtbot.waitUntil((tmp_path / "away" / "mara-kowalski.e2e.json").exists, timeout=10_000)
    assert len(told) == 1
    keeper.stop()
