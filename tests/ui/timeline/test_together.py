"""Several bars at once: chosen by Ctrl, Shift, rubber band or keys, moved by hand or keys, undone as one."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from models.placements import AFTER_PROD
from models.planning import Proposal, reschedulable
from ui.reschedule.review import RescheduleReview
from ui.timeline import reasons
from ui.timeline.gesture import hold_together
from ui.timeline.grid import midnight

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def click(desk, kind: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(desk.card.view.viewport(), Qt.MouseButton.LeftButton, keys, desk.middle(kind))


def chosen(desk) -> set[str]:
    return set(desk.card.view.doing.chosen)


def test_ctrl_click_adds_and_takes_out(desk) -> None:
    click(desk, "prod_upgrade")
    click(desk, "best_practices", CTRL)
    assert chosen(desk) == {"prod_upgrade", "best_practices"}
    click(desk, "prod_upgrade", CTRL)
    assert chosen(desk) == {"best_practices"}
    click(desk, "prod_upgrade")
    assert chosen(desk) == set()


def test_shift_click_takes_all_between_that_can_move(desk) -> None:
    click(desk, "client_validation")
    click(desk, "best_practices", SHIFT)
    assert chosen(desk) == {
        key for key in ("client_validation", "prod_upgrade", "best_practices") if desk.card.acts.movable(key)
    }
    assert "support_week" not in chosen(desk)


def test_what_cannot_move_explains_itself(desk) -> None:
    click(desk, "prod_upgrade")
    click(desk, "dev_upgrade", CTRL)
    assert chosen(desk) == set()
    assert "over" in desk.told[-1][0].lower()


def test_a_rubber_band_takes_what_it_touches(desk) -> None:
    prod, practices = desk.middle("prod_upgrade"), desk.middle("best_practices")
    start = QPoint(prod.x() - 30, prod.y() - 8)
    desk.press(start)
    desk.move(start + QPoint(10, 10))
    desk.move(practices + QPoint(20, 8))
    assert desk.card.view.doing.band is not None
    desk.release(practices + QPoint(20, 8))
    assert desk.card.view.doing.band is None
    assert chosen(desk) == {"prod_upgrade", "best_practices"}


@pytest.mark.parametrize("how", ["escape", "right button", "focus"])
def test_a_cancelled_rubber_band_is_over_though_the_pointer_goes_on(desk, right_click, how: str) -> None:
    start, end = desk.middle("prod_upgrade") - QPoint(30, 8), desk.middle("best_practices") + QPoint(20, 8)
    desk.press(start)
    desk.move(end)
    if how == "escape":
        desk.key(Qt.Key.Key_Escape)
    elif how == "right button":
        right_click(desk.card.view.viewport(), end)
    else:
        desk.card.view.clearFocus()
    for at in (end + QPoint(9, 0), end):
        desk.move(at)
        assert (desk.card.view.doing.band, chosen(desk)) == (None, set())
    desk.release(end)
    assert chosen(desk) == set()


def test_they_are_dragged_together_and_read_over_once(desk) -> None:
    click(desk, "prod_upgrade")
    click(desk, "client_validation", CTRL)
    if "client_validation" not in chosen(desk):  # it has begun in the example: take the session in its place
        click(desk, "best_practices", CTRL)
    desk.drag("prod_upgrade", desk.days(7))
    (proposal,) = desk.reviews
    assert isinstance(proposal, Proposal)
    assert proposal.days == 7
    assert proposal.kind == "prod_upgrade"


def test_keys_choose_and_move_them_too(desk) -> None:
    desk.card.focus_phase("prod_upgrade")
    desk.key(Qt.Key.Key_Space, CTRL)
    desk.key(Qt.Key.Key_Down, SHIFT)
    desk.key(Qt.Key.Key_Down, SHIFT)
    assert chosen(desk) == {"prod_upgrade", "best_practices"}
    desk.key(Qt.Key.Key_M)
    desk.key(Qt.Key.Key_Right)
    assert desk.card.view.mover.proposal.days == 1
    desk.key(Qt.Key.Key_Escape)
    desk.key(Qt.Key.Key_Escape)
    assert chosen(desk) == set()


def test_an_arrow_moves_a_whole_day_in_week_zoom_too(desk) -> None:
    desk.card.set_zoom("week")
    desk.card.focus_phase("prod_upgrade")
    desk.card.acts.choose(("prod_upgrade", "best_practices"))
    desk.key(Qt.Key.Key_M)
    desk.key(Qt.Key.Key_Right)
    assert desk.card.view.mover.proposal.days == 1
    desk.key(Qt.Key.Key_Escape)


def test_assistive_technology_hears_what_is_chosen(desk) -> None:
    desk.card.acts.choose(("prod_upgrade", "best_practices"))
    timeline = QAccessible.queryAccessibleInterface(desk.card.view)
    lanes = desk.card.view.lanes()
    selected = {lanes[at] for at in range(timeline.childCount()) if timeline.child(at).state().selected}
    assert selected == {"prod_upgrade", "best_practices"}


def test_the_review_writes_one_step(desk) -> None:
    before = {kind: phase.start for kind, phase in desk.dossier.phases.items()}
    desk.card.acts.choose(("prod_upgrade", "best_practices"))
    desk.card.focus_phase("prod_upgrade")
    desk.drag("prod_upgrade", desk.days(7))
    review = RescheduleReview(desk.context, desk.dossier, desk.reviews[0], desk.card)
    review.reason.line.setText("their fair")
    review.confirm()
    assert desk.phase("prod_upgrade").start == "2026-12-10T19:00"
    desk.context.store.undo()
    assert {kind: phase.start for kind, phase in desk.dossier.phases.items()} == before


def test_what_is_impossible_for_one_is_hatched_for_all(desk, context) -> None:
    view, portfolio, now = desk.card.view, context.portfolio, context.clock.now()
    found = [dossier for id_ in portfolio.ids() if (dossier := portfolio.dossier(id_)) is not None]
    free = {
        dossier.id: [
            kind for kind, phase in dossier.phases.items() if phase.timed and not reschedulable(dossier, kind, now)
        ]
        for dossier in found
    }
    dossier = max(found, key=lambda item: len(free[item.id]))
    kinds = [kind for kind in free[dossier.id] if kind not in AFTER_PROD]
    assert len(kinds) > 1
    hold, layout = hold_together(dossier, kinds, now, context.formats), view.layout_now
    hatched = reasons.together(hold, layout)
    zone = layout.grid.zone
    assert set(hatched) == set(kinds)
    refused = set()
    for kind, spans in hatched.items():
        day = dossier.phases[kind].starts.astimezone(ZoneInfo(zone)).date()
        for away in range(-15, 15):
            noon = midnight(day + timedelta(days=away), zone) + 43_200
            if away and layout.grid.start < noon < layout.grid.end:
                hard = any(
                    span.start.timestamp() <= noon < span.end.timestamp() and span.severity == "hard" for span in spans
                )
                assert hard == (not hold.at_offset(away, 0).allowed), (kind, away)
                refused |= {hard}
    assert refused == {True, False}
