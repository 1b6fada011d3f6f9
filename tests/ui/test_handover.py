"""Handing over and taking over through the window, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models import confirmation, dossiers, engagements, handover, sample, settings, snapshots, zones
from models.clock import Clock
from models.handover import Handover, Sender
from models.store import open_store
from ui.archive.dialog import ArchiveDialog
from ui.context import Context
from ui.draft_dialog import DraftDialog
from ui.handover.give import HandOverDialog
from ui.handover.sheet_view import SheetView
from ui.handover.state_again import StateAgain
from ui.handover.take_over import TakeOverDialog
from ui.main_window import MainWindow

CLIENT = "Northwind Health"
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=zones.UTC)


@pytest.fixture
def from_priya(tmp_path: Path) -> Callable[..., Path]:
    """Write the handover of an engagement out of a colleague's database, which is another one than the window's."""

    def write(client: str = CLIENT, uid: str = "", change: Callable[[Handover], Handover] | None = None) -> Path:
        with closing(open_store(tmp_path / "priya.db", clock=Clock(NOW))) as store:
            if not dossiers.names(store):
                sample.create_example(store)
            settings.put(store, "you.name", "Priya Nair")
            id_ = next(id_ for id_, name in dossiers.names(store) if name == client)
            found = handover.take(store, id_)
        found = replace(found, engagement=replace(found.engagement, uid=uid or found.engagement.uid, client=client))
        evidence = found.evidence if not uid else ()
        found = replace(found, evidence=evidence, decisions=())
        found = change(found) if change else found
        path = tmp_path / "northwind.e2e.json"
        handover.write(replace(found, sender=Sender("Priya Nair", "PN"), seal=""), path)
        sealed = replace(found, sender=Sender("Priya Nair", "PN"), seal="")
        handover.write(replace(sealed, seal=handover.seal_of(sealed)), path)
        return path

    return write


def shown(window: MainWindow, kind: type[QWidget]) -> QWidget:
    found = [item for item in window.findChildren(kind) if item.isVisible()]
    assert len(found) == 1, kind
    return found[0]


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys))


def state(dialog: TakeOverDialog | StateAgain, qtbot: QtBot, day: str, time: str, weekday: int) -> None:
    stated = dialog.statement
    qtbot.keyClicks(stated.date.line, day)
    qtbot.keyClicks(stated.time.line, time)
    for choice, at in ((stated.zone, 1), (stated.weekday, weekday)):
        choice.setFocus()
        for _press in range(at):
            qtbot.keyClick(choice, Qt.Key.Key_Down)


def own(window: MainWindow, context: Context) -> str:
    window.open_engagement(next(id_ for id_ in context.portfolio.ids() if context.portfolio.name(id_) == CLIENT))
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    return dossier.engagement.uid


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> TakeOverDialog:
    drop(window, path)
    qtbot.waitUntil(lambda: any(item.isVisible() for item in window.findChildren(TakeOverDialog)))
    dialog = shown(window, TakeOverDialog)
    assert isinstance(dialog, TakeOverDialog)
    return dialog


def test_a_dropped_handover_is_stated_again_and_taken_over(
    window: MainWindow, context: Context, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    count = len(context.portfolio.ids())
    dialog = opened(window, from_priya(), qtbot)
    qtbot.mouseClick(dialog.same.choice.button("other"), Qt.MouseButton.LeftButton)
    assert "Priya" in dialog.chip.text
    assert "19:00" not in dialog.statement.verdict_words
    state(dialog, qtbot, "2026-12-03", "19:00", 4)
    assert dialog.statement.verdict_words == "Same as Priya's plan: Thursday 3 December 2026, 19:00 PST"
    with qtbot.waitSignal(dialog.taken) as made:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert made.args is not None
    mine = dossiers.load(context.store, made.args[0])
    assert mine.engagement.consultant == settings.you(context.store).name
    assert confirmation.unconfirmed(mine) is None
    assert window.toast.text == "Took over Northwind Health"
    qtbot.waitUntil(lambda: len(context.portfolio.ids()) == count + 1)
    window.commands.undo()
    qtbot.waitUntil(lambda: len(context.portfolio.ids()) == count)


def test_one_that_came_by_a_list_is_brought_together_with_it(
    window: MainWindow, context: Context, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    count = len(context.portfolio.ids())
    own(window, context)
    assert context.portfolio.current is not None
    engagements.edit(context.store, context.portfolio.current, dev_instance="mine")
    dialog = opened(window, from_priya(), qtbot)
    assert dialog.same.choice.current == "same", "both have the parent"
    assert len(dialog.table.results) > 0
    qtbot.mouseClick(dialog.same.choice.button("other"), Qt.MouseButton.LeftButton)
    assert len(dialog.table.results) == 0
    qtbot.keyClick(dialog.same.choice.button("other"), Qt.Key.Key_Left)
    assert len(dialog.table.results) > 0
    with qtbot.waitSignal(dialog.taken) as made:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert made.args is not None
    assert context.portfolio.name(made.args[0]) == CLIENT
    assert len(context.portfolio.ids()) == count


def test_the_same_name_alone_is_asked_before_anything_is_taken_over(
    window: MainWindow, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    def without_numbers(found: Handover) -> Handover:
        engagement = replace(found.engagement, parent="")
        return replace(found, engagement=engagement, tickets=tuple(replace(item, number="") for item in found.tickets))

    dialog = opened(window, from_priya(change=without_numbers), qtbot)
    assert dialog.same.choice.current == ""
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog.same.choice.button("same"), Qt.Key.Key_Right)
    assert dialog.same.choice.current == "same"
    assert dialog.go.isEnabled()


def test_a_mismatch_is_loud_has_a_draft_and_never_blocks(
    window: MainWindow, context: Context, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    dialog = opened(window, from_priya(), qtbot)
    state(dialog, qtbot, "2026-12-04", "19:00", 5)
    assert dialog.statement.verdict_words.startswith("Stop. Priya's plan says Thursday 3 December 2026, 19:00 PST")
    qtbot.mouseClick(dialog.statement.ask, Qt.MouseButton.LeftButton)
    draft = dialog.findChild(DraftDialog)
    assert draft is not None
    assert "Friday 4 December 2026, 19:00 PST" in draft.body.toPlainText()
    qtbot.mouseClick(draft.copy, Qt.MouseButton.LeftButton)
    assert "Thursday 3 December 2026" in QGuiApplication.clipboard().text()
    draft.reject()
    assert dialog.go.isEnabled()
    with qtbot.waitSignal(dialog.taken) as made:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert made.args is not None
    qtbot.waitUntil(lambda: context.portfolio.current == made.args[0])
    assert confirmation.unconfirmed(dossiers.load(context.store, made.args[0])) is not None
    window.acts["state_again"].trigger()
    again = shown(window, StateAgain)
    assert isinstance(again, StateAgain)
    assert not again.go.isEnabled()
    state(again, qtbot, "2026-12-03", "19:00", 4)
    qtbot.mouseClick(again.go, Qt.MouseButton.LeftButton)
    assert confirmation.unconfirmed(dossiers.load(context.store, made.args[0])) is None
    window.acts["state_again"].trigger()
    assert window.toast.text == "The prod upgrade needs no confirmation"


@pytest.mark.parametrize(
    ("day", "time", "weekday", "said"),
    [
        ("2026-12-03", "19:00", 5, "is not a"),
        ("2026-12-03", "", 4, "typed by hand"),
        ("2026-02-31", "19:00", 4, "31"),
    ],
)
def test_the_senders_date_stays_covered_while_the_four_do_not_agree(
    day: str, time: str, weekday: int, said: str, window: MainWindow, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    dialog = opened(window, from_priya(), qtbot)
    state(dialog, qtbot, day, time, weekday)
    assert said in dialog.statement.verdict_words
    assert dialog.statement.prod is None
    assert "Priya" not in dialog.statement.verdict_words
    dialog.reject()


def test_an_update_of_ones_own_engagement_swaps_sides_by_a_click(
    window: MainWindow, context: Context, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    uid = own(window, context)
    path = from_priya(uid=uid, change=lambda it: replace(it, engagement=replace(it.engagement, dev_instance="dev2")))
    dialog = opened(window, path, qtbot)
    result = dialog.table.results["engagement.dev_instance"]
    assert result.text() == "Priya's, newer"
    qtbot.mouseClick(result, Qt.MouseButton.LeftButton)
    assert result.text() == "Yours"
    before = dossiers.load(context.store, context.portfolio.current).engagement.dev_instance
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    after = dossiers.load(context.store, context.portfolio.current).engagement
    assert after.dev_instance == before
    assert after.uid == uid


def test_only_looking_changes_nothing(
    window: MainWindow, context: Context, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    before = context.store.next_undo()
    dialog = opened(window, from_priya(), qtbot)
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    sheet = dialog.findChild(SheetView)
    assert sheet is not None
    assert "Promised dates" in sheet.text.toPlainText()
    sheet.accept()
    dialog.reject()
    assert context.store.next_undo() == before


def test_a_changed_file_may_only_be_looked_at(
    window: MainWindow, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    path = from_priya()
    path.write_text(path.read_text(encoding="utf-8").replace("northwinddev", "northwinddez"), encoding="utf-8")
    dialog = opened(window, path, qtbot)
    assert dialog.chip.text == "This handover was changed after it was written."
    assert not dialog.go.isVisible()
    assert dialog.look.isVisible()
    dialog.reject()


def test_a_broken_file_is_refused_in_words(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "broken.e2e.json"
    path.write_text('{"format": "e2e-tracker handover", "version": 2}', encoding="utf-8")
    drop(window, path)
    qtbot.waitUntil(lambda: "This handover is of a newer E2E Tracker" in window.toast.text)
    assert not window.findChildren(TakeOverDialog)


def test_an_engagement_without_a_prod_date_asks_nothing(
    window: MainWindow, context: Context, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    undated = next(item.engagement.client for item in context.portfolio.loaded() if not item.prod.dated)
    dialog = opened(window, from_priya(undated), qtbot)
    assert not dialog.statement.date.isVisible()
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert window.toast.text == f"Took over {undated}"


def test_handing_over_writes_three_files_and_makes_it_read_only(
    window: MainWindow, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    own(window, context)
    engagement = context.portfolio.current
    window.acts["hand_over"].trigger()
    dialog = shown(window, HandOverDialog)
    assert isinstance(dialog, HandOverDialog)
    qtbot.keyClicks(dialog.receiver.line, "Sam Ito")
    qtbot.mouseClick(dialog.emails, Qt.MouseButton.LeftButton)
    dialog.export_to(tmp_path / "out")
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.e2e.json", "out.md", "out.pdf"]
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(window.page.header.back.isVisible)
    assert not context.attempt(lambda: engagements.edit(context.store, engagement, dev_instance="x"))
    assert "handed over to Sam Ito" in window.toast.text
    archive = ArchiveDialog(context, window)
    archive.open()
    names = [item.accessibleName() for item in archive.findChildren(QPushButton)]
    assert "Take back Northwind Health" in names
    archive.reject()
    qtbot.mouseClick(window.page.header.back, Qt.MouseButton.LeftButton)
    assert context.attempt(lambda: engagements.edit(context.store, engagement, dev_instance="x"))


def test_a_copy_leaves_it_ones_own(window: MainWindow, context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    own(window, context)
    window.acts["hand_over"].trigger()
    dialog = shown(window, HandOverDialog)
    assert isinstance(dialog, HandOverDialog)
    dialog.keep.setFocus()
    qtbot.keyClick(dialog.keep, Qt.Key.Key_Space)
    dialog.export_to(tmp_path / "copy.e2e.json")
    assert context.attempt(lambda: engagements.edit(context.store, context.portfolio.current, dev_instance="y"))


def test_every_control_of_both_dialogs_has_a_name(
    window: MainWindow, context: Context, qtbot: QtBot, from_priya: Callable[..., Path]
) -> None:
    dialog = opened(window, from_priya(), qtbot)
    for item in dialog.findChildren(QWidget):
        if item.focusPolicy() & Qt.FocusPolicy.TabFocus and item.isVisible():
            assert item.accessibleName() or getattr(item, "text", str)(), item
    QApplication.sendPostedEvents()
    dialog.reject()


def test_a_dropped_snapshot_goes_into_the_overview(
    window: MainWindow, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "priya.e2e.json"
    snapshots.write(snapshots.Snapshot(snapshots.FORMAT, 1, "Priya Nair", "2026-11-24T14:00:00Z", ()), path)
    drop(window, path)
    qtbot.waitUntil(lambda: window.toast.text == "Read the snapshot of Priya Nair")
    assert window.pages.place == "lead"


def test_a_backup_is_made_before(
    window: MainWindow, qtbot: QtBot, from_priya: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def after_backup(_context: Context, reason: str, then: Callable[[], None]) -> None:
        asked.append(reason)
        then()

    monkeypatch.setattr(Context, "after_backup", after_backup)
    dialog = opened(window, from_priya(), qtbot)
    with qtbot.waitSignal(dialog.taken):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert asked == ["import"]
