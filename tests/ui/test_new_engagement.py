"""A new engagement: the plan is seen before it is made, what can't be is asked or refused, nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models import dossiers
from ui.context import Context
from ui.new_engagement.dialog import NewEngagementDialog


def opened(context: Context, qtbot: QtBot) -> NewEngagementDialog:
    dialog = NewEngagementDialog(context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


@pytest.fixture
def dialog(context: Context, qtbot: QtBot) -> NewEngagementDialog:
    return opened(context, qtbot)


def fill(dialog: NewEngagementDialog, qtbot: QtBot, client: str, zone: str, when: str) -> None:
    qtbot.keyClicks(dialog.client.line, client)
    dialog.zone.line.setText(zone)
    qtbot.keyClick(dialog.zone.line, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.when.field.line, when)


def words(dialog: NewEngagementDialog) -> str:
    return " | ".join(item.text() for item in dialog.findChildren(QLabel) if item.isVisible())


def test_the_plan_is_shown_in_both_times_before_anything_is_written(dialog, context: Context, qtbot: QtBot) -> None:
    before = len(context.store.history())
    fill(dialog, qtbot, "Harbour Light", "America/Los_Angeles", "2026-12-15 19:00")
    qtbot.waitUntil(lambda: "Tue 15 Dec, 19:00 – 22:00" in words(dialog))
    assert "Tue 15 Dec, 22:00 – Wed 01:00" in words(dialog)
    assert len(context.store.history()) == before


def test_it_is_created_as_one_step_and_opened(dialog, context: Context, qtbot: QtBot) -> None:
    fill(dialog, qtbot, "Harbour Light", "America/Los_Angeles", "15 dec 7pm")
    with qtbot.waitSignal(dialog.created) as created:
        qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    dossier = dossiers.load(context.store, created.args[0])
    assert (dossier.engagement.client, dossier.prod.start) == ("Harbour Light", "2026-12-15T19:00")
    assert dossier.engagement.country == "US"
    context.store.undo()
    assert "Harbour Light" not in [name for _id, name in dossiers.names(context.store)]


def test_a_time_that_the_clock_skips_is_refused_with_words(dialog, qtbot: QtBot) -> None:
    fill(dialog, qtbot, "Harbour Light", "America/New_York", "2027-03-14 02:30")
    assert dialog.when.field.error
    assert not dialog.add.isEnabled()
    assert dialog.when.field.text == "2027-03-14 02:30"


def test_without_a_client_nothing_can_be_added(dialog, qtbot: QtBot) -> None:
    fill(dialog, qtbot, "", "America/New_York", "2026-12-15 19:00")
    assert not dialog.add.isEnabled()


def test_an_own_playbook_is_offered_and_a_broken_one_says_where(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text("name = 'ours'\n", encoding="utf-8")
    dialog = opened(replace(context, playbooks=tmp_path), qtbot)
    assert dialog.playbook.count() == 2
    dialog.playbook.setCurrentIndex(1)
    fill(dialog, qtbot, "Harbour Light", "America/New_York", "2026-12-15 19:00")
    qtbot.waitUntil(lambda: "ours.toml" in words(dialog))
