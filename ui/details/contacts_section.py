"""The people at the client: add, edit, remove."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import engagements, zones
from models.errors import UserError
from models.records import Contact, Dossier
from models.texts import _
from ui.context import Context
from ui.details.section import Section
from ui.dialog import DialogFrame
from ui.field import Field
from ui.form import Button, Label, button, column, icon_button, row
from ui.zones.zone_field import ZoneField


class ContactDialog(DialogFrame):
    """One person: name, role, email, and a time zone where it isn't the client's."""

    def __init__(
        self, context: Context, engagement: int, contact: Contact | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Add a contact") if contact is None else _("Edit {name}").format(name=contact.name)
        super().__init__(context.appearance, title, 440, parent)
        self._context = context
        self._engagement = engagement
        self._contact = contact
        look = context.appearance
        self.name = Field(look, _("Name"), contact.name if contact else "")
        self.role = Field(look, _("Role"), contact.role if contact else "")
        self.email = Field(look, _("Email"), contact.email if contact else "")
        zone = contact.zone if contact else ""
        self.zone = ZoneField(look, _("Time zone, where it isn't the client's"), zone, context.clock.now())
        cancel = button(look, _("Cancel"))
        self.save = button(look, _("Add contact") if contact is None else _("Save contact"), "primary")
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.confirm)
        self.build(column(self.name, self.role, self.email, self.zone, None, spacing=10), (cancel, self.save))
        self.name.setFocus()

    def confirm(self) -> None:
        """Store the person as one step; what is wrong is said at the name."""
        zone = self.zone.zone if self.zone.line.text().strip() else ""
        fields = {"name": self.name.text, "role": self.role.text, "email": self.email.text, "zone": zone}
        store = self._context.store
        try:
            if self._contact is None:
                engagements.add_contact(store, self._engagement, **fields)
            else:
                engagements.edit_contact(store, self._contact.id, **fields)
        except UserError as error:
            self.name.set_error(f"{error.what} {error.do}".strip())
            self.fit()
            return
        self.accept()


class ContactRow(QWidget):
    """A person in two lines, with what can be done."""

    def __init__(self, section: ContactsSection, contact: Contact) -> None:
        super().__init__()
        self._section = section
        self._contact = contact
        look = section.context.appearance
        first = contact.name if not contact.role else f"{contact.name}, {contact.role}"
        place = zones.city(contact.zone) if contact.zone else ""
        second = " · ".join(part for part in (contact.email, place) if part)
        edit = icon_button(look, "dots", _("Edit {name}").format(name=contact.name))
        remove = icon_button(look, "x", _("Remove {name}").format(name=contact.name))
        edit.clicked.connect(self._edit)
        remove.clicked.connect(self._remove)
        words = column(Label(look, first, 13, 500, wrap=True), spacing=2)
        if second:
            words.addWidget(Label(look, second, 12, 400, "text2", wrap=True))
        layout = row(words, edit, remove, spacing=4)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _edit(self) -> None:
        self._section.edit(self._contact)

    def _remove(self) -> None:
        self._section.remove(self._contact)


class ContactsSection(Section):
    """The contacts, and a button for one more."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Contacts"))
        self._shown: tuple[Contact, ...] | None = None
        self._rows: QVBoxLayout = column(spacing=6)
        self.add: Button = button(context.appearance, _("Add contact…"), "secondary", "plus", height=28)
        self.add.clicked.connect(self.open_new)
        self.body.addLayout(self._rows)
        self.body.addLayout(row(self.add, None))

    def fill(self, dossier: Dossier) -> None:
        """Show an engagement's contacts."""
        super().fill(dossier)
        if dossier.contacts == self._shown:
            return
        self._shown = dossier.contacts
        self.clear(self._rows)
        for contact in dossier.contacts:
            self._rows.addWidget(ContactRow(self, contact))

    def open_new(self) -> None:
        """Ask for a new person."""
        ContactDialog(self.context, self.engagement, None, self.window()).open()

    def edit(self, contact: Contact) -> None:
        """Change a person."""
        ContactDialog(self.context, self.engagement, contact, self.window()).open()

    def remove(self, contact: Contact) -> None:
        """Remove a person, with a way back."""
        if self.context.attempt(lambda: engagements.remove_contact(self.context.store, contact.id)):
            words = _("Removed {name}").format(name=contact.name)
            self.context.notices.tell(words, _("Undo"), self.undo)
