"""The right pane: checklist, details and activity of the open engagement, with the quick log below."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from models import checklist
from models.texts import _, mark
from ui.context import Context
from ui.form import Label, column, hline, row
from ui.segmented import Segmented

if TYPE_CHECKING:
    from ui.activity.pane import ActivityPane
    from ui.checklist.pane import ChecklistPane
    from ui.details.pane import DetailsPane
    from ui.quick_log import QuickLog

TABS = (("checklist", mark("Checklist")), ("details", mark("Details")), ("activity", mark("Activity")))


class RightPane(QFrame):
    """Three tabs, a count of the steps, and the footer; what the tabs hold is made when it is needed.

    Signals:
        dates_wanted: a phase kind whose dates shall be edited.
        review_wanted: the proposal of a move to review.
    """

    dates_wanted = Signal(str)
    review_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("rightPane")
        self.setAccessibleName(_("Checklist, details and activity"))
        self._context = context
        self.tabs = Segmented(
            context.appearance, [(key, _(text)) for key, text in TABS], "checklist", _("What the right pane shows")
        )
        self._count = Label(context.appearance, "", 12, 400, "text2")
        self._stack = QStackedWidget()
        head = row(self.tabs, None, self._count, margins=(16, 14, 16, 8))
        self._column = column(head, self._stack, spacing=0)
        self._column.setStretch(1, 1)
        self.setLayout(self._column)
        self.tabs.chosen.connect(self.show_tab)
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self.refresh)
        for piece in (lambda: self.quick_log, _load_rows, lambda: self.checklist):
            context.later.do(piece)

    @cached_property
    def quick_log(self) -> QuickLog:
        """The footer that logs time."""
        from ui.quick_log import QuickLog  # start-up saving: 6 ms, made right after the first paint

        footer = QuickLog(self._context)
        footer.refresh()
        self._column.addWidget(hline())
        self._column.addWidget(footer)
        return footer

    @cached_property
    def checklist(self) -> ChecklistPane:
        """The steps of the open engagement."""
        from ui.checklist.pane import ChecklistPane  # start-up saving: 40 ms, made right after the first paint

        pane = ChecklistPane(self._context, filled=False)
        pane.dates_wanted.connect(self.dates_wanted)
        self._stack.insertWidget(0, pane)
        pane.refresh()  # in its place: before, every row would be measured eight times
        return pane

    @cached_property
    def details(self) -> DetailsPane:
        """Every field of the open engagement."""
        from ui.details.pane import DetailsPane  # start-up saving: 30 ms, and as much again to build it

        pane = DetailsPane(self._context)
        pane.dates_wanted.connect(self.dates_wanted)
        pane.review_wanted.connect(self.review_wanted)
        self._stack.addWidget(pane)
        return pane

    @cached_property
    def activity(self) -> ActivityPane:
        """What was changed, newest first."""
        from ui.activity.pane import ActivityPane  # start-up saving: 40 ms

        pane = ActivityPane(self._context)
        self._stack.addWidget(pane)
        return pane

    def show_tab(self, key: str) -> None:
        """Show one of the tabs: "checklist", "details" or "activity"."""
        self.tabs.choose(key)
        self._stack.setCurrentWidget(getattr(self, key))

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


def _load_rows() -> None:
    """Load what paints the rows of the checklist, in a turn of the event loop before the one that makes them."""
    import ui.checklist.view  # noqa: F401 - start-up saving: 25 ms, done right after the first paint
