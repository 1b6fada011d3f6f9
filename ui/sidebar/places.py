"""The entries of the side bar that show the pages, with words or as icons alone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from models.texts import _
from ui.context import Context
from ui.form import Label, ShortButton, column
from ui.mirroring import is_mirrored
from ui.navigation import HOME, PLACES, Place

ICON = 16
RAIL_ICON = 38


class PlaceButton(ShortButton):
    """One entry: icon, name, and how many things wait there."""

    def __init__(self, context: Context, place: Place, *, narrow: bool) -> None:
        super().__init__("" if narrow else _(place.text))
        self._look = context.appearance
        self.place = place
        self._narrow = narrow
        self.setProperty("nav", "rail" if narrow else True)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setChecked(place.id == HOME)
        self.setAccessibleName(_(place.text))
        self.setToolTip(f"{_(place.text)} ({place.keys})")
        self.setIconSize(QSize(ICON, ICON))
        self._count = Label(self._look, "", 12, 400, "text3")
        self._count.setParent(self)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._count.hide()
        self._look.changed.connect(self.restyle)
        self.restyle()

    def set_count(self, number: int) -> None:
        """Show how many things wait there; none are not shown."""
        words = str(number) if number else ""
        self._count.setText(words)
        self._count.setVisible(bool(words) and not self._narrow)
        self.setAccessibleDescription(words)
        self._arrange()

    def restyle(self) -> None:
        """Take the looks that are in force."""
        self.setFont(self._look.font(13, 500))
        self.setIcon(self._look.icon(self.place.icon, "text"))
        scale = max(1.0, self._look.text_scale)
        if self._narrow:
            self.setFixedSize(RAIL_ICON, RAIL_ICON)
        else:
            self.setFixedHeight(round(30 * scale))
        self._arrange()

    def _arrange(self) -> None:
        size = self._count.sizeHint()
        left = 9 if is_mirrored() else self.width() - size.width() - 9
        self._count.setGeometry(left, (self.height() - size.height()) // 2, *size.toTuple())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class Places(QWidget):
    """The entries, one of them chosen.

    Signals:
        wanted: a page, by its id.
    """

    wanted = Signal(str)

    def __init__(self, context: Context, *, narrow: bool = False) -> None:
        super().__init__()
        self.buttons = {item.id: PlaceButton(context, item, narrow=narrow) for item in PLACES}
        for button in self.buttons.values():
            button.clicked.connect(self._on_clicked)
        self.setLayout(column(*self.buttons.values(), spacing=10 if narrow else 0))

    def choose(self, id_: str) -> None:
        """Mark the page that is shown; none where it has no entry, as the settings."""
        for key, button in self.buttons.items():
            button.setAutoExclusive(False)  # Qt keeps the last of an exclusive group checked
            button.setChecked(key == id_)
        for button in self.buttons.values():
            button.setAutoExclusive(True)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, PlaceButton):
            button.setChecked(True)
            self.wanted.emit(button.place.id)
