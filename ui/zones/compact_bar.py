"""The zone strip in one line, for a low window: both times, how the Timezone Check stands, and the way to the rest."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models import zone_rows, zones
from models.records import Dossier
from models.texts import _
from models.zone_roles import of_kind
from ui.context import Context
from ui.form import IconLabel, Label, button, row
from ui.zones.clocks import ZoneClocks

_ICONS = {"ok": "check", "warn": "alert", "text2": "clock"}


class CompactBar(QWidget):
    """One line in place of the strip.

    Signals:
        compare_wanted: the person wants to compare time zones.
    """

    compare_wanted = Signal()

    def __init__(self, context: Context, clocks: ZoneClocks) -> None:
        super().__init__()
        self._context, self._clocks = context, clocks
        look = context.appearance
        self.client = Label(look, "", 12, 600)
        self.yours = Label(look, "", 12, 400, "text2")
        self._icon = IconLabel(look, "clock", "text2", 14)
        self.check = Label(look, "", 12, 400, "text2")
        self.open = button(look, _("Time zones"), "accentghost", height=26)
        self.open.clicked.connect(self.compare_wanted)
        globe = IconLabel(look, "globe", "text2", 16)
        self.setLayout(row(globe, self.client, 2, self.yours, 4, self._icon, self.check, None, self.open, spacing=6))

    def add(self, widget: QWidget) -> None:
        """Put something else that the window is too low for at the end of the line."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Show the open engagement as it is now."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        self.client.setText(self._client_words(dossier))
        self.yours.setText(self._your_words(dossier))
        status = self._clocks.status(dossier)
        self._icon.set_icon(_ICONS[status.tone], status.tone)
        self.check.setText(status.short)
        self.check.setToolTip(f"{status.title}. {status.detail}")

    def _client_words(self, dossier: Dossier) -> str:
        client = of_kind(self._clocks.roles(dossier), "client")
        window = zone_rows.prod_window(dossier)
        if window is None or not client.known:
            return client.trouble or _("No prod time yet")
        at = self._time(zones.to_zone(window.start, client.zone), dossier)
        return _("{time} client").format(time=at)

    def _your_words(self, dossier: Dossier) -> str:
        window = zone_rows.prod_window(dossier)
        at = self._time(zones.to_zone(window.start, dossier.you.zone), dossier) if window is not None else ""
        return _("{time} you").format(time=at) if at else ""

    def _time(self, shown: datetime, dossier: Dossier) -> str:
        """Return the hour, with its weekday where the two parties have different dates."""
        formats = self._context.formats
        client = dossier.prod.zone
        dates = {zones.to_zone(shown, zone).date() for zone in (client, dossier.you.zone) if zones.exists(zone)}
        return formats.time(shown) if len(dates) == 1 else f"{formats.weekday(shown)} {formats.time(shown)}"
