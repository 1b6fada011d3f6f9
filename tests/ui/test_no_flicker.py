"""No part of the window is shown as a window of its own for a moment while it is being made."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.context import Context
from ui.details.pane import DetailsPane
from ui.main_window import MainWindow
from ui.navigation import HOME, PLACES
from ui.new_engagement.dialog import NewEngagementDialog
from ui.surveys.score_dialog import ScoreDialog


class WindowsShown(QObject):
    """Remembers every widget that was shown while it had no parent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False

    @property
    def flickered(self) -> list[str]:
        """The classes of those that are part of something now."""
        return [type(item).__name__ for item in self.seen if shiboken6.isValid(item) and not item.isWindow()]


def test_pages_and_dialogs_are_made_without_flicker(
    context: Context, qapp: QApplication, qtbot: QtBot, nothing_left: None
) -> None:
    shown = WindowsShown()
    qapp.installEventFilter(shown)
    window = MainWindow(context)
    qtbot.addWidget(window)
    with qtbot.waitSignal(context.portfolio.listed, timeout=5000):
        context.portfolio.start()
    window.open_engagement(context.portfolio.current)
    window.show()
    for tab in ("details", "activity", "checklist"):
        window.page.right.show_tab(tab)
        qtbot.wait(1)
    qtbot.waitUntil(lambda: bool(window.findChildren(DetailsPane)))
    for place in PLACES:
        window.pages.show_place(place.id)
        qtbot.wait(1)
    window.pages.show_settings()
    window.pages.show_reconcile()
    window.pages.show_place(HOME)
    window.pages.show_all()
    for dialog in (NewEngagementDialog(context, window), ScoreDialog(context, parent=window)):
        dialog.open()
        dialog.reject()
    for act in ("hand_over", "scheduled_act", "triple_check", "compose"):
        window.acts[act].trigger()
        top = [item for item in qapp.topLevelWidgets() if item is not window and item.isVisible()]
        for item in top:
            item.close()
    qapp.removeEventFilter(shown)
    assert len(shown.seen) > 1
    assert shown.flickered == []
