"""The day that the client would like for Best Practices, with what the window says about it (N25)."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models import session_requests, typed_times, zones
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui.context import Context
from ui.field import Field
from ui.form import Label, column


class WantedDay(QWidget):
    """Type "14 dec" or "next mon"; below it stands the whole date and whether it is to be refused.

    Signals:
        advised: the answer that the day deserves: "agreed", "refused" or empty.
    """

    advised = Signal(str)

    def __init__(self, context: Context, dossier: Dossier) -> None:
        super().__init__()
        self._context = context
        self._dossier = dossier
        self.day: date | None = None
        self.problem = ""
        self.field = Field(context.appearance, _("Which day they would like"), placeholder=_("2026-12-14 or 14 dec"))
        self.echo = Label(context.appearance, "", 12, 500, "text2", wrap=True)
        self.setLayout(column(self.field, self.echo, spacing=4))
        self.setFocusProxy(self.field.line)
        self.field.line.textChanged.connect(self._read)
        self._read("")

    def _read(self, text: str) -> None:
        self.day, self.problem = None, ""
        if text.strip():
            today = self._context.clock.now_in(zones.zone(self._dossier.you.zone)).date()
            try:
                read = typed_times.read_typed(text, today)
            except UserError as error:
                self.problem = f"{error.what} {error.do}".strip()
            else:
                self.day = read.date() if isinstance(read, datetime) else read
        self.field.set_error(self.problem)
        self._advise()

    def _advise(self) -> None:
        latest = session_requests.latest_day(self._dossier)
        if self.day is None:
            words = _("The window ends {latest}.").format(latest=self._context.formats.day(latest)) if latest else ""
            self.echo.set_token("text2")
            self.echo.setText("" if self.problem else words)
            return
        answer, why = session_requests.advice(self._dossier, self.day, self._context.formats)
        self.echo.set_token("danger" if answer == "refused" else "text2")
        self.echo.setText(f"{self._context.formats.day_year(self.day)}. {why}")
        self.advised.emit(answer)
