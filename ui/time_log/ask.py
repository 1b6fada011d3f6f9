"""A small dialog that asks for one or two lines and says below them what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.texts import _
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import button, column, label
from ui.theme import Appearance
from ui.visibility import hide_unless


class Ask(DialogFrame):
    """Asks, and stays open with the input kept while it can't be done.

    Args:
        appearance: the looks.
        title: what it is about.
        fields: name and first text of each line.
        go: the words of the button that does it.
        act: does it with the texts; a UserError is shown below the first line.
        text: a line of explanation.
        parent: the window that it belongs to.
    """

    def __init__(
        self,
        appearance: Appearance,
        title: str,
        fields: Sequence[tuple[str, str]],
        *,
        go: str,
        act: Callable[[Sequence[str]], object],
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, title, 440, parent)
        self._act = act
        self.fields = [Field(appearance, name, first) for name, first in fields]
        for field, (_name, first) in zip(self.fields, fields, strict=True):
            field.set_text(first)
        words = label(appearance, text, 12, 400, "text2", wrap=True)
        hide_unless(words, bool(text))
        cancel, self.go = button(appearance, _("Cancel")), button(appearance, go, "primary")
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        self.build(column(*self.fields, words, spacing=10), (cancel, self.go))
        self.fields[0].line.selectAll()
        self.fields[0].setFocus()

    def accept(self) -> None:
        """Do it, then close."""
        try:
            self._act([field.text for field in self.fields])
        except UserError as error:
            self.fields[0].set_error(str(error))
            self.fields[0].setFocus()
            return
        super().accept()
