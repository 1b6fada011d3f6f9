"""What the actions about help do."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from models import whose_data
from ui.context import Context


class HelpCommands(QObject):
    """Its methods are slots of actions."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def show_whose_data(self) -> None:
        """Show where the data lie, how they move to a new computer and how they go for good."""
        from ui.help.whose_data import whose_data_page  # start-up saving: imported when it is first opened

        whose_data_page(self._context, self._window).open()

    def show_guide(self) -> None:
        """Show the page of the guide that fits where the focus is, beside the window or the dialog that is open."""
        from ui.help.places import page_for  # start-up saving: imported when it is first opened

        under, focused = QApplication.activeModalWidget() or self._window, QApplication.focusWidget()
        self.show_page(page_for(focused if focused is not None and under.isAncestorOf(focused) else under))

    def show_page(self, name: str) -> None:
        """Show a page of the guide, beside the window or the dialog that is open."""
        from ui.help.guide import GuideWindow  # start-up saving: imported when it is first opened

        under = QApplication.activeModalWidget() or self._window
        guide = next((item for item in under.findChildren(GuideWindow) if item.isVisible()), None)
        if guide is None:
            guide = GuideWindow(self._context.appearance, whose_data.places(self._context.store), under)
            guide.show()
        guide.show_page(name)
        guide.raise_()
        guide.activateWindow()
        guide.list.setFocus()
