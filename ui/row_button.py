"""A button on a row of a view: its neighbour, no child: assistive technology is told of a view's cells alone."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView

from ui.form import Button


class RowButton(QObject):
    """Holds at most one button over a view, cut off at the edges of what the view shows."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.button: Button | None = None
        self._corner: QPoint | None = None
        view.installEventFilter(self)

    def put(self, item: Button | None) -> None:
        """Take another button, or none; the one before goes."""
        if self.button is not None:
            if self.button.hasFocus():
                self._view.setFocus()
            self.button.hide()
            self.button.deleteLater()
        self.button = item
        if item is not None:
            item.setParent(self._view.parentWidget() or self._view)
            item.installEventFilter(self)
            item.resize(item.sizeHint())

    def lay(self, corner: QPoint | None) -> None:
        """Show it with its top left corner there, in the viewport's measures; hide it where the row isn't laid out."""
        self._corner = corner
        holder, item = self._view.parentWidget(), self.button
        if item is None or holder is None:
            return
        if corner is None:
            item.hide()
            return
        seen = QRect(corner, item.size()) & self._view.viewport().rect()
        item.move(self._view.viewport().mapTo(holder, corner))
        item.setMask(QRegion(seen.translated(-corner)))
        item.setVisible(not seen.isEmpty())
        item.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view:
            if event.type() == QEvent.Type.Move:
                self.lay(self._corner)
        elif event.type() == QEvent.Type.Wheel:
            return QCoreApplication.sendEvent(self._view.viewport(), event)
        return super().eventFilter(watched, event)
