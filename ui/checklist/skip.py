"""Skipping Best Practices: who may, why, the approver's yes and the day on which the client was told (N26)."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from models import checklist, engagements
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.check_box import CheckBox
from ui.context import Context
from ui.dates.day_field import DayField
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import IconLabel, button, column, label, row
from ui.unsaved import Unsaved


class SkipBestPractices(DialogFrame):
    """Everything that N26 asks for; nothing is stored before all of it is there."""

    def __init__(self, context: Context, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Skip Best Practices?"), 520, parent)
        self._context = context
        self._dossier = dossier
        look, you, engagement = context.appearance, dossier.you, dossier.engagement
        self.developer = self._box(_("The client is an experienced ServiceNow developer"))
        self.partner = self._box(_("The client has 1:1s from a service partner"))
        self.developer.setChecked(bool(engagement.experienced_developer))
        self.partner.setChecked(bool(engagement.service_partner))
        self.reason = Field(look, _("Reason"))
        self.approver = Field(look, _("Who approved it"), you.approver)
        self.approved_on = DayField(context, _("Day of the approver's yes"), you.zone)
        self.told_on = DayField(context, _("Client told why it matters, on"), you.zone)
        self._error_icon = IconLabel(look, "alert", "danger", 14)
        self.error = label(look, "", 12, 500, "danger", wrap=True)
        self.keep = button(look, _("Keep the session"))
        self.skip = button(look, _("Skip Best Practices"), "danger")
        self.keep.clicked.connect(self.reject)
        self.skip.clicked.connect(self.confirm)
        self.keep.setDefault(True)
        text = _("The session is in the client's own interest. It may be skipped only for one of these two.")
        days = row(self.approved_on, self.told_on, spacing=12)
        wrong = row(self._error_icon, self.error, spacing=7)
        wrong.setStretch(1, 1)
        body = column(
            label(look, text, 13, 400, "text2", wrap=True),
            self.developer,
            self.partner,
            self.reason,
            self.approver,
            days,
            wrong,
            spacing=10,
        )
        self._say("")
        self.build(body, (self.keep, self.skip))
        Unsaved(context.store, f"skip.{dossier.id}", self.reason.line, self)
        self.reason.setFocus()

    def confirm(self) -> None:
        """Skip it; what is missing is said, and everything typed stays."""
        try:
            checklist.skip_best_practices(
                self._context.store,
                self._with_flags(),
                reason=self.reason.text,
                approver=self.approver.text,
                approved_on=self.approved_on.day,
                told_on=self.told_on.day,
            )
        except UserError as error:
            self._say(f"{error.what} {error.do}".strip())
            return
        self.accept()
        self._context.notices.tell(_("Best Practices is skipped"), _("Undo"), self._undo)

    def _with_flags(self) -> Dossier:
        """Record which of the two the client is, a fact of its own, and return the engagement with it."""
        engagement = self._dossier.engagement
        wanted = (int(self.developer.isChecked()), int(self.partner.isChecked()))
        if wanted != (engagement.experienced_developer, engagement.service_partner):
            flags = {"experienced_developer": wanted[0], "service_partner": wanted[1]}
            engagements.edit(self._context.store, engagement.id, **flags)
            self._dossier = engagements.load(self._context.store, engagement.id)
        return self._dossier

    def _box(self, words: str) -> QCheckBox:
        box = CheckBox(words)
        box.setFont(self.appearance.font(13))
        box.setAccessibleName(words)
        return box

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self._error_icon.setVisible(bool(words))
        if words:
            self.fit()

    def _undo(self) -> None:
        self._context.attempt(self._context.store.undo)
