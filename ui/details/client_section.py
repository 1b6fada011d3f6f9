"""Who the client is and where: name, consultant, change, time zone with its proposal, and the calendar."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from models import calendars, engagements, zones
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.countries import Readiness, offer_countries
from ui.details.languages import fill_languages
from ui.details.section import Choice, EngagementField, Section
from ui.form import Banner, Button, button, row
from ui.zones.zone_field import ZoneField


class ClientSection(Section):
    """Texts are saved when the field is left, choices at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Client"))
        look = context.appearance
        self.client = EngagementField(context, _("Client"), "client")
        self.consultant = EngagementField(context, _("Consultant"), "consultant")
        self.parent_number = EngagementField(context, _("Parent"), "parent")
        self.zone = ZoneField(look, _("Client's time zone"), "", context.clock.now())
        self.confirm: Button = button(look, _("Confirm"), "primary", height=28)
        self.proposal = Banner(
            look,
            "warn",
            _("The time zone is a proposal"),
            _("It comes from an import. Moves use it; confirm it or choose another one above."),
            icon="globe",
            actions=(self.confirm,),
        )
        self.country = Choice(context, _("Country, for holidays"))
        self.subdivision = Choice(context, _("State or province"))
        self.language = Choice(context, _("Language of their texts"))
        places = row(self.country, self.subdivision, spacing=10)
        people = row(self.consultant, self.parent_number, spacing=10)
        for item in (self.country, self.subdivision):
            item.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body.addWidget(self.client)
        self.body.addLayout(people)
        self.body.addWidget(self.zone)
        self.body.addWidget(self.proposal)
        self.body.addLayout(places)
        self.body.addLayout(row(self.language, None, spacing=10))
        self._states_of: str | None = None
        offer_countries(self.country.box, context.formats.lang)
        Readiness(self.country.box)
        self.zone.chosen.connect(self._save_zone)
        self.confirm.clicked.connect(self._confirm_zone)
        self.country.box.activated.connect(self._save_country)
        self.subdivision.box.activated.connect(self._save_subdivision)
        self.language.box.activated.connect(self._save_language)

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement."""
        engagement = dossier.engagement
        for item in (self.client, self.consultant, self.parent_number):
            item.fill(dossier)
        if dossier.id != self.engagement or not self.zone.line.hasFocus():
            self.zone.set_zone(engagement.zone)
        proposed = bool(engagement.zone) and not engagement.zone_confirmed
        self.proposal.setVisible(proposed)
        if proposed:
            self.confirm.set_text(_("Confirm {city}").format(city=zones.city(engagement.zone)))
        if self._states_of != engagement.country:
            self._fill_subdivisions(engagement.country)
        self.country.choose(engagement.country)
        self.subdivision.choose(engagement.subdivision)
        fill_languages(self.language.box, engagement.country)
        self.language.choose(engagement.language)
        super().fill(dossier)

    def _fill_subdivisions(self, country: str) -> None:
        self._states_of = country
        box = self.subdivision.box
        box.clear()
        box.addItem(_("All of it"), "")
        for code, name in calendars.subdivision_choices(country) if country else ():
            box.addItem(name, code)
        box.setEnabled(box.count() > 1)

    def _save_zone(self, zone: str) -> None:
        if not self._edit(zone=zone, zone_confirmed=1):
            dossier = self.context.portfolio.dossier(self.engagement)
            self.zone.set_zone(dossier.engagement.zone if dossier else "")

    def _confirm_zone(self) -> None:
        self._edit(zone_confirmed=1)

    def _save_country(self) -> None:
        self._edit(country=self.country.value, subdivision="")

    def _save_subdivision(self) -> None:
        self._edit(subdivision=self.subdivision.value)

    def _save_language(self) -> None:
        self._edit(language=self.language.value)

    def _edit(self, **values: str | int) -> bool:
        return self.context.attempt(lambda: engagements.edit(self.context.store, self.engagement, **values))
