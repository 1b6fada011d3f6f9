"""The picture, with what is said below it; a click pauses, a double click fills the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtMultimediaWidgets import QGraphicsVideoItem
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QLabel

from models.texts import _
from ui.theme import Appearance

SAID_MARGIN = 24


class Picture(QGraphicsView):
    """Shows the video as large as there is room.

    Signals:
        pressed: it was clicked.
        twice_pressed: it was clicked twice.
        stirred: the pointer moved over it.
    """

    pressed = Signal()
    twice_pressed = Signal()
    stirred = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.video = QGraphicsVideoItem()
        scene = QGraphicsScene(self)
        scene.addItem(self.video)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(Qt.GlobalColor.black)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Picture of the video"))
        self.setMouseTracking(True)
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.said.setStyleSheet("background: rgba(0, 0, 0, 215); color: #FFFFFF; border-radius: 5px; padding: 4px 10px")
        self.said.hide()

    def say(self, words: str) -> None:
        """Show a line of the subtitles, or none."""
        if words != self.said.text():
            self.said.setText(words)
            self.said.setVisible(bool(words))
            self._place()

    def _place(self) -> None:
        self.said.setFont(self._appearance.font(16, 500))
        room = max(80, self.width() - 2 * SAID_MARGIN)
        wanted = self.said.fontMetrics().horizontalAdvance(self.said.text()) + 28
        width = min(room, wanted)
        self.said.resize(width, self.said.heightForWidth(width))
        self.said.move((self.width() - width) // 2, self.height() - self.said.height() - SAID_MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.video.setSize(QSizeF(self.viewport().size()))
        self.setSceneRect(0, 0, self.viewport().width(), self.viewport().height())
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.twice_pressed.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self.stirred.emit()
        return bool(super().viewportEvent(event))
