"""The system's own notifications, where it has a tray that shows them; without one the card in the window is all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from models.texts import _

SHOWN_MS = 10_000


class SystemNotices(QObject):
    """An icon in the tray, there while notifications are wanted, with the way to the window and out."""

    def __init__(self, window: QWidget, open_window: Callable[[], None], clicked: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._open_window = open_window
        self._tray: QSystemTrayIcon | None = None
        self._clicked = clicked

    @property
    def available(self) -> bool:
        """Whether this desktop shows notifications of a program."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def keep(self, *, wanted: bool) -> None:
        """Show the icon or take it away."""
        if wanted and self._tray is None and self.available:
            self._tray = self._made()
            self._tray.show()
        elif not wanted and self._tray is not None:
            self._tray.hide()
            self._tray.deleteLater()
            self._tray = None

    def tell(self, title: str, text: str) -> None:
        """Show a notification while another window is in front; the window's entry in the task bar is lit up too."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if self._tray is not None:
            self._tray.showMessage(title, text, QApplication.windowIcon(), SHOWN_MS)

    def _made(self) -> QSystemTrayIcon:
        tray = QSystemTrayIcon(QApplication.windowIcon(), self)
        tray.setToolTip("E2E Tracker")
        menu = QMenu(self._window)
        menu.addAction(_("Open E2E Tracker")).triggered.connect(self._open_window)
        menu.addAction(_("Quit")).triggered.connect(self._window.close)
        tray.setContextMenu(menu)
        tray.activated.connect(self._on_activated)
        tray.messageClicked.connect(self._clicked)
        return tray

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self._open_window()
