"""A box to tick whose words may be shortened."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.form import narrow, tell_whole


class CheckBox(QCheckBox):
    """Its words end in … where they don't fit, with the whole in the tooltip."""

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
        option = QStyleOptionButton()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        room = max(0, metrics.horizontalAdvance(option.text) - over)
        option.text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_CheckBox, option)
