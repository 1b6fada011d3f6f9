"""The choice at a line: who is right. Nothing is chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy

from models import reconcile
from models.reconcile import Choice, Line
from models.texts import _
from ui.context import Context
from ui.form import row
from ui.reconcile.words import CHOICES


class Decision(QFrame):
    """Buttons side by side, of which at most one is pressed; pressing it again takes the decision back.

    Signals:
        decided: the choice, or "" where it was taken back.
    """

    decided = Signal(str)

    def __init__(self, context: Context, line: Line, name: str) -> None:
        super().__init__()
        self.setObjectName("segmented")
        self.setAccessibleName(_("Which is right? {where}").format(where=name))
        self._context = context
        self._current: Choice | None = None
        self._buttons: dict[Choice, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        layout = row(spacing=2, margins=(2, 2, 2, 2))
        for choice in line.choices:
            item = QPushButton(_(CHOICES[choice]))
            item.setProperty("segment", True)
            item.setProperty("decision", True)
            item.setCheckable(True)
            item.setAutoDefault(False)
            item.setAccessibleName(f"{_(CHOICES[choice])}, {name}")
            refused = reconcile.refusal(line, choice)
            if refused is not None:
                item.setEnabled(False)
                item.setToolTip(f"{refused.what} {refused.do}")
                item.setAccessibleDescription(f"{refused.what} {refused.do}")
            self._buttons[choice] = item
            self._group.addButton(item)
            layout.addWidget(item)
        self._group.buttonClicked.connect(self._on_clicked)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        context.appearance.changed.connect(self._restyle)
        self._restyle()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, in order."""
        return tuple(self._buttons)

    def button(self, choice: Choice) -> QPushButton:
        """Return the button of a choice."""
        return self._buttons[choice]

    def show_choice(self, choice: Choice | None) -> None:
        """Show a decision without saying that the person made it."""
        self._current = choice
        for key, item in self._buttons.items():
            item.setChecked(key == choice)

    def press(self, place: int) -> None:
        """Press the button at a place, counted from 1, where it can be pressed."""
        if 0 < place <= len(self._buttons):
            list(self._buttons.values())[place - 1].click()

    def _on_clicked(self, item: QPushButton) -> None:
        choice = next(key for key, known in self._buttons.items() if known is item)
        self.show_choice(None if choice == self._current else choice)
        self.decided.emit(self._current or "")

    def _restyle(self) -> None:
        look = self._context.appearance
        for item in self._buttons.values():
            item.setFont(look.font(12, 500))
            item.setFixedHeight(round(24 * max(1.0, look.text_scale)))
