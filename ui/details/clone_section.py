"""Instances, the clone's backup against the password, Projector, and what N26 asks about the client."""

from __future__ import annotations

from datetime import datetime

from models import engagements, zones
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.dates.instant_field import InstantField
from ui.details.section import EngagementBox, EngagementField, Section
from ui.form import Banner, row

_PATTERN = "%Y-%m-%d %H:%M"


class CloneSection(Section):
    """The clone has the passwords of the backup's moment (N01); the password itself is never stored."""

    def __init__(self, context: Context, your_zone: str) -> None:
        super().__init__(context, _("Instances and clone"))
        self._zone = your_zone
        self.dev = EngagementField(context, _("Dev instance"), "dev_instance")
        self.prod = EngagementField(context, _("Prod instance"), "prod_instance")
        self.backup = self._instant(_("Backup taken at, your time"), "backup_taken_utc")
        self.password = self._instant(_("Password last changed at, your time"), "password_changed_utc")
        self.warning = Banner(
            context.appearance,
            "warn",
            _("The password changed after the backup"),
            _("Only the password from before the backup works on the clone. Ask for the old one."),
        )
        self.body.addLayout(row(self.dev, self.prod, spacing=10))
        for item in (self.backup, self.password, self.warning):
            self.body.addWidget(item)

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement."""
        engagement, other = dossier.engagement, dossier.id != self.engagement
        self.dev.fill(dossier)
        self.prod.fill(dossier)
        for field, utc in (
            (self.backup, engagement.backup_taken_utc),
            (self.password, engagement.password_changed_utc),
        ):
            if other or not (field.field.line.hasFocus() and field.field.line.isModified()):
                field.field.set_text(self._shown(utc))
        backup, changed = engagement.backup_taken_utc, engagement.password_changed_utc
        self.warning.setVisible(bool(backup and changed > backup))
        super().fill(dossier)

    def _instant(self, name: str, column_name: str) -> InstantField:
        field = InstantField(self.context, name, self._zone, self._zone)
        field.field.committed.connect(lambda text: self._save(field, column_name, text))
        return field

    def _save(self, field: InstantField, column_name: str, text: str) -> None:
        reading, value = field.reading, ""
        if text and not isinstance(reading, datetime):
            if reading is not None:
                field.field.set_error(_("Type the time too."))
            return
        if isinstance(reading, datetime):
            value = zones.utc_text(reading)
        try:
            engagements.edit(self.context.store, self.engagement, **{column_name: value})
        except UserError as error:
            field.field.set_error(f"{error.what} {error.do}".strip())
        else:
            field.field.line.setModified(False)

    def _shown(self, utc: str) -> str:
        return zones.to_zone(zones.parse_utc(utc), self._zone).strftime(_PATTERN) if utc else ""


class BillingSection(Section):
    """Projector, and who the client is for Best Practices (N26, N28)."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Projector and Best Practices"))
        self.project = EngagementField(context, _("Projector project"), "projector_project")
        self.billable = EngagementBox(context, _("Billable"), "billable")
        self.developer = EngagementBox(context, _("Experienced ServiceNow developer"), "experienced_developer")
        self.partner = EngagementBox(context, _("1:1s from a service partner"), "service_partner")
        for item in (self.project, self.billable, self.developer, self.partner):
            self.body.addWidget(item)

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement."""
        for item in (self.project, self.billable, self.developer, self.partner):
            item.fill(dossier)
        super().fill(dossier)
