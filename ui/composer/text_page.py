"""The right of the composer: address, subject and text of one message, and what stands in its way."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from models import zones
from models.message_drafts import Sheet
from models.messages import Words
from models.outgoing import Mail
from models.records import Dossier, Message
from models.texts import _, ngettext
from ui.composer.attachment_row import AttachmentRow
from ui.composer.highlights import FieldHighlighter
from ui.context import Context
from ui.form import Banner, button, column, hline, label, row

ASIDE_MS = 400


class TextPage(QWidget):
    """Shows a sheet and lets it be edited; missing fields are red and named.

    Signals:
        edited: the person changed subject or text; sent once they pause.
        checked: what stands in the way may be another thing now.
        anew_wanted: the template's words are wanted back.
        release_wanted: the text is to be let out although it is held back.
        unsend_wanted: it was not sent after all.
        sent_wanted: the words that were sent are to be shown.
    """

    edited = Signal()
    checked = Signal()
    anew_wanted = Signal()
    release_wanted = Signal()
    unsend_wanted = Signal()
    sent_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.appearance
        self._sheet: Sheet | None = None
        self.to = self._line(_("To"))
        self.subject = self._line(_("Subject"))
        self.body = QPlainTextEdit()
        self.body.setAccessibleName(_("Text"))
        self.body.setTabChangesFocus(True)
        self.body.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.body.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.body.setProperty("bare", True)
        self.body.setMinimumHeight(120)
        self._highlighter = FieldHighlighter(self.body, look, 14)
        self._head = QWidget()
        names = [label(look, name, 12, 400, "text2") for name in (_("To"), _("Subject"))]
        lines = []
        for name, line in zip(names, (self.to, self.subject), strict=True):
            name.setFixedWidth(max(item.sizeHint().width() for item in names))
            lines.append(row(name, line, spacing=6))
        self._head.setLayout(column(*lines, hline(), spacing=2))
        self.attachments = AttachmentRow(context)
        self.attachments.take_files(self.body.viewport())
        self._status: QVBoxLayout = column(spacing=6)
        layout = column(self._head, self.body, self.attachments, self._status, spacing=10, margins=(22, 12, 22, 14))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._pause = QTimer(self, singleShot=True, interval=ASIDE_MS)
        self._pause.timeout.connect(self.edited)
        self.subject.textChanged.connect(self._on_edited)
        self.body.textChanged.connect(self._on_edited)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def words(self) -> Words:
        """What stands there now."""
        found = self.sheet.words
        return Words(found.kind, found.name, self.subject.text().strip(), self.body.toPlainText().strip("\n"))

    @property
    def sheet(self) -> Sheet:
        """The sheet that is shown."""
        if self._sheet is None:
            raise LookupError("nothing is shown yet")
        return self._sheet

    @property
    def shown(self) -> bool:
        """Whether a text is shown, and no error in its place."""
        return self._sheet is not None

    @property
    def mail(self) -> Mail:
        """What would go out."""
        return Mail(self.to.text().strip(), self.words.subject, self.words.body)

    @property
    def blocked(self) -> bool:
        """Whether a field is missing or the text is held back."""
        return self._sheet is None or bool(self.sheet.held or self.missing)

    @property
    def missing(self) -> tuple[str, ...]:
        """The words of the fields that are missing still."""
        words = self.words
        return self.sheet.missing(words.subject, words.body)

    @property
    def edited_words(self) -> bool:
        """Whether the words are the person's own, and not the template's."""
        return self._sheet is not None and self._is_edited()

    def show_sheet(self, dossier: Dossier, sheet: Sheet) -> None:
        """Show another text, or the same one after the plan has changed."""
        other = self._sheet is None or self._sheet.words.kind != sheet.words.kind
        self._sheet = sheet
        email = sheet.template.channel == "email"
        self._head.setVisible(email)
        self.attachments.setVisible(email)
        if email:
            self.attachments.show_keys(dossier, sheet.attachments, sheet.language)
        if other:
            self.to.setText(sheet.to)
            self.to.setCursorPosition(0)
            self.to.setPlaceholderText(sheet.fields["lead"].value if sheet.template.audience == "lead" else "")
        self._put(sheet.words)
        known = [item.value for name, item in sheet.fields.items() if item.value and name in sheet.fresh.fields]
        missing = [item.words for item in sheet.fields.values() if not item.value]
        self._highlighter.show_fields(known, missing)
        self._pause.stop()
        self.show_status()

    def show_error(self, text: str) -> None:
        """Say why there is no text: its template is broken."""
        self._sheet = None
        with QSignalBlocker(self.subject), QSignalBlocker(self.body):
            self.subject.clear()
            self.body.clear()
        self._pause.stop()
        self._clear_status()
        title = _("The template can't be filled in")
        self._status.addWidget(Banner(self._context.appearance, "danger", title, text))
        self.checked.emit()

    def show_status(self) -> None:
        """Say what stands in the way, that it was sent, or that all is known."""
        self._clear_status()
        for banner in self._banners():
            self._status.addWidget(banner)
        self.checked.emit()

    def _clear_status(self) -> None:
        while (item := self._status.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _banners(self) -> list[Banner]:
        look, sheet, missing = self._context.appearance, self.sheet, self.missing
        found: list[Banner] = []
        if sheet.sent is not None:
            found.append(self._sent_banner(sheet.sent))
        if sheet.held:
            release = self._act(_("Let it out…"), self.release_wanted)
            found.append(Banner(look, "warn", _("Held back"), sheet.held, icon="lock", actions=(release,)))
        elif missing:
            text = _("It can be copied once they are known, or written over.")
            title = _("Missing: {names}").format(names=", ".join(missing))
            found.append(Banner(look, "danger", title, text))
        elif self._is_edited():
            anew = self._act(_("Back to the template"), self.anew_wanted)
            found.append(Banner(look, "accent", _("Your own words, kept as a draft"), icon="tag", actions=(anew,)))
        elif sheet.sent is None:
            found.append(Banner(look, "ok", self._all_known(), icon="check"))
        return found

    def _sent_banner(self, message: Message) -> Banner:
        you = self.sheet.your_zone
        when = self._context.formats.moment(zones.to_zone(zones.parse_utc(message.sent_utc), you))
        unsend = self._act(_("Not sent after all"), self.unsend_wanted)
        shown = self._act(_("What was sent"), self.sent_wanted)
        title = _("Sent {when}, {how}").format(when=when, how=message.sent_how)
        acts = (shown, unsend) if message.body else (unsend,)
        return Banner(self._context.appearance, "ok", title.rstrip(", "), icon="check", actions=acts)

    def _all_known(self) -> str:
        count = len(self.sheet.fresh.fields)
        if not count:
            return _("Nothing in it has to come from the plan.")
        words = ngettext("{count} field comes from the plan.", "All {count} fields come from the plan.", count)
        text = words.format(count=count)
        timed = any(name.endswith(("_time", "_day")) for name in self.sheet.fresh.fields)
        return f"{text} {_('Client time is shown with its zone.')}" if timed else text

    def _act(self, words: str, then: SignalInstance) -> QWidget:
        item = button(self._context.appearance, words, "ghost", height=26)
        item.clicked.connect(then)
        return item

    def _is_edited(self) -> bool:
        words, fresh = self.words, self.sheet.fresh
        return (words.subject, words.body) != (fresh.subject, fresh.body)

    def _put(self, words: Words) -> None:
        """Show words without losing the place of the cursor where they are the same."""
        with QSignalBlocker(self.subject), QSignalBlocker(self.body):
            if self.subject.text() != words.subject:
                self.subject.setText(words.subject)
                self.subject.setCursorPosition(0)
            if self.body.toPlainText() != words.body:
                self.body.setPlainText(words.body)

    def _on_edited(self) -> None:
        if self._sheet is not None:
            self._pause.start()
            self.show_status()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setProperty("bare", True)
        line.setFrame(False)
        return line

    def _restyle(self) -> None:
        look = self._context.appearance
        for line in (self.to, self.subject):
            line.setFont(look.font(13, 600))
            line.setFixedHeight(round(28 * max(1.0, look.text_scale)))
        self.body.setFont(look.font(14))
        self.body.document().setDocumentMargin(2)
        self.body.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
