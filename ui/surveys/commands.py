"""What the actions of the surveys do: they go to the page and act there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.surveys.page import SurveysPage

PLACE = "surveys"


class SurveyCommands(QObject):
    """The acts on scores; each method is the slot of an action."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def add_score(self) -> None:
        """Write down a score; that of the open engagement's client first."""
        portfolio = self._window.portfolio
        client = portfolio.name(portfolio.current) if self._window.pages.place != PLACE else ""
        self._page().add_score(client)

    def import_scores(self) -> None:
        """Read scores from a CSV file."""
        self._page().choose_import()

    def _page(self) -> SurveysPage:
        from ui.surveys.page import SurveysPage  # start-up saving: made when it is first shown

        self._window.pages.show_place(PLACE)
        page = self._window.pages.currentWidget()
        if not isinstance(page, SurveysPage):
            raise TypeError("the place of the surveys shows their page")
        return page
