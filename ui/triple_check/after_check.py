"""The after-check: the CTASK's state is read back once it was closed, and the start is watched (N21)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import after_check, rescheduling
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import Banner, Button, button, column, label, row
from ui.triple_check.guarded_line import OWN_COPY, Reading

_TONES = {"planned": "neutral", "due": "accent", "late": "danger", "started": "ok"}


class AfterCheck(DialogFrame):
    """Takes the state as ServiceNow shows it; anything but closed is said in red and the step stays due."""

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Read the CTASK back"), 560, parent)
        self._context, self._dossier = context, dossier
        look, now = context.appearance, context.clock.now()
        self.state = Reading(look, _("State that the CTASK shows after a reload"))
        self.state.line.refused.connect(self._on_refused)
        self.state.line.returnPressed.connect(self.confirm)
        self.error = label(look, "", 12, 600, "danger", wrap=True)
        self.error.hide()
        state = after_check.start_state(dossier, now)
        words = after_check.start_words(dossier, now, context.formats)
        self.started: Button = button(look, _("It has started"), "secondary", height=28)
        self.started.setVisible(state in {"due", "late"})
        self.started.clicked.connect(self.record_start)
        self.start = Banner(look, _TONES[state], words, icon="clock")
        cancel = button(look, _("Not yet"))
        self.record = button(look, _("Compare and record"), "primary")
        cancel.clicked.connect(self.reject)
        self.record.clicked.connect(self.confirm)
        text = _("Closing it can fail silently too: reload the CTASK and copy its state.")
        body = column(
            label(look, text, 13, 400, "text2", wrap=True), self.state, self.error, self.start, row(self.started, None)
        )
        self.build(body, (cancel, self.record))
        self.state.line.setFocus()

    def confirm(self) -> None:
        """Record the state; closed, it ticks the step."""
        if not self.state.text:
            self._refuse(_("Paste the state first."))
            return
        try:
            after_check.record_state(self._context.store, self._dossier, self.state.text)
        except UserError as error:
            self._refuse(f"{error.what} {error.do}".strip())
            return
        self.accept()
        self._context.notices.tell(_("The CTASK is read back as closed"))

    def record_start(self) -> None:
        """Record that the upgrade has started, now."""
        now = self._context.clock.now()
        act = rescheduling.record_actual
        if self._context.attempt(lambda: act(self._context.store, self._dossier.id, "prod_upgrade", start=now)):
            self.started.hide()
            self.start.title.setText(_("Started"))

    def _on_refused(self) -> None:
        self._refuse(_(OWN_COPY))

    def _refuse(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()
        self.state.set_invalid(True, words)
        self.fit()
