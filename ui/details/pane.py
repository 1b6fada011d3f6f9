"""The details of the open engagement: every field of it, edited in place, each edit one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.details.client_section import ClientSection
from ui.details.clone_section import BillingSection, CloneSection
from ui.details.contacts_section import ContactsSection
from ui.details.notes_section import NotesSection
from ui.details.phases_section import PhasesSection
from ui.details.roadmap_section import RoadmapSection
from ui.details.section import Section
from ui.details.tickets_section import TicketsSection
from ui.form import column, hline
from ui.overlay_bar import OverlayBar
from ui.read_back.section import ReadBackSection


class DetailsPane(QScrollArea):
    """Follows the open engagement by itself; it is built when it is shown for the first time.

    Signals:
        dates_wanted: the kind of the phase whose dates the person wants to change.
        review_wanted: a Proposal that has to be read over before it is made.
    """

    dates_wanted = Signal(str)
    review_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sections: list[Section] = []
        self._phases: PhasesSection | None = None
        self._wanted = ""
        self._stale = True
        self.setAccessibleName(_("Details"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = OverlayBar(self)
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show the open engagement as it is now, at once where it is visible."""
        self._stale = True
        if self.isVisible():
            self._fill()

    def show_phase(self, kind: str) -> None:
        """Unfold one phase and bring it into view."""
        self._wanted = kind
        if self.isVisible():
            self._show_wanted()

    def section(self, kind: type[Section]) -> Section:
        """Return one of the sections, once they are there."""
        return next(item for item in self._sections if isinstance(item, kind))

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()

    def _fill(self) -> None:
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        if not self._sections:
            self._build(dossier)
        for item in self._sections:
            item.fill(dossier)
        self._stale = False

    def _build(self, dossier: Dossier) -> None:
        context = self._context
        phases = PhasesSection(context)
        phases.dates_wanted.connect(self.dates_wanted)
        phases.review_wanted.connect(self.review_wanted)
        self._phases = phases
        self._sections = [
            phases,
            RoadmapSection(context),
            ClientSection(context),
            TicketsSection(context),
            ReadBackSection(context),
            ContactsSection(context),
            CloneSection(context, dossier.you.zone),
            BillingSection(context),
            NotesSection(context),
        ]
        body = QWidget()
        body.setObjectName("body")
        layout = column(spacing=14, margins=(16, 8, 16, 20))
        for at, item in enumerate(self._sections):
            if at:
                layout.addWidget(hline())
            layout.addWidget(item)
        layout.addStretch(1)
        body.setLayout(layout)
        self.setWidget(body)

    def _show_wanted(self) -> None:
        if self._phases is None or not self._wanted:
            return
        block = self._phases.unfold(self._wanted)
        self._wanted = ""
        if block is not None:
            QTimer.singleShot(0, block, lambda: self.ensureWidgetVisible(block, 0, 8))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._fill()
        self._show_wanted()
