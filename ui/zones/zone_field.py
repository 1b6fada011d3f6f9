"""A field that finds a time zone by city, country, abbreviation or alias while one types."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from models import zone_search, zones
from models.texts import _
from models.zone_search import ZoneMatch
from ui.form import Label, column
from ui.theme import Appearance
from ui.visibility import hide_unless

Index = QModelIndex | QPersistentModelIndex


class _Matches(QAbstractListModel):
    """The zones that fit what is typed; the text names city, country and offset because names repeat."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matches: tuple[ZoneMatch, ...] = ()

    def set(self, matches: tuple[ZoneMatch, ...]) -> None:
        self.beginResetModel()
        self._matches = matches
        self.endResetModel()

    def named(self, text: str) -> ZoneMatch | None:
        return next((match for match in self._matches if words(match) == text), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._matches)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        return words(self._matches[index.row()])


def words(match: ZoneMatch) -> str:
    """Return a zone as the list names it: "Los Angeles, United States · UTC−8"."""
    place = f"{match.city}, {match.country_name}" if match.country_name else match.city
    return f"{place} · {zones.offset_text(match.offset_minutes)}"


class ZoneField(QWidget):
    """Type a few letters, choose a line; what is typed stays until a zone is chosen.

    Signals:
        chosen: the IANA name of the zone that the person chose.
    """

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, name: str, zone: str, now: datetime, *, titled: bool = True) -> None:
        super().__init__()
        self._now = now
        self._zone = zone
        self._appearance = appearance
        self._title = Label(appearance, name, 12, 500, "text2")
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(_("City, country or abbreviation"))
        self._title.setBuddy(self.line)
        hide_unless(self._title, titled)
        self._error = Label(appearance, "", 12, 400, "danger", wrap=True)
        self._error.hide()
        self._model = _Matches(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._on_activated)
        self._popup = QListView()
        self._popup.setObjectName("completions")
        self._popup.setAccessibleName(name)
        self._popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._completer.setPopup(self._popup)
        self.line.setCompleter(self._completer)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self.line.installEventFilter(self)
        self.setLayout(column(self._title, self.line, self._error, spacing=4))
        self.setFocusProxy(self.line)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.set_zone(zone)

    @property
    def zone(self) -> str:
        """The IANA name that is chosen; empty for none."""
        return self._zone

    @property
    def error(self) -> str:
        """What is wrong, as shown."""
        return self._error.text()

    def set_zone(self, zone: str) -> None:
        """Show a zone without saying that the person chose it."""
        self._zone = zone
        self._say("")
        self.line.setText(self._named(zone) if zone else "")

    def _named(self, zone: str) -> str:
        if not zones.exists(zone):
            return zone
        return f"{zones.city(zone)} · {zones.offset_text(zones.offset_minutes(self._now, zone))}"

    def _on_edited(self, text: str) -> None:
        self._say("")
        self._model.set(zone_search.search(text, 12, self._now) if text.strip() else ())
        self._completer.complete()

    def _on_activated(self, text: str) -> None:
        """Take the line that was chosen, once the completer has written it into the field."""
        chosen = self._model.named(text)
        if chosen is not None:
            QTimer.singleShot(0, self, lambda: self._choose(chosen.zone))

    def _on_finished(self) -> None:
        """Take the only zone that fits, or say what is missing; the text is kept."""
        text = self.line.text().strip()
        if text in (self._named(self._zone), "") or self._popup.isVisible():
            return
        found = zone_search.search(text, 2, self._now)
        if zones.exists(text):
            self._choose(text)
        elif len({match.zone for match in found}) == 1:
            self._choose(found[0].zone)
        else:
            self._say(
                _("Choose one of the zones in the list.")
                if found
                else _("No time zone fits “{text}”.").format(text=text)
            )

    def _choose(self, zone: str) -> None:
        self.set_zone(zone)
        self.chosen.emit(zone)

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.line.setAccessibleDescription(text)

    def _restyle(self) -> None:
        self.line.setFont(self._appearance.font(13, 400))
        self.line.setFixedHeight(round(34 * max(1.0, self._appearance.text_scale)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self.line, self.line.selectAll)
        return super().eventFilter(watched, event)
