"""A number of the page of surveys, what it counts and a line about it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy

from models.survey_figures import Tile
from ui.elided import Elided
from ui.form import Label, column
from ui.theme import Appearance


class ScoreTile(QFrame):
    """Shows one of `survey_figures.tiles`."""

    def __init__(self, look: Appearance) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.number = Label(look, "", 25, 600)
        self.words = Elided(look, "", 13, 500)
        self.about = Elided(look, "", 12, 400, "text2")
        self.setLayout(column(self.number, self.words, self.about, spacing=2, margins=(16, 10, 16, 10)))

    def show_tile(self, tile: Tile) -> None:
        """Show another number."""
        self.number.setText(tile.number)
        self.number.set_token("danger" if tile.bad else "text")
        self.words.setText(tile.text)
        self.about.setText(tile.about)
        self.setAccessibleName(f"{tile.number} {tile.text}, {tile.about}")
