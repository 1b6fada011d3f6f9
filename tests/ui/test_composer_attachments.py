"""What goes along with an e-mail, and the language that it is written in, by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import attachments, engagements, message_drafts, messages, templates
from models.records import Dossier
from ui.composer.dialog import Composer
from ui.composer.opening import open_composer
from ui.composer.template_editor import TemplateEditor
from ui.context import Context
from ui.form import Button

REMINDER = "validation_reminder"


def now(context: Context) -> Dossier:
    found = context.portfolio.current_dossier()
    assert found is not None
    return found


@pytest.fixture
def composer(context: Context, qtbot: QtBot, qapp: QApplication) -> Iterator[Composer]:
    made = open_composer(context, None, REMINDER)
    assert made is not None
    qtbot.waitUntil(made.isVisible)
    yield made
    made.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def choose(composer: Composer, title: str) -> None:
    """Choose an entry of the menu of attachments."""
    menu = composer.page.attachments.menu
    menu.aboutToShow.emit()
    next(item for item in menu.actions() if item.text() == title).trigger()


def test_the_roadmap_and_a_calendar_file_go_along(composer: Composer, context: Context, tmp_path: Path) -> None:
    for title in ("Roadmap for the client (PDF)", "Roadmap for the client (HTML)", "Calendar file: Prod upgrade"):
        choose(composer, title)
    assert composer.page.attachments.problems == ()
    assert attachments.of_message(now(context), REMINDER) == ("roadmap.pdf", "roadmap.html", "phase:prod_upgrade")
    composer.save_to(tmp_path / "reminder.eml")
    mail = message_from_bytes((tmp_path / "reminder.eml").read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    files = {part.get_filename(): part for part in mail.iter_attachments()}
    assert list(files) == [
        "Northwind-Health-roadmap.pdf",
        "Northwind-Health-roadmap.html",
        "Northwind-Health-prod-upgrade.ics",
    ]
    assert files["Northwind-Health-roadmap.pdf"].get_content().startswith(b"%PDF")
    assert "BEGIN:VCALENDAR" in str(files["Northwind-Health-prod-upgrade.ics"].get_content())
    assert "Thursday" in str(files["Northwind-Health-roadmap.html"].get_content())
    composer.save_to(tmp_path / "reminder.txt")
    assert "a draft (.eml) alone" in composer.hint.accessibleName()


def test_attachments_stay_with_the_draft_and_are_removed_and_undone(
    composer: Composer, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    own = tmp_path / "notes & plan.txt"
    own.write_text("x" * 3000)
    composer.page.attachments.add_files([own, tmp_path / "missing.txt"])
    assert "missing.txt" in composer.hint.accessibleName()
    assert composer.page.attachments.keys == (attachments.of_file(own),)
    composer.choose("survey_headsup")
    assert composer.page.attachments.keys == ()
    composer.choose(REMINDER)
    assert composer.page.attachments.keys == (attachments.of_file(own),)
    QApplication.processEvents()
    buttons = composer.page.attachments.findChildren(Button)
    (remove,) = [item for item in buttons if item.isVisible() and item.accessibleName().startswith("Remove")]
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert attachments.of_message(now(context), REMINDER) == ()
    context.store.undo()
    assert composer.page.attachments.keys == (attachments.of_file(own),)
    assert own.exists()


def test_a_file_that_is_gone_is_named_and_nothing_is_saved(composer: Composer, tmp_path: Path) -> None:
    own = tmp_path / "gone.txt"
    own.write_text("x")
    composer.page.attachments.add_files([own])
    own.unlink()
    composer.save_to(tmp_path / "reminder.eml")
    assert "The file is not there" in composer.hint.accessibleName()
    assert not (tmp_path / "reminder.eml").exists()


def test_dropped_files_are_attached_and_their_path_is_not_typed(composer: Composer, tmp_path: Path) -> None:
    own = tmp_path / "dropped.txt"
    own.write_text("x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(own))])
    target, before = composer.page.body.viewport(), composer.page.words.body
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), copy, data, buttons, keys))
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), copy, data, buttons, keys))
    assert composer.page.attachments.keys == (attachments.of_file(own),)
    assert composer.page.words.body == before


def test_the_mail_program_gets_no_attachments_and_that_is_said(composer: Composer, qtbot: QtBot) -> None:
    choose(composer, "Roadmap for the client (PDF)")
    opened: list[str] = []

    class Program(QObject):
        @Slot(QUrl)
        def take(self, link: QUrl) -> None:
            opened.append(link.toString())

    program = Program()
    QDesktopServices.setUrlHandler("mailto", program, "take")
    try:
        qtbot.mouseClick(composer.mail, Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("mailto")
    assert len(opened) == 1
    assert "can't go along" in composer.hint.accessibleName()


def test_a_client_is_written_to_in_their_language_and_another_can_be_chosen(
    composer: Composer, context: Context, qtbot: QtBot
) -> None:
    assert composer.language.currentText() == "English"
    engagements.edit(context.store, now(context).id, language="de")
    assert composer.language.currentText() == "Deutsch"
    assert "Donnerstag, 3. Dezember 2026" in composer.page.words.body
    composer.language.setFocus()
    qtbot.keyClick(composer.language, Qt.Key.Key_End)
    composer.language.activated.emit(composer.language.currentIndex())
    assert composer.page.words.subject.startswith("Prod Upgrade : ") or "jeudi" in composer.page.words.body
    composer.page.body.setPlainText("Mes mots")
    assert not composer.language.isEnabled()
    assert "your own words" in composer.language.toolTip()


def test_a_template_is_edited_in_each_language(composer: Composer, context: Context, qtbot: QtBot) -> None:
    composer.edit_template()
    (editor,) = composer.findChildren(TemplateEditor)
    editor.language.setCurrentIndex(editor.language.findData("es"))
    editor.choose_language()
    assert "Un breve recordatorio" in editor.body.toPlainText()
    assert "jueves, 3 de diciembre" in editor.preview.toPlainText()
    editor.body.setPlainText("Hola {{ contact }}, {{ prod_time }}")
    editor.language.setCurrentIndex(editor.language.findData("en"))
    editor.choose_language()
    qtbot.mouseClick(editor.go, Qt.MouseButton.LeftButton)
    assert templates.changed_languages(context.store, REMINDER) == {"es"}
    assert templates.find(context.store, REMINDER, "es").body == "Hola {{ contact }}, {{ prod_time }}"
    message_drafts.choose_language(context.store, now(context), REMINDER, "es")
    composer.choose(REMINDER)
    assert composer.page.words.body.startswith("Hola Elena, jueves, 3 de diciembre")
    assert messages.draft(now(context), REMINDER) is None
