"""The timeline under the hands of a person: drag, keys, zoom; what is written, what is refused and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models import rescheduling, settings, zones
from models.planning import Proposal
from ui.context import Context
from ui.form import Banner
from ui.timeline.card import TimelineCard
from ui.timeline.grid import DAY, date_of
from ui.timeline.items import Chip, dirty
from ui.timeline.mover import CLOCKS_TURN
from ui.timeline.navigation import KEY
from ui.timeline.pointer import Pointer

Desk = Any
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def wheel(desk: Desk, notches: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(500, 150)
    event = QWheelEvent(
        at,
        QPointF(desk.card.view.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(desk.card.view.viewport(), event)


class TestDrag:
    def test_a_click_without_movement_selects_and_changes_nothing(self, desk: Desk) -> None:
        chosen: list[str] = []
        desk.card.selected.connect(chosen.append)
        before, acts = desk.dossier, desk.context.store.history()
        QTest.mouseClick(desk.card.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.middle("prod_upgrade"))
        assert chosen == ["prod_upgrade"]
        assert (desk.dossier, desk.context.store.history()) == (before, acts)

    def test_three_pixels_are_no_drag(self, desk: Desk) -> None:
        at = desk.middle("prod_upgrade")
        desk.press(at)
        desk.move(at + QPoint(3, 0))
        assert not desk.card.view.mover.holding
        desk.release(at + QPoint(3, 0))

    def test_dragging_prod_asks_for_a_review_and_writes_nothing(self, desk: Desk) -> None:
        before = desk.dossier
        desk.drag("prod_upgrade", desk.days(-1))
        (proposal,) = desk.reviews
        assert isinstance(proposal, Proposal)
        assert proposal.placements[0].start == "2026-12-02T19:00"
        assert [place.kind for place in proposal.placements] == ["prod_upgrade", "support_week", "best_practices"]
        assert desk.dossier == before
        assert not desk.card.view.mover.holding

    def test_another_bar_moves_at_once_with_undo_in_the_toast(self, desk: Desk) -> None:
        before = desk.phase("best_practices")
        desk.drag("best_practices", desk.days(1))
        assert desk.phase("best_practices").start == "2026-12-08T10:00"
        text, label, undo = desk.told[-1]
        assert text == "Moved Best Practices to Tue 8 Dec, 13:00"
        assert label == "Undo"
        undo()
        assert desk.phase("best_practices") == before

    def test_one_drag_is_one_step(self, desk: Desk) -> None:
        before = len(desk.context.store.history())
        desk.drag("best_practices", desk.days(2))
        assert len(desk.context.store.history()) == before + 1

    def test_back_where_it_was_leaves_no_trace(self, desk: Desk) -> None:
        acts = desk.context.store.history()
        start = desk.middle("best_practices")
        desk.hold("best_practices", desk.days(2), start)
        desk.move(start + QPoint(1, 0))
        assert desk.card.view.doing.preview.tip.hint.startswith("Release to put it back.")
        desk.release(start + QPoint(1, 0))
        assert desk.context.store.history() == acts
        assert desk.told == []

    def test_the_next_day_is_prepared_and_not_shown_before_the_pointer_is_there(self, desk: Desk) -> None:
        mover, prepared = desk.card.view.mover, []
        mover.expected.connect(lambda seen, _turn: prepared.append(seen))
        start = desk.middle("best_practices")
        desk.hold("best_practices", desk.days(1), start)
        shown = mover.preview
        desk.move(start + QPoint(desk.days(1) + 2, 0))
        assert mover.preview is shown
        assert shown.proposal.placements[0].start == "2026-12-08T10:00"
        assert prepared[-1].proposal.placements[0].start == "2026-12-09T10:00"
        desk.move(start + QPoint(desk.days(2), 0))
        assert mover.preview is prepared[-1]
        assert desk.card.view.doing.preview is prepared[-1]

    def test_a_slow_drag_shows_what_painting_anew_does(self, desk: Desk) -> None:
        def seen() -> QImage:
            QApplication.processEvents()
            port = desk.card.view.viewport()
            corner = port.mapTo(desk.card, QPoint(0, 0))
            place = (corner.x(), corner.y(), port.width(), port.height())
            return QGuiApplication.primaryScreen().grabWindow(desk.card.winId(), *place).toImage()

        turns: list[int] = []
        desk.card.view.mover.expected.connect(lambda _seen, turn: turns.append(turn))
        start = desk.middle("prod_upgrade")
        desk.hold("prod_upgrade", 6, start)
        way = [*range(6, desk.days(3), 3), *range(desk.days(3), desk.days(1), -3)]
        for pixels in way:
            desk.move(start + QPoint(pixels, 0))
        assert max(turns) > CLOCKS_TURN
        moved = seen()
        desk.card.view.refresh()
        anew = seen()
        assert bytes(moved.constBits()) == bytes(anew.constBits())

    def test_where_it_is_refused_it_goes_back(self, desk: Desk, qapp: QApplication) -> None:
        before = desk.dossier
        end = desk.hold("best_practices", desk.days(5))
        tip = desk.card.view.doing.preview.tip
        assert tip.tone == "danger"
        assert tip.title == "Cannot be on Sat 12 Dec"
        assert any("Support Week" in sentence for sentence in tip.body)
        desk.release(end)
        QTest.qWait(200)
        assert desk.dossier == before
        assert desk.card.view.doing.preview is None

    def test_a_soft_limit_is_reviewed_because_it_needs_a_reason(self, desk: Desk) -> None:
        desk.drag("best_practices", desk.days(4))
        (proposal,) = desk.reviews
        assert proposal.needs_reason

    @pytest.mark.parametrize("how", ["escape", "right button", "focus"])
    def test_cancel_leaves_the_database_untouched(self, desk: Desk, how: str) -> None:
        settings.put(desk.context.store, "reduced_motion", "1")
        before, acts = desk.dossier, desk.context.store.history()
        end = desk.hold("best_practices", desk.days(2))
        assert desk.card.view.mover.holding
        if how == "escape":
            desk.key(Qt.Key.Key_Escape)
        elif how == "right button":
            QTest.mousePress(desk.card.view.viewport(), Qt.MouseButton.RightButton, pos=end)
        else:
            desk.card.view.clearFocus()
        assert not desk.card.view.mover.holding
        assert desk.card.view.mover.preview is None
        desk.release(end)
        assert (desk.dossier, desk.context.store.history()) == (before, acts)

    @pytest.mark.parametrize("how", ["escape", "right button"])
    def test_after_a_cancel_a_pointer_that_goes_on_does_nothing(
        self, desk: Desk, right_click: Callable[[QWidget, QPoint], None], how: str
    ) -> None:
        before, acts, menus, opened = desk.dossier, desk.context.store.history(), [], []
        desk.card.findChild(Pointer).menu_wanted.connect(lambda *wanted: menus.append(wanted))
        end = desk.hold("best_practices", desk.days(-1))
        desk.card.selected.connect(opened.append)
        if how == "escape":
            desk.key(Qt.Key.Key_Escape)
        else:
            right_click(desk.card.view.viewport(), end)
        assert desk.card.view.mover.preview is not None  # it glides back meanwhile
        desk.move(end + QPoint(9, 0))
        desk.move(end + QPoint(desk.days(1), 0))
        assert not desk.card.view.mover.holding
        desk.release(end + QPoint(desk.days(1), 0))
        assert (desk.dossier, desk.context.store.history(), desk.reviews) == (before, acts, [])
        assert (menus, opened) == ([], [])
        port, rest = desk.card.view.viewport(), desk.middle("kickoff")
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Other, rest, port.mapToGlobal(rest))
        QApplication.sendEvent(port, asked)  # as a finger that rests does
        assert [key for key, _where in menus] == ["kickoff"]
        QApplication.activePopupWidget().close()

    def test_the_hovered_time_is_told_until_the_end(self, desk: Desk) -> None:
        heard: list[Proposal | None] = []
        desk.card.hovered_time.connect(heard.append)
        end = desk.hold("prod_upgrade", desk.days(-1))
        assert heard[-1] is not None
        assert heard[-1].placements[0].start == "2026-12-02T19:00"
        desk.release(end)
        assert heard[-1] is None

    def test_followers_and_ghosts_are_shown(self, desk: Desk) -> None:
        desk.hold("prod_upgrade", desk.days(-1))
        shown = desk.card.view.doing.preview
        assert [bar.kind for bar in shown.bars] == ["prod_upgrade", "support_week", "best_practices"]
        assert [bar.state for bar in shown.ghosts] == ["ghost"] * 3
        assert shown.tip.follows == "Moves Support Week and Best Practices too"
        assert shown.tip.times[2].right == "−1 day"
        desk.key(Qt.Key.Key_Escape)

    def test_an_overlap_that_ends_is_said_while_dragging(self, desk: Desk) -> None:
        desk.hold("prod_upgrade", desk.days(-1))
        kestrel = next(row for row in desk.card.view.doing.preview.others.values() if row.title == "Kestrel Energy")
        assert kestrel.bars[0].words.beside[0].endswith("no overlap now")
        desk.key(Qt.Key.Key_Escape)

    def test_at_the_edge_the_timeline_scrolls_by_itself(self, desk: Desk) -> None:
        start = desk.card.navigation.shown.start
        begin = desk.middle("best_practices")
        edge = QPoint(int(desk.layout.width) - 5, begin.y())
        desk.hold("best_practices", edge.x() - begin.x(), begin)
        QTest.qWait(120)
        assert desk.card.navigation.shown.start > start
        desk.key(Qt.Key.Key_Escape)
        desk.release(edge)

    def test_the_end_of_client_validation_can_be_dragged(self, desk: Desk) -> None:
        desk.card.set_zoom("week")
        desk.card.focus_phase("client_validation")
        left, top, width, height = desk.layout.box_of("client_validation")
        desk.hold("client_validation", -desk.days(1 / 24), QPoint(round(left + width) - 2, round(top + height / 2)))
        assert desk.card.view.mover.hold.edge == "end"
        desk.release(QPoint(round(left + width) - 2 - desk.days(1 / 24), round(top + height / 2)))
        assert desk.phase("client_validation").start == "2026-11-23T06:00"
        assert desk.phase("client_validation").end == "2026-11-24T13:00"


class TestLocked:
    def test_a_scheduled_prod_explains_itself(self, desk: Desk) -> None:
        engagement = desk.dossier.id
        rescheduling.already_scheduled(desk.context.store, engagement, desk.context.clock.now(), "Priya")
        assert desk.card.view.bar("prod_upgrade").state == "locked"
        before = desk.dossier
        desk.drag("prod_upgrade", desk.days(-1))
        for key in (Qt.Key.Key_M, Qt.Key.Key_D):
            desk.card.acts.select("prod_upgrade")
            desk.key(key)
        assert len(desk.told) == 3
        assert all("Scheduled upgrades cannot be moved here." in told[0] for told in desk.told)
        assert all("Use Correct dates, and Aja is told." in told[0] for told in desk.told)
        assert desk.dossier == before

    def test_support_week_follows_prod(self, desk: Desk) -> None:
        desk.drag("support_week", desk.days(1))
        assert "Support Week follows the prod upgrade" in desk.told[-1][0]


class TestKeys:
    def test_mouse_and_keys_give_the_same_row(self, desk: Desk) -> None:
        desk.drag("best_practices", desk.days(1))
        by_mouse = desk.phase("best_practices")
        desk.context.store.undo()
        desk.card.focus_phase("best_practices")
        desk.key(Qt.Key.Key_M)
        desk.key(Qt.Key.Key_Right)
        desk.key(Qt.Key.Key_Return)
        assert desk.phase("best_practices") == by_mouse

    def test_lanes_are_walked_from_the_current_stage(self, desk: Desk) -> None:
        assert desk.card.view.doing.selected == "client_validation"
        desk.key(Qt.Key.Key_Down)
        assert desk.card.view.doing.selected == "prod_upgrade"
        desk.key(Qt.Key.Key_Home)
        assert desk.card.view.doing.selected == "dev_upgrade"
        desk.key(Qt.Key.Key_Up)
        assert desk.card.view.doing.selected == "dev_upgrade"

    def test_enter_shows_details_and_d_asks_for_dates(self, desk: Desk) -> None:
        details: list[str] = []
        dates: list[str] = []
        desk.card.selected.connect(details.append)
        desk.card.dates_wanted.connect(dates.append)
        desk.card.focus_phase("best_practices")
        desk.key(Qt.Key.Key_Return)
        desk.key(Qt.Key.Key_D)
        assert (details, dates) == (["best_practices"], ["best_practices"])

    def test_arrows_move_by_the_snap_finer_with_shift_a_week_with_control(self, desk: Desk) -> None:
        desk.card.focus_phase("best_practices")
        desk.key(Qt.Key.Key_M)
        desk.key(Qt.Key.Key_Right)
        desk.key(Qt.Key.Key_Right, SHIFT)
        assert desk.card.view.mover.proposal.placements[0].start == "2026-12-08T11:00"
        desk.key(Qt.Key.Key_Left, CONTROL)
        assert desk.card.view.mover.proposal.placements[0].start == "2026-12-01T11:00"
        desk.key(Qt.Key.Key_Escape)
        QTest.qWait(200)
        assert desk.phase("best_practices").start == "2026-12-07T10:00"

    def test_single_letters_can_be_turned_off(self, desk: Desk) -> None:
        settings.put(desk.context.store, "single_keys", "0")
        desk.card.focus_phase("best_practices")
        desk.key(Qt.Key.Key_M)
        assert not desk.card.view.mover.holding

    def test_prod_dropped_by_keys_is_reviewed_too(self, desk: Desk) -> None:
        desk.card.focus_phase("prod_upgrade")
        desk.card.start_move_mode()
        desk.key(Qt.Key.Key_Left)
        desk.key(Qt.Key.Key_Return)
        assert desk.reviews[0].placements[0].start == "2026-12-02T19:00"


class TestTime:
    def test_it_opens_in_month_a_week_before_today(self, desk: Desk) -> None:
        assert desk.card.navigation.level == "month"
        assert date_of(desk.card.navigation.shown.start, "America/New_York") == date(2026, 11, 17)

    def test_the_wheel_scrolls_days_and_zooms_with_control_at_the_pointer(self, desk: Desk) -> None:
        shown = desk.card.navigation.shown
        wheel(desk, -1)
        assert desk.card.navigation.shown.start == shown.start + 3 * DAY
        under = desk.layout.grid.moment(500)
        wheel(desk, 2, CONTROL)
        assert desk.card.navigation.shown.length < shown.length
        assert desk.layout.grid.moment(500) == pytest.approx(under, abs=1)

    @pytest.mark.parametrize("level", ["day", "week", "month", "quarter"])
    def test_every_zoom_paints_and_is_named(self, desk: Desk, level: str) -> None:
        desk.card.set_zoom(level)
        assert desk.card.navigation.level == level
        assert not desk.card.grab().isNull()

    def test_today_comes_back_by_the_pill(self, desk: Desk) -> None:
        wheel(desk, -20)
        pill = next(item for item in desk.card.view.items if isinstance(item, Chip) and item.text.startswith("Today"))
        at = QPoint(round(pill.x + pill.width / 2), round(pill.top + pill.height / 2))
        QTest.mouseClick(desk.card.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        shown = desk.card.navigation.shown
        assert shown.holds(desk.card.navigation.now)

    def test_a_bar_out_of_sight_is_a_chip_that_goes_there(self, desk: Desk) -> None:
        desk.card.set_zoom("week")
        desk.card.focus_phase("prod_upgrade")
        chip = next(item for item in desk.card.view.items if isinstance(item, Chip) and item.text.startswith("Held"))
        assert chip.text == "Held Fri 20 Nov"
        at = QPoint(round(chip.x + 10), round(chip.top + 10))
        QTest.mouseClick(desk.card.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        bar = desk.card.view.bar("kickoff")
        assert desk.card.navigation.shown.holds(bar.start)

    def test_fit_shows_the_whole_engagement(self, desk: Desk) -> None:
        desk.card.fit()
        shown = desk.card.navigation.shown
        for kind in desk.dossier.phases:
            bar = desk.card.view.bar(kind)
            assert shown.start < bar.start < bar.end < shown.end

    def test_the_range_is_remembered_for_the_day(self, desk: Desk, context: Context) -> None:
        wheel(desk, -2)
        QTest.qWait(500)
        again = TimelineCard(context)
        assert again.navigation.shown.start == pytest.approx(desk.card.navigation.shown.start, abs=1)
        context.store.remember(KEY, "2026-11-20 1 2")
        other_day = TimelineCard(context)
        assert date_of(other_day.navigation.shown.start, "America/New_York") == date(2026, 11, 17)
        again.deleteLater()
        other_day.deleteLater()


def test_another_engagement_replaces_the_scene(desk: Desk) -> None:
    other = next(id_ for id_ in desk.context.portfolio.ids() if desk.context.portfolio.name(id_) == "Kestrel Energy")
    desk.context.portfolio.open(other)
    assert desk.card.view.dossier.engagement.client == "Kestrel Energy"
    desk.context.portfolio.open(0)
    assert desk.card.view.layout_now is None
    assert not desk.card.grab().isNull()


def test_a_change_from_elsewhere_is_shown_at_once(desk: Desk) -> None:
    start = datetime(2026, 12, 8, 10, tzinfo=zones.zone("America/Los_Angeles"))
    rescheduling.move_phase(desk.context.store, desk.dossier.id, "best_practices", start)
    assert desk.card.view.bar("best_practices").start == start.timestamp()


def test_an_undated_phase_is_a_button_that_asks_for_dates(desk: Desk) -> None:
    rescheduling.undate(desk.context.store, desk.dossier.id, "best_practices")
    asked: list[str] = []
    desk.card.dates_wanted.connect(asked.append)
    assert desk.card.view.bar("best_practices").words.inside == ("Set date",)
    QTest.mouseClick(desk.card.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.middle("best_practices"))
    assert asked == ["best_practices"]


def test_only_what_changed_is_repainted(desk: Desk) -> None:
    desk.hold("best_practices", desk.days(1))
    before = desk.card.view.items
    desk.card.view.mover.nudge(-1)
    region = dirty(before, desk.card.view.items)
    whole = desk.card.view.viewport().width() * desk.card.view.viewport().height()
    assert 0 < sum(rect.width() * rect.height() for rect in region) < whole * 0.6
    desk.key(Qt.Key.Key_Escape)


def test_both_themes_and_text_sizes_paint(desk: Desk) -> None:
    for theme, size in (("dark", 100), ("light", 150), ("dark", 90)):
        desk.context.appearance.use(theme)
        desk.context.appearance.set_text_size(size)
        for level in ("day", "week", "month"):
            desk.card.set_zoom(level)
            assert not desk.card.grab().isNull()


def test_days_of_a_drag_are_the_clients(desk: Desk) -> None:
    """Across your own clock change the client's wall time stays."""
    start = datetime(2027, 3, 11, 19, tzinfo=zones.zone("America/Los_Angeles"))
    rescheduling.move_phase(desk.context.store, desk.dossier.id, "prod_upgrade", start, reason="Later")
    desk.card.focus_phase("prod_upgrade")
    desk.drag("prod_upgrade", desk.days(5))
    place = desk.reviews[0].placements[0]
    assert place.start == "2027-03-16T19:00"
    assert place.starts - start != timedelta(0)


def test_a_clock_change_in_the_window_is_said_over_the_timeline(desk: Desk) -> None:
    start = datetime(2027, 3, 13, 20, 30, tzinfo=zones.zone("America/Los_Angeles"))
    rescheduling.move_phase(desk.context.store, desk.dossier.id, "prod_upgrade", start, reason="Later")
    banner = desk.card.findChildren(Banner)[0]
    assert banner.isVisible()
    assert banner.title.text() == "The clocks change inside this window"
    assert banner.text.text().startswith("It still lasts 3 h: it ends at 03:30 for you, not 02:30.")
    desk.context.store.undo()
    assert not banner.isVisible()
