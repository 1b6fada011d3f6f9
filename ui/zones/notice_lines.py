"""Lines of the clock-change watch: an icon for the tone, a title, and what it means; each is read as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.clock_watch import Notice
from ui.form import IconLabel, Label, row
from ui.theme import Appearance

ICONS: Final = {"ok": "check", "warn": "alert", "danger": "alert", "text2": "clock"}


class NoticeLine(QWidget):
    """One line; the text goes on below where the line is too long."""

    def __init__(self, appearance: Appearance, notice: Notice) -> None:
        super().__init__()
        self.notice = notice
        said = f"{notice.title}. {notice.text}".strip()
        self.setAccessibleName(said)
        title = Label(appearance, notice.title, 13, 500)
        text = Label(appearance, notice.text, 13, 400, "text2", wrap=True)
        title.setAccessibleName(said)
        icon = IconLabel(appearance, ICONS[notice.tone], notice.tone, 16)
        line = row(icon, title, text, spacing=8)
        for item in (icon, title, text):
            line.setAlignment(item, Qt.AlignmentFlag.AlignTop)
        line.setStretch(2, 1)
        self.setLayout(line)


class NoticeLines(QWidget):
    """The lines below each other."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._lines: list[NoticeLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    @property
    def notices(self) -> list[Notice]:
        """What is shown, from the top."""
        return [line.notice for line in self._lines]

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show other lines; the same ones stay as they are."""
        if list(notices) == self.notices:
            return
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [NoticeLine(self._appearance, notice) for notice in notices]
        for line in self._lines:
            self._layout.addWidget(line)
