"""Add or change a moment: where it is, what happens there, and the step that it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models import library
from models.errors import UserError
from models.library import Moment, Video
from models.playbook import StepDef
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import DropDown, Field, named
from ui.form import button, column


class MomentDialog(DialogFrame):
    """Asks for one moment; what can't be is said at its field.

    Args:
        context: store and looks.
        item: the video.
        steps: the steps of the playbook that a moment may show.
        moment: the one to change; None for a new one.
        parent: the window.
    """

    def __init__(
        self,
        context: Context,
        item: Video,
        steps: Sequence[StepDef],
        moment: Moment | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context.appearance, _("Change moment") if moment else _("Add moment"), 460, parent)
        look = context.appearance
        self._context, self._item, self._moment = context, item, moment
        self._steps = {step.key: step for step in steps}
        self.at = Field(look, _("Time in the video"), library.clock_text(moment.at_ms if moment else item.position_ms))
        self.words = Field(look, _("What happens here?"), moment.title if moment else "")
        self.note = Field(look, _("Note"), moment.note if moment else "")
        self.step = DropDown()
        self.step.setAccessibleName(_("Step of the checklist"))
        self.step.addItem(_("No step"), "")
        for step in steps:
            self.step.addItem(step.text, step.key)
        self.step.setCurrentIndex(max(0, self.step.findData(moment.step if moment else "")))
        cancel, save = button(look, _("Cancel")), button(look, _("Save"), "primary")
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.accept)
        save.setDefault(True)
        step_field = named(look, _("Step of the checklist"), self.step)
        self.build(column(self.at, self.words, self.note, step_field, spacing=10), (cancel, save))
        self.words.setFocus()

    def accept(self) -> None:
        """Write it and close; stay open where something can't be."""
        for field in (self.at, self.words):
            field.set_error("")
        try:
            at_ms = library.read_clock(self.at.text)
        except UserError as error:
            self.at.set_error(str(error))
            return
        definition = self._steps.get(str(self.step.currentData()))
        step, step_words = (definition.key, definition.text) if definition else ("", "")
        try:
            self._write(at_ms, step, step_words)
        except UserError as error:
            (self.at if self.words.text else self.words).set_error(str(error))
            return
        super().accept()

    def _write(self, at_ms: int, step: str, step_words: str) -> None:
        store, more = self._context.store, {"note": self.note.text, "step": step, "step_words": step_words}
        if self._moment is None:
            library.add_moment(store, self._item.id, at_ms, self.words.text, **more)
        else:
            library.change_moment(store, self._moment, at_ms, self.words.text, **more)
