"""The visible range beside the heading: said whole, shown short where there is little room."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

Desk = Any


def test_it_names_the_visible_days_and_follows_a_scroll(desk: Desk) -> None:
    shown = desk.card._range
    before = shown.text
    assert "Nov" in before
    desk.card.navigation.scroll(30 * 86_400)
    assert shown.text != before
    assert shown.accessibleName() == shown.text


def test_a_day_is_shown_short_where_there_is_little_room(desk: Desk, qapp: QApplication) -> None:
    desk.card.focus_phase("prod_upgrade")
    desk.card.set_zoom("day")
    shown = desk.card._range
    shown.resize(shown._metrics.horizontalAdvance(shown._short) + 4, shown.height())
    assert shown.text.endswith("noon to noon")
    assert shown.toolTip() in {"", shown.text}
    whole = shown.grab().toImage()
    shown.resize(shown.width() + 400, shown.height())
    assert shown.grab().toImage().copy(whole.rect()) != whole
    qapp.processEvents()
