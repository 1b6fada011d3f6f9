"""What is offered where the database can't be opened: again, the newest good backup, what is left of it, quit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models import recovery, restoring, zones
from models.clock import Clock
from models.errors import DamagedError, NewerFileError, UserError
from models.formats import Formats
from models.paths import Paths
from models.texts import _
from ui.dialog import DialogFrame
from ui.form import Banner, Button, Item, button, column, label
from ui.theme import Appearance

WIDTH = 600


class WaysOn(DialogFrame):
    """Says what is wrong in words and goes on in the way that is chosen; it closes once one of them worked.

    Args:
        appearance: the looks; settings can't be read here.
        error: what is wrong.
        paths: the data folder; None where even that can't be used.
        parent: the window that it belongs to, where there is one.

    Attributes:
        told: what was done, in words for the window that opens then.
    """

    def __init__(
        self, appearance: Appearance, error: UserError, paths: Paths | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, _("The database can't be opened"), WIDTH, parent)
        self._paths = paths
        self.told = ""
        replaceable = paths is not None and isinstance(error, DamagedError | NewerFileError)
        newest = recovery.newest_good(paths) if paths and replaceable else None
        self.quit, self.again = self._button(_("Quit"), self.reject), self._button(_("Try again"), self.accept)
        self.ways: list[Button] = []
        if newest is not None:
            self._backup, self._made = newest.file, newest.made
            self.ways.append(self._button(_("Open the backup of {when}").format(when=self._when()), self._restore))
        if paths is not None and isinstance(error, DamagedError) and paths.database.exists():
            self.ways.append(self._button(_("Recover what can be read"), self._recover))
        best = (*self.ways, self.again)[0]
        best.set_kind("primary")
        self._failure = Banner(appearance, "danger", "", "")
        self._failure.hide()
        words = column(*self._words(error, replaceable), 2, *self.ways, self._failure, None, spacing=10)
        self.build(words, (self.quit, self.again))
        self.setAccessibleDescription(str(error))
        best.setFocus()

    def _words(self, error: UserError, replaceable: bool) -> list[Item]:
        look = self.appearance
        lines = [(error.what, "text"), (error.where, "text2")]
        if replaceable:
            lines.append((_("Whatever you choose, the file is kept as it is, in the folder “set-aside”."), "text2"))
        else:
            lines.append((error.do, "text2"))
        return [label(look, text, 13, 400, token, wrap=True) for text, token in lines if text]

    def _button(self, text: str, act: Callable[[], None]) -> Button:
        made = button(self.appearance, text)
        made.clicked.connect(act)
        return made

    def _when(self) -> str:
        try:
            here = zones.zone(zones.local_zone())
        except UserError:
            here = zones.UTC
        return Formats().with_zone(self._made.astimezone(here))

    def _restore(self) -> None:
        if self._paths is not None:
            paths = self._paths
            told = _("Opened the backup of {when}. Nothing else was changed.").format(when=self._when())
            self._try(lambda: restoring.restore(paths, self._backup, Clock().now()), told)

    def _recover(self) -> None:
        if self._paths is not None:
            paths = self._paths
            self._try(lambda: recovery.recover(paths, Clock().now()), _("Opened what could be read of the database."))

    def _try(self, act: Callable[[], object], told: str) -> None:
        try:
            act()
        except UserError as error:
            self._failure.title.setText(error.what)
            self._failure.text.setText(" ".join(filter(None, (error.where, error.do))))
            self._failure.text.show()
            self._failure.setAccessibleName(str(error))
            self._failure.show()
            self.fit()
            return
        self.told = told
        self.accept()
