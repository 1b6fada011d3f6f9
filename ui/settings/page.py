"""The Settings page, built from the declared settings: saved as they are changed, undoable, searched over all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from models import key_choices, settings, settings_exchange, settings_sections, whole_files
from models.errors import UserError
from models.history import Changed
from models.settings import SETTINGS
from models.settings_sections import Section
from models.texts import _, mark, ngettext
from ui.clearable import make_clearable
from ui.context import Context
from ui.file_dialogs import ask_for_file, ask_to_save
from ui.form import Button, Label, column, row
from ui.navigation_page import NavigationPage
from ui.settings.backups import BackupsRow
from ui.settings.findings_watch import FindingsWatch
from ui.settings.keyboard import key_rows
from ui.settings.playbooks import playbook_rows
from ui.settings.rows import ButtonRow, Row, SettingRow
from ui.settings.sections import WIDTH, SectionCard, SectionList

CONTENT = 760
BACKUPS, KEYBOARD, OTHER, PLAYBOOK = "backups", "keyboard", "other", "playbook"
FILTER = mark("Settings (*.json)")


class SettingsPage(NavigationPage):
    """Sections at the left, the chosen one at the right; a search shows the rows of all that have its words."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._settings = {section.id: found for section, found in settings_sections.shown()}
        wanted = {*self._settings, OTHER} | ({PLAYBOOK} if context.playbooks else set())
        self._sections = [item for item in settings_sections.SECTIONS if item.id in wanted]
        self._cards: dict[str, SectionCard] = {}
        self._defaults = {item.key: item.default for item in SETTINGS}
        self._values = settings.values(context.store)
        self._watch = FindingsWatch(context, lambda: self.act_wanted.emit("switch_view"), self)
        self._current = self._sections[0].id
        self._assemble()
        context.feed.changed.connect(self._on_changed)
        context.appearance.changed.connect(self._restyle)
        self._restyle()
        self.show_section(self._current)

    def take_focus(self) -> None:
        """Put the focus into the search."""
        self.search.setFocus()

    def refresh(self) -> None:
        """Show what is stored now."""
        self._values = settings.values(self._context.store)
        for card in self._cards.values():
            self._fill(card)
        self._count()

    @property
    def current(self) -> str:
        """The id of the section that is shown."""
        return self._current

    def show_section(self, id_: str) -> None:
        """Show one section, ending a search."""
        self._current = id_
        self.search.clear()
        self._arrange()

    def card(self, id_: str) -> SectionCard:
        """Return a section's card, made when it is first wanted."""
        if id_ not in self._cards:
            section = next(item for item in self._sections if item.id == id_)
            made = self._cards[id_] = SectionCard(self._context, section, self._rows(section))
            before = [item.id for item in self._sections[: self._sections.index(section)]]
            self._content.insertWidget(sum(1 for key in before if key in self._cards), made)
            self._fill(made)
        return self._cards[id_]

    # Building

    def _assemble(self) -> None:
        look = self._context.appearance
        self._subtitle = Label(look, "", 13, 400, "text2")
        self.reset = Button(look, _("Reset this page"), "ghost", "undo")
        self.reset.clicked.connect(self._on_reset_page)
        titles = column(Label(look, _("Settings"), 22, 600), self._subtitle, spacing=2)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search settings"))
        self.search.setAccessibleName(_("Search settings"))
        make_clearable(self.search)
        self._glass = self.search.addAction(look.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(_("Search"))
        self.search.textChanged.connect(self._arrange)
        self.search.returnPressed.connect(self._go_to_first)
        self.list = SectionList(self._context, self._sections)
        self.list.chosen.connect(self.show_section)
        sections = QWidget()
        sections.setObjectName("body")
        sections.setLayout(column(self.list, None))
        self._left = QWidget()
        self._left.setLayout(column(self.search, _scrolled(sections), spacing=10))
        self._left.setFixedWidth(WIDTH)
        self._none = Label(look, "", 13, 400, "text2", wrap=True)
        self._content = column(self._none, spacing=22, margins=(0, 0, 14, 24))
        body = QWidget()
        body.setObjectName("body")
        inner = row(spacing=0)
        held = QWidget()
        held.setLayout(column(_laid(self._content), None))
        held.setMaximumWidth(CONTENT + 14)
        inner.addWidget(held, 1)
        inner.addStretch(0)
        body.setLayout(inner)
        self.area = _scrolled(body)
        parts = row(spacing=32)
        parts.addWidget(self._left)
        parts.addWidget(self.area, 1)
        whole = column(row(titles, None, self.reset), spacing=16, margins=(24, 20, 24, 16))
        whole.addLayout(parts, 1)
        whole.addWidget(Label(look, _("Saved as you change it. Ctrl Z undoes."), 12, 400, "text2"))
        self.setLayout(whole)

    def _rows(self, section: Section) -> list[Row]:
        rows: list[Row] = []
        if section.id == PLAYBOOK and self._context.playbooks is not None:
            rows += playbook_rows(self._context, self._context.playbooks)
        if section.id == BACKUPS:
            last = BackupsRow(self._context)
            last.pressed.connect(lambda: self.act_wanted.emit("backups"))
            rows.append(last)
        for setting in self._settings.get(section.id, ()):
            made = SettingRow(self._context, setting)
            made.chosen.connect(self._put)
            made.reset_wanted.connect(self._reset)
            rows.append(made)
        if section.id == KEYBOARD:
            for keys in key_rows(self._context):
                keys.chosen.connect(self._put)
                rows.append(keys)
        if section.id == OTHER:
            rows += self._file_rows()
        return rows

    def _file_rows(self) -> list[Row]:
        look = self._context.appearance
        out = Button(look, _("Export settings"), "secondary", "ul")
        into = Button(look, _("Import settings"), "secondary", "dl")
        about = _("What differs from the defaults, as a file. It holds no engagements and no secrets")
        saving = ButtonRow(self._context, _("Take your settings along"), about, out)
        reading = ButtonRow(self._context, _("Take settings over"), _("One step, undone by Ctrl Z"), into)
        saving.pressed.connect(self._export)
        reading.pressed.connect(self._import)
        return [saving, reading]

    # Showing

    def _fill(self, card: SectionCard) -> None:
        for item in card.rows:
            item.show_values(self._values, self._defaults)

    def _arrange(self) -> None:
        """Show the chosen section, or of every section what is searched for."""
        wanted = self.search.text().strip()
        for section in self._sections:
            if wanted or section.id == self._current:
                card = self.card(section.id)
                card.setVisible(card.search(wanted))
            elif section.id in self._cards:
                self._cards[section.id].hide()
        shown = [card for card in self._cards.values() if not card.isHidden()]
        self._none.setText(_("No setting has “{words}”.").format(words=wanted))
        self._none.setVisible(not shown)
        self.list.choose("" if wanted else self._current)
        name = next(_(item.words) for item in self._sections if item.id == self._current)
        hits = sum(1 for card in shown for item in card.rows if not item.isHidden())
        found = ngettext("{count} found", "{count} found", hits).format(count=hits)
        self._subtitle.setText(found if wanted else name)
        self.area.verticalScrollBar().setValue(0)
        self._count()

    def _count(self) -> None:
        changed = settings_exchange.changed(self._context.store)
        for id_, button in self.list.buttons.items():
            count = sum(
                1 for item in self._settings.get(id_, ()) if {*settings_sections.keys_of(item)} & changed.keys()
            )
            if id_ == KEYBOARD:
                count += len(key_choices.read(self._values[key_choices.KEY]))
            button.set_count(count)
        self.reset.setVisible(not self.search.text() and bool(self.list.buttons[self._current].count))

    def _go_to_first(self) -> None:
        if not self.search.text().strip():
            return
        shown = (self._cards[item.id] for item in self._sections if not self._cards[item.id].isHidden())
        first = next((hit for card in shown if (hit := card.first_hit()) is not None), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.area.ensureWidgetVisible(first)

    # Changing

    def _put(self, chosen: Mapping[str, str]) -> None:
        """Choose at once; what is refused is said at the row and the field keeps what was typed."""
        self._watch.begin()
        label = _("Change setting “{name}”").format(name=self._name(next(iter(chosen))))
        try:
            settings_exchange.put_all(self._context.store, chosen, label)
        except UserError as error:
            self._say(chosen, f"{error.what} {error.do}".strip())
        else:
            self._say(chosen, "")
            self._watch.end()

    def _name(self, key: str) -> str:
        return next(_(settings_sections.words_of(item)) for item in SETTINGS if item.key == key)

    def _say(self, chosen: Mapping[str, str], words: str) -> None:
        for card in self._cards.values():
            for item in card.rows:
                if isinstance(item, SettingRow) and {*item.keys} & {*chosen}:
                    item.set_error(words)

    def _reset(self, keys: tuple[str, ...]) -> None:
        self._watch.begin()
        if self._context.attempt(lambda: settings_exchange.reset(self._context.store, keys)):
            self._watch.end()

    def _on_reset_page(self) -> None:
        self._reset(tuple(key for item in self.card(self._current).rows for key in item.keys))

    def _export(self) -> None:
        ask_to_save(self, _("Export settings"), (_(FILTER),), "settings.json", self.save)

    def save(self, file: Path) -> None:
        """Write the changed settings to a file."""
        content = settings_exchange.to_json(self._context.store).encode()
        if self._context.attempt(lambda: whole_files.write(file, content)):
            self._context.notices.tell(_("Settings are in {file}").format(file=file.name))

    def _import(self) -> None:
        ask_for_file(self, _("Import settings"), (_(FILTER),), self.take)

    def take(self, file: Path) -> None:
        """Take over the settings of a file."""
        self._watch.begin()
        try:
            count = settings_exchange.from_json(self._context.store, file.read_text(encoding="utf-8"), file.name)
        except (OSError, UnicodeDecodeError):
            self._context.notices.tell(_("{file} can't be read.").format(file=file.name))
        except UserError as error:
            self._context.notices.tell(str(error))
        else:
            words = ngettext("{count} setting taken over", "{count} settings taken over", count)
            self._context.notices.tell(words.format(count=count))
            self._watch.end()

    def _on_changed(self, changed: Changed) -> None:
        if changed.touches("setting"):
            self.refresh()

    def _restyle(self) -> None:
        look = self._context.appearance
        self.search.setFont(look.font(13))
        self._glass.setIcon(look.icon("search"))
        self.search.setFixedHeight(round(34 * max(1.0, look.text_scale)))
        self._left.setFixedWidth(round(WIDTH * max(1.0, look.text_scale)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.search.setFocus()
        else:
            super().keyPressEvent(event)


def _laid(layout: object) -> QWidget:
    held = QWidget()
    held.setLayout(layout)  # type: ignore[arg-type]
    return held


def _scrolled(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area
