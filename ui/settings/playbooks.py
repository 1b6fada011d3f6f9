"""The rows of the Settings page about playbooks: what limits hold, a copy to change, and the person's own ones."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from models import playbook_file, playbook_words
from models.errors import UserError
from models.texts import _
from ui.context import Context
from ui.form import Button
from ui.links import open_folder
from ui.settings.rows import ButtonRow


def playbook_rows(context: Context, folder: Path) -> list[ButtonRow]:
    """Return the rows about the shipped playbook and about those in the folder of one's own."""
    shipped, own = ShippedRow(context, folder), OwnRow(context, folder)
    shipped.copied.connect(own.look)
    return [shipped, own]


class ShippedRow(ButtonRow):
    """The limits of the shipped playbook, and a copy of it to change.

    Signals:
        copied: there is another one in the folder.
    """

    copied = Signal()

    def __init__(self, context: Context, folder: Path) -> None:
        shipped = playbook_file.shipped()
        about = playbook_words.limits_line(shipped.limits)
        super().__init__(context, _(shipped.title), about, Button(context.appearance, _("Make a copy"), icon="copy"))
        self._folder = folder
        self.pressed.connect(self.copy)

    def copy(self) -> None:
        """Write a copy into the folder of one's own playbooks, and show where."""
        made: list[Path] = []
        if self._context.attempt(lambda: made.append(playbook_file.copy_shipped(self._folder))):
            self.copied.emit()
            told = _("Written to {file}. Change it in a text editor; new engagements offer it.")
            self._context.notices.tell(told.format(file=made[0].name), _("Show folder"), self._show)

    def _show(self) -> None:
        self._context.attempt(lambda: open_folder(self._folder))


class OwnRow(ButtonRow):
    """The person's own playbooks, with what is wrong with a broken one."""

    def __init__(self, context: Context, folder: Path) -> None:
        self.open = Button(context.appearance, _("Show folder"), icon="folder")
        super().__init__(context, _("Own playbooks"), _("None yet"), self.open)
        self._folder = folder
        self.pressed.connect(lambda: context.attempt(lambda: open_folder(folder)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Look at the folder again."""
        found = playbook_file.available(self._folder)[1:]
        broken = [item for _title, item in found if isinstance(item, UserError)]
        names = ", ".join(title for title, item in found if not isinstance(item, UserError))
        self.about = names or _("None yet")
        self._line.setText(self.about)
        self.set_error("\n".join(str(error) for error in broken))
        self.open.setEnabled(self._folder.is_dir())
