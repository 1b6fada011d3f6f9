"""The frame of every dialog, and the toast."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from models.texts import _
from ui import screens
from ui.form import Button, Label, button, column, hline, row
from ui.theme import Appearance

TOAST_MS = 6000
SCREEN_MARGIN = 80


def take_help(dialog: QDialog, parent: QWidget | None) -> None:
    """Let F1 work in a dialog as it does in the window that it belongs to."""
    over = parent.window().actions() if parent is not None else []
    dialog.addActions([action for action in over if action.objectName() == "help"])


class DialogFrame(QDialog):
    """A title, a body that scrolls where the screen is low, and a footer of buttons; opened with `open()`.

    Args:
        appearance: the looks.
        title: the dialog's name, also of its window.
        width: of the whole dialog in logical pixels.
        parent: the window that it belongs to.
    """

    def __init__(self, appearance: Appearance, title: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = Label(appearance, title, 17, 600, wrap=True)
        take_help(self, parent)
        self._width = width
        self._body = QWidget()
        self._body.setObjectName("body")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = Label(appearance, "", 12, 400, "text2")

    def build(self, body: QLayout, buttons: Sequence[Button]) -> None:
        """Fill in body and footer; the last button is the one that goes on."""
        body.setContentsMargins(24, 4, 24, 8)
        self._body.setLayout(body)
        self._scroll.setWidget(self._body)
        self._head = column(self.heading, margins=(24, 20, 24, 8))
        self._footer = row(self.hint, None, *buttons, spacing=8, margins=(24, 12, 24, 20))
        self.setLayout(column(self._head, self._scroll, hline(), self._footer, spacing=0))
        self.appearance.changed.connect(self.fit)
        self._body.installEventFilter(self)
        self.fit()

    def fit(self) -> None:
        """Take the width that text size and footer need and the height of the body, up to the screen less a margin."""
        body, frame = self._body.layout(), self.layout()
        if body is None or frame is None:
            return
        frame.activate()
        screen = screens.room(self)
        wanted = round(self._width * max(1.0, self.appearance.text_scale))
        needed = max(wanted, frame.minimumSize().width(), self._footer.sizeHint().width(), body.minimumSize().width())
        width = min(needed, screen.width() - SCREEN_MARGIN)
        self.setFixedWidth(width)
        margins = self._head.contentsMargins()
        self.heading.setMinimumHeight(self.heading.heightForWidth(width - margins.left() - margins.right()))
        below = body.totalHeightForWidth(width) if body.hasHeightForWidth() else body.sizeHint().height()
        around = self._head.totalHeightForWidth(width) + 1 + self._footer.sizeHint().height()
        self.resize(width, min(below + around, screen.height() - SCREEN_MARGIN))
        hidden = self.frameGeometry().bottom() - screen.bottom()
        if self.isVisible() and hidden > 0:  # it has grown since it was placed
            self.move(self.x(), max(screen.top(), self.y() - hidden))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self.fit()  # a line below a field came or went
        return super().eventFilter(watched, event)


class Toast(QFrame):
    """A line at the bottom of the window for six seconds, with one way back; hovering or focus keeps it."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("toast")
        self._then: Callable[[], None] | None = None
        self._label = Label(appearance, "", 13, 400)
        self._action = button(appearance, "", "accentghost", height=28)
        self._close = Button(appearance, "", "ghost", "x", name=_("Dismiss"), height=28)
        self.setLayout(row(self._label, self._action, self._close, spacing=6, margins=(14, 6, 6, 6)))
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self._on_time_over)
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The words shown last."""
        return self._label.text()

    def show_text(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Show a line, say it to assistive technology, and offer one act."""
        self._then = then
        self._label.setText(text)
        limit = max(200, self._window.width() - 240)
        self._label.setWordWrap(self._label.fontMetrics().horizontalAdvance(text) > limit)
        self._label.setFixedWidth(min(limit, self._label.fontMetrics().horizontalAdvance(text) + 4))
        self._action.setVisible(bool(action))
        self._action.set_text(action)
        self.setAccessibleName(text)
        self.show()
        self.adjustSize()
        self._place()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self._timer.start()

    def _on_action(self) -> None:
        then, self._then = self._then, None
        self.hide()
        if then is not None:
            then()

    def _on_time_over(self) -> None:
        """Go, unless the focus is on one of the buttons."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        area = self._window.rect()
        self.move((area.width() - self.width()) // 2, area.height() - self.height() - 24)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
