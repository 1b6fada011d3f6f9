"""Templates in the person's own words: edited with a live preview, added, reset."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from models import message_drafts, message_fields, messages, templates
from models.composing import compose
from models.errors import UserError
from models.message_language import NAMES
from models.records import Dossier
from models.templates import Channel, Template
from models.texts import _
from ui.composer.highlights import FieldHighlighter
from ui.context import Context
from ui.details.acts import ActDialog
from ui.field import DropDown, Field, named
from ui.form import button, column, label, row
from ui.segmented import Segmented
from ui.visibility import hide_unless

EDITOR_HEIGHT = 190
FIELDS_WIDTH = 216


class TemplateEditor(ActDialog):
    """Subject and text with their fields, and below how they read for this engagement."""

    def __init__(self, context: Context, dossier: Dossier, template: Template, parent: QWidget | None = None) -> None:
        name = message_drafts.title(template, dossier)
        title = _("Template “{name}”").format(name=name)
        super().__init__(context, title, _("Cancel"), _("Save template"), parent, 760)
        look = context.appearance
        self._template = template
        waiting = messages.draft(dossier, template.kind)
        self._dossier, self._waiting = dossier, waiting
        self._written_in: dict[str, Template] = {}
        self._fields = self._fields_in(template.language)
        self.subject = Field(look, _("Subject"), template.subject)
        hide_unless(self.subject, template.channel == "email")
        self.body = self._text(template.body, _("Text"))
        self.preview = self._text("", _("Preview"))
        self.preview.setReadOnly(True)
        self._highlighter = FieldHighlighter(self.preview, look)
        known = [item.value for item in self._fields.values() if item.value]
        self._highlighter.show_fields(known, [item.words for item in self._fields.values() if not item.value])
        self.fields = self._field_list()
        self.language = DropDown()
        self.language.setFont(look.font(13))
        self._fill_languages()
        self.language.activated.connect(self.choose_language)
        self.reset = button(look, _("Delete template") if template.own else _("Back to the shipped words"), "ghost")
        hide_unless(self.reset, template.changed)
        self.reset.clicked.connect(self._on_reset)
        left = column(self.subject, named(look, _("Text"), self.body), named(look, _("Preview"), self.preview))
        right = column(
            named(look, _("Language"), self.language),
            label(look, _("Fields, inserted by Enter"), 12, 500, "text2"),
            self.fields,
            self.reset,
            spacing=4,
        )
        whole = row(left, right, spacing=16)
        whole.setStretch(0, 1)
        self.lay_out(column(whole, spacing=8))
        self.subject.edited.connect(self.show_preview)
        self.body.textChanged.connect(self.show_preview)
        self.show_preview()
        self.body.setFocus()

    def act(self) -> str:
        """Keep the template."""
        self._put_by()
        with self.context.store.step(_("Change the template “{name}”").format(name=self._template.name)):
            for written in self._written_in.values():
                templates.save(self.context.store, written)
        return _("The template is saved")

    def choose_language(self) -> None:
        """Show the template in another language; what was typed in this one is kept until it is saved."""
        self._put_by()
        language = str(self.language.currentData())
        stored = templates.find(self.context.store, self._template.kind, language)
        self._template = stored
        shown = self._written_in.get(language, stored)
        self._fields = self._fields_in(language)
        self.subject.set_text(shown.subject)
        self.body.setPlainText(shown.body)
        self.reset.setVisible(stored.changed)
        self.show_preview()

    def show_preview(self) -> None:
        """Show how it reads, or what is wrong with it, while it is typed."""
        written = self._written()
        try:
            composed = compose(written.subject, written.body, self._fields)
        except UserError as error:
            self.say(f"{error.what} {error.do}".strip())
            self.go.setEnabled(False)
            return
        self.say("")
        self.go.setEnabled(True)
        head = f"{composed.subject}\n\n" if composed.subject else ""
        self.preview.setPlainText(f"{head}{composed.body}")

    def insert(self, name: str) -> None:
        """Put a field where the cursor stands in the text."""
        self.body.insertPlainText(f"{{{{ {name} }}}}")
        self.body.setFocus()

    def _put_by(self) -> None:
        """Remember what was typed in the language that is shown."""
        written = self._written()
        if (written.subject, written.body) != (self._template.subject, self._template.body):
            self._written_in[written.language] = written
        else:
            self._written_in.pop(written.language, None)

    def _fields_in(self, language: str) -> dict[str, message_fields.Field]:
        context = self.context
        return message_fields.fields(self._dossier, context.clock.now(), context.formats, self._waiting, language)

    def _fill_languages(self) -> None:
        changed = templates.changed_languages(self.context.store, self._template.kind)
        for code, name in NAMES.items():
            self.language.addItem(_("{language}, changed").format(language=name) if code in changed else name, code)
        self.language.setCurrentIndex(self.language.findData(self._template.language))
        self.language.setAccessibleName(_("Language"))

    def _written(self) -> Template:
        return replace(self._template, subject=self.subject.text, body=self.body.toPlainText())

    def _field_list(self) -> QListWidget:
        shown = QListWidget()
        shown.setAccessibleName(_("Fields"))
        shown.setFont(self.context.appearance.font(12))
        shown.setFixedWidth(round(FIELDS_WIDTH * max(1.0, self.context.appearance.text_scale)))
        for name, item in self._fields.items():
            line = QListWidgetItem(item.words, shown)
            line.setData(Qt.ItemDataRole.UserRole, name)
            line.setToolTip(f"{{{{ {name} }}}}\n{item.value or _('not known yet')}")
        shown.itemActivated.connect(lambda line: self.insert(str(line.data(Qt.ItemDataRole.UserRole))))
        return shown

    def _text(self, text: str, name: str) -> QPlainTextEdit:
        edit = QPlainTextEdit(text)
        edit.setAccessibleName(name)
        edit.setFont(self.context.appearance.font(13))
        edit.setMinimumHeight(EDITOR_HEIGHT)
        edit.setTabChangesFocus(True)
        return edit

    def _on_reset(self) -> None:
        templates.reset(self.context.store, self._template)
        self.accept()
        words = _("Deleted the template") if self._template.own else _("The shipped words are back")
        self.context.notices.tell(words)


class NewTemplate(ActDialog):
    """Asks for a name and the kind of text.

    Signals:
        added: the kind of the template that was added.
    """

    added = Signal(str)

    def __init__(self, context: Context, channel: Channel, parent: QWidget | None = None) -> None:
        super().__init__(context, _("New template"), _("Cancel"), _("Add template"), parent, 440)
        look = context.appearance
        self.name = Field(look, _("What it is for"))
        self.channel = Segmented(look, (("note", _("Work note")), ("email", _("Email"))), channel, _("Kind of text"))
        self.name.line.returnPressed.connect(self.confirm)
        self.lay_out(column(self.name, self.channel, spacing=12))
        self.name.setFocus()

    def act(self) -> str:
        """Add it."""
        channel: Channel = "note" if self.channel.current == "note" else "email"
        kind = templates.add(self.context.store, self.name.text, channel)
        self.added.emit(kind)
        return ""
