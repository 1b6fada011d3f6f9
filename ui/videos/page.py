"""The page of the training videos: what is on its way above, the library at the left, one video at the right."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu

from models import consolidation, library, settings, video_files, video_reminder
from models.texts import _, ngettext
from ui.background import Work
from ui.clearable import make_clearable
from ui.context import Context
from ui.file_dialogs import ask_for_files
from ui.form import Banner, button, column, label, row
from ui.links import open_folder
from ui.navigation_page import NavigationPage
from ui.question import Question
from ui.videos.detail import VideoDetail
from ui.videos.list_view import LibraryView
from ui.videos.locating import Locator
from ui.videos.model import lines_of
from ui.videos.opening import open_video
from ui.videos.panel import MovePanel
from ui.videos.shelf_state import ShelfState

LIST_WIDTH = 372
IGNORED = "videos.ignored"


class VideosPage(NavigationPage):
    """The library, followed while it is shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        look = context.appearance
        self._context = context
        self._work: Work | None = None
        self._chosen = 0
        self.state = ShelfState(context, self)
        self.mover = context.viewing.mover(context)
        self._stills = context.viewing.stills(context.store)
        self.locator = Locator(context, self, self.state)
        self.summary = label(look, "", 13, 400, "text2")
        self.add = button(look, _("Add videos"), "secondary", "plus")
        self.folder = button(look, _("Open folder"), "secondary", "folder")
        self.more = button(look, _("Put back…"), "ghost", "undo")
        self.panel = MovePanel(context, self.mover)
        self.reminder = Banner(look, "warn", _("Look again before your prod upgrade"), "")
        self.search = QLineEdit()
        self.view = LibraryView(look)
        self.nothing = label(look, "", 13, 400, "text2", wrap=True)
        self.detail = VideoDetail(context)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        look = self._context.appearance
        title = column(label(look, _("Videos"), 20, 600), self.summary, spacing=2)
        head = row(title, self.more, self.add, self.folder, spacing=8)
        head.setStretch(0, 1)
        self.search.setPlaceholderText(_("Search titles and moments"))
        self.search.setAccessibleName(_("Search titles, moments, notes and subtitles"))
        make_clearable(self.search)
        self.search.setFixedHeight(32)
        sign = self.search.addAction(look.icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        sign.setText(_("Search"))
        left = QFrame()
        left.setProperty("card", True)
        left.setFixedWidth(LIST_WIDTH)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        field = row(self.search, margins=(16, 0, 16, 0))
        self.nothing.setContentsMargins(16, 8, 16, 8)
        inside = column(field, self.nothing, self.view, spacing=2, margins=(0, 12, 0, 8))
        inside.setStretch(2, 1)
        left.setLayout(inside)
        below = row(spacing=12)
        below.addWidget(left)
        below.addWidget(self.detail, 1)
        below.addStretch(0)
        layout = column(head, self.reminder, self.panel, below, spacing=12, margins=(24, 18, 24, 16))
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.state.changed.connect(self._show)
        self._context.portfolio.listed.connect(self._remind)
        self._context.portfolio.engagements_changed.connect(self._on_engagements)
        self.mover.changed.connect(self._show)
        self.mover.arrived.connect(self.state.refresh)
        self._context.viewing.left.connect(self.state.refresh)
        self.locator.located.connect(self.state.refresh)
        self.panel.look_wanted.connect(self.look_in_downloads)
        self.panel.ignored.connect(self._ignore)
        self.search.textChanged.connect(self._show)
        self.view.show_stills(self._still)
        self._stills.taken.connect(self.view.viewport().update)
        self._stills.taken.connect(self.detail.show_still)
        self.view.chosen.connect(self.choose)
        self.view.play_wanted.connect(self.play)
        self.view.locate_wanted.connect(self.locator.ask)
        self.view.menu_wanted.connect(self._open_menu)
        self.detail.locate_wanted.connect(self.locator.ask)
        self.add.clicked.connect(self._ask_files)
        self.folder.clicked.connect(self._open_folder)
        self.more.clicked.connect(self._ask_return)

    def refresh(self) -> None:
        """Show what is true now, and look in Downloads where the person allowed it."""
        self.state.refresh()
        self.panel.refresh()
        if settings.get(self._context.store, "videos.may_look") == "yes":
            self.look_in_downloads()

    def take_focus(self) -> None:
        """Put the focus into the library, or into the search where it is empty."""
        (self.view if self.view.isVisible() else self.search).setFocus()

    def choose(self, video: int) -> None:
        """Show one video at the right."""
        self._chosen = video
        self._show_detail()
        self.view.choose(video)

    def play(self, video: int) -> None:
        """Play a video from where it was left."""
        item = self.state.video(video)
        if item is not None:
            open_video(self._context, item)

    def add_files(self, paths: list[Path]) -> None:
        """Move files that the person chose into the library, each asked about once it is there."""
        found = [video_files.Found(path, path.stat().st_size, 0) for path in paths if path.is_file()]
        self.mover.offer(found)
        for item in found:
            self.mover.start(item.path)

    def look_in_downloads(self) -> None:
        """Offer what looks like training in Downloads; reads names and lengths, beside the window."""
        if self._work is None:
            folders = library.downloads(self._context.store)
            self._work = Work(partial(video_files.look_in, folders), self)
            self._work.start(self._on_found, self._on_failed)

    def menu(self, video: int) -> QMenu:
        """Return what can be done with a video."""
        menu = QMenu(self)
        menu.addAction(_("Play"), partial(self.play, video))
        menu.addAction(_("About this video…"), self.detail.change)
        menu.addAction(_("Locate…"), partial(self.locator.ask, video))
        menu.addSeparator()
        menu.addAction(_("Take out of the library"), partial(self._remove, video))
        return menu

    def _on_found(self, found: object) -> None:
        self._work = None
        if isinstance(found, list):
            ignored = json.loads(self._context.store.recall(IGNORED, "[]"))
            known = {move.source for move in consolidation.moves(self._context.store, "kept")}
            offered = [item for item in found if item.looks_like_training]
            self.mover.offer([item for item in offered if str(item.path) not in {*ignored, *known}])

    def _on_failed(self, error: object) -> None:
        self._work = None
        self._context.tell_failure(error)

    def _ignore(self, path: Path) -> None:
        """Remember that a file is no E2E video and never offer it again."""
        store = self._context.store
        store.remember(IGNORED, json.dumps(sorted({*json.loads(store.recall(IGNORED, "[]")), str(path)})))
        self.mover.dismiss(path)

    def _show(self) -> None:
        text = self.search.text()
        shown = self.state.matching(text) if text.strip() else self.state.videos
        self.view.rows.show(lines_of(shown, self.state.counts, self.state.missing, self._chips()))
        self.nothing.setVisible(not shown)
        self.nothing.setText(_("Nothing matches.") if text.strip() else _("No videos yet. Add the first one."))
        if self.state.video(self._chosen) is None:
            self._chosen = self.view.rows.first()
        self.view.choose(self._chosen)
        self._show_detail()
        self.summary.setText(self._words())
        self.more.setVisible(bool(consolidation.can_return(self._context.store)))
        self._remind()

    def _on_engagements(self, _ids: frozenset[int]) -> None:
        self._remind()

    def _remind(self) -> None:
        """Say which video to look at again, once every engagement is loaded: an earlier Prod Upgrade may be in it."""
        portfolio, now = self._context.portfolio, self._context.clock.now()
        known = portfolio.loaded() if portfolio.complete else []
        shown = library.moments(self._context.store, video_reminder.STEP)
        words = video_reminder.look_again(known, self.state.videos, shown, now)
        self.reminder.setVisible(bool(words))
        self.reminder.text.setText(words)
        self.reminder.text.setVisible(bool(words))

    def _show_detail(self) -> None:
        moments = library.moments_of(self._context.store, self._chosen)
        missing = self._chosen in self.state.missing
        self.detail.show_video(self.state.video(self._chosen), moments, missing=missing)

    def _still(self, video: int, size: QSize) -> QPixmap | None:
        item = self.state.video(video)
        return self._stills.still(item, size, self.devicePixelRatioF()) if item is not None else None

    def _chips(self) -> dict[int, tuple[str, str]]:
        """Return the chips: a step changed since a moment of it was noted; just arrived, with an answer to be given."""
        changed = library.with_changed_steps(self._context.store, self.detail.acts.playbook())
        chips = dict.fromkeys(changed, (_("Step changed"), "warn"))
        contents = {
            item.move.content for item in self.mover.parcels if item.state in consolidation.WAITING and item.move
        }
        return chips | {item.id: (_("In library"), "ok") for item in self.state.videos if item.content in contents}

    def _words(self) -> str:
        there = len(self.state.videos) - len(self.state.missing)
        parts = [ngettext("{count} in the E2E library", "{count} in the E2E library", there).format(count=there)]
        moving = sum(1 for item in self.mover.parcels if item.state in {"waiting", "copying", "checking"})
        if moving:
            parts.append(_("{count} moving").format(count=moving))
        if self.state.missing:
            parts.append(_("{count} not found").format(count=len(self.state.missing)))
        return _("{counts}. Steps of the checklist open a video at its moment.").format(counts=", ".join(parts))

    def _ask_files(self) -> None:
        suffixes = " ".join(f"*{suffix}" for suffix in sorted(video_files.SUFFIXES))
        start = str(library.downloads(self._context.store)[0])
        ask_for_files(self, _("Add videos"), (f"{_('Videos')} ({suffixes})",), self.add_files, start=start)

    def _open_folder(self) -> None:
        folder = library.folder(self._context.store)
        if not folder.is_dir():
            words = _("The folder isn't made yet. The first video that you add makes it: {folder}")
            self._context.notices.tell(words.format(folder=folder))
        else:
            open_folder(folder)

    def _open_menu(self, video: int, place: QPoint) -> None:
        self.choose(video)
        self.menu(video).popup(place)

    def _remove(self, video: int) -> None:
        store, tell = self._context.store, self._context.notices.tell
        if self._context.attempt(lambda: library.remove(store, video)):
            tell(_("Taken out of the library. Its file stays where it is"), _("Undo"), self._undo)

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)

    def _ask_return(self) -> None:
        """Ask, then put every video back to where it was found."""
        moved = consolidation.can_return(self._context.store)
        text = _("Each goes back to where it was found, under its old name. Nothing is overwritten.")
        Question(
            self._context.appearance,
            ngettext("Put {count} video back?", "Put {count} videos back?", len(moved)).format(count=len(moved)),
            text,
            keep=_("Keep them here"),
            go=_("Put back"),
            then=lambda: self._put_back(moved),
            parent=self.window(),
        ).open()

    def _put_back(self, moved: list[consolidation.Move]) -> None:
        if not moved or self._work is not None:
            return
        move, rest = moved[0], moved[1:]
        self._work = Work(partial(consolidation.bring_back, move), self)
        self._work.start(partial(self._on_returned, move, rest), self._on_failed)

    def _on_returned(self, move: consolidation.Move, rest: list[consolidation.Move], _answer: object) -> None:
        self._work = None
        self._context.attempt(lambda: consolidation.note_returned(self._context.store, move))
        self.mover.dismiss(Path(move.source))
        self.state.refresh()
        self._put_back(rest)
