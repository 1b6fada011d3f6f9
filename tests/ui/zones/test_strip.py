"""The zone strip: three clocks that can be read aloud, that follow a drag, and that fit into one line."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from pytestqt.qtbot import QtBot

from models import engagements, planning, rescheduling, settings, zones
from models.engagements import Draft
from models.records import Dossier
from ui.context import Context
from ui.zones.panel import ZonePanel

LA = "America/Los_Angeles"


def names(panel: ZonePanel) -> list[str]:
    return [row.accessibleName() for row in panel.strip.bands.rows]


def test_the_rows_are_read_aloud_as_sentences(panel: ZonePanel) -> None:
    said = names(panel)
    assert said[0] == (
        "You, New York, UTC−5. Now 10:42. Prod upgrade Thursday 3 December 2026, 22:00 to Friday 01:00. "
        "Working hours 08:00 to 18:00."
    )
    assert said[1].startswith("Client, Los Angeles, UTC−8. Now 07:42. Prod upgrade Thursday 3 December 2026, 19:00 to")
    assert said[2].startswith("ServiceNow session, Los Angeles")
    row = QAccessible.queryAccessibleInterface(panel.strip.bands.rows[1])
    assert row.role() == QAccessible.Role.StaticText
    assert row.text(QAccessible.Text.Name) == said[1]


def test_it_follows_a_drag_and_returns(panel: ZonePanel, context: Context, dossier: Dossier) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19), LA)
    held = planning.propose_move(dossier, "prod_upgrade", start, context.clock.now())
    panel.follow(held)
    assert "If you release here, prod upgrade Wednesday 2 December 2026, 22:00" in names(panel)[0]
    scene = panel.strip.bands.scene
    assert scene is not None
    assert scene.tentative
    panel.follow(None)
    assert "Thursday 3 December 2026, 22:00" in names(panel)[0]


def test_a_place_that_was_expected_looks_as_one_that_was_not(
    panel: ZonePanel, context: Context, dossier: Dossier
) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19), LA)
    held = planning.propose_move(dossier, "prod_upgrade", start, context.clock.now())
    panel.follow(held)
    painted, said = panel.strip.grab().toImage(), names(panel)
    panel.follow(None)
    assert panel.strip.grab().toImage() != painted
    before = names(panel)
    panel.strip.expect(held, paint=True)
    assert names(panel) == before
    panel.follow(held)
    assert panel.strip.bands.expected.picture(panel.strip.bands.rows[0].row, panel.strip.bands.columns) is not None
    assert panel.strip.grab().toImage() == painted
    assert names(panel) == said


def test_a_minute_that_passes_over_a_held_bar_is_shown(
    panel: ZonePanel,
    context: Context,
    dossier: Dossier,
    clock,  # type: ignore[no-untyped-def]
) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19), LA)
    held = planning.propose_move(dossier, "prod_upgrade", start, context.clock.now())
    panel.strip.expect(held, paint=True)
    panel.follow(held)
    assert "Now 10:42" in names(panel)[0]
    clock.advance(timedelta(minutes=1))
    panel.strip.show_now()
    assert "Now 10:43" in names(panel)[0]


def test_moving_something_else_changes_nothing(panel: ZonePanel, context: Context, dossier: Dossier) -> None:
    before = names(panel)
    start = zones.attach(datetime(2026, 12, 8, 13), LA)
    panel.follow(planning.propose_move(dossier, "best_practices", start, context.clock.now()))
    assert names(panel) == before


def test_it_shows_what_is_written(panel: ZonePanel, context: Context, dossier: Dossier, qtbot: QtBot) -> None:
    start = zones.attach(datetime(2026, 12, 2, 19), LA)
    with qtbot.waitSignal(context.portfolio.engagements_changed):
        rescheduling.move_phase(context.store, dossier.id, "prod_upgrade", start, reason="The client asked")
    assert "Wednesday 2 December 2026, 22:00" in names(panel)[0]


def test_the_minute_passes(panel: ZonePanel, clock) -> None:  # type: ignore[no-untyped-def]
    clock.advance(timedelta(minutes=1))
    panel._on_tick()
    assert "Now 10:43." in names(panel)[0]


def test_a_click_and_enter_open_the_comparison(panel: ZonePanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.strip, Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
    assert panel.comparison is not None
    panel.comparison.close()
    assert panel.comparison is None
    qtbot.keyClick(panel.strip, Qt.Key.Key_Return)
    assert panel.comparison is not None


def test_a_low_window_has_one_line(panel: ZonePanel, qtbot: QtBot) -> None:
    assert panel.strip.isVisible()
    panel.window().resize(800, 700)
    qtbot.waitUntil(panel.bar.isVisible)
    assert not panel.strip.isVisible()
    assert (panel.bar.client.text(), panel.bar.yours.text()) == ("19:00 client", "22:00 you")
    assert panel.bar.check.text() == "zone not checked yet"
    qtbot.mouseClick(panel.bar.open, Qt.MouseButton.LeftButton)
    assert panel.comparison is not None


def test_the_line_names_days_that_differ(panel: ZonePanel, context: Context, dossier: Dossier) -> None:
    start = zones.attach(datetime(2026, 12, 3, 22), LA)
    rescheduling.move_phase(context.store, dossier.id, "prod_upgrade", start, reason="Later")
    panel.refresh()
    assert (panel.bar.client.text(), panel.bar.yours.text()) == ("Thu 22:00 client", "Fri 01:00 you")


def test_an_engagement_without_date_or_zone_says_so(panel: ZonePanel, context: Context) -> None:
    made = engagements.create(context.store, Draft("Nowhere", "", "US"))
    context.portfolio.open(made)
    assert "Client. Time zone not known yet." in names(panel)
    assert names(panel)[0] == "You, New York, UTC−5. Now 10:42. Working hours 08:00 to 18:00."
    assert panel.bar.client.text() == "Time zone not known yet"
    assert panel.grab().width() > 0


def test_your_row_is_marked_where_this_computer_is_in_doubt(
    panel: ZonePanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.look_at_clock()
    assert "This computer" not in names(panel)[0]
    monkeypatch.setattr(zones, "local_zone", lambda: "Europe/Berlin")
    told: list[str] = []
    context.notices.told.connect(lambda text, *_rest: told.append(text))
    panel.look_at_clock()
    assert names(panel)[0].endswith("Choose your time zone in the settings if you travel.")
    assert "This computer is in Berlin, your setting says New York" in panel.strip.bands.tip(0)
    assert told == []  # it moved while the program ran: the mark says it, no word interrupts


def test_a_journey_since_the_last_start_is_told(panel: ZonePanel, context: Context) -> None:
    context.store.remember("computer.zone", "Asia/Tokyo")
    told: list[str] = []
    context.notices.told.connect(lambda text, *_rest: told.append(text))
    panel.look_at_clock()
    assert told == [
        "This computer's time zone changed since the last start. "
        "It was Tokyo and is New York. Check ServiceNow's zone again."
    ]
    assert context.store.recall("computer.zone") == "America/New_York"


def test_tooltips_say_hours_impact_and_clock_changes(panel: ZonePanel, context: Context, dossier: Dossier) -> None:
    start = zones.attach(datetime(2027, 3, 13, 22), LA)
    rescheduling.move_phase(context.store, dossier.id, "prod_upgrade", start, reason="Next year")
    panel.refresh()
    assert panel.strip.bands.tip(0).splitlines() == [
        "You: America/New_York, UTC−5",
        "Working hours 08:00 to 18:00",
        "Business impact is over by 06:00 at the latest",
        "Your clock jumps from 02:00 to 03:00: a day of 23 h",
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [100, 150])
def test_both_themes_and_sizes_are_painted(panel: ZonePanel, context: Context, theme: str, size: int) -> None:
    context.appearance.use(theme)
    context.appearance.set_text_size(size)
    panel.refresh()
    picture = panel.strip.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colors = {picture.pixelColor(x, picture.height() // 2).name() for x in range(0, picture.width(), 2)}
    assert context.appearance.theme.hex("accent_fill").lower() in colors
    context.appearance.use("light")
    context.appearance.set_text_size(100)


def test_hours_follow_the_setting_of_working_hours(panel: ZonePanel, context: Context) -> None:
    settings.put(context.store, "you.work_start", "09:30")
    panel.refresh()
    assert names(panel)[0].endswith("Working hours 09:30 to 18:00.")
