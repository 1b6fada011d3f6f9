"""The first start: three answers, the example, and the empty page after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models import settings
from models.clock import Clock
from models.session import Session
from ui.app import Program
from ui.first_start.card import FirstStart
from ui.main_window import MainWindow

Starter = Callable[[], Program]


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starter]:
    """Starts the program on the test's data folder, as if on a computer in New York."""
    monkeypatch.setenv("TZ", "America/New_York")
    session = Session(data_dir=tmp_path / "data", clock=clock)
    programs: list[Program] = []

    def begin() -> Program:
        program = Program(session)
        programs.append(program)
        program.show()
        return program

    yield begin
    for program in programs:
        program.close()
        if program.window is not None:
            program.window.close()
            program.window.deleteLater()
        program.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    session.close()


def field(program: Program, name: str) -> QLineEdit:
    assert program.window is not None
    return next(item for item in program.window.findChildren(QLineEdit) if item.accessibleName() == name)


def press(program: Program, qtbot: QtBot, words: str) -> None:
    assert program.window is not None
    shown = [item for item in program.window.findChildren(QPushButton) if item.text() == words]
    qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)


def test_start_waits_for_name_and_initials(start: Starter, qtbot: QtBot) -> None:
    program = start()
    card = program.window
    assert isinstance(card, FirstStart)
    assert not card.start.isEnabled()
    qtbot.keyClicks(card.name.line, "Mara Kovac")
    assert (card.initials.text, card.start.isEnabled()) == ("MK", True)
    card.initials.line.selectAll()
    qtbot.keyClicks(card.initials.line, "mko")
    qtbot.keyClicks(card.name.line, "ova")
    assert card.initials.text == "mko"  # edited initials are left alone


def test_enter_saves_the_answers_and_opens_the_empty_window(start: Starter, qtbot: QtBot) -> None:
    """Nothing but the program holds the card here: it has to outlive the key that ends it."""
    program = start()
    qtbot.keyClicks(field(program, "Your name"), "Mara Kovac")
    qtbot.keyClick(field(program, "Your name"), Qt.Key.Key_Return)
    window = program.window
    assert isinstance(window, MainWindow)
    assert window.empty.isVisible()
    you = settings.you(program.store)
    assert (you.name, you.initials, you.zone) == ("Mara Kovac", "MK", "America/New_York")


def test_a_second_start_does_not_ask_again(start: Starter, qtbot: QtBot) -> None:
    first = start()
    qtbot.keyClicks(field(first, "Your name"), "Mara Kovac")
    press(first, qtbot, "Start")
    assert isinstance(start().window, MainWindow)


def test_the_example_is_kept_apart_from_real_data(start: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    program = start()
    press(program, qtbot, "Look around with an example")
    window = program.window
    assert isinstance(window, MainWindow)
    assert len(window.portfolio.ids()) == 14
    assert (tmp_path / "data" / "example").is_dir()
    assert isinstance(start().window, FirstStart)  # the real data is as empty as before


def test_the_empty_page_offers_the_example_too(start: Starter, qtbot: QtBot) -> None:
    program = start()
    qtbot.keyClicks(field(program, "Your name"), "Mara Kovac")
    press(program, qtbot, "Start")
    press(program, qtbot, "Load the example")
    assert isinstance(program.window, MainWindow)
    assert len(program.window.portfolio.ids()) == 14


def test_the_example_cannot_be_undone_away_and_goes_with_one_click(
    start: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start()
    press(program, qtbot, "Look around with an example")
    window = program.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.portfolio.complete)
    window.acts["undo"].trigger()
    assert len(window.portfolio.ids()) == 14
    press(program, qtbot, "Start for real")
    qtbot.waitUntil(lambda: isinstance(program.window, FirstStart))
    assert not (tmp_path / "data" / "example").exists()


def test_after_the_example_ones_own_data_is_there_again(start: Starter, qtbot: QtBot) -> None:
    program = start()
    qtbot.keyClicks(field(program, "Your name"), "Mara Kovac")
    press(program, qtbot, "Start")
    press(program, qtbot, "Load the example")
    example = program.window
    press(program, qtbot, "Start for real")
    qtbot.waitUntil(lambda: program.window is not None and program.window is not example)
    assert isinstance(program.window, MainWindow)
    assert program.window.portfolio.ids() == []
    assert settings.you(program.store).name == "Mara Kovac"


def test_another_time_format_counts_at_once_and_can_be_taken_back(start: Starter, qtbot: QtBot) -> None:
    program = start()
    press(program, qtbot, "Look around with an example")
    before = program.window
    settings.put(program.store, "hour12", "12")
    qtbot.waitUntil(lambda: program.window is not before and isinstance(program.window, MainWindow))
    window = program.window
    assert isinstance(window, MainWindow)
    assert window.pages.place == "settings"
    assert program.formats.hour12
    assert len(window.portfolio.ids()) == 14  # still the example
    assert [item for item in window.findChildren(QPushButton) if item.text() == "Start for real"]
    window.acts["undo"].trigger()
    qtbot.waitUntil(lambda: program.window is not window and isinstance(program.window, MainWindow))
    assert not program.formats.hour12
