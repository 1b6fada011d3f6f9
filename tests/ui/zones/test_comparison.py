"""Compare time zones: modes, the line by mouse and keys, typed times, common hours, pins, and what is copied."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models import planning, settings, zone_roles, zones
from models.records import Dossier
from ui.context import Context
from ui.zones.panel import ZonePanel
from ui.zones.popover import ZoneComparison

LA = "America/Los_Angeles"


def shown(comparison: ZoneComparison, zone: str = LA) -> str:
    window = comparison.window_shown
    assert window is not None
    return f"{zones.to_zone(window.start, zone):%Y-%m-%d %H:%M}"


def titles(comparison: ZoneComparison) -> list[str]:
    return [notice.title for notice in comparison.lines.notices]


def typed(comparison: ZoneComparison, qtbot: QtBot, text: str) -> None:
    line = comparison.fields.start.field.line
    line.selectAll()
    qtbot.keyClicks(line, text)


def test_it_opens_on_the_prod_upgrade_of_the_pictures(comparison: ZoneComparison) -> None:
    assert comparison.mode == "prod"
    fields = comparison.fields
    assert fields.start.field.title.text() == "Planned start"
    assert fields.start.field.text == "2026-12-03 19:00"
    assert fields.start.echo.text() == "Thursday 3 December 2026, 19:00 PST"
    assert fields.role.currentText() == "Client, Los Angeles"
    assert (fields.end.title.text(), fields.end.text) == ("Ends 3 h later", "2026-12-03 22:00")
    assert titles(comparison) == [
        "Crosses midnight for you",
        "No clock change before then",
        "ServiceNow is not checked yet",
    ]
    assert comparison.hint.text() == f"Time zone data {zones.tzdata_version()}"


def test_now_is_an_instant_without_end(comparison: ZoneComparison, qtbot: QtBot) -> None:
    qtbot.mouseClick(comparison.modes.button("now"), Qt.MouseButton.LeftButton)
    assert shown(comparison) == "2026-11-24 07:42"
    assert not comparison.fields.end.isVisible()
    assert comparison.texts.texts[0] == "2026-11-24 07:42:00"


def test_the_line_is_dragged_over_all_rows(comparison: ZoneComparison, qtbot: QtBot) -> None:
    bands = comparison.bands
    columns, scene = bands.columns, bands.scene
    assert scene is not None
    at = columns.x(scene.axis, zones.attach(datetime(2026, 12, 3, 15), LA))
    qtbot.mousePress(bands, Qt.MouseButton.LeftButton, pos=QPoint(round(at), 60))
    assert (comparison.mode, shown(comparison)) == ("pick", "2026-12-03 15:00")
    later = columns.x(scene.axis, zones.attach(datetime(2026, 12, 3, 16, 32), LA))
    qtbot.mouseMove(bands, QPoint(round(later), 60))
    qtbot.mouseRelease(bands, Qt.MouseButton.LeftButton, pos=QPoint(round(later), 60))
    comparison.bands._pick_at(later)
    assert shown(comparison) == "2026-12-03 16:30"
    assert comparison.bands.scene is not None
    assert comparison.bands.scene.axis == scene.axis


def test_arrows_move_by_a_quarter_of_an_hour_and_pages_by_a_day(comparison: ZoneComparison, qtbot: QtBot) -> None:
    for key, text in (
        (Qt.Key.Key_Right, "2026-12-03 19:15"),
        (Qt.Key.Key_Left, "2026-12-03 19:00"),
        (Qt.Key.Key_PageDown, "2026-12-04 19:00"),
        (Qt.Key.Key_PageUp, "2026-12-03 19:00"),
    ):
        qtbot.keyClick(comparison.bands, key)
        assert (comparison.mode, shown(comparison)) == ("pick", text)


def test_the_axis_goes_on_where_the_line_leaves_it(comparison: ZoneComparison) -> None:
    far = zones.attach(datetime(2027, 3, 13, 22), LA)
    comparison.pick(far)
    scene = comparison.bands.scene
    assert scene is not None
    assert scene.axis.holds(far)
    assert "Your clock changes during the upgrade" in titles(comparison)


@pytest.mark.parametrize(
    ("text", "zone", "instant"),
    [
        ("3 dec 7pm", LA, "2026-12-03 19:00"),
        ("20:30", LA, "2026-12-03 20:30"),
        ("2026-12-04 18:00", LA, "2026-12-04 18:00"),
    ],
)
def test_a_typed_time_counts_with_enter_and_is_shown_back_before(
    comparison: ZoneComparison, qtbot: QtBot, text: str, zone: str, instant: str
) -> None:
    before = shown(comparison)
    typed(comparison, qtbot, text)
    day = datetime.fromisoformat(instant)
    assert comparison.fields.start.echo.text().startswith(f"{day:%A} {day.day} December 2026, {day:%H:%M}")
    assert shown(comparison) == before
    qtbot.keyClick(comparison.fields.start.field.line, Qt.Key.Key_Return)
    assert shown(comparison, zone) == instant


def test_a_time_is_typed_in_any_row(comparison: ZoneComparison, qtbot: QtBot) -> None:
    rows = comparison.bands.rows
    qtbot.mouseClick(comparison.bands, Qt.MouseButton.LeftButton, pos=rows[0].geometry().topLeft() + QPoint(40, 12))
    assert comparison.fields.role.currentText() == "You, New York"
    assert comparison.fields.start.field.text == "2026-12-03 22:00"
    typed(comparison, qtbot, "21:00")
    qtbot.keyClick(comparison.fields.start.field.line, Qt.Key.Key_Return)
    assert shown(comparison) == "2026-12-03 18:00"


def test_up_and_down_choose_the_row(comparison: ZoneComparison, qtbot: QtBot) -> None:
    qtbot.keyClick(comparison.bands, Qt.Key.Key_Down)
    assert comparison.fields.role.currentText() == "ServiceNow session, Los Angeles"
    qtbot.keyClick(comparison.bands, Qt.Key.Key_Up)
    qtbot.keyClick(comparison.bands, Qt.Key.Key_Up)
    assert comparison.fields.role.currentText() == "You, New York"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2027-03-14 02:30", "does not exist in Los Angeles"),
        ("3/4/2027 19:00", "can be read two ways"),
        ("soon", "“soon” is no date or time."),
    ],
)
def test_an_impossible_time_is_said_and_kept(comparison: ZoneComparison, qtbot: QtBot, text: str, words: str) -> None:
    typed(comparison, qtbot, text)
    qtbot.keyClick(comparison.fields.start.field.line, Qt.Key.Key_Return)
    assert words in comparison.fields.start.field.error
    assert comparison.fields.start.field.text == text
    assert shown(comparison) == "2026-12-03 19:00"


@pytest.mark.parametrize(("choice", "utc"), [("_first", "2027-11-07T08:30:00Z"), ("_second", "2027-11-07T09:30:00Z")])
def test_a_time_that_comes_twice_is_asked(comparison: ZoneComparison, qtbot: QtBot, choice: str, utc: str) -> None:
    typed(comparison, qtbot, "2027-11-07 01:30")
    assert shown(comparison) == "2026-12-03 19:00"
    qtbot.mouseClick(getattr(comparison.fields.start, choice), Qt.MouseButton.LeftButton)
    window = comparison.window_shown
    assert window is not None
    assert zones.utc_text(window.start) == utc


def test_the_next_common_hours_in_one_click_and_the_ones_after_with_another(
    comparison: ZoneComparison, qtbot: QtBot
) -> None:
    qtbot.mouseClick(comparison.common, Qt.MouseButton.LeftButton)
    assert shown(comparison) == "2026-11-24 08:00"
    assert comparison.hint.text() == "Everybody works Tue 24 Nov, 11:00 – 18:00 (you)"
    qtbot.mouseClick(comparison.common, Qt.MouseButton.LeftButton)
    assert shown(comparison) == "2026-11-25 08:00"


def test_no_common_hours_are_said(comparison: ZoneComparison, context: Context, qtbot: QtBot) -> None:
    zone_roles.pin(context.store, "Partner", "Asia/Kolkata")
    qtbot.waitUntil(lambda: len(comparison.bands.rows) == 6)
    qtbot.mouseClick(comparison.common, Qt.MouseButton.LeftButton)
    assert comparison.hint.text() == "No common working hours in the next two weeks"
    assert comparison.mode == "prod"


def test_a_zone_is_pinned_under_an_own_label_and_taken_away(
    comparison: ZoneComparison, context: Context, qtbot: QtBot
) -> None:
    qtbot.mouseClick(comparison.pinning, Qt.MouseButton.LeftButton)
    pins = comparison.pins
    qtbot.keyClicks(pins.label.line, "Aja")
    qtbot.mouseClick(pins.pin, Qt.MouseButton.LeftButton)
    assert pins.label.error.startswith("No rules for an empty time zone")
    assert pins.label.text == "Aja"
    pins.zone.set_zone("Europe/Berlin")
    qtbot.mouseClick(pins.pin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(comparison.bands.rows) == 6)
    assert comparison.bands.rows[5].accessibleName().startswith("Aja, Berlin, UTC+1. Now 16:42.")
    assert "+1 day" in comparison.bands.rows[5].accessibleName()
    (taken,) = pins._buttons
    assert taken.accessibleName() == "Take away Aja, Berlin"
    qtbot.mouseClick(taken, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(comparison.bands.rows) == 5)
    assert zone_roles.pinned(context.store) == {}


def test_everything_is_copied_as_text_and_as_markdown(comparison: ZoneComparison, qtbot: QtBot) -> None:
    qtbot.mouseClick(comparison.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert "ServiceNow session  Los Angeles  Thu 3 Dec 2026, 19:00 – 22:00" in text
    assert "Your calendar      Thu 3 Dec 2026, 22:00 – Fri 01:00 EST" in text
    qtbot.mouseClick(comparison.markdown, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("| Who | City | Date and time | Time zone |")


def test_one_text_is_copied_alone(comparison: ZoneComparison, qtbot: QtBot) -> None:
    button = comparison.texts._lines[2]
    assert button.accessibleName() == "Copy 2026-12-03 19:00:00 – 2026-12-03 22:00:00"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "2026-12-03 19:00:00 – 2026-12-03 22:00:00"


def test_it_follows_the_drag_of_the_timeline(
    comparison: ZoneComparison, panel: ZonePanel, context: Context, dossier: Dossier
) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19), LA)
    panel.follow(planning.propose_move(dossier, "prod_upgrade", start, context.clock.now()))
    assert shown(comparison) == "2026-12-02 19:00"
    assert comparison.bands.what == "If you release here, prod upgrade"
    panel.follow(None)
    assert shown(comparison) == "2026-12-03 19:00"


def test_it_follows_the_open_engagement_and_the_minute(
    comparison: ZoneComparison,
    panel: ZonePanel,
    context: Context,
    clock,  # type: ignore[no-untyped-def]
) -> None:
    alder = next(id_ for id_ in context.portfolio.ids() if context.portfolio.name(id_) == "Alder County")
    context.portfolio.open(alder)
    assert comparison.mode == "now"
    assert not comparison.modes.button("prod").isEnabled()
    clock.advance(timedelta(minutes=5))
    panel._on_tick()
    assert shown(comparison, "UTC") == "2026-11-24 15:47"


def test_the_twelve_hour_setting_is_never_mixed(context: Context, panel: ZonePanel) -> None:
    settings.put(context.store, "hour12", "12")
    twelve = Context(
        context.store,
        context.feed,
        context.portfolio,
        context.clock,
        context.appearance,
        settings.formats(context.store),
    )
    made = ZoneComparison(twelve, panel.clocks)
    assert made.fields.start.field.text == "2026-12-03 7:00 PM"
    assert made.fields.start.echo.text() == "Thursday 3 December 2026, 7:00 PM PST"
    assert made.fields.end.text == "2026-12-03 10:00 PM"
    assert "Now 10:42 AM" in made.bands.rows[0].accessibleName()
    made.deleteLater()
