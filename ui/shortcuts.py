"""Every key of the window, from the same table as the shortcuts themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from models.texts import _
from ui.actions import ACTIONS, GROUPS, Action
from ui.dialog import DialogFrame
from ui.form import KeyHint, button, column, label
from ui.theme import Appearance


class ShortcutSheet(DialogFrame):
    """Two columns of acts and their keys, by group."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, _("Keyboard shortcuts"), 800, parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(18)
        for at, (group, title) in enumerate(GROUPS):
            acts = [action for action in ACTIONS if action.group == group and action.keys]
            grid.addWidget(self._group(_(title), acts), at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        close = button(appearance, _("Close"))
        close.clicked.connect(self.accept)
        self.build(column(grid, None), (close,))

    def _group(self, title: str, acts: list[Action]) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.addWidget(label(self.appearance, title, 12, 600, "text2"), 0, 0, 1, 2)
        for line, action in enumerate(acts, start=1):
            shown = "  ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in action.keys)
            grid.addWidget(label(self.appearance, _(action.text), 13), line, 0)
            grid.addWidget(KeyHint(self.appearance, shown), line, 1, Qt.AlignmentFlag.AlignRight)
        return part
