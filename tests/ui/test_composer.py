"""The composer by mouse and keyboard: copying records nothing, sending ticks, nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from models import dossiers, engagements, message_drafts, messages, settings, templates
from models.records import Dossier
from ui.clipboard import is_own_copy
from ui.composer.dialog import Composer
from ui.composer.opening import open_composer
from ui.composer.release import Release
from ui.composer.sent_text import SentText
from ui.composer.template_editor import NewTemplate, TemplateEditor
from ui.context import Context
from ui.form import Banner
from ui.main_window import MainWindow

REMINDER = "validation_reminder"
Press = Callable[[QWidget, str], None]


def now(context: Context) -> Dossier:
    found = context.portfolio.current_dossier()
    assert found is not None
    return found


@pytest.fixture
def composer(context: Context, qtbot: QtBot) -> Composer:
    made = open_composer(context, None)
    assert made is not None
    qtbot.waitUntil(made.isVisible)
    return made


def closed(dialog: QDialog, qapp: QApplication) -> None:
    """Close a dialog and let it go before what it stands on is closed."""
    dialog.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_it_opens_at_what_is_due_and_copying_ticks_nothing(composer: Composer, context: Context, press: Press) -> None:
    assert composer.page.words.kind == REMINDER
    press(composer, "Copy")
    assert "Thursday 3 December 2026, 7:00 PM – 10:00 PM PST" in clipboard()
    data = QGuiApplication.clipboard().mimeData()
    assert "<p>Hi Elena,</p>" in data.html()
    assert is_own_copy(clipboard())
    assert not now(context).is_done(REMINDER)
    assert messages.newest_sent(now(context), REMINDER) is None
    composer.close()


def test_marking_as_sent_ticks_and_can_be_taken_back(
    composer: Composer, context: Context, press: Press, qapp: QApplication
) -> None:
    press(composer, "Mark as sent")
    assert now(context).is_done(REMINDER)
    sent = messages.newest_sent(now(context), REMINDER)
    assert sent is not None
    assert sent.body.startswith("Hi Elena")
    press(composer, "What was sent")
    shown = composer.findChild(SentText)
    assert shown.words.toPlainText() == sent.body
    closed(shown, qapp)
    press(composer, "Not sent after all")
    assert not now(context).is_done(REMINDER)
    composer.close()
    context.store.undo()
    assert now(context).is_done(REMINDER)


def test_what_is_missing_blocks_every_way_out(composer: Composer, press: Press) -> None:
    composer.choose("planned_dates_read_back")
    assert composer.page.missing == ("planned end as read back", "planned start as read back")
    ways = (composer.copy, composer.save, composer.sent)
    assert not any(way.isEnabled() for way in ways)
    composer.copy_words()
    composer.mark_sent()
    body = composer.page.body.toPlainText()
    for name in composer.page.missing:
        body = body.replace(f"‹{name}›", "2026-12-03 19:00:00")
    composer.page.body.setPlainText(body)
    assert all(way.isEnabled() for way in ways)
    press(composer, "Copy")
    assert "Planned start: 2026-12-03 19:00:00" in clipboard()
    composer.close()


def test_own_words_are_kept_with_the_message(composer: Composer, context: Context, qtbot: QtBot, press: Press) -> None:
    qtbot.keyClicks(composer.page.body, "Good morning. ")
    composer.choose("roadmap_update")
    kept = messages.draft(now(context), REMINDER)
    assert kept is not None
    assert kept.body.startswith("Good morning. Hi Elena")
    composer.choose(REMINDER)
    assert composer.page.words.body == kept.body
    press(composer, "Back to the template")
    assert composer.page.words.body.startswith("Hi Elena")
    assert not composer.page.sheet.edited
    composer.close()


def test_a_crash_loses_no_words(composer: Composer, context: Context, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.page.edited):
        qtbot.keyClicks(composer.page.body, "Typed just now. ")
    assert messages.draft(now(context), REMINDER) is None
    sheet = message_drafts.sheet(context.store, now(context), REMINDER, context.clock.now(), context.formats)
    assert sheet.words.body.startswith("Typed just now. ")
    composer.close()
    draft = messages.draft(now(context), REMINDER)
    assert draft is not None
    assert draft.body.startswith("Typed just now. ")


def test_a_password_is_not_kept(composer: Composer, context: Context, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.page.edited):
        composer.page.body.setPlainText("password: Xy77!plus")
    composer.choose("roadmap_update")
    assert messages.draft(now(context), REMINDER) is None
    assert not context.store.rows("SELECT 1 FROM ui_state WHERE value LIKE '%Xy77%'")
    composer.close()


def test_a_moved_plan_shows_at_once(composer: Composer, context: Context) -> None:
    engagements.edit_contact(context.store, now(context).contacts[0].id, name="Dana Ortiz")
    assert composer.page.body.toPlainText().startswith("Hi Dana,")
    composer.close()


def test_arrows_and_tabs_choose_texts(composer: Composer, qtbot: QtBot) -> None:
    qtbot.keyClick(composer.list, Qt.Key.Key_Down)
    assert composer.page.words.kind == "validation_complete"
    qtbot.keyClick(composer.tabs.button("email"), Qt.Key.Key_Left)
    assert composer.page.sheet.template.channel == "note"
    assert composer.mail.isHidden()
    assert composer.sent.text() == "Mark as posted"
    qtbot.keyClick(composer.tabs.button("email"), Qt.Key.Key_Right)
    qtbot.keyClick(composer.tabs.button("email"), Qt.Key.Key_Right)
    composer.close()


def test_short_descriptions_are_copied_by_ticket(composer: Composer, press: Press, qtbot: QtBot) -> None:
    composer.show_tab("short")
    assert composer.list.keys() == ["ETIU01", "ETIU02", "ETIU03", "ETIU04", "ETIU05"]
    press(composer, "Copy the short description of ETIU03")
    assert clipboard() == "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"
    assert composer.sent.isHidden()
    qtbot.keyClick(composer.list, Qt.Key.Key_Down)
    press(composer, "Copy the short description of ETIU04")
    assert "Best Practices 2026-12-07" in clipboard()
    composer.close()


class MailProgram(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.given: list[QUrl] = []

    @Slot(QUrl)
    def take(self, link: QUrl) -> None:
        self.given.append(link)


def test_the_mail_program_is_handed_the_text(composer: Composer, press: Press) -> None:
    program = MailProgram()
    QDesktopServices.setUrlHandler("mailto", program, "take")
    try:
        press(composer, "Open in mail")
        assert program.given[0].path() == "elena.marsh@northwind.example"
        assert not composer.page.sheet.sent
        composer.page.body.setPlainText("long " * 500)
        press(composer, "Open in mail")
        assert "too long" in composer.hint.whole
        assert len(program.given) == 1
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    composer.close()


def test_a_draft_file_is_saved(composer: Composer, tmp_path: Path) -> None:
    composer.save_to(tmp_path / "reminder.eml")
    assert b"X-Unsent: 1" in (tmp_path / "reminder.eml").read_bytes()
    composer.save_to(tmp_path / "none" / "reminder.eml")
    assert "can't be written" in composer.hint.whole
    composer.close()


def test_results_are_held_back_until_a_reason_is_given(
    context: Context, press: Press, qtbot: QtBot, qapp: QApplication
) -> None:
    plan = engagements.Draft("Early Bird", "Europe/Berlin", prod=datetime(2027, 1, 21, 19))
    made = engagements.create(context.store, plan)
    context.portfolio.open(made)
    engagements.add_contact(context.store, made, "Ida Berg")
    composer = open_composer(context, None, "results_told")
    assert composer is not None
    assert not composer.copy.isEnabled()
    press(composer, "Let it out…")
    dialog = composer.findChild(Release)
    dialog.confirm()
    assert "Say in a line why" in dialog.error.text()
    qtbot.keyClicks(dialog.why.line, "They asked in writing")
    dialog.confirm()
    closed(dialog, qapp)
    assert not composer.page.sheet.held
    assert "They asked in writing" in dossiers.load(context.store, made).messages[0].facts
    composer.close()


def test_templates_are_edited_with_a_live_preview(composer: Composer, context: Context, press: Press) -> None:
    press(composer, "Edit template")
    editor = composer.findChild(TemplateEditor)
    editor.body.setPlainText("Dear {{ contac }}")
    assert "line 1" in editor.error.text()
    assert "“contact”" in editor.error.text()
    assert not editor.go.isEnabled()
    editor.body.setPlainText("Dear ")
    cursor = editor.body.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.body.setTextCursor(cursor)
    editor.insert("contact")
    assert "Dear Elena" in editor.preview.toPlainText()
    press(editor, "Save template")
    assert composer.page.words.body == "Dear Elena"
    press(composer, "Edit template")
    again = [item for item in composer.findChildren(TemplateEditor) if item.isVisible()][-1]
    press(again, "Back to the shipped words")
    assert composer.page.words.body.startswith("Hi Elena,")
    composer.close()


def test_a_broken_template_is_said_and_mended(composer: Composer, context: Context, press: Press) -> None:
    broken = json.dumps({REMINDER: "Subject: Soon\n\nHi {{ nobody }}"})
    settings.put(context.store, templates.SETTING, broken)
    composer.choose("roadmap_update")
    composer.choose(REMINDER)
    assert not composer.page.shown
    assert not composer.copy.isEnabled()
    assert composer.findChildren(Banner)[-1].text.text().startswith("Text, line 1: there is no field “nobody”.")
    press(composer, "Edit template")
    press(composer.findChild(TemplateEditor), "Back to the shipped words")
    assert composer.page.words.body.startswith("Hi Elena,")
    composer.close()


def test_a_template_of_ones_own_is_added_and_deleted(composer: Composer, context: Context, press: Press) -> None:
    press(composer, "New template")
    dialog = composer.findChild(NewTemplate)
    dialog.confirm()
    assert "needs a name" in dialog.error.text()
    dialog.name.line.setText("Parking")
    dialog.confirm()
    kind = composer.page.words.kind
    assert templates.find(context.store, kind).name == "Parking"
    press(composer, "Edit template")
    press(composer.findChild(TemplateEditor), "Delete template")
    assert composer.page.words.kind != kind
    composer.close()


def test_ctrl_e_and_the_header_open_it(window: MainWindow, qtbot: QtBot) -> None:
    window.acts["compose"].trigger()
    composer = window.findChild(Composer)
    assert composer.page.words.kind == REMINDER
    composer.close()
    qtbot.mouseClick(window.page.compose_button, Qt.MouseButton.LeftButton)
    again = [item for item in window.findChildren(Composer) if item.isVisible()]
    assert len(again) == 1
    again[0].close()


def test_the_notice_to_the_lead_is_composed_from_its_banner(window: MainWindow, context: Context, press: Press) -> None:
    dossier = now(context)
    facts = (
        '{"from": "2026-12-02T19:00", "to": "2026-12-03T19:00", "zone": "America/Los_Angeles",'
        ' "reason": "", "followers": []}'
    )
    with context.store.step("Move", engagement=dossier.id) as db:
        row = {"engagement": dossier.id, "kind": "adjustment", "facts": facts, "created_utc": "2026-11-24T15:00:00Z"}
        db.table("message").insert(row)
    press(window.page.right, "Compose")
    composer = window.findChild(Composer)
    assert "moves from Wed 2 Dec 2026" in composer.page.words.body
    assert composer.page.words.name == "Tell Aja"
    press(composer, "Mark as sent")
    assert not messages.due(now(context))
    composer.close()


def test_both_themes_and_large_text_keep_every_word(composer: Composer, context: Context) -> None:
    context.appearance.use("dark")
    context.appearance.set_text_size(150)
    for kind in ("planned_dates_read_back", "roadmap_update"):
        composer.choose(kind)
        assert not composer.grab().isNull()
    for item in (composer.copy, composer.sent, composer.mail):
        assert item.width() >= item.sizeHint().width()
    context.appearance.set_text_size(100)
    composer.close()
