"""The checklist: ticking by mouse and keys, locks, notes, skipping, banners; and what assistive technology reads."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models import checklist, dossiers, engagements, rescheduling, tickets, zones
from models.records import Dossier
from ui.checklist import view
from ui.checklist.dialogs import DoneAnyway, StepNote
from ui.checklist.model import ChecklistModel, Role
from ui.checklist.pane import ChecklistPane
from ui.checklist.read_back import ReadBack
from ui.checklist.skip import SkipBestPractices
from ui.composer.dialog import Composer
from ui.context import Context
from ui.dialog import DialogFrame
from ui.question import Question

Dialog = TypeVar("Dialog", bound=DialogFrame)
REMINDER = "validation_reminder"
PROD = "America/Los_Angeles"


@pytest.fixture
def pane(context: Context, qtbot: QtBot) -> ChecklistPane:
    """The pane alone in a window, as wide as in the picture."""
    made = ChecklistPane(context)
    qtbot.addWidget(made)
    made.resize(364, 900)
    made.show()
    made.view.setFocus()
    return made


def now(context: Context) -> Dossier:
    dossier = context.portfolio.current_dossier()
    assert dossier is not None
    return dossier


def place(pane: ChecklistPane, key: str, x: int) -> QPoint:
    area = pane.view.visualRect(pane.view.rows.index_of(key))
    return QPoint(x, area.center().y())


def click(pane: ChecklistPane, qtbot: QtBot, key: str, x: int = 26) -> None:
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place(pane, key, x))


def asked_by(pane: ChecklistPane, kind: type[Dialog]) -> Dialog:
    found = [item for item in pane.findChildren(kind) if item.isVisible()]
    assert len(found) == 1
    return found[0]


def groups(pane: ChecklistPane) -> list[tuple[str, str, bool]]:
    rows = pane.view.rows
    heads = [rows.index(at, 0) for at in range(rows.rowCount())]
    return [(str(head.data()), str(head.data(Role.COUNT)), pane.view.isExpanded(head)) for head in heads]


def test_it_opens_at_the_group_in_work_like_the_picture(pane: ChecklistPane) -> None:
    assert groups(pane) == [
        ("Dev upgrade, validation, kickoff", "16 of 16", False),
        ("Client validation", "3 of 5", True),
        ("Schedule prod upgrade", "0 of 10", True),
        ("Support Week and closing", "0 of 9", False),
        ("Best Practices", "0 of 4", False),
    ]
    assert pane.view.rows.hot().data(Role.KEY) == REMINDER


def test_a_click_on_the_box_ticks_and_a_second_one_takes_it_back(
    pane: ChecklistPane, context: Context, qtbot: QtBot
) -> None:
    click(pane, qtbot, REMINDER)
    assert now(context).is_done(REMINDER)
    assert context.store.next_undo().label == "Tick “Send the prod upgrade reminder”"
    assert pane.view.rows.hot().data(Role.KEY) == "validation_confirmed"
    click(pane, qtbot, REMINDER)
    assert not now(context).is_done(REMINDER)


def test_a_click_on_the_words_only_selects(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    click(pane, qtbot, REMINDER, 120)
    assert not now(context).is_done(REMINDER)
    assert pane.view.current_key() == REMINDER


def test_a_double_click_on_the_box_ticks_once(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    at = place(pane, "validation_confirmed", 26)
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert now(context).is_done("validation_confirmed")


def test_space_ticks_and_undo_brings_it_back(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    pane.show_step(REMINDER)
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert now(context).is_done(REMINDER)
    assert pane.view.current_key() == REMINDER
    context.store.undo()
    assert pane.view.rows.index_of(REMINDER).data(Role.STATE) == "open"


def test_a_tick_by_keys_is_spoken(
    pane: ChecklistPane, context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            spoken.append(event.message())

    monkeypatch.setattr(view.QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(view.QAccessible, "updateAccessibility", staticmethod(hear))
    pane.show_step(REMINDER)
    pane.view.setFocus()
    qtbot.waitUntil(pane.view.hasFocus)
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert [words.split(", ")[:2] for words in spoken] == [["Send the prod upgrade reminder", "done"]]
    context.store.undo()
    assert spoken[-1].startswith("Send the prod upgrade reminder, not done")


def test_the_button_beside_the_next_step_does_it(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    item = pane.view.button
    assert item.accessibleName() == "Email: Send the prod upgrade reminder"
    qtbot.waitUntil(item.isVisible)
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    composer = pane.window().findChild(Composer)
    assert composer.page.words.kind == REMINDER
    qtbot.mouseClick(composer.sent, Qt.MouseButton.LeftButton)
    composer.close()
    assert now(context).is_done(REMINDER)
    item = pane.view.button
    assert item.text() == "Finish now"
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert now(context).phases["client_validation"].actual_end is not None
    assert now(context).is_done("validation_confirmed")


def test_a_locked_step_opens_with_one_line_of_why(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    click(pane, qtbot, "timezone_check")
    asked = asked_by(pane, DoneAnyway)
    qtbot.mouseClick(asked.go, Qt.MouseButton.LeftButton)
    assert asked.why.error == "Say in a line why it is done."
    asked.why.line.setText("The client confirmed by phone")
    qtbot.mouseClick(asked.go, Qt.MouseButton.LeftButton)
    step = now(context).steps["timezone_check"]
    assert (step.done, step.why) == (True, "The client confirmed by phone")
    assert "done anyway: The client confirmed by phone" in pane.view.rows.index_of("timezone_check").data(Role.DETAIL)


def test_the_ctask_stays_locked_without_its_signed_check(
    pane: ChecklistPane, told: list[str], context: Context, qtbot: QtBot
) -> None:
    finish_validation(context)
    click(pane, qtbot, "ctask_closed")
    assert told[-1].endswith("Sign the triple-check of the CTASK for the planned start first.")
    assert not pane.findChildren(Question)


def finish_validation(context: Context) -> None:
    rescheduling.finish_validation_now(context.store, context.portfolio.current)


def test_schedule_conversion_asks_once_and_locks(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    finish_validation(context)
    pane.show_step("schedule_conversion")
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    asked = asked_by(pane, Question)
    assert asked.windowTitle() == "Schedule it in ServiceNow?"
    assert [asked.keep.text(), asked.go.text()] == ["Not yet", "I pressed Schedule Conversion"]
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert not now(context).engagement.scheduling
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    qtbot.mouseClick(asked_by(pane, Question).go, Qt.MouseButton.LeftButton)
    assert now(context).engagement.scheduling
    assert context.store.next_undo().barrier == checklist.BARRIER


def test_a_note_stands_below_its_step(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    pane.show_step(REMINDER)
    before = pane.view.visualRect(pane.view.rows.index_of(REMINDER)).height()
    qtbot.keyClick(pane.view, Qt.Key.Key_N)
    asked = asked_by(pane, StepNote)
    asked.words.setPlainText("password: hunter2")
    asked.save.click()
    assert "never stored" in asked.words.accessibleDescription()
    asked.words.setPlainText("Elena is out until Thursday")
    asked.save.click()
    assert now(context).steps[REMINDER].note == "Elena is out until Thursday"
    qtbot.waitUntil(lambda: pane.view.visualRect(pane.view.rows.index_of(REMINDER)).height() > before)


def test_the_menu_offers_what_the_step_allows(pane: ChecklistPane, qtbot: QtBot) -> None:
    def words(key: str) -> list[str]:
        return [item.text().partition("\t")[0] for item in pane.menu(key).actions() if item.text()]

    assert words(REMINDER) == ["Tick", "Note…", "Compose…", "Dates of Client validation…"]
    assert words("validation_instructions")[0] == "Open it again"
    assert words("timezone_check")[0] == "Done anyway…"
    assert "Skip with approval…" in words("best_practices_held")
    assert "Copy the short description" in words("prod_date_text")
    with qtbot.waitSignal(pane.dates_wanted) as wanted:
        pane.menu(REMINDER).actions()[-1].trigger()
    assert wanted.args == ["client_validation"]


def test_skipping_asks_for_everything_first(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    pane.acts.skip()
    form = asked_by(pane, SkipBestPractices)
    form.skip.click()
    assert form.error.text().startswith("Only an experienced ServiceNow developer")
    form.partner.setChecked(True)
    form.reason.line.setText("They meet their partner every week")
    form.skip.click()
    assert form.error.text().startswith("Still missing: the day of the approver's yes")
    form.approved_on.field.line.setText("today")
    form.told_on.field.line.setText("fri 20 nov")
    assert form.told_on.echo.text() == "Fri 20 Nov 2026"
    form.skip.click()
    engagement = now(context).engagement
    assert (engagement.skip_approver, engagement.skip_approved_on) == ("Damien", "2026-11-24")
    assert engagement.skip_told_on == "2026-11-20"
    assert now(context).is_done("best_practices_held")


def test_a_drifted_text_is_copied_and_read_back(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    banners = pane.banners
    assert banners.isVisible()
    banners.copy_text()
    copied = QGuiApplication.clipboard().text()
    assert copied == "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"
    banners.read_back()
    dialog = asked_by(pane, ReadBack)
    dialog.shown.line.setText(copied)
    assert dialog.shown.error == "That text came from E2E Tracker. Copy it from ServiceNow."
    assert not dialog.record.isEnabled()
    QGuiApplication.clipboard().setText("anything else")
    dialog.shown.line.setText("E2E | Northwind Health | Prod Upgrade 2026-12-02 19:00 PST")
    assert dialog.shown.error == "It says 2026-12-02 19:00 PST. The plan says 2026-12-03 19:00 PST."
    dialog.shown.line.setText("Northwind Health Prod Upgrade 12/03/2026 7:00 PM PST")
    assert dialog.verdict.text() == "Other words, the same dates"
    dialog.shown.line.setText(copied)
    assert dialog.verdict.text() == "Same"
    qtbot.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    assert tickets.drift(now(context), "ETIU03") is None
    assert banners.isHidden()


def test_an_adjustment_stays_due_until_it_is_marked_as_sent(
    pane: ChecklistPane, context: Context, told: list[str]
) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19, 0), PROD)
    rescheduling.move_phase(context.store, context.portfolio.current, "prod_upgrade", start, reason="Board meeting")
    assert any(name.startswith("Tell Aja. Northwind Health (CHG0041877)") for name in banner_names(pane))
    pane.banners.copy_notice()
    notice = QGuiApplication.clipboard().text().split("\n")
    assert notice[0].endswith("moves from Thu 3 Dec 2026, 19:00 PST to Wed 2 Dec 2026, 19:00 PST.")
    assert notice[1:3] == ["That is Wed 2 Dec, 22:00 EST for me.", "Reason: Board meeting"]
    pane.banners.mark_notice_sent()
    assert told[-1] == "Marked as sent"
    assert not any(name.startswith("Tell Aja") for name in banner_names(pane))
    context.store.undo()
    assert any(name.startswith("Tell Aja") for name in banner_names(pane))


def banner_names(pane: ChecklistPane) -> list[str]:
    layout = pane.banners.layout()
    return [layout.itemAt(at).widget().accessibleName() for at in range(layout.count())]


def test_folding_is_kept_while_the_engagement_changes(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    head = pane.view.rows.index(1, 0)
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=pane.view.visualRect(head).center())
    assert not pane.view.isExpanded(head)
    engagements.edit(context.store, context.portfolio.current, client="Northwind Health AG")
    assert not pane.view.isExpanded(pane.view.rows.index(1, 0))
    pane.view.setCurrentIndex(head)
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert pane.view.isExpanded(head)


def test_it_follows_the_open_engagement(pane: ChecklistPane, context: Context, qtbot: QtBot) -> None:
    other = next(id_ for id_, name in dossiers.names(context.store) if name == "Juniper Schools")
    context.portfolio.open(other)
    hot = pane.view.rows.hot()
    assert hot.data(Role.KEY) != REMINDER
    assert pane.view.current_key() == ""
    assert pane.view.button is None or REMINDER not in pane.view.button.accessibleName()


def test_rows_are_read_out_with_state_and_reason(pane: ChecklistPane) -> None:
    rows = pane.view.rows
    said = {key: rows.index_of(key).data(Qt.ItemDataRole.AccessibleTextRole) for key in (REMINDER, "timezone_check")}
    assert said[REMINDER] == (
        "Send the prod upgrade reminder, not done, Include the 2–4 h business impact, this is next"
    )
    assert said["timezone_check"] == "Timezone check in work notes, locked, Opens after client validation"
    assert rows.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Schedule prod upgrade, 0 of 10 done, Opens after client validation"
    )
    tree = QAccessible.queryAccessibleInterface(pane.view)
    assert tree.role() is QAccessible.Role.Tree
    assert tree.text(QAccessible.Text.Name) == "Checklist"
    assert tree.childCount() > 10


def test_rows_grow_with_their_words_and_never_under_the_target_size(pane: ChecklistPane, qtbot: QtBot) -> None:
    wide = pane.view.visualRect(pane.view.rows.index_of(REMINDER)).height()
    pane.resize(250, 900)
    qtbot.waitUntil(lambda: pane.view.visualRect(pane.view.rows.index_of(REMINDER)).height() > wide)
    heights = [pane.view.visualRect(index).height() for index in shown(pane)]
    assert min(heights) >= 32
    assert pane.view.viewport().width() == pane.view.width()


def shown(pane: ChecklistPane) -> list[QModelIndex]:
    found, index = [], pane.view.rows.index(0, 0)
    while index.isValid():
        found.append(index)
        index = pane.view.indexBelow(index)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_paint(pane: ChecklistPane, context: Context, theme: str) -> None:
    context.appearance.use(theme)
    picture = pane.grab().toImage()
    surface = context.appearance.theme.color("surface").rgb()
    assert picture.pixel(200, 880) != 0
    assert surface != context.appearance.theme.color("text").rgb()
    assert len({picture.pixel(x, y) for x in range(0, 300, 7) for y in range(0, 700, 7)}) > 6


def test_the_model_keeps_qts_rules(context: Context, qtmodeltester: ModelTester) -> None:
    model = ChecklistModel()
    first = checklist.view(now(context), context.clock.now(), context.formats)
    model.show(first)
    qtmodeltester.check(model)
    changed: list[str] = []
    model.dataChanged.connect(lambda index, _last: changed.append(str(index.data(Role.KEY))))
    checklist.tick(context.store, now(context), REMINDER)
    model.show(checklist.view(now(context), context.clock.now(), context.formats))
    assert changed == ["client_validation", REMINDER, "validation_confirmed"]
    model.show((replace(first[0], steps=first[0].steps[:2]),))
    assert model.rowCount() == 1
    qtmodeltester.check(model)


def test_undo_after_a_tick_on_another_phase_keeps_the_button(pane: ChecklistPane, context: Context) -> None:
    checklist.tick(context.store, now(context), REMINDER)
    context.store.undo()
    assert pane.view.button is not None
    assert pane.view.button.accessibleName() == "Email: Send the prod upgrade reminder"


def test_the_button_stays_on_its_row_while_one_scrolls(pane: ChecklistPane) -> None:
    pane.resize(364, 400)
    for value in (120, 8, 0):
        pane.view.verticalScrollBar().setValue(value)
        assert pane.view.button is not None
        assert pane.view.visualRect(pane.view.rows.hot()).contains(place_of(pane, pane.view.button))


def place_of(pane: QWidget, item: QWidget) -> QRect:
    """Where a button lies in the view's own measures."""
    return QRect(pane.view.viewport().mapFrom(pane, item.pos()), item.size())
