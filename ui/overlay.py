"""A panel over the whole window: the rest is dimmed, the focus stays inside, Esc or a click beside it closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

DIM = QColor(16, 18, 22, 92)


class Overlay(QWidget):
    """Covers its window; what is shown stands in `frame`, which `fit` places."""

    def __init__(self, window: QMainWindow, name: str) -> None:
        super().__init__(window)
        self._under = window
        self._before = window.focusWidget()
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setGeometry(window.rect())
        self.frame = QFrame(self)
        self.frame.setObjectName("overlay")
        window.installEventFilter(self)

    def fit(self) -> None:
        """Give the frame its size and place."""

    def open_with(self, focused: QWidget) -> None:
        """Show it, with the focus in one part."""
        self.fit()
        self.show()
        self.raise_()
        focused.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        stops = [item for item in self.frame.findChildren(QWidget) if _takes_tab(item, self)]
        focused = self._under.focusWidget()
        if stops:
            at = stops.index(focused) if focused in stops else -1 if next else 0
            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            stops[(at + (1 if next else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._under.removeEventFilter(self)
        focused = self._under.focusWidget()
        if self._before is not None and (focused is None or self.isAncestorOf(focused)):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), DIM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._under and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
            self.fit()
        return super().eventFilter(watched, event)


def _takes_tab(item: QWidget, within: QWidget) -> bool:
    tab = bool(item.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and item.isEnabled() and item.isVisibleTo(within) and item.focusProxy() is None
