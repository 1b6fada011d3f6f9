"""The card of a reminder in the corner of the window: what it is about, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from models.texts import _
from ui.form import IconLabel, Label, button, column, icon_button, row
from ui.theme import Appearance

WIDTH, MARGIN, ABOVE = 360, 16, 60
"""It stands over the line in which time is logged, which stays free."""


class ReminderCard(QFrame):
    """Stays until it is answered; it never takes the focus, and says its words to assistive technology.

    Signals:
        opened: show what it is about.
        snoozed: come again, after so many minutes; 0 for tomorrow morning.
        dismissed: it is known.
    """

    opened = Signal()
    snoozed = Signal(int)
    dismissed = Signal()

    def __init__(self, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._appearance, self._window = appearance, window
        self.setObjectName("toast")
        self._icon = IconLabel(appearance, "flag", "accent", 16)
        self._title = Label(appearance, "", 13, 600, wrap=True)
        self._text = Label(appearance, "", 12, 400, "text2", wrap=True)
        self._others = Label(appearance, "", 12, 400, "text3")
        self.open_button = button(appearance, _("Show"), "secondary", height=28)
        self.snooze_button = button(appearance, _("Later"), "ghost", height=28)
        self.dismiss_button = icon_button(appearance, "x", _("Dismiss the reminder"))
        head = row(self._icon, self._title, self.dismiss_button, spacing=8)
        head.setStretch(1, 1)
        for part in (self._icon, self.dismiss_button):
            head.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        foot = row(self.open_button, self.snooze_button, None, self._others, spacing=6)
        self.setLayout(column(head, self._text, foot, spacing=6, margins=(14, 10, 10, 10)))
        self.snooze_button.setMenu(self._snoozes())
        self.open_button.clicked.connect(self.opened)
        self.dismiss_button.clicked.connect(self.dismissed)
        window.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, as assistive technology reads it."""
        return f"{self._title.text()}. {self._text.text()}"

    def show_words(self, title: str, text: str, others: str, *, urgent: bool) -> None:
        """Show one reminder, and how many wait behind it."""
        self._icon.set_icon("alert" if urgent else "flag", "warn" if urgent else "accent")
        self._title.setText(title)
        self._text.setText(text)
        self._others.setText(others)
        self.setAccessibleName(_("Reminder: {words}").format(words=self.words))
        self.show()
        self._place()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def _snoozes(self) -> QMenu:
        menu = QMenu(self)
        for minutes, words in ((15, _("In 15 minutes")), (60, _("In 1 hour")), (0, _("Tomorrow morning"))):
            menu.addAction(words).setData(minutes)
        menu.triggered.connect(lambda action: self.snoozed.emit(action.data()))
        return menu

    def _place(self) -> None:
        area = self._window.rect()
        width = min(round(WIDTH * max(1.0, self._appearance.text_scale)), area.width() - 2 * MARGIN)
        self.setFixedWidth(width)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else self.sizeHint().height()
        self.resize(width, height)
        self.move(area.width() - width - MARGIN, area.height() - height - ABOVE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
