"""Controls and layouts that every pane and dialog is built from; each follows the looks by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Appearance, set_variant
from ui.visibility import hide_unless

Item = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]


def row(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Lay items side by side, centred; None stretches, a number is a gap in pixels."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def column(*items: Item, spacing: int = 8, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Lay items below each other; None stretches, a number is a gap in pixels."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def _fill(layout: QBoxLayout, items: Sequence[Item], spacing: int, margins: Margins) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


NARROWEST = 56
"""How narrow words and buttons may get where a language needs more room than there is, in logical pixels."""


def narrow(whole: QSize) -> QSize:
    """Return the least size of words that need `whole`: they are shortened before they push a window wider."""
    return QSize(min(whole.width(), NARROWEST), whole.height())


def tell_whole(part: QWidget, text: str, *, cut: bool) -> None:
    """Let the tooltip hold words that are shortened, and go again when they are whole."""
    if cut and not part.toolTip():
        part.setToolTip(text)
        part.setProperty("cut", text)
    elif not cut and part.property("cut"):
        if part.toolTip() == part.property("cut"):
            part.setToolTip("")
        part.setProperty("cut", None)


class Label(QLabel):
    """Words in a token's colour and the one font; plain text, never markup.

    A line that doesn't fit ends in …, with the whole in the tooltip; an `uncut` one, a time to decide by, never does.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str = "",
        px: float = 13,
        weight: int = 400,
        token: str = "text",
        *,
        wrap: bool = False,
        uncut: bool = False,
        tracking: float = 0.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._appearance, self._uncut = appearance, uncut
        self._look = (px, weight, tracking)
        self._token = token
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def set_token(self, token: str) -> None:
        """Show the words in another token's colour."""
        if token != self._token:
            self._token = token
            self._restyle()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return least if self.wordWrap() or self._uncut else narrow(least)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.wordWrap() or self.width() >= super().sizeHint().width():
            tell_whole(self, "", cut=False)
            super().paintEvent(event)
            return
        text, area = self.text(), self.contentsRect()
        tell_whole(self, text, cut=True)
        cut = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        role = self.foregroundRole()
        self.style().drawItemText(
            QPainter(self), area, int(self.alignment()), self.palette(), self.isEnabled(), cut, role
        )

    def _restyle(self) -> None:
        px, weight, tracking = self._look
        self.setFont(self._appearance.font(px, weight, tracking))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), self._appearance.theme.color(self._token))
        self.setPalette(palette)


class IconLabel(QLabel):
    """An icon that says nothing by itself; the words stand beside it."""

    def __init__(
        self, appearance: Appearance, name: str, token: str = "text2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._name, self._token, self._size = name, token, size
        self.setFixedSize(size, size)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def set_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self._restyle()

    def _restyle(self) -> None:
        self.setPixmap(self._appearance.pixmap(self._name, self._token, self._size))


QWIDGETSIZE_MAX = 16_777_215
"""Qt's own "no limit", which PySide6 doesn't name."""

_FILLED = ("primary", "danger")
_ICON_TOKEN = {
    "primary": "on_accent",
    "danger": "on_accent",
    "secondary": "text",
    "ghost": "text2",
    "accentghost": "accent",
    "onstop": "on_accent",
}


class ShortButton(QPushButton):
    """A push button whose words end in … where they don't fit, with the whole in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return narrow(super().minimumSizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        over = super().sizeHint().width() - self.width()
        tell_whole(self, self.text(), cut=over > 0)
        if over <= 0:
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter  # start-up saving: 18 ms, rarely needed

        option = QStyleOptionButton()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        room = max(0, metrics.horizontalAdvance(option.text) - over)
        option.text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


class Button(ShortButton):
    """A push button of one kind: primary, secondary, ghost, accentghost or danger."""

    def __init__(
        self,
        appearance: Appearance,
        text: str = "",
        kind: str = "secondary",
        icon: str = "",
        *,
        name: str = "",
        height: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._appearance = appearance
        self._icon = icon
        self._height = height
        self._bare = False
        self.setAccessibleName(name or text)
        self.setToolTip("" if text else name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_kind(kind)
        appearance.changed.connect(self._restyle)

    def set_text(self, text: str, icon: str = "") -> None:
        """Show other words and say them to assistive technology."""
        self._icon = icon or self._icon
        if self.toolTip() == self.accessibleName():
            self.setToolTip("")
        self.setText(text)
        self.setAccessibleName(text)
        self._restyle()

    def set_icon(self, icon: str, name: str) -> None:
        """Show another icon in a button without words, with the name of what it does now."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._restyle()

    def set_kind(self, kind: str) -> None:
        """Look like another kind."""
        self._kind = kind
        set_variant(self, "kind", kind)
        self._restyle()

    def _restyle(self) -> None:
        height = round(self._height * max(1.0, self._appearance.text_scale))
        self.setFont(self._appearance.font(13, 500))
        self.setFixedHeight(height)
        self._fit_width(height)
        if self._icon:
            gap = 4 if self.text() else 0
            self.setIcon(self._appearance.icon(self._icon, _ICON_TOKEN.get(self._kind, "text2"), gap=gap))
            self.setIconSize(self._appearance.icon_size(gap=gap))

    def _fit_width(self, height: int) -> None:
        """Be square without words, and as wide as they need with them."""
        bare = not self.text()
        if bare:
            self.setFixedWidth(height)
        elif self._bare:
            self.setMinimumWidth(0)
            self.setMaximumWidth(QWIDGETSIZE_MAX)
        if bare is not self._bare:
            self._bare = bare
            set_variant(self, "iconOnly", bare)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, never the dialog's default in its place."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled button shows focus by a ring inside it: around it, the accent would be lost in the fill."""
        super().paintEvent(event)
        if self.hasFocus() and self._kind in _FILLED:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._appearance.theme.color("on_accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)


def button(appearance: Appearance, text: str, kind: str = "secondary", icon: str = "", *, height: int = 32) -> Button:
    """Make a button with words."""
    return Button(appearance, text, kind, icon, height=height)


def icon_button(appearance: Appearance, icon: str, name: str, *, size: int = 28) -> Button:
    """Make a button with an icon alone; its name is its tooltip and what assistive technology reads."""
    return Button(appearance, "", "ghost", icon, name=name, height=size)


def label(
    appearance: Appearance,
    text: str = "",
    px: float = 13,
    weight: int = 400,
    token: str = "text",
    *,
    wrap: bool = False,
) -> Label:
    """Make a line or paragraph of words."""
    return Label(appearance, text, px, weight, token, wrap=wrap)


def hline() -> QFrame:
    """Make a hairline between two parts."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line


def card(*items: Item, spacing: int = 8, margins: Margins = (16, 12, 16, 12)) -> QFrame:
    """Make a white card with a hairline around it."""
    frame = QFrame()
    frame.setProperty("card", True)
    frame.setLayout(column(*items, spacing=spacing, margins=margins))
    return frame


class KeyHint(QLabel):
    """Shows keys, such as "Ctrl K"."""

    def __init__(self, appearance: Appearance, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setObjectName("keys")
        self._appearance = appearance
        appearance.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._appearance.font(11, 500))
        self.setFixedHeight(round(18 * self._appearance.text_scale))


class Chip(QFrame):
    """A few words on a tinted pill: neutral, accent, ok, warn or danger."""

    def __init__(self, appearance: Appearance, text: str = "", tone: str = "neutral", icon: str = "") -> None:
        super().__init__()
        self._appearance = appearance
        self._name = icon or "clock"
        self.setProperty("shape", "chip")
        self._icon = IconLabel(appearance, self._name, "text2", 12)
        hide_unless(self._icon, bool(icon))
        self._label = Label(appearance, text, 12, 500, "text2")
        self.setLayout(row(self._icon, self._label, spacing=5, margins=(8, 0, 8, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.set(text, tone)

    @property
    def text(self) -> str:
        """The words shown."""
        return self._label.text()

    def set(self, text: str, tone: str = "neutral") -> None:
        """Show other words in another tone."""
        token = "text2" if tone == "neutral" else tone
        self._label.setText(text)
        self._label.set_token(token)
        self._icon.set_icon(self._name, token)
        self.setAccessibleName(text)
        set_variant(self, "tone", tone)

    def _restyle(self) -> None:
        self.setFixedHeight(round(22 * max(1.0, self._appearance.text_scale)))


class Banner(QFrame):
    """A tinted box with a title, a line and what can be done; tones ok, warn, danger, accent."""

    def __init__(
        self,
        appearance: Appearance,
        tone: str,
        title: str,
        text: str = "",
        *,
        icon: str = "alert",
        actions: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.setProperty("shape", "banner")
        self.setProperty("tone", tone)
        self.setAccessibleName(f"{title}. {text}".strip())
        token = "text2" if tone == "neutral" else tone
        self.title = Label(appearance, title, 13, 600, token, wrap=True)
        self.text = Label(appearance, text, 12, 400, "text", wrap=True)
        hide_unless(self.text, bool(text))
        top = row(IconLabel(appearance, icon, token, 14), self.title, spacing=7)
        top.setStretch(1, 1)
        items: list[Item] = [top, self.text]
        if actions:
            items.append(row(*actions, None, spacing=8))
        self.setLayout(column(*items, spacing=6, margins=(12, 10, 12, 10)))
