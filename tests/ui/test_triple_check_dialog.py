"""The triple-check dialog by mouse and keyboard: what it asks, what it refuses, what it signs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import checklist, dossiers, evidence, gates, messages, practice, rescheduling, zones
from models.clock import Clock
from models.records import Dossier
from ui.checklist.pane import ChecklistPane
from ui.clipboard import OWN, copy_text
from ui.composer.dialog import Composer
from ui.context import Context
from ui.main_window import MainWindow
from ui.question import Question
from ui.triple_check import banner
from ui.triple_check.after_check import AfterCheck
from ui.triple_check.dialog import TripleCheckDialog
from ui.triple_check.opening import open_triple_check
from ui.triple_check.practice import Practice, PracticeDialog

RIGHT = ("2026-12-03 19:00:00", "2026-12-03 22:00:00")
LATE = ("2026-12-03 22:00:00", "2026-12-04 01:00:00")
STAMP = "2026-11-24 07:41:50"


@pytest.fixture(autouse=True)
def new_york(monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer stands in New York."""
    monkeypatch.setattr(zones, "local_zone", lambda: "America/New_York")


@pytest.fixture
def ready(context: Context) -> Context:
    """Northwind Health once client validation is complete; your initials are known."""
    rescheduling.finish_validation_now(context.store, context.portfolio.current)
    return context


@pytest.fixture
def opened_dialog(ready: Context, qtbot: QtBot) -> Iterator[Callable[..., TripleCheckDialog]]:
    dialogs: list[TripleCheckDialog] = []
    window = QWidget()
    qtbot.addWidget(window)

    def open_one(gate: str = "", context: Context = ready) -> TripleCheckDialog:
        dialog = open_triple_check(context, window, gate)
        assert dialog is not None
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialogs.append(dialog)
        return dialog

    yield open_one
    for dialog in dialogs:
        dialog.close()
    for question in window.findChildren(Question):
        question.reject()


def dossier(context: Context) -> Dossier:
    found = context.portfolio.current_dossier()
    assert found is not None
    return found


def from_browser(text: str) -> None:
    """Put a text on the clipboard as another program would."""
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def paste(dialog: TripleCheckDialog, text: str) -> None:
    """Paste into the field that has the focus, by keys."""
    from_browser(text)
    QTest.keyClick(focus(dialog), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def focus(dialog: TripleCheckDialog) -> QWidget:
    found = dialog.focusWidget()
    assert found is not None
    return found


def type_words(dialog: TripleCheckDialog, words: str) -> None:
    QTest.keyClicks(focus(dialog), words)


def tab(dialog: TripleCheckDialog) -> None:
    QTest.keyClick(focus(dialog), Qt.Key.Key_Tab)


def read_a(dialog: TripleCheckDialog, date: str = "2026-12-03", time: str = "19:00", weekday: str = "Thu") -> None:
    for words in (date, time, weekday):
        type_words(dialog, words)
        tab(dialog)


def read_b(dialog: TripleCheckDialog, shown: tuple[str, str] = RIGHT) -> None:
    for text in shown:
        paste(dialog, text)
        tab(dialog)


def read_all(dialog: TripleCheckDialog, shown: tuple[str, str] = RIGHT, stamp: str = STAMP) -> None:
    """Read what the gate asks for, by keys alone, up to the button."""
    if not dialog.sheet.agreed:
        read_a(dialog)
    read_b(dialog, shown)
    if dialog.clock.stamp.line.text() != stamp:
        dialog.clock.stamp.line.setFocus()
        paste(dialog, stamp)
    dialog.footer.compare.setFocus()
    QTest.keyClick(dialog.footer.compare, Qt.Key.Key_Space)


def sign(dialog: TripleCheckDialog, start: str = "") -> None:
    if start:
        type_words(dialog, start)
    QTest.keyClick(focus(dialog), Qt.Key.Key_Return)


def pass_gate(open_one: Callable[..., TripleCheckDialog], gate: str, start: str = "") -> TripleCheckDialog:
    dialog = open_one(gate)
    read_all(dialog)
    sign(dialog, start)
    assert dialog.footer.note.isVisible(), dialog.banner.title.text()
    dialog.reject()
    return dialog


def test_one_click_opens_the_right_gate_with_empty_readings(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog()
    assert dialog.sheet.gate == "before_scheduling"
    assert focus(dialog) is dialog.roadmap.date.line
    readings = [*dialog.roadmap.lines, *dialog.servicenow.lines, dialog.clock.stamp.line]
    assert [line.text() for line in readings] == [""] * 6
    assert not any(part in line.placeholderText() for line in readings for part in ("2026", "19", "Thu"))
    assert dialog.roadmap.zone.text == "Los Angeles (client)"
    assert not dialog.footer.compare.isEnabled()


def test_a_right_check_goes_by_keys_alone_through_all_three_gates(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context, tmp_path: Path
) -> None:
    dialog = opened_dialog()
    read_a(dialog)
    assert dialog.roadmap.covered
    read_b(dialog)
    assert focus(dialog) is dialog.servicenow.blank
    tab(dialog)
    paste(dialog, STAMP)
    assert not dialog.roadmap.covered
    tab(dialog)
    stops = 1
    while focus(dialog) is not dialog.footer.compare and stops < 6:
        tab(dialog)
        stops += 1
    assert stops < 6
    QTest.keyClick(focus(dialog), Qt.Key.Key_Return)
    assert dialog.banner.title.text() == "All three agree: Thu 3 Dec 2026, 19:00 to 22:00 in Los Angeles"
    assert focus(dialog) is dialog.footer.sign_box.initials
    sign(dialog)
    assert dialog.banner.title.text() == "Signed for Thu 3 Dec 2026, 19:00 in Los Angeles"
    dialog.reject()
    second = pass_gate(opened_dialog, "")
    third = pass_gate(opened_dialog, "", "19:00")
    assert (second.sheet.gate, third.sheet.gate) == ("after_saving", "ctask")
    assert gates.signed(dossier(ready)) == gates.GATES
    with closing(sqlite3.connect(tmp_path / "e2e-tracker.db")) as another:
        assert evidence.verify(another) == ()


def test_later_gates_ask_for_b_alone(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    pass_gate(opened_dialog, "")
    dialog = opened_dialog()
    assert focus(dialog) is dialog.servicenow.start.line
    assert dialog.roadmap.covered
    assert dialog.clock.foot.text() == "Stamp read"
    read_b(dialog)
    assert dialog.footer.compare.isEnabled()


def test_a_is_covered_while_b_is_read_and_lifting_it_clears_b(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog()
    read_a(dialog)
    paste(dialog, RIGHT[0])
    assert dialog.roadmap.covered
    QTest.mouseClick(dialog.roadmap.cover.again, Qt.MouseButton.LeftButton)
    assert not dialog.roadmap.covered
    assert dialog.servicenow.start.text == ""
    assert focus(dialog) is dialog.roadmap.date.line


def test_a_changed_a_clears_b(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog()
    read_a(dialog)
    read_b(dialog)
    dialog.clock.stamp.line.setFocus()
    dialog.roadmap.time.line.setFocus()
    type_words(dialog, "0")
    assert dialog.servicenow.count == 0


def test_b_and_c_open_one_after_the_other(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog()
    assert not dialog.servicenow.start.isEnabled()
    read_a(dialog, weekday="Fri")
    assert dialog.roadmap.foot.text() == "Thu 3 Dec 2026 is not a “Fri”. Look at the roadmap again."
    assert not dialog.servicenow.start.isEnabled()
    dialog.roadmap.weekday.line.setText("Thursday")
    assert dialog.servicenow.start.isEnabled()
    assert not dialog.clock.stamp.isEnabled()


def test_our_own_copy_is_refused_and_the_same_text_of_the_browser_is_not(
    opened_dialog: Callable[..., TripleCheckDialog],
) -> None:
    dialog = opened_dialog()
    read_a(dialog)
    copy_text(RIGHT[0])
    QTest.keyClick(focus(dialog), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.servicenow.start.text == ""
    assert dialog.servicenow.foot.text() == "That text came from E2E Tracker. Copy it from ServiceNow."
    paste(dialog, RIGHT[0])
    assert dialog.servicenow.start.text == RIGHT[0]


def test_what_is_copied_out_of_a_reading_is_marked_as_ours(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog()
    type_words(dialog, "2026-12-03")
    dialog.roadmap.date.line.selectAll()
    QTest.keyClick(dialog.roadmap.date.line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().mimeData().hasFormat(OWN)


def test_the_text_of_the_note_is_copied_and_can_not_be_its_stamp(
    opened_dialog: Callable[..., TripleCheckDialog],
) -> None:
    dialog = opened_dialog()
    read_a(dialog)
    read_b(dialog)
    QTest.mouseClick(dialog.clock.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Timezone Check"
    dialog.clock.stamp.line.take_clipboard()
    assert dialog.clock.stamp.text == ""


def test_the_computers_time_is_kept_at_the_moment_of_pasting(
    opened_dialog: Callable[..., TripleCheckDialog], clock: Clock
) -> None:
    dialog = opened_dialog()
    read_a(dialog)
    read_b(dialog)
    dialog.clock.stamp.line.setFocus()
    paste(dialog, STAMP)
    clock.advance(timedelta(minutes=30))  # type: ignore[attr-defined]
    assert dialog.clock.computer.text == "2026-11-24 10:42:00"
    dialog.compare()
    assert dialog.verdict is not None
    assert dialog.verdict.verdict == "pass"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_mismatch_is_loud_and_can_not_be_signed(
    opened_dialog: Callable[..., TripleCheckDialog],
    ready: Context,
    theme: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    announced: list[tuple[str, bool]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        loud = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
        announced.append((event.message(), loud))

    monkeypatch.setattr(banner.QAccessible, "updateAccessibility", staticmethod(hear))
    ready.appearance.use(theme)
    dialog = opened_dialog("after_saving")
    read_all(dialog, LATE)
    assert dialog.banner.title.text() == "Stop. ServiceNow has the upgrade 3 hours late."
    assert dialog.banner.detail.text().startswith("22:00 is the New York time in a Los Angeles session.")
    assert dialog.banner.tone == "stop"
    assert dialog.banner.grab().toImage().pixelColor(6, 40) == ready.appearance.theme.color("danger_fill")
    assert focus(dialog) is dialog.banner.title
    spoken = [words for words, loud in announced if loud]
    assert spoken
    assert spoken[-1].startswith("Stop. ServiceNow has the upgrade 3 hours late. 22:00 is the New York time")
    assert not dialog.footer.sign.isEnabled()
    assert not dialog.footer.sign_box.isVisible()
    dialog.sign()
    assert [item.value for item in dossier(ready).observations if item.kind == "check"] == ["mismatch"]
    assert dialog.servicenow.foot.text() == "3 h later than the roadmap"
    assert not dialog.grab().isNull()


def test_right_values_can_be_copied_and_the_lead_is_told_in_the_composer(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context
) -> None:
    dialog = opened_dialog("after_saving")
    read_all(dialog, LATE)
    assert [item.text() for item in dialog.banner.buttons] == list(RIGHT)
    QTest.mouseClick(dialog.banner.buttons[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == RIGHT[0]
    assert dialog.footer.tell.text() == "Tell Aja"
    QTest.mouseClick(dialog.footer.tell, Qt.MouseButton.LeftButton)
    (composer,) = dialog.findChildren(Composer)
    assert composer.page.words.kind == messages.MISMATCH
    assert composer.page.words.subject == "Northwind Health: planned dates do not match"
    assert "2026-12-03 22:00:00" in composer.page.words.body
    assert not composer.page.blocked
    QTest.mouseClick(composer.sent, Qt.MouseButton.LeftButton)
    sent = messages.newest_sent(dossier(ready), messages.MISMATCH)
    assert sent is not None
    assert "Hi Aja," in sent.body
    composer.close()


def test_check_again_clears_b_and_c_and_restart_clears_all_three(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context
) -> None:
    dialog = opened_dialog("after_saving")
    read_all(dialog, LATE)
    QTest.mouseClick(dialog.footer.again, Qt.MouseButton.LeftButton)
    assert dialog.roadmap.date.text == "2026-12-03"
    assert (dialog.servicenow.count, dialog.clock.stamp.text) == (0, "")
    assert focus(dialog) is dialog.servicenow.start.line
    assert dialog.roadmap.covered
    read_b(dialog, LATE)
    tab(dialog)
    paste(dialog, STAMP)
    dialog.compare()
    QTest.mouseClick(dialog.footer.restart, Qt.MouseButton.LeftButton)
    assert [line.text() for line in dialog.roadmap.lines] == ["", "", ""]
    assert focus(dialog) is dialog.roadmap.date.line
    assert [item.value for item in dossier(ready).observations if item.kind == "check"] == ["mismatch", "mismatch"]


def test_enter_goes_on_to_the_next_field_and_submits_nothing(
    opened_dialog: Callable[..., TripleCheckDialog],
) -> None:
    dialog = opened_dialog()
    for words in ("2026-12-03", "19:00", "Thu"):
        type_words(dialog, words)
        QTest.keyClick(focus(dialog), Qt.Key.Key_Return)
    for text in RIGHT:
        paste(dialog, text)
        QTest.keyClick(focus(dialog), Qt.Key.Key_Return)
    dialog.clock.stamp.line.setFocus()
    paste(dialog, STAMP)
    QTest.keyClick(focus(dialog), Qt.Key.Key_Return)
    assert dialog.verdict is None
    assert dialog.isVisible()


def test_a_field_that_servicenow_lost_is_said_to_be_empty(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context
) -> None:
    dialog = opened_dialog("after_saving")
    read_a(dialog)
    QTest.mouseClick(dialog.servicenow.blank, Qt.MouseButton.LeftButton, pos=dialog.servicenow.blank.rect().center())
    dialog.servicenow.blank.setChecked(True)
    dialog.clock.stamp.line.setFocus()
    paste(dialog, STAMP)
    dialog.compare()
    assert dialog.banner.title.text() == "Stop. ServiceNow did not keep the dates."
    seen = dossier(ready).newest("CHG.start")
    assert seen is not None
    assert seen.value == ""


def test_the_first_gate_accepts_what_is_not_typed_in_yet(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog()
    read_a(dialog)
    dialog.servicenow.blank.setChecked(True)
    dialog.clock.stamp.line.setFocus()
    paste(dialog, STAMP)
    dialog.compare()
    assert dialog.banner.title.text().startswith("Ready to enter: Thu 3 Dec 2026")
    assert [item.text() for item in dialog.banner.buttons] == list(RIGHT)
    assert dialog.footer.sign.isEnabled()


def test_a_date_that_can_be_read_two_ways_is_asked(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog("after_saving")
    read_all(dialog, ("03/12/2026 19:00:00", "03/12/2026 22:00:00"))
    assert dialog.banner.tone == "warn"
    assert "Does ServiceNow mean" in dialog.banner.title.text()
    assert not dialog.footer.sign.isEnabled()
    choice = next(item for item in dialog.banner.buttons if item.text() == "Thu 3 Dec 2026")
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert dialog.verdict is not None
    assert dialog.verdict.verdict == "pass"


def test_a_session_in_an_unknown_zone_is_asked(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog("after_saving")
    read_all(dialog, ("2026-12-04 11:00:00", "2026-12-04 14:00:00"), "2026-11-24 23:41:50")
    assert dialog.banner.title.text() == "Which zone is the session in?"
    assert dialog.banner.zone is not None
    dialog.banner.zone.chosen.emit("Asia/Singapore")
    assert dialog.verdict is not None
    assert (dialog.verdict.verdict, dialog.verdict.session_zone) == ("pass", "Asia/Singapore")


def test_what_can_not_be_read_is_said_and_nothing_is_kept(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context
) -> None:
    dialog = opened_dialog("after_saving")
    read_all(dialog, ("tomorrow", RIGHT[1]))
    assert dialog.banner.title.text().startswith("Planned start date:")
    assert dialog.verdict is None
    assert [item for item in dossier(ready).observations if item.kind == "check"] == []


def test_the_third_gate_asks_for_the_start_and_clears_a_wrong_one(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context
) -> None:
    dialog = opened_dialog("ctask")
    read_all(dialog)
    box = dialog.footer.sign_box
    assert focus(dialog) is box.start
    sign(dialog, "22:00")
    assert (box.error, box.start.text()) == ("That is not the start you just checked.", "")
    assert gates.signed(dossier(ready)) == ()
    sign(dialog, "19:00")
    assert gates.signed(dossier(ready)) == ("ctask",)


def test_closing_the_ctask_comes_after_the_third_gate(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context, qapp: QApplication
) -> None:
    dialog = opened_dialog("ctask")
    read_all(dialog)
    assert not dialog.footer.close_ctask.isVisible()
    sign(dialog, "19:00")
    assert dialog.footer.close_ctask.text() == "Close the CTASK: this flips the switch"
    QTest.mouseClick(dialog.footer.close_ctask, Qt.MouseButton.LeftButton)
    question = next(item for item in qapp.topLevelWidgets() if isinstance(item, Question) and item.isVisible())
    assert "It cannot be cancelled" in question.accessibleDescription()
    question.go.click()
    assert dossier(ready).engagement.scheduled
    assert not dossier(ready).is_done("ctask_after_check")


def test_before_validation_is_complete_it_is_a_practice_run(
    opened_dialog: Callable[..., TripleCheckDialog], context: Context
) -> None:
    juniper = next(
        item.id
        for item in (context.portfolio.dossier(i) for i in context.portfolio.ids())
        if item and item.prod.start_utc and item.engagement.client == "Ostrava Glass"
    )
    context.portfolio.open(juniper)
    dialog = opened_dialog()
    assert dialog.sheet.practice
    start = dialog.sheet.start
    end = zones.after(start, timedelta(minutes=180))
    shown = tuple(f"{moment:%Y-%m-%d %H:%M:%S}" for moment in (start, end))
    read_a(dialog, f"{start:%Y-%m-%d}", f"{start:%H:%M}", f"{start:%A}")
    read_b(dialog, (shown[0], shown[1]))
    dialog.clock.stamp.line.setFocus()
    paste(dialog, f"{zones.to_zone(context.clock.now(), dialog.sheet.zone):%Y-%m-%d %H:%M:%S}")
    dialog.compare()
    assert dialog.banner.tone == "ok", dialog.banner.title.text()
    assert not dialog.footer.sign.isEnabled()
    assert dialog.footer.hint.text().startswith("Practice run")


def test_a_correction_after_correct_dates_is_named(
    opened_dialog: Callable[..., TripleCheckDialog], ready: Context
) -> None:
    pass_gate(opened_dialog, "ctask", "19:00")
    checklist.tick(ready.store, dossier(ready), "ctask_closed")
    start = zones.after(dossier(ready).prod.starts or ready.clock.now(), timedelta(days=1))
    rescheduling.correct_dates(ready.store, dossier(ready).id, start, "Board meeting")
    dialog = opened_dialog()
    assert (dialog.sheet.gate, dialog.sheet.round) == ("after_saving", "correction")
    assert focus(dialog) is dialog.roadmap.date.line


def test_a_plan_without_a_time_is_said(ready: Context, told: list[str]) -> None:
    rescheduling.undate(ready.store, dossier(ready).id, "prod_upgrade", reason="The client asks for time")
    assert open_triple_check(ready, None) is None
    assert "no date and time to check" in told[-1]


def test_nothing_is_clipped(opened_dialog: Callable[..., TripleCheckDialog]) -> None:
    dialog = opened_dialog("after_saving")
    read_all(dialog, LATE)
    dialog.setFixedWidth(944)
    dialog.resize(944, 700)
    QApplication.sendPostedEvents()
    texts = [item for item in dialog.footer.findChildren(QWidget) if item.isVisible()]
    assert [item for item in texts if item.width() < item.minimumSizeHint().width()] == []


def test_practice_tells_what_was_caught_and_how_long_it_took(ready: Context, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    run = Practice(ready, window)
    run.begin()
    for example in practice.examples():
        dialog = run.dialog
        assert dialog is not None
        start = example.start(ready.clock.now())
        dialog.roadmap.date.line.setText(f"{start:%Y-%m-%d}")
        dialog.roadmap.time.line.setText(f"{start:%H:%M}")
        dialog.roadmap.weekday.line.setText(f"{start:%A}")
        if example.planted == "empty":
            dialog.servicenow.blank.setChecked(True)
        dialog.servicenow.start.line.setText(dialog.paper.shown.start or "")
        dialog.servicenow.end.line.setText(dialog.paper.shown.end or "")
        dialog.clock.stamp.line.setText(dialog.paper.stamp)
        dialog.compare()
        assert run.tries[-1].right, dialog.banner.title.text()
        assert dialog.footer.hint.text().startswith("Compared after")
        dialog.footer.go_on.click()
    assert run.result is not None
    assert run.result.summary.text().startswith("3 of 3 planted errors caught, 1 right one passed, in ")
    run.result.accept()
    assert [item for item in dossier(ready).observations if item.kind == "check"] == []


def test_a_practice_that_is_left_tells_nothing_where_nothing_was_tried(ready: Context, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    run = Practice(ready, window)
    run.begin()
    assert run.dialog is not None
    run.dialog.reject()
    assert run.result is None


def test_errors_that_were_missed_are_counted_as_missed() -> None:
    tries = [practice.Try(item, stopped=False, seconds=70) for item in practice.examples()]
    assert practice.summary(tries) == "0 of 3 planted errors caught, 1 right one passed, in 4 min 40 s."


def test_the_after_check_refuses_an_open_ctask_and_ticks_for_a_closed_one(
    context: Context, qtbot: QtBot, told: list[str]
) -> None:
    harbor = next(
        item for item in dossiers.load_all(context.store) if item.engagement.scheduled and not item.prod.actual_end_utc
    )
    context.portfolio.open(harbor.id)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = AfterCheck(context, dossier(context), window)
    dialog.open()
    copy_text("Closed Complete")
    dialog.state.line.take_clipboard()
    assert "came from E2E Tracker" in dialog.error.text()
    from_browser("Open")
    dialog.state.line.take_clipboard()
    dialog.record.click()
    assert dialog.error.text().startswith("Stop. ServiceNow says Open")
    assert dialog.isVisible()
    from_browser("Closed Complete")
    dialog.state.line.take_clipboard()
    dialog.record.click()
    assert not dialog.isVisible()
    assert dossier(context).is_done("ctask_after_check")
    assert told[-1] == "The CTASK is read back as closed"


def test_the_steps_of_the_checklist_open_it_at_their_gate(ready: Context, qtbot: QtBot, qapp: QApplication) -> None:
    pane = ChecklistPane(ready)
    qtbot.addWidget(pane)
    for key, gate in (("gate_before_scheduling", "before_scheduling"), ("gate_ctask", "ctask")):
        pane.acts.toggle(key)
        dialog = next(
            item for item in qapp.topLevelWidgets() if isinstance(item, TripleCheckDialog) and item.isVisible()
        )
        assert dialog.sheet.gate == gate
        dialog.reject()
    assert [item.text().partition("\t")[0] for item in pane.menu("gate_ctask").actions()][:2] == [
        "Triple-check…",
        "Done anyway…",
    ]


def test_the_header_and_its_keys_open_it(ready: Context, qtbot: QtBot, qapp: QApplication) -> None:
    window = MainWindow(ready)
    qtbot.addWidget(window)
    window.show()
    window.open_engagement(ready.portfolio.current)
    for click in (window.page.check.click, window.acts["triple_check"].trigger):
        click()
        dialog = next(
            item for item in qapp.topLevelWidgets() if isinstance(item, TripleCheckDialog) and item.isVisible()
        )
        assert focus(dialog) is dialog.roadmap.date.line
        dialog.footer.cancel.click()
    assert window.acts["triple_check"].shortcut().toString() == "Ctrl+T"
    window.acts["practise"].trigger()
    example = next(item for item in qapp.topLevelWidgets() if isinstance(item, PracticeDialog) and item.isVisible())
    example.reject()
    window.close()
