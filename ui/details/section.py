"""A headed part of the details, and the fields that edit one column of the engagement each."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import engagements
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.check_box import CheckBox
from ui.context import Context
from ui.field import DropDown, Field
from ui.form import Label, column


class Section(QWidget):
    """A heading and what stands below it; `fill` is called whenever the engagement is another one or has changed."""

    def __init__(self, context: Context, title: str) -> None:
        super().__init__()
        self.context = context
        self.engagement = 0
        self.heading = Label(context.appearance, title, 13, 600)
        self.body: QVBoxLayout = column(spacing=8)
        self.setAccessibleName(title)
        self.setLayout(column(self.heading, self.body, spacing=8))

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement; each section adds what it shows."""
        self.engagement = dossier.id

    def undo(self) -> None:
        """Take the last step back."""
        self.context.attempt(self.context.store.undo)

    def clear(self, layout: QVBoxLayout) -> None:
        """Take every widget out of a layout."""
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class EngagementField(Field):
    """Edits one text column of the engagement; Enter or leaving the field saves it as one step."""

    def __init__(self, context: Context, name: str, column_name: str, *, placeholder: str = "") -> None:
        super().__init__(context.appearance, name, placeholder=placeholder)
        self._context = context
        self._column = column_name
        self._engagement = 0
        self.committed.connect(self._save)

    def fill(self, dossier: Dossier) -> None:
        """Show the column; what somebody is typing here is left alone."""
        typing = self.line.hasFocus() and self.line.isModified()
        if dossier.id != self._engagement or not (typing or self.error):
            self._engagement = dossier.id
            self.set_text(str(getattr(dossier.engagement, self._column)))
            self.set_error("")

    def _save(self, text: str) -> None:
        try:
            engagements.edit(self._context.store, self._engagement, **{self._column: text})
        except UserError as error:
            self.set_error(f"{error.what} {error.do}".strip())
        else:
            self.line.setModified(False)
            self.set_error("")


class EngagementBox(CheckBox):
    """Edits one yes-or-no column of the engagement at once."""

    def __init__(self, context: Context, words: str, column_name: str) -> None:
        super().__init__(words)
        self._context = context
        self._column = column_name
        self._engagement = 0
        self.setAccessibleName(words)
        self.clicked.connect(self._save)
        context.appearance.changed.connect(self._restyle)
        self._restyle()

    def fill(self, dossier: Dossier) -> None:
        """Show the column."""
        self._engagement = dossier.id
        self.setChecked(bool(getattr(dossier.engagement, self._column)))

    def _save(self, on: bool) -> None:
        change = {self._column: int(on)}
        if not self._context.attempt(lambda: engagements.edit(self._context.store, self._engagement, **change)):
            self.setChecked(not on)

    def _restyle(self) -> None:
        self.setFont(self._context.appearance.font(13))


class Choice(QWidget):
    """A named list of choices; `box.activated` says that the person chose."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self._context = context
        title = Label(context.appearance, name, 12, 500, "text2")
        self.box = DropDown()
        self.box.setAccessibleName(name)
        self.box.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        title.setBuddy(self.box)
        self.setLayout(column(title, self.box, spacing=4))
        context.appearance.changed.connect(self._restyle)
        self._restyle()

    @property
    def value(self) -> str:
        """The stored form of the present choice."""
        return str(self.box.currentData() or "")

    def choose(self, value: str) -> None:
        """Show a choice; one that the list doesn't know is added as it is."""
        at = self.box.findData(value)
        if at < 0:
            self.box.addItem(value or _("Not known"), value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)

    def _restyle(self) -> None:
        self.box.setFont(self._context.appearance.font(13))
        self.box.setFixedHeight(round(34 * max(1.0, self._context.appearance.text_scale)))
