"""Whether a handover is about the engagement of the same client that is here already: asked, never guessed (N36)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from models.counterpart import Counterpart
from models.texts import _
from ui.context import Context
from ui.form import IconLabel, Label, column, row
from ui.segmented import Segmented
from ui.theme import set_variant
from ui.visibility import hide_unless

SAME, OTHER = "same", "other"


class SameEngagement(QFrame):
    """Two choices; the first is made where parent or tickets leave no doubt. Hidden where there is nothing to ask.

    Args:
        context: looks and words.
        found: the engagement here that may be the same.

    Signals:
        chosen: the person chose one of the two.
    """

    chosen = Signal()

    def __init__(self, context: Context, found: Counterpart | None) -> None:
        super().__init__()
        self._found = found
        look = context.appearance
        self.setProperty("card", True)
        set_variant(self, "tone", "accent")
        current = SAME if found is not None and found.certain else ""
        choices = ((SAME, _("It is the same")), (OTHER, _("It is another one")))
        self.choice = Segmented(look, choices, current, _("Is it the engagement that you have?"))
        self.choice.chosen.connect(self.chosen)
        client, why = (found.client, found.why) if found is not None else ("", "")
        title = Label(look, _("You already have an engagement of {client}").format(client=client), 14, 600, wrap=True)
        words = f"{why} " + _("If it is the same, the two are brought together.")
        head = column(title, Label(look, words, 13, 400, "text2", wrap=True), spacing=2)
        line = row(IconLabel(look, "users", "accent", 18), head, self.choice, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(column(line, margins=(16, 12, 16, 12)))
        hide_unless(self, found is not None)

    @property
    def answered(self) -> bool:
        """Whether nothing is left to ask."""
        return self._found is None or bool(self.choice.current)

    @property
    def onto(self) -> int:
        """The engagement here that the handover is about, 0 for none."""
        return self._found.engagement if self._found is not None and self.choice.current == SAME else 0
