"""Handing an engagement over: what goes, what stays, and whether it is read-only here from now on (N36)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from models import checklist, giving_away, handover, handover_sheet, whole_files
from models.handover import EMAILS, NOTES, SUFFIX
from models.records import Dossier
from models.texts import _, ngettext
from ui.check_box import CheckBox
from ui.context import Context
from ui.dialog import DialogFrame
from ui.field import Field
from ui.file_dialogs import ask_to_save
from ui.form import Label, button, card, column
from ui.paper import Paper, pdf

WIDTH = 620
POINTS = 10.5


class HandOverDialog(DialogFrame):
    """Asks to whom and what goes along, writes the file and its sheet, and makes the engagement read-only."""

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        client = dossier.engagement.client
        super().__init__(context.appearance, _("Hand over {client}").format(client=client), WIDTH, parent)
        self._context, self._dossier = context, dossier
        look = context.appearance
        self.receiver = Field(look, _("Who takes over"), placeholder=_("Name, as you want to find it again"))
        self.notes, self.emails, self.keep = CheckBox(), CheckBox(), CheckBox()
        for box, words in (
            (self.notes, _("Take the internal notes along")),
            (self.emails, _("Take the contacts' e-mail addresses along")),
            (self.keep, _("Keep working on it here: only a copy goes")),
        ):
            box.setText(words)
            box.setAccessibleName(words)
            box.setFont(look.font(13))
        self.export = button(look, _("Export for a colleague"), "primary", icon="dl")
        cancel = button(look, _("Cancel"))
        cancel.clicked.connect(self.reject)
        self.export.clicked.connect(self._choose_file)
        told = Label(look, self._told(), 13, 400, "text2", wrap=True)
        boxes = card(Label(look, _("Stays here unless you choose it"), 12, 500, "text2"), self.notes, self.emails)
        after = _("Afterwards it is read-only here, with Take back.")
        body = column(told, self.receiver, boxes, self.keep, Label(look, after, 12, 400, "text2", wrap=True), None)
        body.setSpacing(12)
        self.build(body, (cancel, self.export))
        self.hint.setText(_("A sheet of one page (.md, .pdf) is written beside it."))
        self.receiver.setFocus()

    @property
    def chosen(self) -> frozenset[str]:
        """What goes along of what is private."""
        boxes = ((NOTES, self.notes), (EMAILS, self.emails))
        return frozenset(name for name, box in boxes if box.isChecked())

    def export_to(self, path: Path) -> None:
        """Write the file and its sheets, then note that the engagement was handed over."""
        if self._context.attempt(lambda: self._export(path)):
            words = _("{client} is written to {file}").format(client=self._dossier.engagement.client, file=path.name)
            self.accept()
            self._context.notices.tell(words)

    def _export(self, path: Path) -> None:
        store = self._context.store
        file = path if path.name.endswith(SUFFIX) else path.with_name(f"{path.name}{SUFFIX}")
        made = handover.take(store, self._dossier.id, chosen=self.chosen)
        title = handover_sheet.title(self._dossier)
        parts = handover_sheet.parts(
            self._dossier, self._context.clock.now(), self._context.formats, private=self.chosen
        )
        sheet = file.name.removesuffix(SUFFIX)
        paper = Paper(title, handover_sheet.to_html(title, parts), POINTS)
        whole_files.write(file.with_name(f"{sheet}.md"), handover_sheet.markdown(title, parts).encode())
        whole_files.write(file.with_name(f"{sheet}.pdf"), pdf(paper, self._context.appearance))
        handover.write(made, file)
        if not self.keep.isChecked():
            giving_away.give_away(store, self._dossier.id, self.receiver.text)

    def _told(self) -> str:
        """Return what goes, in words."""
        done, all_ = checklist.counts(self._dossier)
        checks = sum(item.kind == "check" for item in self._dossier.observations)
        steps = _("{done} of {all} steps done").format(done=done, all=all_)
        runs = ngettext("{n} triple-check", "{n} triple-checks", checks).format(n=checks)
        texts = ngettext("{n} text", "{n} texts", len(self._dossier.messages)).format(n=len(self._dossier.messages))
        words = _("One file with the whole engagement: plan, {steps}, {runs}, {texts}, history, reasons and time.")
        return words.format(steps=steps, runs=runs, texts=texts)

    def _choose_file(self) -> None:
        kinds = (_("Handover (*{suffix})").format(suffix=SUFFIX),)
        name = handover.file_name(self._dossier.engagement.client)
        ask_to_save(self, self.windowTitle(), kinds, name, self.export_to)
