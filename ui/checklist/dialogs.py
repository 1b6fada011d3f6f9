"""Small dialogs of the checklist: why a locked step is done anyway, and a step's note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.errors import UserError
from models.texts import _
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import button, column, label
from ui.theme import Appearance

Then = Callable[[str], None]
"""What is done with the words; it may raise UserError, and the words stay."""


class DoneAnyway(DialogFrame):
    """Asks for one line of why before a locked step counts as done (PRODUCT, Decisions 11)."""

    def __init__(self, appearance: Appearance, step: str, lock: str, then: Then, parent: QWidget | None = None) -> None:
        super().__init__(appearance, _("Done anyway?"), 440, parent)
        self._then = then
        text = _("“{step}” is locked: {lock}. Your reason is kept in the activity log.").format(step=step, lock=lock)
        self.why = Field(appearance, _("Why, in one line"))
        self.leave = button(appearance, _("Leave it open"))
        self.go = button(appearance, _("Done anyway"), "primary")
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self.confirm)
        self.why.line.returnPressed.connect(self.confirm)
        self.build(column(label(appearance, text, 13, 400, "text2", wrap=True), 4, self.why), (self.leave, self.go))
        self.why.setFocus()

    def confirm(self) -> None:
        """Tick the step with the reason; what is wrong is said at the field."""
        if not self.why.text:
            self.why.set_error(_("Say in a line why it is done."))
            return
        try:
            self._then(self.why.text)
        except UserError as error:
            self.why.set_error(f"{error.what} {error.do}".strip())
            return
        self.accept()


class StepNote(DialogFrame):
    """A note that stands below its step; an empty one removes it."""

    def __init__(self, appearance: Appearance, step: str, note: str, then: Then, parent: QWidget | None = None) -> None:
        super().__init__(appearance, _("Note"), 440, parent)
        self._then = then
        self.words = QPlainTextEdit(note)
        self.words.setFont(appearance.font(13))
        self.words.setAccessibleName(_("Note on “{step}”").format(step=step))
        self.words.setFixedHeight(120)
        self.words.setTabChangesFocus(True)
        self._error = label(appearance, "", 12, 400, "danger", wrap=True)
        self._error.hide()
        cancel = button(appearance, _("Cancel"))
        self.save = button(appearance, _("Save note"), "primary")
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.confirm)
        self.build(
            column(label(appearance, step, 13, 400, "text2", wrap=True), self.words, self._error), (cancel, self.save)
        )
        self.words.setFocus()

    def confirm(self) -> None:
        """Keep the note; what is wrong is said below it and the words stay."""
        try:
            self._then(self.words.toPlainText())
        except UserError as error:
            self._error.setText(f"{error.what} {error.do}".strip())
            self._error.show()
            self.words.setAccessibleDescription(self._error.text())
            self.fit()
            return
        self.accept()
