"""A question with two answers that name their outcome; the safe one is the default."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.dialog import DialogFrame
from ui.form import button, column, label
from ui.theme import Appearance


class Question(DialogFrame):
    """Asks once; Esc and the default button keep everything as it is.

    Args:
        appearance: the looks.
        title: the question.
        text: what follows from the second answer.
        keep: the words of the first answer, which changes nothing.
        go: the words of the second answer.
        then: what the second answer does.
        danger: whether the second answer is one to think about.
        parent: the window that it belongs to.
    """

    def __init__(
        self,
        appearance: Appearance,
        title: str,
        text: str,
        *,
        keep: str,
        go: str,
        then: Callable[[], None],
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, title, 440, parent)
        self.setAccessibleDescription(text)
        self._then = then
        self.keep = button(appearance, keep)
        self.go = button(appearance, go, "danger" if danger else "primary")
        self.keep.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.keep.setDefault(True)
        self.build(column(label(appearance, text, 13, 400, "text2", wrap=True)), (self.keep, self.go))
        self.keep.setFocus()

    def accept(self) -> None:
        """Close, then do it."""
        super().accept()
        self._then()
