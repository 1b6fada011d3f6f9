"""The list of the sections at the left of the Settings page, and one section's card at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from models.settings_sections import Section
from models.texts import _, ngettext
from ui.context import Context
from ui.form import Item, Label, ShortButton, card, column, hline
from ui.mirroring import is_mirrored
from ui.settings.rows import Row

HEIGHT = 32
WIDTH = 216


class SectionButton(ShortButton):
    """One section: its icon, its name, and how many values in it differ from their defaults."""

    def __init__(self, context: Context, section: Section) -> None:
        super().__init__(_(section.words))
        self._look = context.appearance
        self.section = section
        self.setProperty("nav", True)
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAccessibleName(_(section.words))
        self.setIconSize(QSize(16 + 8, 16))
        self._count = Label(self._look, "", 12, 500, "accent")
        self._count.setParent(self)
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look.changed.connect(self._restyle)
        self._restyle()

    def set_count(self, number: int) -> None:
        """Show how many values are changed; none are not shown."""
        self._count.setText(str(number) if number else "")
        words = ngettext("{count} value changed", "{count} values changed", number)
        self.setAccessibleDescription(words.format(count=number) if number else "")
        self._arrange()

    @property
    def count(self) -> str:
        """The number shown."""
        return self._count.text()

    def _restyle(self) -> None:
        self.setFont(self._look.font(13, 500))
        self._count.set_token("text")  # a label that joins a button is given the button's colours
        self._count.set_token("accent")
        self.setIcon(self._look.icon(self.section.icon, "text2", gap=8))
        self.setFixedHeight(round(HEIGHT * max(1.0, self._look.text_scale)))
        self._arrange()

    def _arrange(self) -> None:
        size = self._count.sizeHint()
        left = 10 if is_mirrored() else self.width() - size.width() - 10
        self._count.setGeometry(left, (self.height() - size.height()) // 2, *size.toTuple())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class SectionList(QWidget):
    """All sections below their headings; up and down go through them.

    Signals:
        chosen: a section's id.
    """

    chosen = Signal(str)

    def __init__(self, context: Context, sections: Sequence[Section]) -> None:
        super().__init__()
        self.setAccessibleName(_("Sections of the settings"))
        self.buttons: dict[str, SectionButton] = {}
        items: list[Item] = []
        heading = ""
        for section in sections:
            if section.heading != heading:
                title = Label(context.appearance, _(section.heading), 12, 600, "text2")
                items += [8, title, 2] if items else [title, 2]
                heading = section.heading
            made = self.buttons[section.id] = SectionButton(context, section)
            made.clicked.connect(self._on_clicked)
            items.append(made)
        self.setLayout(column(*items, None, spacing=1))

    def choose(self, id_: str) -> None:
        """Mark a section; none for an empty id."""
        for key, button in self.buttons.items():
            button.setChecked(key == id_)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, SectionButton):
            self.chosen.emit(button.section.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        buttons = list(self.buttons.values())
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), -1)
        if event.key() not in steps or at < 0:
            super().keyPressEvent(event)
            return
        wanted = buttons[max(0, min(len(buttons) - 1, at + steps[Qt.Key(event.key())]))]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(wanted.section.id)


class SectionCard(QWidget):
    """A section's title, and its rows on a card."""

    def __init__(self, context: Context, section: Section, rows: Sequence[Row]) -> None:
        super().__init__()
        self.section = section
        self.rows = tuple(rows)
        self._rules: list[QFrame] = [hline() for _row in self.rows[1:]]
        items: list[Item] = [self.rows[0]]
        for rule, below in zip(self._rules, self.rows[1:], strict=True):
            items += [rule, below]
        title = Label(context.appearance, _(section.words), 13, 600)
        self.setLayout(column(title, card(*items, spacing=0, margins=(0, 1, 0, 1)), spacing=8))

    def search(self, wanted: str) -> bool:
        """Show the rows that have what is searched for, and say whether there are any."""
        hits = [item.search(wanted) or not wanted for item in self.rows]
        for item, hit in zip(self.rows, hits, strict=True):
            item.setVisible(hit)
        for at, rule in enumerate(self._rules):
            rule.setVisible(hits[at + 1] and any(hits[: at + 1]))
        return any(hits)

    def first_hit(self) -> Row | None:
        """Return the first row that is shown."""
        return next((item for item in self.rows if not item.isHidden()), None)
