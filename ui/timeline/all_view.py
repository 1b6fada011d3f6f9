"""All engagements as painted rows: only the visible ones are made, and a scroll moves what is painted already."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget, QFrame, QWidget

from models import settings
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.timeline import all_drag, all_surface
from ui.timeline.all_layout import AllLayout, heights, lay_out, your_days
from ui.timeline.all_listing import Listing
from ui.timeline.all_marks import Marks, marks_of
from ui.timeline.all_navigation import AllNavigation
from ui.timeline.all_paint import Doing, draw
from ui.timeline.all_row import RowPicture
from ui.timeline.bar import Scale
from ui.timeline.grid import Grid
from ui.timeline.history import HISTORY
from ui.timeline.ink import Ink
from ui.timeline.items import Item, dirty
from ui.timeline.mover import Mover
from ui.timeline.rows import Rows

MOST_MARKS = 600
"""How many engagements' marks are kept."""


class AllView(QAbstractScrollArea):
    """One row for each engagement.

    Attributes:
        compact: whether rows have one line of words.

    Signals:
        changed: it shows other lines or another range.
        entered: the focus came.
    """

    changed = Signal()
    entered = Signal()

    def __init__(
        self,
        context: Context,
        listing: Listing,
        navigation: AllNavigation,
        mover: Mover,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self.listing, self.navigation, self.mover = context, listing, navigation, mover
        self.doing, self.ink = Doing(), Ink(context.appearance)
        self.accessible: QAccessibleWidget | None = None
        self.hand: all_drag.AtHand | None = None
        self._layout: AllLayout | None = None
        self._marks: dict[int, Marks] = {}
        self._rows: tuple[object, Rows] | None = None
        self._layer: QPixmap | None = None
        self._over: tuple[Item, ...] = ()
        self._you = settings.you(context.store)
        self.compact = self._one_line()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("All engagements"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        navigation.moved.connect(self._on_range)
        listing.touched.connect(self._on_touched)
        listing.arranged.connect(self.refresh)
        mover.changed.connect(self._on_move)
        mover.expected.connect(partial(all_drag.expect, self))
        mover.ended.connect(self._on_move_ended)
        context.appearance.changed.connect(self._on_looks)

    @property
    def layout_now(self) -> AllLayout | None:
        """What stands where; None before it is shown."""
        return self._layout

    @property
    def grid(self) -> Grid | None:
        """Time ↔ x; None before it is shown."""
        return self._layout.grid if self._layout is not None else None

    @property
    def over(self) -> tuple[Item, ...]:
        """What is painted over the rows during a move."""
        return self._over

    @property
    def scale(self) -> Scale:
        """For whom and how closely marks are made."""
        here, now = self.navigation, self.context.clock.now()
        return Scale(now, here.zone, here.level, self.context.formats, here.history)

    def dossier(self, engagement: int) -> Dossier | None:
        """Return an engagement."""
        return self.context.portfolio.dossier(engagement) if engagement else None

    def marks(self, engagement: int) -> Marks:
        """Return the marks of an engagement; kept until something changes."""
        if engagement not in self._marks:
            if len(self._marks) > MOST_MARKS:
                self._marks.clear()
            dossier = self.dossier(engagement)
            seen = self.context.portfolio.attention(engagement)
            self._marks[engagement] = marks_of(dossier, seen, self.scale) if dossier else Marks(())
        return self._marks[engagement]

    def show_history(self, *, shown: bool) -> None:
        """Show or hide earlier agreed dates; remembered for both timelines."""
        self.navigation.history = shown
        self.context.store.remember(HISTORY, "1" if shown else "")
        self._marks.clear()
        self.refresh()

    def picture(self, line: int) -> RowPicture:
        """Return what a line shows; kept as long as the layout."""
        layout = self._layout
        if layout is None:
            return RowPicture(())
        if line not in layout.pictures:
            layout.pictures[line] = self._made(layout, line)
        return layout.pictures[line]

    def refresh(self) -> None:
        """Lay everything out anew and repaint all of it."""
        if not self.viewport().width() or not self.isVisible():
            self._layout = None
            return
        self.compact = self._one_line()
        self._layout = self._laid_out()
        self._layer = None
        self.hand = all_drag.at_hand(self)
        if self.mover.preview is not None:
            self._over = all_drag.over(self, self.mover.preview)
        self.viewport().update()
        self.changed.emit()

    def interact(self, **changes: object) -> None:
        """Change what the person is at, and repaint only the rows that show it."""
        before, self.doing = self.doing, replace(self.doing, **changes)
        layout = self._layout
        if before == self.doing or layout is None:
            return
        for rect in all_surface.shown_otherwise(layout, before, self.doing):
            self.viewport().update(rect)
            if self._layer is not None:
                all_surface.repaint(self, layout, self._layer, rect)

    def reveal(self, line: int) -> None:
        """Scroll so that a line is whole in view."""
        layout, bar = self._layout, self.verticalScrollBar()
        if layout is None or line < 0:
            return
        top, room = layout.rows.top(line), layout.axis.height - layout.head
        if top < bar.value():
            bar.setValue(int(top))
        elif top + layout.rows.row_height(line) > bar.value() + room:
            bar.setValue(int(top + layout.rows.row_height(line) - room))

    def _one_line(self) -> bool:
        return settings.get(self.context.store, "density") == "compact"

    def _laid_out(self) -> AllLayout:
        ratio, lines, compact = self.ink.text_scale, self.listing.lines, self.compact
        key = (id(lines), ratio, compact)
        if self._rows is None or self._rows[0] != key:
            self._rows = (key, heights(lines, ratio, compact=compact))
        rows, scale, bar = self._rows[1], self.scale, self.verticalScrollBar()
        days, shown = your_days(self._you, self.navigation.zone), self.navigation.shown
        size = self.viewport().size().toTuple()
        made = lay_out(lines, rows, shown, size, scale, days, ratio, 0, compact=compact)
        page = max(size[1] - made.head, 0)
        bar.setPageStep(page)
        bar.setSingleStep(round(made.frame.height))
        bar.setRange(0, max(round(rows.height) - page, 0))
        return made.scrolled(bar.value())

    def _made(self, layout: AllLayout, at: int) -> RowPicture:
        line, moved = layout.lines[at], self.mover.preview
        if moved is not None and moved.proposal.before.id == line.engagement:
            return all_drag.behind(self.marks(line.engagement), moved, layout.frame, self.ink, self.hand)
        if moved is not None and all_drag.together(layout, at, moved):
            line = replace(line, night=None)
        return all_surface.at_rest(self, line, layout.frame, self.ink)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the rows that are painted, and paint the ones that come into view."""
        layout = self._layout
        if layout is None or self._layer is not None or self.mover.preview is not None:
            self.refresh()
            return
        self._layout = layout.scrolled(self.verticalScrollBar().value())
        below = QRect(0, layout.head, self.viewport().width(), self.viewport().height() - layout.head)
        if abs(dy) < below.height():
            self.viewport().scroll(0, dy, below)
            self.viewport().update(round(layout.grid.x(layout.frame.now)) - 5, layout.head, 10, 6 + abs(dy))
        else:
            self.viewport().update()

    def _on_range(self) -> None:
        """Move the marks that are painted where the range only moved; else paint anew."""
        before = self._layout
        if before is None or not self.isVisible() or self.mover.preview is not None or self._layer is not None:
            self.refresh()
            return
        after = self._laid_out()
        shift = (before.grid.start - after.grid.start) * after.grid.scale
        same = abs(before.grid.scale - after.grid.scale) < 1e-12 and before.frame.level == after.frame.level
        whole = round(shift)
        self._layout = after
        if same and abs(shift - whole) < 0.01 and abs(whole) < (after.axis.width - after.label) / 2:
            all_surface.shift(self, before, after, whole)
        else:
            self.viewport().update()
        self.changed.emit()

    def _on_touched(self, ids: frozenset[int]) -> None:
        for engagement in ids:
            self._marks.pop(engagement, None)
        hold = self.mover.hold
        if hold is not None and hold.dossier.id in ids and self.dossier(hold.dossier.id) != hold.dossier:
            self.mover.cancel(gently=False)

    def _on_move(self) -> None:
        """Repaint what differs between two frames of a move: the held row, the guide, the tooltip."""
        layout, preview = self._layout, self.mover.preview
        if layout is None or preview is None:
            return
        if self.hand is None and self.mover.holding:
            self.hand = all_drag.at_hand(self)
            layout.pictures.clear()
        over = all_drag.over(self, preview)
        region = dirty(self._over, over)
        self._over = over
        self.viewport().update(region if self._layer else self.viewport().rect())
        self.interact(lit=frozenset(all_drag.met(self, preview)))

    def _on_move_ended(self) -> None:
        self._over, self._layer, self.hand = (), None, None
        self.interact(lit=frozenset())
        self.refresh()

    def _on_looks(self) -> None:
        self.ink = Ink(self.context.appearance)
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        layout = self._layout
        if layout is None:
            painter.fillRect(event.rect(), self.ink.color("surface"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.mover.preview is not None:
            if self._layer is None:
                self._layer = all_surface.layer(self, layout)
            all_surface.paint_move(painter, self, self._layer, event.region())
            return
        draw(painter, self.ink, layout, event.region(), self.doing, self.picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.interact(ring=True)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.interact(ring=False)
