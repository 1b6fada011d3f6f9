"""The triple-check dialog: A, B and C are read apart from each other, compared, and signed (N17, N19–N22).

Nothing is filled in, nothing can be ignored, and Enter submits nothing before the sign box. PRODUCT, Decisions 7.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from models import gates, signing
from models.errors import UserError
from models.gates import Sheet
from models.mismatch import Choice
from models.readings import Answers, Request
from models.texts import _
from models.triple_check import check
from models.verdict import Verdict
from ui.clipboard import copy_text
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import column, hline, row
from ui.triple_check.banner import VerdictBanner
from ui.triple_check.footer import Footer
from ui.triple_check.head import make_head
from ui.triple_check.results import Results
from ui.triple_check.source_row import SourceRow
from ui.triple_check.telling import tell_lead
from ui.triple_check.words import UNSURE, signed_words

WIDTH = 980


class TripleCheckDialog(DialogFrame):
    """One run of one gate.

    Signals:
        flip_wanted: the third gate is signed and the person wants to close the CTASK.
        practice_wanted: the person wants examples with planted errors first.
    """

    flip_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, context: Context, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Triple-check planned start and end"), WIDTH, parent)
        self._context, self.sheet = context, sheet
        self.verdict: Verdict | None = None
        self._request: Request | None = None
        self._answers = sheet.answers
        self._signed_by = ""
        look = context.appearance
        self.sources = SourceRow(context, sheet)
        self.roadmap, self.servicenow, self.clock = self.sources.roadmap, self.sources.servicenow, self.sources.clock
        self.results = Results(look, context.formats, sheet.your_zone)
        self.results.hide()
        self.banner = VerdictBanner(look)
        self.footer = Footer(look, sheet)
        self._assemble()
        self._connect()
        self._reading()
        self.sources.begin()

    # What is done

    def compare(self) -> None:
        """Compare the three; a mismatch is kept, loud, and can't be signed."""
        if not self.sources.ready:
            return
        self._request = self.sources.request(self._answers)
        verdict = self._judge(self._request)
        if verdict.verdict == "invalid":
            self.banner.show_words("warn", verdict.title, verdict.detail)
            return
        self._show(verdict, self._request)

    def check_again(self) -> None:
        """Clear B and C, so that both are read afresh; A stays."""
        self._answers = Answers(fold=self._answers.fold)
        self._reading()
        self.sources.clear()

    def restart(self) -> None:
        """Clear all three; the failed check is kept."""
        self._answers = Answers()
        self._reading()
        self.sources.clear(roadmap=True)

    def sign(self) -> None:
        """Sign the gate for the planned start; what is wrong is said beside the sign box."""
        if self.verdict is None or self._request is None or not self.footer.sign.isEnabled():
            return
        box = self.footer.sign_box
        try:
            signing.sign(
                self._context.store,
                self.sheet,
                self._request,
                initials=box.initials.text(),
                typed_start=box.start.text(),
                agreed_utc=self.roadmap.entered_utc,
                formats=self._context.formats,
            )
        except UserError as error:
            box.refuse(f"{error.what} {error.do}".strip())
            return
        self._signed(box.initials.text().strip())

    # How it looks

    def _assemble(self) -> None:
        look = self._context.appearance
        self._head = make_head(look, self.sheet, self.heading, self._sort())
        body = column(*self._extra(), self.sources, self.results, self.banner, spacing=12, margins=(24, 16, 24, 16))
        self._body.setObjectName("page")
        self._body.setLayout(body)
        self._scroll.setWidget(self._body)
        self._body.installEventFilter(self)
        self._footer = row(self.footer)
        self.setLayout(column(self._head, self._scroll, hline(), self._footer, spacing=0))
        look.changed.connect(self.fit)

    def _extra(self) -> list[QWidget]:
        """Return what stands above the sources."""
        return []

    def _sort(self) -> str:
        return _("practice run") if self.sheet.practice else _("rehearsal") if self.sheet.rehearsal else ""

    def _connect(self) -> None:
        self.sources.changed.connect(self._on_changed)
        self.banner.answered.connect(self._on_answer)
        self.banner.copied.connect(self._on_copied)
        foot = self.footer
        QWidget.setTabOrder(self.clock.copy, foot.compare)
        foot.cancel.clicked.connect(self.reject)
        foot.compare.clicked.connect(self.compare)
        foot.again.clicked.connect(self.check_again)
        foot.restart.clicked.connect(self.restart)
        foot.sign.clicked.connect(self.sign)
        foot.tell.clicked.connect(self._on_tell)
        foot.note.clicked.connect(self._on_note)
        foot.close_ctask.clicked.connect(self._on_flip)
        foot.practise.clicked.connect(self._on_practise)

    def _reading(self) -> None:
        """Show the state in which the sources are read."""
        self.verdict = None
        self.results.hide()
        title = _("Nothing is compared until all three are in")
        detail = _("Each one is read on its own, so a wrong value cannot be copied from one box to the next.")
        self.banner.show_words("neutral", title, detail)
        self.footer.show_state("reading", _("Tab moves A, B, C."))
        self.sources.open()
        self.fit()

    def _show(self, verdict: Verdict, request: Request) -> None:
        """Show a verdict: what became of each source, the rows, the banner, and what can be done now."""
        self.verdict = verdict
        self.sources.show_verdict(verdict, request)
        self.results.setVisible(bool(verdict.rows))
        self.results.show_verdict(verdict)
        {"pass": self._agreed, "ask": self._ask}.get(verdict.verdict, self._stopped)(verdict)
        self.fit()

    def _agreed(self, verdict: Verdict) -> None:
        sheet = self.sheet
        detail = verdict.detail
        if sheet.rehearsal and not sheet.practice:
            detail = f"{detail} {_('This is a rehearsal: it opens no gate.')}"
        self.banner.show_words("ok", verdict.title, detail)
        if verdict.correct and sheet.gate == "before_scheduling" and not self.servicenow.count:
            self.banner.offer_values(verdict.correct)
        if sheet.practice:
            self.footer.show_state("practice", _("Practice run: signing opens once client validation is complete."))
            self.footer.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.footer.show_state("agreed")
            self.footer.sign_box.begin()

    def _stopped(self, verdict: Verdict) -> None:
        detail = verdict.detail
        right = verdict.correct if verdict.causes and verdict.causes[0] not in UNSURE else None
        if right:
            detail = f"{detail} {_('Enter these, save, reload, paste again.')}"
        self.banner.show_words("stop", verdict.title, detail, loud=True)
        if right:
            self.banner.offer_values(right)
        self.footer.show_state("stopped", _("This failed check is kept"))

    def _ask(self, verdict: Verdict) -> None:
        title = verdict.question or verdict.title
        self.banner.show_words("warn", title, f"{verdict.title} {verdict.detail}".strip(), loud=True)
        if verdict.choices:
            self.banner.ask(verdict.choices)
        elif verdict.causes[0] == "unknown":
            self.banner.ask_zone(self._context.clock.now())
        self.footer.show_state("asked")

    def _signed(self, initials: str) -> None:
        self._signed_by = initials
        flips = self.sheet.gate == "ctask" and self.sheet.round == "first" and not self.sheet.rehearsal
        following = self.verdict.detail if self.verdict else ""
        self.banner.show_words("ok", signed_words(self.sheet, self._context.formats), following)
        self.footer.show_state("flip" if flips else "signed")
        self.footer.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refit(self) -> None:
        """Take the height of what is shown now, with the verdict in sight where the screen is low."""
        layout = self._body.layout()
        if layout is not None:
            layout.activate()
        self.fit()
        if self.verdict is not None:
            self._scroll.ensureWidgetVisible(self.banner)

    # What the person does

    def _judge(self, request: Request) -> Verdict:
        """Compare, and keep what does not agree; where it can't be written it is still shown."""
        formats = self._context.formats
        try:
            return signing.keep_failed(
                self._context.store, self.sheet, request, agreed_utc=self.roadmap.entered_utc, formats=formats
            )
        except UserError as error:
            self._context.notices.tell(str(error))
            return check(request, formats)

    def _on_changed(self) -> None:
        self.footer.compare.setEnabled(self.sources.ready)

    def _on_answer(self, choice: Choice) -> None:
        self._answers = gates.answered(self._answers, choice)
        self.compare()

    def _on_copied(self, value: str) -> None:
        self.footer.say(_("Copied {value}").format(value=value))

    def _on_tell(self) -> None:
        if self._request and self.verdict:
            tell_lead(self._context, self, self.sheet, signing.lead_text(self.sheet, self._request, self.verdict))

    def _on_note(self) -> None:
        if self._request and self.verdict:
            by, formats = self._signed_by, self._context.formats
            copy_text(signing.work_note(self.sheet, self._request, self.verdict, signed_by=by, formats=formats))
            self.footer.note.set_text(_("Copied"), "check")

    def _on_flip(self) -> None:
        self.accept()
        self.flip_wanted.emit()

    def _on_practise(self) -> None:
        self.reject()
        self.practice_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, or presses the button that has the focus; only in the sign box it signs."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if focused is None or event.isAutoRepeat():
            return
        if self.footer.sign_box.isAncestorOf(focused):
            self.sign()
        elif isinstance(focused, QPushButton):
            focused.click()
        elif isinstance(focused, QLineEdit):
            self.focusNextChild()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self._refit()
        return super().eventFilter(watched, event)
