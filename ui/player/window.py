"""The player's window: it may fill the screen or float above the browser (SCREENS 3, DESIGN 6.11).

Keys: Space, Left and Right 5 s, with Shift 1 s, comma and full stop the moments, M notes one, < and > the speed,
F full screen, Esc leaves; Ctrl+Up and Ctrl+Down the loudness, Ctrl+F searches.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from models.library import Video
from ui import screens
from ui.context import Context
from ui.dialog import Toast
from ui.form import column
from ui.player.pane import PlayerPane

SIZE, MINIMUM = QSize(1180, 640), QSize(760, 480)
FOLDS_UNDER = 900
"""Under this width the moments give way to the picture."""
MARGINS = (16, 14, 16, 12)
REST_MS = 3000
"""How long the pointer has to rest in full screen until the buttons go."""


class PlayerWindow(QWidget):
    """There is one; opening another video plays it here."""

    def __init__(self, context: Context) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._context = context
        self._stood: QRect | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the main window ends the program
        self.pane = PlayerPane(context)
        self.toast = Toast(context.appearance, self)
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._hide_controls)
        self.setLayout(column(self.pane))
        self.setMinimumSize(MINIMUM)
        self.resize(SIZE)
        self.pane.head.float_wanted.connect(self.float_on_top)
        self.pane.head.close_wanted.connect(self.close)
        self.pane.controls.full_wanted.connect(self.fill_screen)
        self.pane.picture.twice_pressed.connect(self.fill_screen)
        self.pane.picture.stirred.connect(self._show_controls)
        self.pane.asked.connect(self._show_controls)
        context.notices.told.connect(self._tell)
        for keys, act in self._keys().items():
            QShortcut(QKeySequence(keys), self, act)
        context.viewing.player = self

    def play(self, item: Video, at_ms: int) -> None:
        """Come to the front and play a video from a position in milliseconds."""
        self.pane.play(item, at_ms)
        self.setWindowTitle(item.title)
        self.show()
        self.raise_()
        self.activateWindow()
        self.pane.setFocus()  # the keys are the player's

    def fill_screen(self) -> None:
        """Show the picture alone on the whole screen, or go back to the window."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def float_on_top(self) -> None:
        """Stay above the browser, small and in the corner; the second time stand as before."""
        room = screens.room(self)
        floating = self._stood is None
        corner = QRect(room.right() - MINIMUM.width(), room.bottom() - MINIMUM.height(), *MINIMUM.toTuple())
        place = self._stood or corner
        if self.isFullScreen():
            self.showNormal()
        self._stood = self.geometry() if floating else None
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, floating)
        self.setGeometry(place)
        self.show()
        self.pane.head.show_floating(floating=floating)

    def leave(self) -> None:
        """Leave the field, the search, the full screen, or the player."""
        search = self.pane.side.search
        if self.pane.adding.isVisible():
            self.pane.end_note()
        elif search.hasFocus() and search.text():
            search.clear()
        elif self.isFullScreen():
            self.fill_screen()
        else:
            self.close()

    def _keys(self) -> dict[str, Callable[[], None]]:
        pane = self.pane
        return {
            "Space": pane.press_or_toggle,
            "Left": partial(pane.step, -5000),
            "Right": partial(pane.step, 5000),
            "Shift+Left": partial(pane.step, -1000),
            "Shift+Right": partial(pane.step, 1000),
            ",": partial(pane.walk, -1),
            ".": partial(pane.walk, 1),
            "M": pane.note,
            "<": partial(pane.likings.change_speed, -1),
            ">": partial(pane.likings.change_speed, 1),
            "F": self.fill_screen,
            "Esc": self.leave,
            "Ctrl+Up": partial(pane.likings.change_volume, 0.1),
            "Ctrl+Down": partial(pane.likings.change_volume, -0.1),
            "Ctrl+F": pane.side.focus_search,
        }

    def _arrange(self) -> None:
        """Show what has room: the moments beside the picture, and nothing but the picture in full screen."""
        full = self.isFullScreen()
        self.pane.head.setVisible(not full)
        self.pane.side.setVisible(not full and self.width() >= FOLDS_UNDER)
        self.pane.left.setContentsMargins(*((0, 0, 0, 0) if full else MARGINS))
        self._show_controls()

    def _show_controls(self) -> None:
        self.pane.foot.show()
        self.pane.picture.viewport().unsetCursor()
        if self.isFullScreen():
            self._resting.start()
        else:
            self._resting.stop()

    def _hide_controls(self) -> None:
        if self.isFullScreen() and self.pane.playback.playing and not self.pane.adding.isVisible():
            self.pane.foot.hide()
            self.pane.picture.viewport().setCursor(Qt.CursorShape.BlankCursor)

    def _tell(self, text: str, action: str, then: Callable[[], None] | None) -> None:
        if self.isActiveWindow():
            self.toast.show_text(text, action, then)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._resting.stop()
        self.pane.close_video()
        viewing = self._context.viewing
        viewing.player = None
        super().closeEvent(event)
        viewing.left.emit()
