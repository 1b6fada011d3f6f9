"""The archive and the bin: what was put away, and how it comes back."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import engagements, giving_away, zones
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import Button, button, column, label, row
from ui.question import Question

BIN_DAYS = 30


class ArchiveDialog(DialogFrame):
    """Lists archived engagements and those in the bin, each with a way back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Archive and bin"), 560, parent)
        self._context = context
        self._rows: QVBoxLayout = column(spacing=6)
        close = button(context.appearance, _("Close"))
        close.clicked.connect(self.accept)
        self.build(column(self._rows, None), (close,))
        context.feed.changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        archived = [item for item in self._context.portfolio.loaded() if item.engagement.archived_utc]
        binned = engagements.in_bin(self._context.store)
        self._part(_("Archive"), [self._archived(item) for item in archived], _("Nothing is archived."))
        self._part(_("Bin, kept for 30 days"), [self._binned(item) for item in binned], _("The bin is empty."))
        self.fit()

    def _part(self, title: str, rows: list[QWidget], empty: str) -> None:
        look = self._context.appearance
        self._rows.addWidget(label(look, title, 13, 600))
        for item in rows or [label(look, empty, 12, 400, "text2")]:
            self._rows.addWidget(item)

    def _archived(self, dossier: Dossier) -> QWidget:
        client = dossier.engagement.client
        if dossier.engagement.given_utc:
            back = button(self._context.appearance, _("Take back"))
            back.setAccessibleName(_("Take back {client}").format(client=client))
            given = _("Handed over to {name}").format(name=dossier.engagement.given_to or _("a colleague"))
            return self._row(client, given, back, lambda: giving_away.take_back(self._context.store, dossier.id))
        back = button(self._context.appearance, _("Take out"))
        back.setAccessibleName(_("Take {client} out of the archive").format(client=client))
        return self._row(client, "", back, lambda: engagements.unarchive(self._context.store, dossier.id))

    def _binned(self, dossier: Dossier) -> QWidget:
        client = dossier.engagement.client
        gone = zones.parse_utc(dossier.engagement.deleted_utc) + timedelta(days=BIN_DAYS)
        day = zones.to_zone(gone, dossier.you.zone).date()
        until = _("Until {day}").format(day=self._context.formats.day_year(day))
        back = button(self._context.appearance, _("Restore"))
        back.setAccessibleName(_("Restore {client}").format(client=client))
        go = button(self._context.appearance, _("Delete for good"), "ghost")
        go.setAccessibleName(_("Delete {client} for good").format(client=client))
        go.clicked.connect(lambda: self._ask_to_delete(dossier.id, client))
        return self._row(client, until, back, lambda: engagements.restore(self._context.store, dossier.id), go)

    def _ask_to_delete(self, engagement: int, client: str) -> None:
        """Ask before what nothing brings back but a backup that was made earlier; none is made now."""
        Question(
            self._context.appearance,
            _("Delete {client} for good?").format(client=client),
            _("Plan, evidence and hours go at once, and undo can't bring them back. Older backups still hold them."),
            keep=_("Keep"),
            go=_("Delete for good"),
            then=lambda: self._delete_for_good(engagement),
            danger=True,
            parent=self,
        ).open()

    def _delete_for_good(self, engagement: int) -> None:
        self._context.attempt(lambda: engagements.purge_now(self._context.store, engagement))

    def _row(self, name: str, text: str, back: Button, act: object, *more: Button) -> QWidget:
        line = QWidget()
        words = label(self._context.appearance, name, 13, 500)
        until = label(self._context.appearance, text, 12, 400, "text2")
        line.setLayout(row(words, until, None, *more, back))
        back.clicked.connect(lambda: self._context.attempt(act))  # type: ignore[arg-type]
        return line
