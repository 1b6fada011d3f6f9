"""The command palette: type a few letters, choose with the arrows, Enter does it, Ctrl Enter copies it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView

from models import palette, palette_answers, settings
from models.calendars import calendar
from models.palette import MOST, Found, Index
from models.palette_answers import Asker
from models.texts import _
from ui.form import IconLabel, KeyHint, Label, column, hline, row
from ui.overlay import Overlay
from ui.palette.entries import entries, link_entry
from ui.palette.rows import ROW, Line, LineDelegate, Lines, lines

if TYPE_CHECKING:
    from ui.main_window import MainWindow

WIDTH, TOP = 640, 120
RECENT = "palette.recent"


class Palette(Overlay):
    """Opens by being made; what can be found is what there is at that moment."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, _("Search or jump to"))
        self._window = window
        self._context = window.context
        self._dossier = self._context.portfolio.current_dossier()
        self._recent: tuple[str, ...] = tuple(json.loads(self._context.store.recall(RECENT, "[]")))
        self._build()
        self._read()
        self.query.textChanged.connect(self._find)
        self._find()
        self.open_with(self.query)

    def _build(self) -> None:
        look = self._context.appearance
        self.query = QLineEdit()
        self.query.setAccessibleName(_("Search or jump to"))
        self.query.setPlaceholderText(_("Search or jump to"))
        self.query.setFrame(False)
        self.query.setProperty("bare", True)
        self.query.setFont(look.font(16, 500))
        self.query.installEventFilter(self)
        self._within = Label(look, "", 12, 400, "text2")
        self.model = Lines()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(look, self.model))
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda index: self._do(self.model.line(index.row())))
        self._none = Label(look, _("Nothing found. Ctrl N adds it as an engagement."), 13, 400, "text2", wrap=True)
        self._none.setContentsMargins(20, 12, 20, 12)
        head = row(IconLabel(look, "search", "accent", 18), self.query, self._within, spacing=10)
        head.setContentsMargins(16, 8, 16, 8)
        footer = QFrame()
        footer.setObjectName("overlayFooter")
        hints = row(spacing=6, margins=(16, 8, 16, 8))
        for keys, words in (("↑ ↓", _("choose")), ("Enter", _("do it")), ("Ctrl Enter", _("copy instead"))):
            hints.addWidget(KeyHint(look, keys))
            hints.addWidget(Label(look, words, 12, 400, "text2"))
            hints.addSpacing(8)
        hints.addStretch(1)
        hints.addWidget(Label(look, _("Type a time, a date or a ticket number too"), 12, 400, "text2"))
        footer.setLayout(hints)
        self.frame.setLayout(column(head, hline(), self.list, self._none, footer, spacing=0, margins=(1, 1, 1, 1)))

    def _read(self) -> None:
        """Make ready what can be found, for the engagement that is named at the right."""
        self._index = Index(entries(self._window, self._dossier), self._recent)
        you = settings.you(self._context.store)
        now, formats = self._context.clock.now(), self._context.formats
        self._asker = Asker(now, you.zone, formats, calendar(you.country, you.subdivision), self._dossier)
        client = self._dossier.engagement.client if self._dossier is not None else ""
        self._within.setText(_("in {client}").format(client=client) if client else "")

    def _find(self) -> None:
        wanted = self.query.text().strip()
        answered = palette_answers.answers(wanted, self._asker) if wanted else ()
        linked = link_entry(self._context.store, wanted)
        found = Found(best=linked) if linked is not None else self._index.find(wanted, MOST - len(answered))
        shown = lines(found, answered)
        self.model.show(shown, wanted)
        self._none.setVisible(not shown)
        self.list.setVisible(bool(shown))
        choosable = self.model.choosable()
        if choosable:
            self._choose(choosable[0])
        self.fit()

    def fit(self) -> None:
        scale = max(1.0, self._context.appearance.text_scale)
        height = sum(self.list.sizeHintForRow(at) for at in range(self.model.rowCount()))
        above = min(TOP, max(16, self.height() - 560))
        self.list.setFixedHeight(min(height + 8, max(ROW, self.height() - above - 130)))
        self.frame.setFixedWidth(min(round(WIDTH * scale), self.width() - 32))
        self.frame.adjustSize()
        self.frame.move((self.width() - self.frame.width()) // 2, above)

    def _choose(self, row_: int) -> None:
        self.list.setCurrentIndex(self.model.index(row_))
        self.query.setAccessibleDescription(str(self.model.index(row_).data()))

    def _step(self, by: int) -> None:
        choosable = self.model.choosable()
        if choosable:
            at = choosable.index(self.list.currentIndex().row()) if self.list.currentIndex().isValid() else 0
            self._choose(choosable[(at + by) % len(choosable)])

    @property
    def current(self) -> Line | None:
        """The row that Enter would do."""
        return self.model.line(self.list.currentIndex().row())

    def _do(self, line: Line | None) -> None:
        """Do what a row says, once the palette is gone; a row that is off stays."""
        if line is None or line.heading or line.off:
            return
        if line.answer is not None:
            self._copy(line)
            return
        if line.entry is not None:
            self._remember(line.entry.id)
            self.close()
            self._carry_out(line.entry.id)

    def _carry_out(self, id_: str) -> None:
        kind, _colon, name = id_.partition(":")
        match kind:
            case "act":
                self._window.acts[name].trigger()
            case "engagement":
                self._window.open_engagement(int(name))
            case "step":
                self._window.pages.show_one(name)
            case "number":
                self._window.open_engagement(int(name.partition(":")[0]))
            case "setting":
                self._window.pages.show_settings(name.partition(":")[0])
            case "text":
                self._window.commands.texts.compose(name)
            case "help":
                self._window.commands.help.show_page(name)
            case "video":
                from ui.videos.opening import open_by_id  # start-up saving: imported when the first video is opened

                video, _colon, moment = name.partition(":")
                open_by_id(self._context, int(video), int(moment or 0))
            case "link":
                from ui.videos.opening import open_link  # start-up saving: imported when the first video is opened

                open_link(self._context, name)

    def _copy(self, line: Line | None) -> None:
        if line is None or line.heading:
            return
        entry = line.entry
        text = line.answer.copy if line.answer is not None else (entry.copy or entry.text) if entry is not None else ""
        QGuiApplication.clipboard().setText(text)
        self.close()
        self._context.notices.tell(_("Copied {text}").format(text=text))

    def _remember(self, id_: str) -> None:
        self._context.store.remember(RECENT, json.dumps(palette.remembered(self._recent, id_)))

    def _on_key(self, event: QKeyEvent) -> bool:
        """Take the keys that choose; the rest is typed."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                (self._copy if control else self._do)(self.current)
            case Qt.Key.Key_Backspace if not self.query.text() and self._dossier is not None:
                self._dossier = None
                self._read()
                self._find()
            case _:
                return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self.fit()
        if watched is self.query and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)
