"""The panel of consolidation: what was found in Downloads, how far it is, and Keep or Delete (SCREENS §3)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from models import library, settings
from models.texts import _, ngettext
from ui.context import Context
from ui.elided import Elided
from ui.form import Button, IconLabel, Item, button, column, label, row
from ui.theme import Appearance
from ui.videos.mover import Mover, Parcel

MEGABYTE = 1_000_000


class Bar(QWidget):
    """How much of a file is copied."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.share = 0.0
        self.setFixedHeight(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, share in (("bar", 1.0), ("accent_fill", self.share)):
            painter.setBrush(self._appearance.theme.color(token))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * share, 6), 3, 3)


class MovePanel(QFrame):
    """Shown only while there is something to ask, to offer or to wait for.

    Signals:
        look_wanted: the person allowed to look in Downloads.
        ignored: the path of a file that is no E2E video.
    """

    look_wanted = Signal()
    ignored = Signal(object)

    def __init__(self, context: Context, mover: Mover) -> None:
        super().__init__()
        self._context = context
        self._mover = mover
        self._shape: tuple[object, ...] = ()
        self._live: dict[Path, tuple[Elided, Bar]] = {}
        self.setProperty("card", True)
        self.setProperty("tone", "accent")
        self.setAccessibleName(_("Videos on their way into the library"))
        self._inside: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        mover.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show what is on its way; while only the figures change, the controls stay."""
        asks = settings.get(self._context.store, "videos.may_look") == "ask"
        parcels = self._mover.parcels
        shape = (asks, self._mover.paused, tuple((item.path, item.state, item.error) for item in parcels))
        if shape != self._shape:
            self._shape = shape
            self._rebuild(asks)
        for item in parcels:
            if item.path in self._live:
                words, bar = self._live[item.path]
                words.setText(progress_words(item))
                bar.share = item.done / item.size if item.size else 1.0
                bar.update()

    def _rebuild(self, asks: bool) -> None:
        self._live = {}
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
            self._inside = None
        parcels = self._mover.parcels
        self.setVisible(asks or bool(parcels))
        if self.isHidden():
            return
        parts: list[Item] = [self._head()] if parcels else []
        parts += [part for item in parcels for part in self._row(item)]
        if asks:
            parts.append(self._question())
        self._inside = QWidget()
        self._inside.setLayout(column(*parts, spacing=8, margins=(14, 12, 14, 12)))
        self._layout.addWidget(self._inside)

    def _question(self) -> QWidget:
        look = self._context.appearance
        words = label(look, _("Look in Downloads for E2E videos? Only names and lengths are read."), 13, 500)
        yes, no = button(look, _("Look"), "primary"), button(look, _("Not now"), "ghost")
        yes.clicked.connect(partial(self._answer, "yes"))
        no.clicked.connect(partial(self._answer, "no"))
        return _line(row(IconLabel(look, "folder", "accent"), words, None, no, yes))

    def _answer(self, answer: str) -> None:
        store = self._context.store
        if self._context.attempt(lambda: settings.put(store, "videos.may_look", answer)):
            self.refresh()
            if answer == "yes":
                self.look_wanted.emit()

    def _head(self) -> QWidget:
        look, parcels = self._context.appearance, self._mover.parcels
        moving = [item for item in parcels if item.state not in {"found", "failed"}]
        count = len(moving or parcels)
        if moving:
            title = ngettext(
                "Moving {count} video to the E2E library", "Moving {count} videos to the E2E library", count
            )
        else:
            title = ngettext("{count} video in Downloads", "{count} videos in Downloads", count)
        words = column(
            label(look, title.format(count=count), 13, 600),
            Elided(look, str(library.folder(self._context.store)), 12, 400, "text2"),
            spacing=2,
        )
        parts: list[Item] = [IconLabel(look, "folder", "accent"), words]
        if any(item.state in {"waiting", "copying", "checking"} for item in parcels):
            cancel, pause = button(look, _("Cancel"), "ghost"), button(look, _("Pause"))
            pause.set_text(_("Go on") if self._mover.paused else _("Pause"))
            cancel.clicked.connect(self._mover.cancel)
            pause.clicked.connect(self._mover.pause)
            parts += [cancel, pause]
        line = row(*parts, spacing=10)
        line.setStretch(1, 1)
        return _line(line)

    def _row(self, item: Parcel) -> list[Item]:
        look = self._context.appearance
        name = label(look, item.path.name, 13, 500)
        if item.state in {"waiting", "copying", "checking", "deleting"}:
            words, bar = Elided(look, "", 12, 400, "text2"), Bar(look)
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._live[item.path] = (words, bar)
            top = row(name, words, spacing=10)
            top.setStretch(1, 1)
            return [top, bar]
        icon, token, said, asked = _outcome(item)
        note = label(look, said, 12, 400, token if item.state == "failed" or item.error else "text2", wrap=True)
        line = row(IconLabel(look, icon, token, 14), name, note, spacing=8)
        line.setStretch(2, 1)
        if asked:
            line.addWidget(label(look, asked, 13, 400))
        for made in self._buttons(item):
            line.addWidget(made)
        return [line]

    def _buttons(self, item: Parcel) -> list[Button]:
        mover, path, name = self._mover, item.path, item.path.name
        if item.state == "found":
            acts = ((_("Not an E2E video"), "ghost", self.ignored.emit), (_("Move to E2E library"), "", mover.start))
        elif item.state == "failed":
            acts = ((_("Leave it"), "ghost", mover.dismiss), (_("Try again"), "", mover.start))
        else:
            acts = ((_("Keep"), "ghost", mover.keep), (_("Delete"), "", mover.delete))
        made = []
        for words, kind, act in acts:
            item_button = button(self._context.appearance, words, kind or "secondary", height=28)
            item_button.setAccessibleDescription(name)
            item_button.clicked.connect(partial(act, path))
            made.append(item_button)
        return made


def progress_words(item: Parcel) -> str:
    """Return how far a file is: "Copied, checking SHA-256 · 412 of 640 MB"."""
    figures = _("{done} of {total} MB").format(done=item.done // MEGABYTE, total=-(-item.size // MEGABYTE))
    words = {
        "waiting": _("Waiting"),
        "deleting": _("Comparing both once more"),
        "checking": f"{_('Copied, checking SHA-256')} · {figures}",
    }
    return words.get(item.state, f"{_('Copying')} · {figures}")


def _outcome(item: Parcel) -> tuple[str, str, str, str]:
    """Return icon, tone, what is said and what is asked of a file that isn't being copied."""
    if item.state == "found":
        size = _("{size} MB").format(size=-(-item.size // MEGABYTE))
        return "film", "text2", size, ""
    if item.state == "failed" or item.error:
        return "alert", "danger", item.error, ""
    if item.state == "joined":
        return "check", "ok", _("Already in the library."), _("Delete the copy?")
    said = _("Size and SHA-256 match.")
    if item.move and item.move.kept_as != item.path.name:
        said = _("Kept as “{name}”: another file has its name.").format(name=item.move.kept_as)
    return "check", "ok", said, _("Delete the copy in {folder}?").format(folder=item.path.parent.name)


def _line(layout: QLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder
