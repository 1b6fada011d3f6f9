"""New engagement: a client, a zone and a date; the plan that follows is shown before it is made."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from models import calendars, engagements, rules, settings, zone_search, zones
from models.engagements import Draft
from models.errors import UserError
from models.playbook import Playbook
from models.playbook_file import available, shipped
from models.records import Dossier, Phase
from models.texts import _
from ui.background import warm_up
from ui.context import Context
from ui.countries import LOOK_UP, offer_countries
from ui.dates.instant_field import InstantField
from ui.details.languages import fill_languages
from ui.dialog import DialogFrame
from ui.field import DropDown, Field, named
from ui.form import Banner, Label, button, card, column, label, row
from ui.segmented import Segmented
from ui.zones.zone_field import ZoneField

FROM_PROD, FROM_KICKOFF = "prod", "kickoff"
TONES = {"error": "danger", "warning": "warn", "notice": "accent"}


class NewEngagementDialog(DialogFrame):
    """Asks for what is known; `created` tells the id once it is stored as one undoable step."""

    created = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("New engagement"), 720, parent)
        self._context = context
        self._you = settings.you(context.store)
        self._playbooks = available(context.playbooks) if context.playbooks else [(shipped().title, shipped())]
        look = context.appearance
        self.client = Field(look, _("Client"))
        self.zone = ZoneField(look, _("Client's time zone"), "", context.clock.now())
        self.country = self._combo(_("Country, for its holidays"))
        self.subdivision = self._combo(_("State or province"))
        self.language = self._combo(_("Language of their texts"))
        fill_languages(self.language, "")
        self.playbook = self._combo(_("Playbook"))
        for title, _found in self._playbooks:
            self.playbook.addItem(title)
        self.anchor = Segmented(
            look,
            ((FROM_PROD, _("Prod upgrade is agreed")), (FROM_KICKOFF, _("Only a kickoff is known"))),
            FROM_PROD,
            _("What is known"),
        )
        self.when = InstantField(context, _("Prod upgrade, in the client's time"), "", self._you.zone)
        self.agreed_with = Field(look, _("Agreed with"), placeholder=_("Name of the client's contact"))
        self.plan: QVBoxLayout = column(spacing=8)
        self.add = button(look, _("Add engagement"), "primary")
        cancel = button(look, _("Cancel"))
        cancel.clicked.connect(self.reject)
        self.add.clicked.connect(self.save)
        offer_countries(self.country, context.formats.lang)
        self.subdivision.addItem(_("All of it"), "")
        warm_up(LOOK_UP)
        self._connect()
        self.build(self._fields_grid(), (cancel, self.add))
        self._show_plan()
        self.client.setFocus()

    def save(self) -> None:
        """Store the engagement; what is missing is said at its field and nothing is lost."""
        try:
            engagement = engagements.create(self._context.store, self._draft(), self._chosen())
        except UserError as error:
            self.client.set_error(error.what if not self.client.text else "")
            self._context.notices.tell(str(error))
            return
        self.accept()
        self.created.emit(engagement)

    def _combo(self, name: str) -> DropDown:
        combo = DropDown()
        combo.setAccessibleName(name)
        combo.setFont(self.appearance.font(13))
        combo.setFixedHeight(34)
        combo.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(8)
        return combo

    def _connect(self) -> None:
        self.client.edited.connect(self._show_plan)
        self.zone.chosen.connect(self._on_zone)
        self.country.currentIndexChanged.connect(self._on_country)
        self.subdivision.currentIndexChanged.connect(self._show_plan)
        self.anchor.chosen.connect(self._on_anchor)
        self.when.changed.connect(self._show_plan)
        self.playbook.currentIndexChanged.connect(self._show_plan)

    def _fields_grid(self) -> QVBoxLayout:
        places = QGridLayout()
        places.setHorizontalSpacing(12)
        places.setVerticalSpacing(10)
        places.addWidget(self.client, 0, 0)
        places.addWidget(self.zone, 0, 1)
        places.addWidget(named(self.appearance, _("Country, for its holidays"), self.country), 1, 0)
        places.addWidget(named(self.appearance, _("State or province"), self.subdivision), 1, 1)
        places.addWidget(named(self.appearance, _("Language of their texts"), self.language), 2, 0)
        if len(self._playbooks) > 1:
            places.addWidget(named(self.appearance, _("Playbook"), self.playbook), 2, 1)
        places.setColumnStretch(0, 1)
        places.setColumnStretch(1, 1)
        return column(places, row(self.anchor, None), self.when, self.agreed_with, self.plan, None, spacing=10)

    def _on_zone(self, zone: str) -> None:
        self.when.set_zone(zone)
        countries = zone_search.countries_of(zone)
        if not self.country.currentData() and countries:
            self.country.setCurrentIndex(max(0, self.country.findData(countries[0])))
        self._show_plan()

    def _on_country(self) -> None:
        self.subdivision.clear()
        self.subdivision.addItem(_("All of it"), "")
        code = self.country.currentData()
        for part, name in calendars.subdivision_choices(code) if code else ():
            self.subdivision.addItem(name, part)
        chosen = self.language.currentData()
        fill_languages(self.language, code or "")
        self.language.setCurrentIndex(self.language.findData(chosen))
        self._show_plan()

    def _on_anchor(self, key: str) -> None:
        from_prod = key == FROM_PROD
        words = _("Prod upgrade, in the client's time") if from_prod else _("Kickoff, in the client's time")
        self.when.field.title.setText(words)
        self.when.field.line.setAccessibleName(words)
        self.agreed_with.setVisible(from_prod)
        self._show_plan()

    def _chosen(self) -> Playbook:
        """Return the chosen playbook; a broken one of the person's own is refused with the place of its fault."""
        found = self._playbooks[self.playbook.currentIndex()][1]
        if isinstance(found, UserError):
            raise found
        return found

    def _draft(self) -> Draft:
        wall: datetime | None = self.when.wall
        from_prod = self.anchor.current == FROM_PROD
        return Draft(
            client=self.client.text,
            zone=self.zone.zone,
            country=self.country.currentData() or "",
            subdivision=self.subdivision.currentData() or "",
            prod=wall if from_prod else None,
            kickoff=None if from_prod else wall,
            fold=self.when.fold,
            consultant=self._you.name,
            agreed_with=self.agreed_with.text if from_prod else "",
            language=self.language.currentData() or "",
        )

    def _show_plan(self) -> None:
        self._clear_plan()
        ready = bool(self.client.text and self.zone.zone and self.when.wall)
        self.add.setEnabled(bool(self.client.text and self.zone.zone) and not self.when.field.error)
        if not ready:
            text = _("The plan appears here once client, time zone and date are there.")
            self.plan.addWidget(label(self.appearance, text, 12, 400, "text2", wrap=True))
        else:
            self._show_preview()
        self.fit()

    def _show_preview(self) -> None:
        now = self._context.clock.now()
        others = [
            (other.engagement.client, other.prod.starts)
            for other in self._context.portfolio.loaded()
            if other.prod.starts is not None and other.engagement.consultant == self._you.name
        ]
        try:
            dossier = engagements.preview(self._draft(), self._chosen(), now, self._you, others)
        except UserError as error:
            self.plan.addWidget(Banner(self.appearance, "danger", error.what, f"{error.where} {error.do}".strip()))
            return
        self.plan.addWidget(card(label(self.appearance, _("The plan"), 13, 600), self._table(dossier), spacing=8))
        for finding in rules.findings(dossier, now)[:4]:
            self.plan.addWidget(Banner(self.appearance, TONES[finding.severity], finding.message, finding.action))

    def _table(self, dossier: Dossier) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        for at, title in enumerate((_("Stage"), _("Client's time"), _("Your time"))):
            grid.addWidget(label(self.appearance, title, 11, 500, "text3"), 0, at)
        for line, definition in enumerate(dossier.playbook.phases, start=1):
            phase = dossier.phases[definition.kind]
            grid.addWidget(label(self.appearance, definition.short, 12, 500), line, 0)
            grid.addWidget(self._cell(phase, ""), line, 1)
            grid.addWidget(self._cell(phase, self._you.zone), line, 2)
        return table

    def _cell(self, phase: Phase, zone: str) -> QLabel:
        formats = self._context.formats
        start, end = phase.starts, phase.ends
        if start is not None and end is not None:
            shown = (start, end) if not zone else (zones.to_zone(start, zone), zones.to_zone(end, zone))
            text = formats.span(*shown, cross=True)
        elif phase.first_day and phase.last_day:
            text = formats.days(phase.first_day, phase.last_day) if not zone else ""
        else:
            text = _("Not dated")
        cell = Label(self.appearance, text, 12, 400, "text2", uncut=True)
        cell.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        return cell

    def _clear_plan(self) -> None:
        while (item := self.plan.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
