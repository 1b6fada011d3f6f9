"""Pinning further clocks under an own label: the lead's, a colleague's, a partner's."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models import zone_roles, zones
from models.errors import UserError
from models.texts import _
from ui.context import Context
from ui.field import Field
from ui.form import Button, Label, button, column, row
from ui.zones.zone_field import ZoneField


class Pins(QWidget):
    """A label and a zone to pin, and what is pinned, each with a way to take it away."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.appearance
        self.label = Field(look, _("Label"), placeholder=_("A name or a team"))
        self.zone = ZoneField(look, _("Time zone"), "", context.clock.now())
        self.pin = button(look, _("Pin"), height=34)
        self._pinned: QHBoxLayout = row(spacing=6)
        self._buttons: list[Button] = []
        fields = row(column(self.label, None, spacing=0), column(self.zone, None, spacing=0), spacing=12)
        fields.setStretch(0, 1)
        fields.setStretch(1, 1)
        fields.addLayout(column(Label(look, "", 12, 500), self.pin, None, spacing=4))
        self.setLayout(column(fields, self._pinned, spacing=8))
        self.pin.clicked.connect(self.take)
        self.label.line.returnPressed.connect(self.zone.setFocus)
        self.setFocusProxy(self.label)
        self.refresh()

    def refresh(self) -> None:
        """Show what is pinned now."""
        for item in self._buttons:
            self._pinned.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._buttons = []
        for name, zone in zone_roles.pinned(self._context.store).items():
            words = _("{label}, {city}").format(label=name, city=zones.city(zone))
            made = button(self._context.appearance, words, "secondary", "x", height=26)
            made.setAccessibleName(_("Take away {label}").format(label=words))
            made.setToolTip(made.accessibleName())
            made.setProperty("label", name)
            made.clicked.connect(self._on_unpin)
            self._pinned.insertWidget(len(self._buttons), made)
            self._buttons.append(made)
        if self._pinned.count() == len(self._buttons):
            self._pinned.addStretch(1)

    def take(self) -> None:
        """Pin what is typed; what is wrong is said at the field and the input stays."""
        try:
            zone_roles.pin(self._context.store, self.label.text, self.zone.zone)
        except UserError as error:
            self.label.set_error(f"{error.what} {error.do}".strip())
            return
        self.label.set_text("")
        self.label.set_error("")
        self.zone.set_zone("")

    def _on_unpin(self) -> None:
        sender = self.sender()
        if sender is not None:
            label = str(sender.property("label"))
            self._context.attempt(lambda: zone_roles.unpin(self._context.store, label))
