"""Backups: when the last was proven, where they lie, and what a restore of each would change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models import restoring, settings, zones
from models.backup import REASONS, Backup
from models.errors import UserError
from models.restoring import Preview
from models.texts import _, ngettext
from ui.background import Work
from ui.backups.keeper import BackupKeeper
from ui.context import Context
from ui.dialog import DialogFrame
from ui.file_dialogs import ask_for_folder
from ui.form import Banner, Item, button, card, column, label, row

WIDTH = 640
LIST_HEIGHT = 180
NAMED = 6
"""How many steps are named of those that a restore takes back."""


class BackupsDialog(DialogFrame):
    """Lists the proven backups; the chosen one is compared with today before it can be restored."""

    def __init__(self, context: Context, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Backups"), WIDTH, parent)
        self._context, self._keeper = context, keeper
        self._work: Work | None = None
        self._zone = zones.zone(settings.you(context.store).zone)
        look = context.appearance
        self.last = label(look, "", 13, 600)
        self.folder = label(look, "", 12, 400, "text2", wrap=True)
        self.now = button(look, _("Back up now"))
        self.choose = button(look, _("Choose folder"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Backups, newest first"))
        self.list.setFont(look.font(13))
        self.list.setSpacing(2)
        self.list.setFixedHeight(LIST_HEIGHT)
        self.outcome: QVBoxLayout = column(spacing=6)
        self.close_button = button(look, _("Close"))
        self.restore = button(look, _("Restore"), "primary")
        self._connect()
        places = column(self.last, self.folder, row(self.now, self.choose, None, spacing=8), spacing=6)
        self.build(column(places, self.list, self.outcome, None, spacing=10), (self.close_button, self.restore))
        self._fill()

    def _connect(self) -> None:
        self.now.clicked.connect(self._back_up)
        self.choose.clicked.connect(self._choose_folder)
        self.close_button.clicked.connect(self.reject)
        self.restore.clicked.connect(self._restore)
        self.list.currentRowChanged.connect(self._compare)
        self._keeper.made.connect(self._fill)
        self._keeper.failed.connect(self._tell_failure)

    def _fill(self) -> None:
        before = self._chosen() if self.list.count() else None
        self._backups = self._keeper.listed()
        formats = self._context.formats
        self.last.setText(self._keeper.last_words(formats))
        chosen = settings.get(self._context.store, "backups.folder")
        self.folder.setText(chosen or str(self._keeper.paths.backups))
        self.now.setEnabled(not self._keeper.busy)
        self.list.clear()
        for item in self._backups:
            made = formats.moment(item.made.astimezone(self._zone))
            QListWidgetItem(f"{made} · {_(REASONS.get(item.reason, item.reason))}", self.list)
        self.restore.setEnabled(False)
        self._empty()
        if before in self._backups:
            self.list.setCurrentRow(self._backups.index(before))

    def _back_up(self) -> None:
        self.now.setEnabled(False)
        self._keeper.back_up("wish")

    def _choose_folder(self) -> None:
        ask_for_folder(self, _("Folder of backups"), self.take_folder)

    def take_folder(self, folder: Path) -> None:
        """Put backups into another folder from now on; those that are there stay where they are."""
        own = "" if folder == self._keeper.paths.backups else str(folder)
        if self._context.attempt(lambda: settings.put(self._context.store, "backups.folder", own)):
            self._back_up()

    def _compare(self, at: int) -> None:
        """Compare the chosen backup with today, beside the window."""
        self.restore.setEnabled(False)
        if not 0 <= at < len(self._backups):
            return
        database, chosen = self._keeper.paths.database, self._backups[at]
        self._work = Work(lambda: restoring.preview(database, chosen.file), self)
        self._work.start(lambda found: self._show(chosen, found), self._show_refusal)

    def _show(self, chosen: Backup, found: object) -> None:
        if not isinstance(found, Preview) or chosen is not self._chosen():
            return
        self._empty()
        self.outcome.addWidget(self._what_changes(found))
        self.restore.setEnabled(True)
        self.fit()

    def _what_changes(self, found: Preview) -> QWidget:
        look = self._context.appearance
        steps = len(found.lost)
        title = ngettext("{n} step since then would be gone", "{n} steps since then would be gone", steps)
        items: list[Item] = [label(look, title.format(n=steps) if steps else _("Nothing was changed since"), 13, 600)]
        items += [label(look, text, 12, 400, "text", wrap=True) for text in found.lost[:NAMED]]
        if steps > NAMED:
            items.append(label(look, _("and {n} more").format(n=steps - NAMED), 12, 400, "text2"))
        if found.gained:
            back = ngettext("{n} step comes back", "{n} steps come back", len(found.gained))
            items.append(label(look, back.format(n=len(found.gained)), 12, 400, "text2"))
        counts = " · ".join(f"{item.words} {item.today} → {item.then}" for item in found.counts)
        items.append(label(look, counts, 12, 400, "text2", wrap=True))
        items.append(label(look, _("Today's file is kept in the folder “set-aside”."), 12, 400, "text2", wrap=True))
        return card(*items, spacing=4)

    def _show_refusal(self, error: object) -> None:
        if not isinstance(error, UserError):
            return
        self._empty()
        self.outcome.addWidget(
            Banner(self._context.appearance, "danger", error.what, f"{error.where} {error.do}".strip())
        )
        self.fit()

    def _tell_failure(self, words: str) -> None:
        self._fill()
        self.outcome.addWidget(Banner(self._context.appearance, "danger", _("No backup could be made"), words))
        self.fit()

    def _chosen(self) -> Backup | None:
        at = self.list.currentRow()
        return self._backups[at] if 0 <= at < len(self._backups) else None

    def _restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.accept()
            self._keeper.restore_wanted.emit(chosen.file)

    def _empty(self) -> None:
        while (item := self.outcome.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
