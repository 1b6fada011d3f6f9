"""The composer's window: tabs, list, text, and the buttons at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QWidget

from models.message_language import NAMES
from models.texts import _
from ui import screens
from ui.composer.short_page import ShortPage
from ui.composer.template_list import TemplateList
from ui.composer.text_page import TextPage
from ui.context import Context
from ui.dialog import SCREEN_MARGIN, take_help
from ui.elided import Elided
from ui.field import DropDown
from ui.form import IconLabel, Label, button, column, hline, label, row
from ui.segmented import Segmented

SIZE = (880, 620)
LIST_WIDTH = 222
SHORT = "short"


class ComposerFrame(QDialog):
    """The parts and where they stand; `Composer` brings them to life."""

    def __init__(self, context: Context, client: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        take_help(self, parent)
        self.setWindowTitle(_("Compose"))
        self.setAccessibleName(_("Compose"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.list = TemplateList(context.appearance)
        self.page = TextPage(context)
        self.short = ShortPage(context)
        self.language = self._languages()
        self._stack = QStackedWidget()
        self._assemble(client)
        self._fit()

    def say(self, text: str) -> None:
        """Say something at the foot."""
        self.hint.setText(text)
        self.hint.setAccessibleName(text)

    def enable(self, tab: str, *, free: bool) -> None:
        """Show the buttons that belong to a tab, and whether the text may go out."""
        short, email = tab == SHORT, tab == "email"
        for item, there in ((self.copy, not short), (self.save, not short), (self.sent, not short), (self.mail, email)):
            item.setVisible(there)
            item.setEnabled(free)
        self.language.setVisible(not short)
        self.edit.setVisible(not short)
        self.new.setVisible(not short)
        self.copy.set_kind("secondary" if email else "primary")
        self.sent.set_text(_("Mark as sent") if email else _("Mark as posted"))
        self._side_title.setText(_("Tickets") if short else _("Templates"))

    def allow_languages(self, *, allowed: bool) -> None:
        """Let another language be chosen, or say why not: the person's own words are in none of the templates."""
        self.language.setEnabled(allowed)
        own = _("These are your own words. Go back to the template to write them in another language.")
        self.language.setToolTip(_("Language of the text") if allowed else own)

    def _assemble(self, client_name: str) -> None:
        look = self._context.appearance
        choices = (("note", _("Work note")), ("email", _("Email")), (SHORT, _("Short description")))
        self.tabs = Segmented(look, choices, "email", _("Kind of text"))
        client = Label(look, client_name, 13, 400, "text2")
        title = Label(look, _("Compose"), 17, 600)
        head = row(IconLabel(look, "mail", "accent", 18), title, 10, self.tabs, None, client, self.language, spacing=10)
        head.setContentsMargins(20, 12, 20, 12)
        side = QFrame()
        side.setObjectName("sidebar")
        side.setFixedWidth(round(LIST_WIDTH * max(1.0, look.text_scale)))
        self.edit = button(look, _("Edit template"), "ghost", height=28)
        self.new = button(look, _("New template"), "ghost", "plus", height=28)
        self._side_title = label(look, _("Texts"), 11, 600, "text2")
        layout = column(self._side_title, self.list, self.edit, self.new, spacing=4, margins=(12, 12, 12, 10))
        layout.setStretch(1, 1)
        side.setLayout(layout)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.short)
        middle = row(side, self._stack, spacing=0)
        middle.setStretch(1, 1)
        whole = column(head, hline(), middle, hline(), self._footer(), spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _languages(self) -> DropDown:
        box = DropDown()
        box.setAccessibleName(_("Language of the text"))
        box.setFont(self._context.appearance.font(13))
        box.setFixedHeight(round(28 * max(1.0, self._context.appearance.text_scale)))
        for code, name in NAMES.items():
            box.addItem(name, code)
        return box

    def _footer(self) -> QFrame:
        look = self._context.appearance
        self.hint = Elided(look, _("Copying does not tick the item. Mark as sent does."), 12, 400, "text2")
        self.save = button(look, _("Save…"), "secondary", "dl")
        self.copy = button(look, _("Copy"), "secondary", "copy")
        self.sent = button(look, _("Mark as sent"), "secondary", "check")
        self.mail = button(look, _("Open in mail"), "primary", "mail")
        footer = QFrame()
        layout = row(self.hint, self.save, self.copy, self.sent, self.mail, spacing=8, margins=(20, 12, 20, 12))
        layout.setStretch(0, 1)
        footer.setLayout(layout)
        return footer

    def _fit(self) -> None:
        scale = max(1.0, self._context.appearance.text_scale)
        room = screens.room(self)
        width = min(round(SIZE[0] * scale), room.width() - SCREEN_MARGIN)
        self.resize(width, min(round(SIZE[1] * scale), room.height() - SCREEN_MARGIN))
        self.list.setFocus()
