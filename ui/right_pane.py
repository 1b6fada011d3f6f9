"""The right pane: checklist, details and activity of the open engagement, with the quick log below."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget

from models import checklist
from models.texts import _, mark
from ui.activity.pane import ActivityPane
from ui.checklist.pane import ChecklistPane
from ui.context import Context
from ui.details.pane import DetailsPane
from ui.form import Label, Segmented, column, hline, row
from ui.quick_log import QuickLog

TABS = (("checklist", mark("Checklist")), ("details", mark("Details")), ("activity", mark("Activity")))


class RightPane(QFrame):
    """Three tabs, a count of the steps, and the footer."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("rightPane")
        self.setAccessibleName(_("Checklist, details and activity"))
        self._context = context
        self.checklist = ChecklistPane(context)
        self.details = DetailsPane(context)
        self.activity = ActivityPane(context)
        self.quick_log = QuickLog(context)
        self.tabs = Segmented(
            context.appearance, [(key, _(text)) for key, text in TABS], "checklist", _("What the right pane shows")
        )
        self._count = Label(context.appearance, "", 12, 400, "text2")
        self._stack = QStackedWidget()
        for pane in (self.checklist, self.details, self.activity):
            self._stack.addWidget(pane)
        head = row(self.tabs, None, self._count, margins=(16, 14, 16, 8))
        layout = column(head, self._stack, hline(), self.quick_log, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.tabs.chosen.connect(self.show_tab)
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self.refresh)

    def show_tab(self, key: str) -> None:
        """Show one of the tabs."""
        self.tabs.choose(key)
        self._stack.setCurrentIndex([name for name, _text in TABS].index(key))

    def show_step(self, key: str) -> None:
        """Show one step of the checklist, with the focus on it."""
        self.show_tab("checklist")
        self.checklist.show_step(key)

    def show_phase(self, kind: str) -> None:
        """Show one phase in the details."""
        self.show_tab("details")
        self.details.show_phase(kind)

    def refresh(self) -> None:
        """Count the steps again."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is not None:
            done, total = checklist.counts(dossier)
            self._count.setText(_("{done} of {total}").format(done=done, total=total))
