"""All engagements under the hands of a person: rows, keys, drags, filter, inspector, assistive technology."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.planning import Proposal
from models.records import Phase
from ui.all_engagements.page import AllEngagementsPage
from ui.context import Context
from ui.timeline.all_layout import AllLayout
from ui.timeline.all_paint import pills
from ui.timeline.all_row import Spot
from ui.timeline.all_view import AllView
from ui.timeline.grid import DAY
from ui.timeline.items import Item
from ui.timeline.tip import Tooltip

SMOOTHING = 24
"""Bytes of colour that may differ: a text is smoothed a shade differently at another place."""


def unlike(one: QImage, other: QImage) -> int:
    """Return how many bytes of two pictures differ."""
    assert one.size() == other.size()
    return sum(left != right for left, right in zip(bytes(one.constBits()), bytes(other.constBits()), strict=True))


@dataclass
class Hall:
    """The page with the hands of a person on it, and what it asked for."""

    page: AllEngagementsPage
    context: Context
    told: list[tuple[str, str, Callable[[], None] | None]] = field(default_factory=list)
    reviews: list[Proposal] = field(default_factory=list)
    dates: list[tuple[int, str]] = field(default_factory=list)
    opened: list[tuple[int, str]] = field(default_factory=list)

    @property
    def view(self) -> AllView:
        return self.page.timeline.view

    @property
    def layout(self) -> AllLayout:
        found = self.view.layout_now
        assert found is not None
        return found

    def id(self, client: str) -> int:
        return next(id_ for id_ in self.context.portfolio.ids() if self.context.portfolio.name(id_) == client)

    def phase(self, client: str, kind: str) -> Phase:
        dossier = self.context.portfolio.dossier(self.id(client))
        assert dossier is not None
        return dossier.phases[kind]

    def row(self, client: str) -> QPoint:
        line = self.layout.line_of(self.id(client))
        return QPoint(60, self.layout.top(line) + self.layout.height(line) // 2)

    def spot(self, client: str, kind: str) -> Spot:
        found = self.view.picture(self.layout.line_of(self.id(client))).spot(kind)
        assert found is not None
        return found

    def middle(self, client: str, kind: str) -> QPoint:
        spot, top = self.spot(client, kind), self.layout.top(self.layout.line_of(self.id(client)))
        return QPoint(round(spot.middle), round(top + spot.top + spot.height / 2))

    def days(self, count: float) -> int:
        return round(self.layout.grid.day_width * count)

    def click(self, at: QPoint) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def hold(self, client: str, kind: str, pixels: int) -> QPoint:
        begin = self.middle(client, kind)
        QTest.mousePress(self.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
        for part in (6 if pixels > 0 else -6, pixels // 2, pixels):
            QTest.mouseMove(self.view.viewport(), begin + QPoint(part, 0))
            QApplication.processEvents()
        return begin + QPoint(pixels, 0)

    def drag(self, client: str, kind: str, pixels: int) -> None:
        end = self.hold(client, kind, pixels)
        QTest.mouseRelease(self.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def settle(self) -> QImage:
        """Let everything be painted; return what the screen shows of the rows."""
        QApplication.processEvents()
        corner, size = self.view.viewport().mapTo(self.page, QPoint(0, 0)), self.view.viewport().size()
        place = (corner.x(), corner.y(), size.width(), size.height())
        return QGuiApplication.primaryScreen().grabWindow(self.page.winId(), *place).toImage()

    def listed(self) -> list[str]:
        return [line.entry.client for line in self.layout.lines if line.entry]

    def tooltip(self) -> Tooltip:
        items: tuple[Item, ...] = self.view.over
        return next(item for item in items if isinstance(item, Tooltip))

    def wheel(self, notches: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = QPointF(500, 150)
        where = QPointF(self.view.viewport().mapToGlobal(at.toPoint()))
        turn, none = QPoint(0, 120 * notches), Qt.MouseButton.NoButton
        event = QWheelEvent(at, where, QPoint(), turn, none, keys, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(self.view.viewport(), event)


@pytest.fixture
def hall(context: Context, qapp: QApplication) -> Iterator[Hall]:
    """The page in the size of the picture, with Northwind Health selected."""
    for engagement in context.portfolio.ids():
        context.portfolio.dossier(engagement)
    page = AllEngagementsPage(context)
    made = Hall(page, context)
    context.notices.told.connect(lambda *told: made.told.append(told))
    page.review_wanted.connect(made.reviews.append)
    page.dates_wanted.connect(lambda *wanted: made.dates.append(wanted))
    page.engagement_wanted.connect(lambda *wanted: made.opened.append(wanted))
    page.resize(1192, 900)
    page.show()
    page.activateWindow()
    made.view.setFocus()
    qapp.processEvents()
    yield made
    page.close()
    page.deleteLater()


class TestRows:
    def test_the_order_is_that_of_the_picture(self, hall: Hall) -> None:
        needs = [line.entry.client for line in hall.layout.lines if line.entry and line.group == "needs_you"]
        assert needs[0] == "Juniper Schools"
        assert needs.index("Kestrel Energy") == needs.index("Northwind Health") + 1
        assert hall.listed()[-3:] == ["Halden Rail", "Quarry Foods", "Saltmarsh Energy"]

    def test_the_clients_time_stands_at_the_prod_upgrade(self, hall: Hall) -> None:
        words = [text.text for text in hall.view.picture(hall.layout.line_of(hall.id("Northwind Health"))).words]
        assert words == ["Thu 3, 19:00 PST", "6 h left"]

    def test_a_prod_upgrade_before_the_window_is_named_at_the_edge_and_a_click_goes_there(self, hall: Hall) -> None:
        line = hall.layout.line_of(hall.id("Halden Rail"))
        edge = hall.view.picture(line).edge
        assert edge is not None
        assert (edge[0].text, edge[1]) == ("Prod Thu 5, done", -1)
        hall.click(QPoint(round(edge[0].x + 20), hall.row("Halden Rail").y()))
        assert hall.view.picture(hall.layout.line_of(hall.id("Halden Rail"))).spot("prod_upgrade") is not None

    def test_without_a_prod_date_a_button_sets_it(self, hall: Hall) -> None:
        box = hall.view.picture(hall.layout.line_of(hall.id("Alder County"))).button
        assert box is not None
        hall.click(QPoint(round(box[0] + 20), hall.row("Alder County").y()))
        assert hall.dates == [(hall.id("Alder County"), "prod_upgrade")]

    def test_words_lie_on_no_mark_wherever_one_scrolls(self, hall: Hall) -> None:
        beyond = 0
        for _notch in range(24):
            for line in hall.layout.visible():
                row = hall.view.picture(line)
                written = [*row.words, *(row.edge[:1] if row.edge else ())]
                beyond += row.edge is not None
                upper = [spot for spot in row.spots if spot.bar.kind not in {"support_week", "best_practices"}]
                for text in written:
                    assert all(
                        text.x >= spot.left + spot.width or text.x + text.width <= spot.left for spot in upper
                    ), (text, upper)
            hall.view.navigation.scroll(-DAY)
            hall.settle()
        assert beyond

    def test_the_sign_of_a_shared_night_covers_no_words_that_stand_left_of_it(self, hall: Hall) -> None:
        flipped = 0
        for _notch in range(24):
            lines = hall.layout.visible()
            signs = pills(hall.layout, hall.view.ink, lines, hall.view.picture)
            for line in lines:
                row = hall.view.picture(line)
                for text in row.words if row.bracket else ():
                    flipped += text.x < row.bracket
                    if text.token == "text":
                        assert all(text.x >= sign.x + sign.width or text.x + text.width <= sign.x for sign in signs)
            hall.view.navigation.scroll(-DAY)
            hall.settle()
        assert flipped

    def test_two_upgrades_in_one_night_are_bracketed(self, hall: Hall) -> None:
        rows = [
            hall.view.picture(hall.layout.line_of(hall.id(name))) for name in ("Northwind Health", "Kestrel Energy")
        ]
        assert rows[0].bracket == rows[1].bracket > 0
        assert [row.night.place for row in rows if row.night] == [0, 1]

    def test_words_never_overlap_marks_or_each_other(self, hall: Hall) -> None:
        for level in ("month", "week", "quarter"):
            hall.page.timeline.set_zoom(level)
            for at in hall.layout.visible():
                row = hall.view.picture(at)
                boxes = sorted((text.box[0], text.box[0] + text.box[2]) for text in row.words)
                assert all(one[1] <= other[0] for one, other in pairwise(boxes))
                upper = [spot for spot in row.spots if spot.bar.kind not in {"support_week", "best_practices"}]
                for left, right in boxes:
                    assert all(right <= spot.left or left >= spot.left + spot.width for spot in upper)
                    assert left >= hall.layout.label
                    assert right <= hall.layout.axis.width


class TestHands:
    def test_a_click_selects_and_opens_it_in_the_inspector(self, hall: Hall) -> None:
        hall.click(hall.row("Kestrel Energy"))
        assert hall.context.portfolio.current == hall.id("Kestrel Energy")
        assert hall.page.right.name.text() == "Kestrel Energy"

    def test_a_double_click_or_enter_opens_the_engagement(self, hall: Hall) -> None:
        at = hall.row("Larkspur Bank")
        QTest.mouseDClick(hall.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        hall.click(hall.row("Vela Airports"))
        hall.key(Qt.Key.Key_Return)
        assert hall.opened == [(hall.id("Larkspur Bank"), ""), (hall.id("Vela Airports"), "")]

    def test_dragging_prod_asks_for_a_review_with_its_followers(self, hall: Hall) -> None:
        hall.drag("Pine Ridge Dental", "prod_upgrade", hall.days(1))
        (proposal,) = hall.reviews
        assert proposal.before.engagement.client == "Pine Ridge Dental"
        assert proposal.placements[0].start == "2026-12-09T19:00"
        assert [place.kind for place in proposal.placements] == ["prod_upgrade", "support_week", "best_practices"]
        assert hall.phase("Pine Ridge Dental", "prod_upgrade").start == "2026-12-08T19:00"

    def test_the_tooltip_names_the_client_first_and_says_whose_night_it_would_be(self, hall: Hall) -> None:
        away = (
            hall.middle("Northwind Health", "prod_upgrade").x() - hall.middle("Pine Ridge Dental", "prod_upgrade").x()
        )
        end = hall.hold("Pine Ridge Dental", "prod_upgrade", away)
        tip = hall.tooltip().tip
        assert tip.client == "Pine Ridge Dental"
        assert "Kestrel Energy's prod upgrade starts Thu 3 Dec" in tip.body[0]
        assert hall.view.doing.lit == {hall.id("Northwind Health"), hall.id("Kestrel Energy")}
        QTest.keyClick(hall.view, Qt.Key.Key_Escape)
        QTest.mouseRelease(hall.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        assert hall.reviews == []

    @pytest.mark.parametrize("how", ["escape", "right button"])
    def test_after_a_cancel_a_pointer_that_goes_on_does_nothing(
        self, hall: Hall, right_click: Callable[[QWidget, QPoint], None], how: str
    ) -> None:
        before, menus = hall.phase("Vela Airports", "kickoff"), []
        hall.page.timeline.menu_wanted.connect(lambda *wanted: menus.append(wanted))
        end = hall.hold("Vela Airports", "kickoff", hall.days(1))
        port = hall.view.viewport()
        if how == "escape":
            QTest.keyClick(hall.view, Qt.Key.Key_Escape)
        else:
            right_click(port, end)
        assert hall.view.mover.preview is not None  # it glides back meanwhile
        QTest.mouseMove(port, end + QPoint(9, 0))
        QTest.mouseMove(port, end + QPoint(hall.days(1), 0))
        assert not hall.view.mover.holding
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        assert (hall.phase("Vela Airports", "kickoff"), menus) == (before, [])

    def test_kickoff_moves_at_once_with_undo(self, hall: Hall) -> None:
        before = hall.phase("Vela Airports", "kickoff")
        hall.drag("Vela Airports", "kickoff", hall.days(1))
        assert hall.phase("Vela Airports", "kickoff").start != before.start
        text, label, undo = hall.told[-1]
        assert (text.startswith("Moved"), label) == (True, "Undo")
        assert undo is not None
        undo()
        assert hall.phase("Vela Airports", "kickoff") == before

    def test_a_scheduled_upgrade_explains_itself(self, hall: Hall) -> None:
        hall.drag("Bright Harbor", "prod_upgrade", hall.days(1))
        said = hall.told[-1][0]
        assert said.startswith("Scheduled upgrades cannot be moved here.")
        assert "Correct dates" in said
        assert hall.reviews == []

    def test_the_wheel_scrolls_rows_and_with_shift_days(self, hall: Hall) -> None:
        hall.page.resize(1192, 460)
        QApplication.processEvents()
        before = hall.page.timeline.navigation.shown
        hall.wheel(-1)
        assert hall.view.verticalScrollBar().value() > 0
        assert hall.page.timeline.navigation.shown == before
        hall.wheel(-1, Qt.KeyboardModifier.ShiftModifier)
        shown = hall.page.timeline.navigation.shown
        assert (shown.start > before.start, shown.length) == (True, before.length)
        hall.wheel(1, Qt.KeyboardModifier.ControlModifier)
        assert hall.page.timeline.navigation.shown.length < shown.length


class TestPixels:
    @pytest.mark.parametrize(("begin", "days"), [(0, 3), (0, -2), (45, 3)])
    def test_a_scroll_through_days_shows_what_painting_anew_does(self, hall: Hall, begin: int, days: int) -> None:
        scroll = hall.page.timeline.navigation.scroll
        scroll(begin * 86_400)
        for way in (days, -days):  # each text is shaped once for good
            scroll(way * 86_400)
            hall.settle()
            hall.view.refresh()
            hall.settle()
        scroll(days * 86_400)
        moved = hall.settle()
        hall.view.refresh()
        assert unlike(moved, hall.settle()) <= SMOOTHING

    def test_a_scroll_through_rows_shows_what_painting_anew_does(self, hall: Hall) -> None:
        hall.page.resize(1192, 460)
        for turn in (-3, 1, -1):
            hall.wheel(turn)
            hall.settle()
            hall.view.refresh()
            hall.settle()
        hall.wheel(1)
        moved = hall.settle()
        hall.view.refresh()
        assert unlike(moved, hall.settle()) <= SMOOTHING

    def test_a_cancelled_drag_leaves_no_trace(self, hall: Hall) -> None:
        hall.click(hall.row("Pine Ridge Dental"))
        hall.settle()
        hall.view.refresh()
        before = hall.settle()
        end = hall.hold("Pine Ridge Dental", "prod_upgrade", hall.days(3))
        hall.view.mover.cancel(gently=False)
        QTest.mouseRelease(hall.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
        hall.view.interact(hovered=0, lit=frozenset())
        assert unlike(before, hall.settle()) <= SMOOTHING


class TestKeys:
    def test_up_and_down_go_through_headings_too_and_left_folds(self, hall: Hall) -> None:
        hall.key(Qt.Key.Key_Home)
        assert hall.view.doing.heading == "needs_you"
        hall.key(Qt.Key.Key_Left)
        assert "Juniper Schools" not in hall.listed()
        hall.key(Qt.Key.Key_Right)
        hall.key(Qt.Key.Key_Down)
        assert hall.context.portfolio.current == hall.id("Juniper Schools")

    def test_control_plus_and_minus_fold_all(self, hall: Hall) -> None:
        hall.key(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
        assert hall.listed() == []
        hall.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        assert len(hall.listed()) == 14

    def test_left_and_right_go_through_the_phases(self, hall: Hall) -> None:
        assert hall.view.doing.kind == "prod_upgrade"
        hall.key(Qt.Key.Key_Left)
        assert hall.view.doing.kind == "client_validation"
        hall.key(Qt.Key.Key_D)
        assert hall.told[-1][0].startswith("It has begun.")
        hall.key(Qt.Key.Key_Right)
        hall.key(Qt.Key.Key_D)
        assert hall.dates == [(hall.id("Northwind Health"), "prod_upgrade")]

    def test_move_mode_moves_and_drops(self, hall: Hall) -> None:
        hall.key(Qt.Key.Key_M)
        hall.key(Qt.Key.Key_Right)
        hall.key(Qt.Key.Key_Return)
        (proposal,) = hall.reviews
        assert proposal.placements[0].start == "2026-12-04T19:00"

    def test_slash_goes_to_the_filter_and_no_match_says_so(self, hall: Hall) -> None:
        hall.key(Qt.Key.Key_Slash)
        assert hall.page.timeline.filter.hasFocus()
        QTest.keyClicks(hall.page.timeline.filter, "kes")
        assert hall.listed() == ["Kestrel Energy"]
        QTest.keyClicks(hall.page.timeline.filter, "x")
        assert hall.page.timeline.empty.isVisible()
        hall.page.timeline.filter.clear()
        assert hall.page.timeline.empty.isHidden()
        assert len(hall.listed()) == 14

    def test_escape_hides_the_inspector_and_a_selection_brings_it_back(self, hall: Hall) -> None:
        hall.key(Qt.Key.Key_Escape)
        assert hall.page.right.isHidden()
        hall.key(Qt.Key.Key_Down)
        assert hall.page.right.isVisible()


class TestInspector:
    def test_a_day_later_goes_to_the_review(self, hall: Hall) -> None:
        hall.page.right.later.click()
        assert hall.reviews[0].placements[0].start == "2026-12-04T19:00"

    def test_a_locked_prod_upgrade_cannot_be_moved_there(self, hall: Hall) -> None:
        hall.click(hall.row("Bright Harbor"))
        assert not hall.page.right.later.isEnabled()
        assert "Correct dates" in hall.page.right.later.toolTip()

    def test_free_nights_are_offered_and_reviewed(self, hall: Hall) -> None:
        hall.page.right.offer_nights(hall.page.right.name)
        nights = hall.page.right.nights.actions()
        assert len(nights) == 3
        nights[0].trigger()
        hall.page.right.nights.close()
        assert hall.reviews[0].kind == "prod_upgrade"
        assert hall.reviews[0].allowed

    def test_the_next_step_opens_the_engagement_at_it(self, hall: Hall) -> None:
        hall.page.right.next_button.click()
        assert hall.opened == [(hall.id("Northwind Health"), "validation_reminder")]

    def test_the_subtitle_counts(self, hall: Hall) -> None:
        text = hall.page.head.subtitle.text()
        assert text.startswith("11 open,")
        assert text.endswith("5 prod upgrades in the next 14 days, 2 of them on Thu 3 Dec.")


def test_lines_are_named_in_full_for_assistive_technology(hall: Hall) -> None:
    timeline = QAccessible.queryAccessibleInterface(hall.view)
    assert timeline is not None
    assert timeline.childCount() == len(hall.layout.lines)
    line = hall.layout.line_of(hall.id("Northwind Health"))
    name = timeline.child(line).text(QAccessible.Text.Name)
    assert name.startswith("Northwind Health, Client validation ends 17:00, ")
    assert "22:00 to Friday 01:00 your time, 19:00 to 22:00 client time" in name
    assert name.endswith("movable, same night as Kestrel Energy")
    assert timeline.child(0).text(QAccessible.Text.Name).startswith("Needs you, ")
    assert timeline.focusChild().text(QAccessible.Text.Name) == name


def test_the_timeline_of_one_engagement_leads_to_all_where_others_are_left_out(desk: Any) -> None:
    asked: list[None] = []
    desk.card.all_wanted.connect(lambda: asked.append(None))
    row = desk.layout.scene.row("more")
    assert desk.layout.scene.rows[row].title.endswith("more in All")
    at = QPoint(40, round(desk.layout.top(row) + 10))
    QTest.mouseClick(desk.card.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert asked == [None]
