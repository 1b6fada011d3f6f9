"""Change what is said of a video: title, speaker, day, tags and the stage that it belongs to."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import library
from models.errors import UserError
from models.library import STAGES, Video
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import DropDown, Field, named
from ui.form import button, column


class AboutVideo(DialogFrame):
    """Asks for the words about one video; what can't be is said at its field."""

    def __init__(self, context: Context, item: Video, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("About this video"), 460, parent)
        look = context.appearance
        self._context, self._item = context, item
        self.name = Field(look, _("Title"), item.title)
        self.speaker = Field(look, _("Who speaks"), item.speaker)
        self.day = Field(look, _("Recorded on"), item.recorded_on, placeholder="2026-10-02")
        self.tags = Field(look, _("Tags, with commas between them"), item.tags)
        self.stage = DropDown()
        for key, words in STAGES:
            self.stage.addItem(_(words), key)
        self.stage.setCurrentIndex(max(0, self.stage.findData(item.stage)))
        cancel, save = button(look, _("Cancel")), button(look, _("Save"), "primary")
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.accept)
        save.setDefault(True)
        stage = named(look, _("Stage"), self.stage)
        self.build(column(self.name, self.speaker, self.day, self.tags, stage, spacing=10), (cancel, save))

    def accept(self) -> None:
        """Write it and close; stay open where something can't be."""
        self.name.set_error("")
        self.day.set_error("")
        try:
            library.change(
                self._context.store,
                self._item.id,
                title=self.name.text,
                speaker=self.speaker.text,
                recorded_on=self.day.text,
                tags=self.tags.text,
                stage=str(self.stage.currentData()),
            )
        except UserError as error:
            (self.day if self.name.text else self.name).set_error(str(error))
            return
        super().accept()
