"""The lines in which a handover differs from what is here; a click on a result swaps the side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from models.merging import Difference, Side
from models.texts import _
from ui.context import Context
from ui.elided import Elided
from ui.form import Button, Label, button

MARGINS = (16, 6, 16, 6)
LINE = 34


class MergeTable(QFrame):
    """One line for each difference: what it is, yours, theirs, and which counts.

    Args:
        context: looks and words.
        found: the differences.
        sender: the first name of who hands over.
        parent: the dialog.
    """

    def __init__(
        self, context: Context, found: Sequence[Difference], sender: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._sender = context, sender
        self.setProperty("card", True)
        self.setAccessibleName(_("What differs from what you had"))
        self.sides: dict[str, Side] = {}
        self.results: dict[str, Button] = {}
        layout = QGridLayout()
        layout.setContentsMargins(*MARGINS)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(0)
        heads = (_("Differs from what you had"), _("Yours"), _("{name}'s").format(name=sender), _("Result"))
        for at, head in enumerate(heads):
            layout.addWidget(Label(context.appearance, head, 12, 500, "text2"), 0, at)
        for number, item in enumerate(found, 1):
            self._add(layout, number, item)
        for at, share in enumerate((3, 4, 4, 3)):
            layout.setColumnStretch(at, share)
        for number in range(len(found) + 1):
            layout.setRowMinimumHeight(number, round(LINE * max(1.0, context.appearance.text_scale)))
        self.setLayout(layout)

    def _add(self, layout: QGridLayout, number: int, item: Difference) -> None:
        look = self._context.appearance
        for at, (words, weight, token) in enumerate(
            ((item.name, 600, "text"), (item.yours, 400, "text2"), (item.theirs, 400, "text"))
        ):
            layout.addWidget(Elided(look, " ".join(words.split()) or "–", 13, weight, token), number, at)
        if item.fixed:
            told = {"both": _("Kept, both"), "you": _("You, from today")}.get(item.result, "")
            token = "accent" if item.result == "you" else "ok"
            layout.addWidget(Label(look, told, 13, 500, token), number, 3, Qt.AlignmentFlag.AlignLeft)
            return
        result = self.results[item.key] = button(look, "", "ghost", "check", height=28)
        result.clicked.connect(partial(self._swap, item))
        self._say(item, item.result)
        layout.addWidget(result, number, 3, Qt.AlignmentFlag.AlignLeft)

    def _swap(self, item: Difference) -> None:
        side: Side = "theirs" if self.sides.get(item.key, item.result) == "yours" else "yours"
        self.sides[item.key] = side
        self._say(item, side)

    def _say(self, item: Difference, side: Side) -> None:
        words = _("Yours") if side == "yours" else _("{name}'s").format(name=self._sender)
        if side == item.result:
            words = _("{whose}, newer").format(whose=words)
        self.results[item.key].set_text(words)
        name = _("{what}: {words}. Swap the side").format(what=item.name, words=words)
        self.results[item.key].setAccessibleName(name)
        self.results[item.key].setToolTip(_("Swap the side"))
