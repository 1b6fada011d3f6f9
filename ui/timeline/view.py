"""The painted timeline: it shows a scene over a range of time; gestures and keys are handled beside it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget, QFrame, QWidget

from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.timeline import others as other_upgrades
from ui.timeline import reasons
from ui.timeline.ahead import Ahead
from ui.timeline.bar import Bar, Scale
from ui.timeline.day_rows import day_scene
from ui.timeline.frame import Interaction, compose
from ui.timeline.grid import Grid
from ui.timeline.history import HISTORY, Trace
from ui.timeline.ink import Ink
from ui.timeline.items import Item, copy_parts, dirty
from ui.timeline.layer import Hatch, draw_corners, draw_names, draw_plot
from ui.timeline.layout import HEADS, Layout, lay_out
from ui.timeline.mover import Mover
from ui.timeline.navigation import Navigation
from ui.timeline.others import Other
from ui.timeline.preview import Preview
from ui.timeline.scene import HEADING_ROW, OTHER_ROW, SECTION_GAP, Scene, beside, scene
from ui.timeline.zoom import Range
from ui.viewport import give_viewport

LOWEST_LANE = 30


class TimelineView(QAbstractScrollArea):
    """The timeline of the open engagement.

    Signals:
        changed: what it shows is another scene, range or selection.
        entered: the focus came.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, context: Context, navigation: Navigation, mover: Mover, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.context, self.navigation, self.mover = context, navigation, mover
        self.dossier: Dossier | None = None
        self.near: list[Other] = []
        self._colleagues: list[Dossier] | None = None
        self.history = context.store.recall(HISTORY) == "1"
        self.doing = Interaction()
        self.accessible: QAccessibleWidget | None = None
        self._layout: Layout | None = None
        self._layer: QPixmap | None = None
        self._names: tuple[object, QPixmap] | None = None
        self._made: tuple[object, Scene] | None = None
        self._lanes: tuple[object, Scene] | None = None
        self._items: tuple[Item, ...] = ()
        self._ahead = Ahead()
        self._hatches: tuple[Hatch, ...] = ()
        self.ink = Ink(context.appearance)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Timeline"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        context.portfolio.engagements_changed.connect(self._forget_colleagues)
        context.portfolio.listed.connect(self._forget_colleagues)
        navigation.moved.connect(self.refresh)
        mover.changed.connect(self._on_move)
        mover.expected.connect(self._expect)
        mover.ended.connect(self._on_move_ended)
        context.appearance.changed.connect(self._on_looks)
        self.verticalScrollBar().valueChanged.connect(self.refresh)

    @property
    def layout_now(self) -> Layout | None:
        """What stands where; None without an engagement."""
        return self._layout

    @property
    def grid(self) -> Grid | None:
        """Time ↔ x; None without an engagement."""
        return self._layout.grid if self._layout is not None else None

    @property
    def items(self) -> tuple[Item, ...]:
        """What is painted over the background now."""
        return self._items

    @property
    def scale(self) -> Scale:
        """For whom and how closely bars are made."""
        zone = self.navigation.zone
        return Scale(self.context.clock.now(), zone, self.navigation.level, self.context.formats, self.history)

    def set_dossier(self, dossier: Dossier | None) -> None:
        """Show an engagement, or the same one anew."""
        if self.dossier is not None and (dossier is None or dossier.id != self.dossier.id):
            self.doing = Interaction(ring=self.doing.ring)
        self.dossier = dossier
        self._forget_colleagues()
        self.refresh()

    def show_history(self, *, shown: bool) -> None:
        """Show or hide earlier dates; remembered."""
        self.history = shown
        self.context.store.remember(HISTORY, "1" if shown else "")
        self.refresh()

    def bar(self, key: str) -> Bar | None:
        """Return the bar of a row."""
        if self._layout is None or (row := self._layout.scene.row(key)) < 0:
            return None
        bars = self._layout.scene.rows[row].bars
        return bars[0] if bars else None

    def traces(self, key: str) -> tuple[Trace, ...]:
        """Return the earlier places that a row shows."""
        row = self._layout.scene.row(key) if self._layout is not None else -1
        return self._layout.scene.rows[row].traces if self._layout is not None and row >= 0 else ()

    def lanes(self) -> list[str]:
        """Return the keys of all rows with a bar, from the top."""
        return [row.key for row in self._layout.scene.rows if row.bars] if self._layout else []

    def _forget_colleagues(self) -> None:
        self._colleagues = None

    def refresh(self) -> None:
        """Make the scene anew and repaint all of it."""
        if self.dossier is None or not self.viewport().width():
            self._layout, self._items = None, ()
        else:
            self._layout = self._laid_out(self.dossier)
            self._prepare_move(self._layout)
            self._items = compose(self._layout, self.ink, self.doing)
        self._layer = None
        self.viewport().update()
        self.changed.emit()

    def interact(self, **changes: object) -> None:
        """Change what the person is at, and repaint only that."""
        doing = replace(self.doing, **changes)
        if doing != self.doing:
            self.doing = doing
            self._recompose()

    def _laid_out(self, dossier: Dossier) -> Layout:
        shown, scale, size = self.navigation.shown, self.scale, self.viewport().size()
        ratio = self.ink.text_scale
        room = size.height() - ratio * HEADS[scale.level] - LOWEST_LANE * len(dossier.playbook.phases) - SECTION_GAP
        free = max(int((room - HEADING_ROW) // OTHER_ROW), 0)
        fitting = min(free, other_upgrades.NEAREST)
        if self._colleagues is None:
            self._colleagues = other_upgrades.colleagues(dossier, self.context.portfolio.loaded())
        total = other_upgrades.count_in(self._colleagues, shown)
        fitting -= fitting == free and 1 < fitting < total  # the row that leads to the rest needs its place
        self.near = other_upgrades.others(dossier, self._colleagues, shown, scale.now, fitting)
        made = self._scene(dossier, scale, shown, total - len(self.near))
        bar = self.verticalScrollBar()
        laid_out = lay_out(made, shown, size.width(), size.height(), ratio, bar.value())
        bar.setRange(0, max(int(laid_out.rows.height - size.height() + laid_out.head), 0))
        bar.setPageStep(size.height())
        return laid_out

    def _scene(self, dossier: Dossier, scale: Scale, shown: Range, more: int) -> Scene:
        """Return the scene, the same one while nothing in it has changed."""
        in_a_day = scale.level == "day"
        key = (id(dossier), scale, tuple(self.near), more, shown if in_a_day else None)
        if self._made is None or self._made[0] != key:
            day = day_scene(dossier, self.near, scale, shown, more) if in_a_day else None
            self._made = (key, day or beside(self._lanes_of(dossier, scale), dossier, self.near, more))
        return self._made[1]

    def _lanes_of(self, dossier: Dossier, scale: Scale) -> Scene:
        key = (id(dossier), scale)
        if self._lanes is None or self._lanes[0] != key:
            self._lanes = (key, scene(dossier, scale))
        return self._lanes[1]

    def _prepare_move(self, laid_out: Layout) -> None:
        """Find the hatched places of the held bars' lanes."""
        hold = self.mover.hold
        self._hatches, pills = reasons.places(hold, laid_out, self.ink) if hold is not None else ((), ())
        self.doing = replace(self.doing, preview=self.mover.preview, reasons=pills)

    def _expect(self, seen: Preview, turn: int) -> None:
        if self._layout is not None:
            doing = replace(self.doing, preview=seen)
            self._ahead.expect(self._layout, self.ink, doing, turn, self.devicePixelRatioF())

    def _recompose(self) -> None:
        if self._layout is None:
            return
        items = self._ahead.compose(self._layout, self.ink, self.doing)
        region = dirty(self._items, items)
        self._items = items
        self.viewport().update(region)

    def _on_move(self) -> None:
        before, after = self.doing.preview, self.mover.preview
        if before is None or after is None or before.kind != after.kind:
            self.refresh()
            return
        if before.kinds != after.kinds:  # what is at rest, and what has a ghost, is part of the picture behind
            self._layer = None
            self.viewport().update()
        self.interact(preview=after)

    def _on_move_ended(self) -> None:
        self._hatches = ()
        self.refresh()

    def _on_looks(self) -> None:
        self.ink = Ink(self.context.appearance)
        self.refresh()

    def _painted(self, laid_out: Layout) -> QPixmap:
        """Return the fixed picture, painted anew where something in it has changed."""
        if self._layer is None:
            self._layer = QPixmap(self._painted_names(laid_out))
            painter = QPainter(self._layer)
            self._paint_plot(painter, laid_out)
            painter.end()
        return self._layer

    def _paint_plot(self, painter: QPainter, laid_out: Layout) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.doing.preview
        hidden = shown.kinds if shown else ()
        draw_plot(painter, self.ink, laid_out, hidden, self._hatches, shown.ghosts if shown else ())
        draw_corners(painter, self.ink, laid_out)

    def _painted_names(self, laid_out: Layout) -> QPixmap:
        """Return the label column; a scroll through time keeps it."""
        ratio = self.viewport().devicePixelRatioF()
        size = (laid_out.width, laid_out.height, laid_out.scroll, laid_out.head, len(laid_out.rows))
        key = (laid_out.scene.names, size, ratio, self.ink)
        if self._names is None or self._names[0] != key:
            picture = QPixmap(round(laid_out.width * ratio), round(laid_out.height * ratio))
            picture.setDevicePixelRatio(ratio)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_names(painter, self.ink, laid_out)
            painter.end()
            self._names = (key, picture)
        return self._names[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._layout is None:
            painter.fillRect(event.rect(), self.ink.color("surface"))
            return
        region = event.region()
        if self._layer is None and self.doing.preview is None and event.rect() == self.viewport().rect():
            painter.drawPixmap(0, 0, self._painted_names(self._layout))  # each notch of a scroll: nothing to keep
            self._paint_plot(painter, self._layout)
        else:
            copy_parts(painter, self._painted(self._layout), region)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for item in self._items:
            left, top, width, height = item.box
            if region.intersects(QRect(int(left) - 1, int(top) - 1, int(width) + 3, int(height) + 3)):
                item.paint(painter, self.ink)

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
