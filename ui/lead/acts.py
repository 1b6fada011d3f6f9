"""What the lead does with the overview: bring data in, take them out, print, copy, write the digest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models import lead_digest, lead_list, lead_texts, settings, snapshots, whole_files, zones
from models.capacity import capacity
from models.lead import Line
from models.lead_list import ReadList
from models.texts import _, ngettext
from ui.background import Work
from ui.clipboard import copy_text
from ui.context import Context
from ui.file_dialogs import ask_for_files, ask_to_save
from ui.lead.digest import DigestDialog

if TYPE_CHECKING:
    from ui.paper import Paper

POINTS = 8
"""Size of the words on paper."""

STANDS = "lead.stands"
"""Where the window remembers how the overview stood, for the digest."""


class LeadActs(QObject):
    """Acts on the lines that are shown or on all of them; the page tells which those are.

    Args:
        context: of the window.
        page: the page, parent of every dialog.
        shown: returns the lines that the filters leave, in their order.
        every: returns all lines.

    Signals:
        files_wanted: look at colleagues' files.
    """

    files_wanted = Signal(list)

    def __init__(
        self, context: Context, page: QWidget, shown: Callable[[], Sequence[Line]], every: Callable[[], Sequence[Line]]
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._shown, self._every = context, page, shown, every
        self._reading: Work | None = None

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read colleagues' snapshots, show their handovers, and read all other files together as the ETIU list."""
        files = [path for path in paths if path.name.endswith(snapshots.SUFFIX)]
        if files:
            self.files_wanted.emit(files)
        lists = [path for path in paths if path not in files]
        if lists:
            self.import_list(lists)

    def import_list(self, paths: Sequence[Path]) -> None:
        """Rebuild the portfolio from the team's ETIU list beside the window, and keep it as a source of its own."""
        if self._reading is not None:
            return
        context = self._context
        options, now = lead_list.options(context.store), context.portfolio.now()
        self._reading = Work(partial(lead_list.rebuild, list(paths), options, now, context.formats), self)
        self._reading.start(self._keep_list, self._list_failed)

    def export_to(self, path: Path) -> None:
        """Write your own engagements as a snapshot."""
        target = path if path.name.endswith(snapshots.SUFFIX) else path.with_name(f"{path.name}{snapshots.SUFFIX}")
        if self._context.attempt(lambda: snapshots.write(snapshots.take(self._context.store, self._every()), target)):
            self._context.notices.tell(_("Written to {file}").format(file=target.name))

    def copy_as(self, write: Callable[..., str], _checked: bool = False) -> None:
        """Copy the lines that are shown, as `lead_texts` writes them."""
        copy_text(write(self._shown(), self._context.formats, self._context.portfolio.now()))
        self._context.notices.tell(_("The overview is copied"))

    def print_preview(self) -> None:
        """Show what is shown as it will be printed."""
        from ui.paper import preview  # start-up saving: printing is loaded when it is wanted

        preview(self._paper(), self._context.appearance, self._page.window())

    def save_pdf(self, path: Path) -> None:
        """Write what is shown as PDF."""
        from ui.paper import pdf  # start-up saving: printing is loaded when it is wanted

        if self._context.attempt(lambda: whole_files.write(path, pdf(self._paper(), self._context.appearance))):
            self._context.notices.tell(_("Saved {file}").format(file=path.name))

    def show_digest(self) -> DigestDialog:
        """Open the weekly digest of all lines."""
        now, formats = self._context.portfolio.now(), self._context.formats
        zone = settings.you(self._context.store).zone
        today = zones.to_zone(now, zone).date()
        lines = self._every()
        before = lead_digest.week_ago(lead_digest.read_stands(self._context.store.recall(STANDS)), now)
        text = lead_digest.digest(lines, before, capacity(lines, today), now, zone, formats)
        dialog = DigestDialog(self._context, text, today, self._page.window())
        dialog.open()
        return dialog

    def remember_stand(self) -> None:
        """Keep in a short form how the overview stands, for the digests to come; a rehearsal keeps nothing."""
        store = self._context.store
        if self._context.clock.rehearsal or not self._context.portfolio.complete:
            return
        kept = lead_digest.read_stands(store.recall(STANDS))
        if text := lead_digest.with_stand(kept, self._every(), self._context.portfolio.now()):
            store.remember(STANDS, text)

    def ask_files(self) -> None:
        """Ask for snapshots or for the team's list."""
        kinds = (
            _("Snapshots and ETIU lists (*{suffix} *.csv *.xlsx *.json *.xml)").format(suffix=snapshots.SUFFIX),
            _("Snapshots (*{suffix})").format(suffix=snapshots.SUFFIX),
        )
        ask_for_files(self._page, _("Import a snapshot or the team's ETIU list"), kinds, self.import_files)

    def ask_target(self) -> None:
        """Ask where the own snapshot goes."""
        kinds = (_("Snapshots (*{suffix})").format(suffix=snapshots.SUFFIX),)
        ask_to_save(self._page, _("Export my engagements"), kinds, f"engagements{snapshots.SUFFIX}", self.export_to)

    def ask_pdf(self) -> None:
        """Ask where the PDF goes."""
        ask_to_save(self._page, _("Save the overview"), (_("PDF (*.pdf)"),), "lead-overview.pdf", self.save_pdf)

    def _paper(self) -> Paper:
        now, formats = self._context.portfolio.now(), self._context.formats
        moment = formats.with_zone(zones.to_zone(now, settings.you(self._context.store).zone))
        title = _("Lead overview, {moment}").format(moment=moment)
        from ui.paper import Paper  # start-up saving: printing is loaded when it is wanted

        return Paper(_("Lead overview"), lead_texts.as_html(self._shown(), formats, now, title), POINTS, across=True)

    def _keep_list(self, answer: object) -> None:
        self._reading = None
        if not isinstance(answer, ReadList):
            return
        kept = False

        def keep() -> None:
            nonlocal kept
            kept = snapshots.keep_list(self._context.store, answer.lines, answer.made_utc)

        if not self._context.attempt(keep):
            return
        count = len(answer.lines)
        words = ngettext(
            "Rebuilt {count} engagement from the ETIU list", "Rebuilt {count} engagements from the ETIU list", count
        ).format(count=count)
        if answer.unread:
            left = ngettext("{count} piece left out", "{count} pieces left out", answer.unread)
            words = f"{words}, {left.format(count=answer.unread)}"
        self._context.notices.tell(words if kept else _("The ETIU list here is newer"))

    def _list_failed(self, error: object) -> None:
        self._reading = None
        self._context.tell_failure(error)
