"""Rows of any height are found by y, and only visible ones are asked for."""

from __future__ import annotations

from ui.timeline.rows import Rows, lane_height


def test_y_finds_its_row() -> None:
    rows = Rows([30, 30, 28])
    assert [rows.at(y) for y in (-1, 0, 29.9, 30, 60, 87.9, 88)] == [-1, 0, 0, 1, 2, 2, -1]
    assert rows.top(2) == 60
    assert rows.row_height(2) == 28
    assert rows.height == 88


def test_only_visible_rows_are_asked_for() -> None:
    rows = Rows([30] * 100_000)
    assert list(rows.visible(3000, 3060)) == [100, 101, 102]
    assert list(rows.visible(-50, 10)) == [0]
    assert list(rows.visible(3_000_000, 3_000_100)) == []
    assert list(Rows([]).visible(0, 100)) == []


def test_lanes_share_the_height_between_30_and_42() -> None:
    assert lane_height(300, 7, 100) == 30
    assert lane_height(380, 7, 100) == 40
    assert lane_height(900, 7, 100) == 42
