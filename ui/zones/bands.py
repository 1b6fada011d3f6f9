"""Rows of clocks on one absolute axis; each row can be read by assistive technology, a line can be dragged over all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from models import zones
from models.texts import _
from models.zone_bands import change_words
from models.zone_roles import ZoneRole
from models.zone_rows import ZoneRow, spoken
from ui.theme import Appearance
from ui.timeline.ink import Ink
from ui.zones import band_paint
from ui.zones.band_paint import Columns, Scene
from ui.zones.band_pictures import ExpectedRows, Pictures

STEP: Final = timedelta(minutes=15)
LABEL, MOST_LABEL, RIGHT, HEAD = 192, 250, 212, 22
_AIR: Final = 16
_KEYS: Final = {
    Qt.Key.Key_Left: -STEP,
    Qt.Key.Key_Right: STEP,
    Qt.Key.Key_PageUp: timedelta(days=-1),
    Qt.Key.Key_PageDown: timedelta(days=1),
}


class BandRow(QLabel):
    """One party's row: painted, with its whole sentence as the name for assistive technology."""

    def __init__(self, bands: ZoneBands, role: ZoneRole) -> None:
        super().__init__(bands)
        self._bands = bands
        self.role = role
        self.row: ZoneRow | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, bands.solid)  # else a drag paints the card anew

    def show_row(self, role: ZoneRole, row: ZoneRow | None) -> None:
        """Show a party; one without a row says what is wrong with its zone."""
        self.role, self.row = role, row
        scene = self._bands.scene
        if row is not None and scene is not None:
            doubt = f" {scene.warning}" if scene.warning and role.kind == "you" else ""
            self.setAccessibleName(spoken(row, self._bands.what, scene.formats) + doubt)
        else:
            self.setAccessibleName(f"{role.name}. {role.trouble}.")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scene = self._bands.scene
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bands, columns = self._bands, self._bands.columns
        ahead = bands.expected.picture(self.row, columns)
        if ahead is not None:
            painter.drawPixmap(0, 0, ahead)
        elif self.row is None or scene is None:
            painter.fillRect(self.rect(), bands.pictures.ground)
            band_paint.draw_trouble(painter, bands.ink, columns, self.role)
        else:
            bands.draw_row(painter, self.row, scene, chosen=bands.is_chosen(self))


class ZoneBands(QWidget):
    """The heads and the rows.

    Signals:
        picked: an instant, in UTC, while the line is dragged or moved by keys.
        row_chosen: the number of a row that was clicked, or reached by Up and Down.
    """

    picked = Signal(object)
    row_chosen = Signal(int)

    def __init__(self, appearance: Appearance, *, row_height: int = 38, interactive: bool = False) -> None:
        super().__init__()
        self._appearance = appearance
        self._row_height = row_height
        self._interactive = interactive
        self._rows: list[BandRow] = []
        self._heads = ("", "")
        self._loud_head = False
        self._chosen = -1
        self.ink = Ink(appearance)
        self.pictures = self._no_pictures()
        self.scene: Scene | None = None
        self._widths: tuple[object, tuple[float, float]] = (None, (0.0, 0.0))
        self.expected = ExpectedRows()
        self.what = ""
        self.columns = Columns(LABEL, LABEL + 1, LABEL + RIGHT, row_height, 1.0)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self.solid)
        if interactive:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleName(_("Clocks on one axis. Left and Right move the time, Up and Down choose a clock"))
        appearance.changed.connect(self._restyle)
        self._restyle()

    @property
    def solid(self) -> bool:
        """Whether rows paint their ground themselves; where the focus is shown around them they let it through."""
        return not self._interactive

    @property
    def rows(self) -> list[BandRow]:
        """The rows, from the top."""
        return self._rows

    def show_scene(
        self,
        roles: Sequence[ZoneRole],
        found: Sequence[ZoneRow],
        scene: Scene,
        *,
        yours: str,
        head: str,
        what: str,
    ) -> None:
        """Show other rows or another time.

        Args:
            roles: whose rows, also those whose zone is not known.
            found: their rows.
            scene: axis and window.
            yours: your zone, in which the date at the left of the bands is written.
            head: over the right column.
            what: what is compared, for assistive technology.
        """
        self.scene, self.what = scene, what
        first = zones.to_zone(scene.axis.start, yours).date()
        self._heads = (scene.formats.day(first), head)
        self._loud_head = scene.tentative
        self._make_rows(roles)
        by_role = {id(row.role): row for row in found}
        for shown, role in zip(self._rows, roles, strict=True):
            shown.show_row(role, by_role.get(id(role)))
        before = self.columns
        self._measure()
        if self.columns != before:
            self.update()
        else:
            self.update(0, 0, self.width(), self._head_height)

    def expect(self, found: Sequence[ZoneRow], scene: Scene) -> None:
        """Paint two of the rows that are likely to be shown next and are not painted, for columns as they are now."""
        missing = (row for row in found if self.expected.picture(row, self.columns) is None)
        for row in islice(missing, 2):
            paint = partial(self.draw_row, row=row, scene=scene, chosen=False)
            self.expected.paint(row, self.columns, self.devicePixelRatioF(), paint)

    def draw_row(self, painter: QPainter, row: ZoneRow, scene: Scene, *, chosen: bool) -> None:
        """Draw a row with its upper left corner at the painter's origin."""
        columns = self.columns
        painter.fillRect(QRectF(columns.right, 0, columns.width, columns.height), self.pictures.ground)
        band_paint.draw_row(painter, self.ink, self.pictures, columns, row, scene, chosen=chosen)

    def choose(self, number: int) -> None:
        """Mark a row as the one that typed times are read in; −1 for none."""
        self._chosen = number
        for row in self._rows:
            row.update()

    def is_chosen(self, row: BandRow) -> bool:
        """Whether typed times are read in the zone of a row."""
        return self._interactive and self._rows[self._chosen : self._chosen + 1] == [row]

    def _make_rows(self, roles: Sequence[ZoneRole]) -> None:
        while len(self._rows) > len(roles):
            gone = self._rows.pop()
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < len(roles):
            made = BandRow(self, roles[len(self._rows)])
            made.setFixedHeight(round(self._row_height * self._scale))
            self._rows.append(made)
            self._layout.addWidget(made)
            made.show()
        self.updateGeometry()

    @property
    def _scale(self) -> float:
        return max(1.0, self._appearance.text_scale)

    @property
    def _head_height(self) -> int:
        return round(HEAD * self._scale)

    def _measure(self) -> None:
        """Give the texts beside the bands the room that they need, and the bands the rest."""
        if self.scene is None:
            return
        found = [row.row for row in self._rows if row.row is not None]
        clock, names = self._measured(found, self.scene)
        wanted = names + clock
        label = min(max(LABEL * self._scale, wanted), MOST_LABEL * self._scale)
        texts = band_paint.right_width(self.ink, found, self.scene.formats)
        right = max(RIGHT * self._scale, texts + _AIR)
        right = min(right, max(self.width() - label - 120, RIGHT * 0.7))
        end = max(self.width() - right, label + 40)
        self.columns = Columns(label, end, self.width(), round(self._row_height * self._scale), self._scale, clock)

    def _measured(self, found: Sequence[ZoneRow], scene: Scene) -> tuple[float, float]:
        """Return how wide the times now and the names are; kept, since a drag changes neither."""
        key = (self.ink, tuple((row.role.name, row.offset, row.now) for row in found), scene.short)
        if self._widths[0] != key:
            clock = max(band_paint.clock_width(self.ink, found, scene.formats), 44.0)
            self._widths = (key, (clock, band_paint.label_width(self.ink, found, short=scene.short)))
        return self._widths[1]

    def _no_pictures(self) -> Pictures:
        return Pictures(self.ink.color("surface") if self.solid else QColor(Qt.GlobalColor.transparent))

    def _restyle(self) -> None:
        self.ink = Ink(self._appearance)
        self.pictures = self._no_pictures()
        self.expected.forget()
        self._layout.setContentsMargins(0, self._head_height, 0, 2)
        for row in self._rows:
            row.setFixedHeight(round(self._row_height * self._scale))
        self._measure()
        self.updateGeometry()
        self.update()

    def _pick_at(self, x: float) -> None:
        if self.scene is None:
            return
        x = min(max(x, self.columns.left), self.columns.right - 1)
        moment = self.columns.moment(self.scene.axis, x)
        since = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
        self.picked.emit(moment - since + round(since / STEP) * STEP)

    def _row_at(self, y: float) -> int:
        return next(
            (at for at, row in enumerate(self._rows) if row.geometry().top() <= y <= row.geometry().bottom()), -1
        )

    def sizeHint(self) -> QSize:
        height = self._head_height + len(self._rows) * round(self._row_height * self._scale) + 2
        return QSize(560, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heads, the chosen row, and the focus."""
        painter = QPainter(self)
        if self.solid:
            painter.fillRect(event.rect(), self.pictures.ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, columns, head = self.ink, self.columns, self._head_height - 4
        now = _("Now")
        ink.write(painter, _("Zone"), (0, 0, head), (11, 500), "text3")
        ink.write(painter, now, (columns.left - 8 - ink.width(now, 11, 500), 0, head), (11, 500), "text3")
        ink.write(painter, self._heads[0], (columns.left, 0, head), (11, 500), "text3")
        token = "accent" if self._loud_head else "text3"
        title = ink.elided(self._heads[1], 11, 500, columns.width - columns.right - _AIR)
        ink.write(painter, title, (columns.right + _AIR, 0, head), (11, 500), token)
        if self.hasFocus():
            painter.setPen(ink.pen("accent", 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(columns.left - 3, head + 3, columns.right - columns.left + 6, self.height() - head - 5)
            painter.drawRoundedRect(frame, 7, 7)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._interactive or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        inside = self.columns.left <= event.position().x() <= self.columns.right
        if inside:
            self._pick_at(event.position().x())
        elif (at := self._row_at(event.position().y())) >= 0:
            self.row_chosen.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._interactive and event.buttons() & Qt.MouseButton.LeftButton:
            self._pick_at(event.position().x())
        else:
            super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._interactive and key in _KEYS and self.scene is not None and self.scene.window is not None:
            self.picked.emit(zones.after(self.scene.window.start, _KEYS[key]).astimezone(zones.UTC))
        elif self._interactive and key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.row_chosen.emit(min(max(self._chosen + step, 0), len(self._rows) - 1))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say of the row under the pointer what its picture can only hint at."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._row_at(event.pos().y())
            words = self.tip(at) if at >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self) if words else QToolTip.hideText()
            return True
        return bool(super().event(event))

    def tip(self, at: int) -> str:
        """Return the words of a row's tooltip."""
        shown, scene = self._rows[at], self.scene
        if shown.row is None or scene is None:
            return shown.role.trouble
        return "\n".join(_tip_lines(shown.row, scene))


def _tip_lines(row: ZoneRow, scene: Scene) -> Iterator[str]:
    """Yield what the tooltip of a row says."""
    yield f"{row.role.name}: {row.role.zone}, {row.offset}"
    if row.role.has_hours:
        hours = _("Working hours {first} to {last}")
        yield hours.format(first=row.role.work_start, last=row.role.work_end)
    if row.start is not None and row.end is not None and scene.window is not None and row.start != row.end:
        over = zones.to_zone(scene.window.impact_end, row.role.zone)
        yield _("Business impact is over by {time} at the latest").format(time=scene.formats.time(over))
    yield from (change_words(change, row.role, scene.formats) for change in row.changes)
    if scene.warning and row.role.kind == "you":
        yield scene.warning
