"""The Timezone Check's dialog: one click copies, a paste freezes the clock, the verdict is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from models import rescheduling, servicenow_profiles, zone_roles, zones
from models.dossiers import load
from models.records import Dossier
from ui.context import Context
from ui.zones.panel import ZonePanel
from ui.zones.timezone_check import TimezoneCheckDialog, open_timezone_check

Open = Callable[[], TimezoneCheckDialog]


@pytest.fixture
def check(context: Context, panel: ZonePanel) -> Iterator[Open]:
    opened: list[TimezoneCheckDialog] = []

    def make() -> TimezoneCheckDialog:
        dossier = context.portfolio.current_dossier()
        assert dossier is not None
        opened.append(TimezoneCheckDialog(context, panel.clocks, dossier, panel))
        opened[-1].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        opened[-1].open()
        return opened[-1]

    yield make
    for dialog in opened:
        dialog.close()
        dialog.deleteLater()


def paste(dialog: TimezoneCheckDialog, stamp: str) -> None:
    QGuiApplication.clipboard().setText(stamp)
    dialog.stamp.line.selectAll()
    dialog.stamp.line.paste()


def test_the_notes_text_is_copied(check: Open, qtbot: QtBot) -> None:
    dialog = check()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Timezone Check"
    assert dialog.hint.text() == "Copied. Post it, then paste its stamp."
    assert not dialog.keep.isEnabled()


def test_a_paste_freezes_this_computers_time(check: Open, clock) -> None:  # type: ignore[no-untyped-def]
    dialog = check()
    paste(dialog, "2026-11-24 07:41:10")
    clock.advance(timedelta(minutes=30))
    assert dialog.frozen.text() == "This computer at that moment: 2026-11-24 10:42:00, New York"
    assert dialog.verdict is not None
    assert dialog.verdict.title == "ServiceNow's session is in Los Angeles"


def test_a_match_is_kept_and_shown_in_strip_and_line(
    check: Open, panel: ZonePanel, context: Context, dossier: Dossier, qtbot: QtBot
) -> None:
    dialog = check()
    paste(dialog, "2026-11-24 07:41:10")
    with qtbot.waitSignal(context.portfolio.engagements_changed):
        qtbot.keyClick(dialog.stamp.line, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert load(context.store, dossier.id).observations[-1].value == "matched"
    assert panel.bar.check.text() == "zone matched 10:42, just now"


def test_another_zone_shows_in_the_session_row_and_can_be_expected(
    check: Open, panel: ZonePanel, context: Context, qtbot: QtBot
) -> None:
    dialog = check()
    paste(dialog, "2026-11-24 10:41:10")
    assert dialog.verdict is not None
    assert dialog.verdict.result == "differs"
    expect = next(item for item in dialog.findChildren(QPushButton) if item.text().startswith("Expect"))
    assert expect.text() == "Expect New York from now on"
    with qtbot.waitSignal(context.portfolio.engagements_changed):
        dialog.keep_check()
    assert panel.strip.bands.rows[2].accessibleName().startswith("ServiceNow session, New York")
    assert panel.bar.check.text() == "session in New York, just now"


def test_what_is_expected_from_now_on_matches(check: Open, context: Context, qtbot: QtBot) -> None:
    dialog = check()
    paste(dialog, "2026-11-24 10:41:10")
    dialog.expect_session()
    assert list(servicenow_profiles.profiles(context.store).values()) == ["America/New_York"], "for this instance"
    assert dialog.verdict is not None
    assert dialog.verdict.result == "matched"


def test_two_zones_that_fit_are_asked_about(check: Open, context: Context, dossier: Dossier, qtbot: QtBot) -> None:
    zone_roles.pin(context.store, "Island", "Pacific/Pitcairn")
    in_april = zones.attach(datetime(2027, 4, 8, 19), "America/Los_Angeles")
    rescheduling.move_phase(context.store, dossier.id, "prod_upgrade", in_april, reason="Spring")
    dialog = check()
    paste(dialog, "2026-11-24 07:41:10")
    assert dialog.verdict is not None
    assert dialog.verdict.title == "Is the session in Los Angeles or Pitcairn?"
    assert not dialog.keep.isEnabled()
    choices = {item.text(): item for item in dialog.findChildren(QPushButton) if item.property("zone")}
    qtbot.mouseClick(choices["Los Angeles"], Qt.MouseButton.LeftButton)
    assert dialog.verdict.result == "matched"
    assert dialog.keep.isEnabled()


def test_an_old_stamp_cannot_be_kept(check: Open) -> None:
    dialog = check()
    paste(dialog, "2026-11-24 07:20:00")
    assert dialog.verdict is not None
    assert dialog.verdict.result == "expired"
    assert not dialog.keep.isEnabled()


@pytest.mark.parametrize("text", ["yesterday", "26-11-24 07:41", "2026-11-24"])
def test_what_is_no_stamp_is_said_and_stays(check: Open, text: str) -> None:
    dialog = check()
    paste(dialog, text)
    assert dialog.stamp.error
    assert dialog.stamp.text == text
    assert dialog.verdict is None
    assert not dialog.keep.isEnabled()


def test_it_opens_for_the_open_engagement_alone(context: Context, panel: ZonePanel) -> None:
    open_timezone_check(context, panel)
    (dialog,) = panel.findChildren(TimezoneCheckDialog)
    assert "Northwind Health" in dialog.findChildren(type(dialog.frozen))[1].text()
    dialog.close()
