"""The page where ServiceNow and the plans differ, over all engagements at once (SCREENS 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from models import reconcile, zones
from models.errors import UserError
from models.name_order import by_name
from models.reconcile import GROUPS, Choice, Group, Line
from models.texts import _, ngettext
from ui.clearable import make_clearable
from ui.context import Context
from ui.form import IconLabel, Label, button, card, column, row
from ui.reconcile.evidence import EvidencePane
from ui.reconcile.filter_chip import FilterChip
from ui.reconcile.table import Key, LineTable
from ui.reconcile.words import CHOICES
from ui.reconcile.words import GROUPS as WORDS

_COUNTS: Final[Mapping[Group, tuple[str, str]]] = {
    "lost": ("{n} lost", "{n} lost"),
    "changed": ("{n} changed", "{n} changed"),
    "new": ("{n} new", "{n} new"),
    "gone": ("{n} gone", "{n} gone"),
    "same": ("{n} match", "{n} match"),
}


class ReconcilePage(QWidget):
    """Lists every difference; nothing changes until the decisions are recorded.

    Signals:
        import_wanted: read another export.
        closed: the person is done here.
        move_wanted: an engagement, a phase and a start that ServiceNow has and the plan shall take over.
    """

    import_wanted = Signal()
    closed = Signal()
    move_wanted = Signal(int, str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._lines: tuple[Line, ...] = ()
        self._choices: dict[Key, Choice] = {}
        self._made: tuple[int, ...] = ()
        self._source = ""
        look = context.appearance
        self.under = Label(look, "", 12, 400, "text2", wrap=True)
        self.again = button(look, _("Read another export"), "secondary", "dl")
        self.chips = {group: FilterChip(look, WORDS[group][2]) for group in GROUPS}
        self.filter = QLineEdit()
        self.clients = QComboBox()
        self.table = LineTable(context)
        self.evidence = EvidencePane(context)
        self.evidence.hide()
        self.decided = Label(look, "", 13, 400, "text2")
        self.error = Label(look, "", 12, 400, "danger", wrap=True)
        self.leave = button(look, _("Not now"), "ghost")
        self.record_button = button(look, "", "primary", "check")
        self._build()
        self._connect()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, whatever the filters let through."""
        return self._lines

    def show_import(self, made: Sequence[int] = (), source: str = "") -> None:
        """Show what differs now; `made` are engagements of the import that was just read, `source` names it."""
        self._made, self._source = tuple(made), source
        self._choices = {}
        self.error.hide()
        self.refresh()
        self.table.focus_first()

    def refresh(self) -> None:
        """Read the lines again; decisions about lines that are still there are kept."""
        self._lines = reconcile.lines(self._context.store, self._made)
        keys = {line.key for line in self._lines}
        self._choices = {key: choice for key, choice in self._choices.items() if key in keys}
        told = reconcile.counts(self._lines)
        for group, chip in self.chips.items():
            one, many = _COUNTS[group]
            chip.setText(ngettext(one, many, told[group]).format(n=told[group]))
            chip.setVisible(bool(told[group]))
        self._fill_clients()
        self._show_lines()
        self._show_decided()
        values = ngettext("{n} value", "{n} values", len(self._lines)).format(n=len(self._lines))
        self.under.setText(f"{self._source}, {values}" if self._source else _("{values} seen").format(values=values))

    def record(self) -> None:
        """Write the decisions as one step and open the reviews of the moves that were chosen."""
        chosen = [(line, self._choices[line.key]) for line in self._lines if line.key in self._choices]
        if not chosen:
            return
        try:
            outcome = reconcile.record(self._context.store, chosen)
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
            return
        self.error.hide()
        self._choices = {}
        self.refresh()
        left = len(chosen) - outcome.count
        said = ngettext("{n} decision recorded", "{n} decisions recorded", outcome.count).format(n=outcome.count)
        later = ngettext("{n} line left for later", "{n} lines left for later", left).format(n=left)
        parts = [words for words, count in ((said, outcome.count), (later, left)) if count]
        self._context.notices.tell(", ".join(parts))
        for engagement, kind, start in outcome.moves:
            self.move_wanted.emit(engagement, kind, start)

    def decide(self, key: Key, choice: str) -> None:
        """Keep a decision until it is recorded; an empty one takes it back."""
        known: Choice | None = next((item for item in CHOICES if item == choice), None)
        if known is None:
            self._choices.pop(key, None)
        else:
            self._choices[key] = known
        self.table.refresh(self._choices)
        self._show_decided()

    def show_evidence(self, key: Key) -> None:
        """Show the evidence of a line."""
        line = next((item for item in self._lines if item.key == key), None)
        if line is not None:
            self.table.choose(key)
            self.evidence.show_line(line)
            self.evidence.show()

    def toggle_evidence(self) -> None:
        """Hide or show the evidence."""
        self.evidence.setVisible(not self.evidence.isVisible())

    def _build(self) -> None:
        look = self._context.appearance
        title = Label(look, _("Reconcile with ServiceNow"), 22, 600)
        head = row(column(title, self.under, spacing=2), self.again, spacing=12)
        head.setStretch(0, 1)
        head.setAlignment(self.again, Qt.AlignmentFlag.AlignTop)
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter by client or number"))
        make_clearable(self.filter)
        self.filter.setFixedWidth(144)
        self.clients.setAccessibleName(_("Engagement"))
        self.clients.setFixedWidth(152)
        for item in (self.filter, self.clients):
            item.setFont(look.font(13))
            item.setFixedHeight(round(30 * max(1.0, look.text_scale)))
        chips = row(*self.chips.values(), None, self.filter, self.clients, spacing=8)
        foot = row(IconLabel(look, "rows", "text2", 14), self.decided, None, self.leave, self.record_button, spacing=10)
        self.error.hide()
        footer = card(foot, self.error, spacing=6, margins=(16, 11, 12, 11))
        centre = column(head, chips, self.table, footer, spacing=12, margins=(24, 18, 24, 16))
        centre.setStretch(2, 1)
        layout = row(spacing=0)
        layout.addLayout(centre, 1)
        layout.addWidget(self.evidence)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.again.clicked.connect(self.import_wanted)
        self.leave.clicked.connect(self.closed)
        self.record_button.clicked.connect(self.record)
        self.filter.textChanged.connect(self._show_lines)
        self.clients.activated.connect(self._show_lines)
        for chip in self.chips.values():
            chip.toggled.connect(self._show_lines)
        self.table.decided.connect(self.decide)
        self.table.focused.connect(self.show_evidence)
        self.table.record_wanted.connect(self.record)
        self.table.evidence_wanted.connect(self.toggle_evidence)
        self.evidence.closed.connect(self.evidence.hide)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.record)
        self._context.portfolio.engagements_changed.connect(self._on_changed)

    def _on_changed(self, _ids: object) -> None:
        if self.isVisible():
            self.refresh()

    def _fill_clients(self) -> None:
        chosen = self.clients.currentData()
        names = {line.dossier.id: line.dossier.engagement.client for line in self._lines}
        self.clients.clear()
        self.clients.addItem(_("All engagements"), 0)
        for engagement, client in sorted(names.items(), key=lambda item: by_name(item[1])):
            self.clients.addItem(client, engagement)
        self.clients.setCurrentIndex(max(0, self.clients.findData(chosen)))

    def _show_lines(self) -> None:
        wanted, client = self.filter.text().strip().casefold(), self.clients.currentData()
        groups = {group for group, chip in self.chips.items() if chip.isChecked() and not chip.isHidden()}
        shown = [
            line
            for line in self._lines
            if (not groups or line.group in groups)
            and (not client or line.dossier.id == client)
            and (wanted in f"{line.dossier.engagement.client} {line.number} {line.subject}".casefold())
        ]
        seen = [line.seen.at_utc for line in shown if line.group == "same" and line.seen]
        at = zones.to_zone(zones.parse_utc(max(seen)), shown[0].dossier.you.zone) if seen else None
        self.table.show_lines(shown, self._choices, self._context.formats.time(at) if at else "")

    def _show_decided(self) -> None:
        open_lines = [line for line in self._lines if line.choices]
        count = len(self._choices)
        words = _("{done} of {count} decided. Nothing changes until you record.")
        text = words.format(done=count, count=len(open_lines))
        if not open_lines:
            text = _("Nothing differs.")
        self.decided.setText(text)
        said = ngettext("Record {n} decision", "Record {n} decisions", count).format(n=count)
        self.record_button.set_text(said if count else _("Record"), "check")
        self.record_button.setEnabled(bool(count))
