"""The composer: work notes, e-mails and short descriptions, and the register of what was sent (DESIGN 6.7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models import attachments, message_drafts, messages, outgoing, settings, templates
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.clipboard import copy_rich, copy_text
from ui.composer import register
from ui.composer.draft_file import handed_over, save_text
from ui.composer.frame import SHORT, ComposerFrame
from ui.composer.template_list import Line
from ui.context import Context
from ui.file_dialogs import ask_to_save
from ui.links import open_link


class Composer(ComposerFrame):
    """Everything that is typed is kept; copying records nothing, *Mark as sent* does."""

    def __init__(self, context: Context, dossier: Dossier, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(context, dossier.engagement.client, parent)
        self._engagement = dossier.id
        self._kind = ""
        self._tab = "email"
        self._connect()
        self.choose(kind or register.first(context, dossier))

    @property
    def dossier(self) -> Dossier | None:
        """The engagement that is written about; None once it is gone."""
        return self._context.portfolio.dossier(self._engagement)

    def choose(self, kind: str) -> None:
        """Show one text, on the tab that it belongs to."""
        template = templates.find(self._context.store, kind)
        self.show_tab(template.channel, kind)

    def show_tab(self, tab: str, key: str = "") -> None:
        """Show work notes, e-mails or short descriptions."""
        self._keep()
        self._tab = tab
        self.tabs.choose(tab)
        self._stack.setCurrentWidget(self.short if tab == SHORT else self.page)
        self._rest()
        lines = self._lines()
        self._show_key(key or next((line.key for line in lines if line.state == "due"), lines[0].key))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_tab)
        self.list.chosen.connect(self._on_chosen)
        self.page.edited.connect(self._on_edited)
        self.page.checked.connect(self._enable)
        self.page.anew_wanted.connect(self.write_anew)
        self.page.release_wanted.connect(self.let_out)
        self.page.unsend_wanted.connect(self.take_back)
        self.page.sent_wanted.connect(self.show_sent)
        self.page.attachments.wanted.connect(self.attach)
        self.page.attachments.refused.connect(self.say)
        self.language.activated.connect(self.choose_language)
        self.copy.clicked.connect(self.copy_words)
        self.sent.clicked.connect(self.mark_sent)
        self.mail.clicked.connect(self.open_mail)
        self.save.clicked.connect(self.choose_file)
        self.edit.clicked.connect(self.edit_template)
        self.new.clicked.connect(self.new_template)
        self._context.portfolio.engagements_changed.connect(self._on_changed)

    # What the buttons do

    def copy_words(self) -> None:
        """Put the text on the clipboard: an e-mail as rich text too. Nothing is recorded."""
        if self.page.blocked:
            return
        if self._tab == "email":
            copy_rich(outgoing.as_plain(self.page.mail), outgoing.as_html(self.page.mail))
        else:
            copy_text(outgoing.as_plain(self.page.mail))
        self.say(_("Copied. It is not marked as sent."))

    def open_mail(self) -> None:
        """Hand the text over to the mail program; a text that is too long is said."""
        try:
            link = outgoing.mailto(self.page.mail)
        except UserError as error:
            self.say(str(error))
            return
        opened = open_link(link)
        self.say(handed_over(self.page.sheet, opened=opened))

    def mark_sent(self) -> None:
        """Record that the text has gone out, and with it the step that the playbook binds to it."""
        dossier, store, words = self.dossier, self._context.store, self.page.words
        if dossier is None or self.page.blocked:
            return
        how = _("by email") if self._tab == "email" else _("in the work notes")
        if self._attempt(lambda: messages.send(store, dossier, words, how)):
            message_drafts.forget(store, dossier, words.kind)
            self.say(_("Marked as sent. Ctrl Z takes it back once this is closed."))
            self._show_key(self._kind)

    def take_back(self) -> None:
        """Record that it was not sent after all."""
        dossier, sent = self.dossier, self.page.sheet.sent
        if dossier is not None and sent is not None:
            name = self.page.words.name
            self._attempt(lambda: messages.take_back(self._context.store, dossier, sent, name))
            self._show_key(self._kind)

    def show_sent(self) -> None:
        """Show the words that were sent last."""
        from ui.composer.sent_text import SentText  # start-up saving: imported when it is first opened

        if self.page.sheet.sent is not None:
            SentText(self._context.appearance, self.page.sheet.sent, self).open()

    def write_anew(self) -> None:
        """Drop the person's own words for the template's."""
        dossier, sheet = self.dossier, self.page.sheet
        if dossier is None:
            return
        fresh = messages.Words(sheet.words.kind, sheet.words.name, sheet.fresh.subject, sheet.fresh.body)
        self._attempt(lambda: message_drafts.keep(self._context.store, dossier, sheet, fresh))
        self._show_key(self._kind)

    def let_out(self) -> None:
        """Ask for one line of why a text that is held back goes out now."""
        from ui.composer.release import Release  # start-up saving: imported when it is first opened

        dossier = self.dossier
        if dossier is not None:
            self._keep()
            dialog = Release(self._context, dossier, self._kind, self.page.sheet.held, self)
            dialog.accepted.connect(lambda: self._show_key(self._kind))
            dialog.open()

    def choose_file(self) -> None:
        """Ask where the text is saved: a draft for a mail program (.eml) or plain text."""
        draft, text = _("Draft for a mail program (*.eml)"), _("Text (*.txt)")
        email = self._tab == "email"
        name = f"{self._kind}.{'eml' if email else 'txt'}"
        ask_to_save(self, _("Save the text"), (draft, text) if email else (text,), name, self.save_to)

    def save_to(self, path: Path) -> None:
        """Save the text under a name."""
        dossier = self.dossier
        if dossier is not None:
            context, page = self._context, self.page
            self._attempt(lambda: self.say(save_text(context, dossier, page.sheet, page.mail, path)))

    def attach(self, keys: tuple[str, ...]) -> None:
        """Keep what goes along with the text."""
        dossier = self.dossier
        if dossier is not None:
            self._keep()
            self._attempt(lambda: attachments.keep(self._context.store, dossier, self.page.words, keys))
            self._show_key(self._kind)

    def choose_language(self) -> None:
        """Write the text in another language; the person's own words stay as they are."""
        dossier = self.dossier
        if dossier is not None and not self.page.edited_words:
            language = str(self.language.currentData())
            message_drafts.choose_language(self._context.store, dossier, self._kind, language)
            self._show_key(self._kind)

    def edit_template(self) -> None:
        """Change the words of the template, with a live preview."""
        from ui.composer.template_editor import TemplateEditor  # start-up saving: imported when it is first opened

        dossier = self.dossier
        if dossier is None or self._tab == SHORT:
            return
        self._keep()
        template = templates.find(self._context.store, self._kind, str(self.language.currentData()))
        editor = TemplateEditor(self._context, dossier, template, self)
        editor.accepted.connect(lambda: self._show_key(self._kind))
        editor.open()

    def new_template(self) -> None:
        """Ask for a name and add a template."""
        from ui.composer.template_editor import NewTemplate  # start-up saving: imported when it is first opened

        dialog = NewTemplate(self._context, "note" if self._tab == "note" else "email", self)
        dialog.added.connect(self.choose)
        dialog.open()

    def _lines(self) -> list[Line]:
        dossier = self.dossier
        if dossier is None:
            return []
        if self._tab == SHORT:
            return self.short.lines(dossier)
        return register.lines(self._context, dossier, self._tab)

    def _show_key(self, key: str) -> None:
        dossier, lines = self.dossier, self._lines()
        if dossier is None or not lines:
            self.close()
            return
        known = [line.key for line in lines]
        self._kind = key if key in known else known[0]
        self.list.show_lines(lines, self._kind)
        if self._tab == SHORT:
            self.short.show_ticket(dossier, self._kind)
        else:
            self._show_text(dossier)
        self._enable()

    def _show_text(self, dossier: Dossier) -> None:
        now, formats = self._context.clock.now(), settings.formats(self._context.store)
        try:
            sheet = message_drafts.sheet(self._context.store, dossier, self._kind, now, formats)
            self.language.setCurrentIndex(self.language.findData(sheet.language))
            self.page.show_sheet(dossier, sheet)
        except UserError as error:
            self.page.show_error(str(error))

    def _enable(self) -> None:
        self.enable(self._tab, free=not self.page.blocked)
        self.allow_languages(allowed=not self.page.edited_words)

    def _attempt(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except UserError as error:
            self.say(str(error))
            return False
        return True

    def _keep(self) -> None:
        """Keep what was typed as a draft."""
        dossier = self.dossier
        if dossier is None or self._tab == SHORT or not self.page.shown or self.page.sheet.words.kind != self._kind:
            return
        words, sheet = self.page.words, self.page.sheet
        self._attempt(lambda: message_drafts.keep(self._context.store, dossier, sheet, words))

    def _on_chosen(self, key: str) -> None:
        self._keep()
        self._rest()
        self._show_key(key)

    def _rest(self) -> None:
        """Say what copying does."""
        short = _("Copying records nothing. Paste what the ticket shows once you updated it.")
        self.say(short if self._tab == SHORT else _("Copying does not tick the item. Mark as sent does."))

    def _on_edited(self) -> None:
        dossier = self.dossier
        if dossier is not None:
            message_drafts.save_aside(self._context.store, dossier, self.page.words)

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._engagement not in ids or not self._kind:
            return
        if self.dossier is None:
            self.close()
            return
        if self._tab != SHORT and self.page.shown and self.page.words != self.page.sheet.words:
            self._on_edited()
        self._show_key(self._kind)

    def done(self, result: int) -> None:
        self._keep()
        super().done(result)
