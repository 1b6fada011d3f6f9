"""One line of Today: a box, when, what for whom and why, and the button that does it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from models.texts import _
from models.today import Task
from ui.elided import Elided
from ui.form import Button, Chip, IconLabel, Label, button, column, row
from ui.theme import Appearance

HEIGHT = 52
WHEN = 124
BOX = 18
BUTTONS = {"email": "Email", "check": "Triple-check"}


class TaskRow(QFrame):
    """Keys: J and K or the arrows walk, Space ticks, Enter opens the engagement at the step, E writes the text.

    Signals:
        ticked, opened, done: the row's task is to be ticked, shown in its engagement, done by its button.
        walked: by how many rows the focus shall move.
        film_wanted: the video of the row's step is to be played at its moment.
    """

    ticked = Signal(object)
    opened = Signal(object)
    done = Signal(object)
    walked = Signal(int)
    film_wanted = Signal(object)

    def __init__(self, appearance: Appearance, task: Task, *, primary: bool, film: str = "") -> None:
        super().__init__()
        self.task = task
        self.setProperty("row", True)
        self.setFixedHeight(round(HEIGHT * max(1.0, appearance.text_scale)))
        late = task.when == "overdue"
        self.box = self._box(appearance)
        your = Label(appearance, task.your, 13, 600, "danger" if late else "text")
        theirs = Label(appearance, task.theirs, 12, 400, "text2")
        when = QWidget()
        when.setLayout(column(None, your, theirs, None, spacing=2))
        when.setFixedWidth(round(WHEN * max(1.0, appearance.text_scale)))
        client = Label(appearance, task.client, 12, 600, "text2")
        below = row(client, Elided(appearance, task.reason, 12, 400, "text2"), spacing=8)
        below.setStretch(1, 1)
        words = column(None, Elided(appearance, task.text, 13, 500), below, None, spacing=2)
        self.button = self._button(appearance, primary=primary)
        layout = row(self.box, when, words, spacing=12, margins=(16, 0, 12, 0))
        if film:
            layout.addWidget(self._film(appearance, film))
        layout.addWidget(self.button)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setAccessibleName(self._spoken())

    @property
    def focused(self) -> QWidget:
        """What takes the focus: the box, else the button."""
        return self.box if isinstance(self.box, QCheckBox) else self.button

    def _box(self, appearance: Appearance) -> QWidget:
        if self.task.held:
            return IconLabel(appearance, "lock", "text2", BOX)
        box = QCheckBox()
        box.setAccessibleName(self._spoken())
        box.setFixedWidth(BOX)
        box.clicked.connect(self._on_box)
        return box

    def _button(self, appearance: Appearance, *, primary: bool) -> QWidget:
        if self.task.held:
            return Chip(appearance, _("Held back"), "neutral", "lock")
        words = _(BUTTONS.get(self.task.action, "Show"))
        item: Button = button(appearance, words, "primary" if primary else "secondary")
        item.setAccessibleName(f"{words}: {self.task.text}, {self.task.client}")
        item.clicked.connect(self._on_button)
        return item

    def _film(self, appearance: Appearance, at: str) -> QWidget:
        chip = button(appearance, at, "chip", "film", height=22)
        chip.setAccessibleName(_("Play the video of “{step}” at {time}").format(step=self.task.text, time=at))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(lambda: self.film_wanted.emit(self.task))
        return chip

    def _spoken(self) -> str:
        task = self.task
        times = _("{yours} your time, {theirs} client time").format(yours=task.your, theirs=task.theirs)
        parts = (task.text, task.client, times if task.theirs else task.your, task.held or task.reason)
        return ", ".join(part for part in parts if part)

    def _on_box(self) -> None:
        """A step that asks something first is opened where it asks; its box stays empty until it is done."""
        if self.task.tickable:
            self.ticked.emit(self.task)
            return
        if isinstance(self.box, QCheckBox):
            self.box.setChecked(False)
        self.opened.emit(self.task)

    def _on_button(self) -> None:
        self.done.emit(self.task)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            letters = (Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_E)
            if event.key() in letters and not event.modifiers():
                event.accept()  # a letter belongs to the row, not to the window
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_J | Qt.Key.Key_Down:
                self.walked.emit(1)
            case Qt.Key.Key_K | Qt.Key.Key_Up:
                self.walked.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit(self.task)
            case Qt.Key.Key_E if self.task.action == "email":
                self.done.emit(self.task)
            case _:
                super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.task)
