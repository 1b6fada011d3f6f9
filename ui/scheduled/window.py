"""The act Scheduled beside the browser: six rows, each done when it was read back (N10, N13, N30; SCREENS 8).

Not modal; a pin keeps it on top. A paste anywhere goes to the row that it fits.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

from models import calendar_entries, scheduled_act, zones
from models.errors import UserError
from models.records import Dossier
from models.texts import _
from ui import screens
from ui.clipboard import copy_text, is_own_copy
from ui.context import Context
from ui.form import Button, IconLabel, Label, button, column, hline, icon_button, row
from ui.scheduled.marks import Progress
from ui.scheduled.row_card import EMAIL_ROW, RowCard

WIDTH = 720
SCREEN_MARGIN = 60


class ScheduledWindow(QDialog):
    """The six things of one engagement.

    Args:
        context: store, looks and words.
        engagement: the engagement that is scheduled.
        parent: the main window.
    """

    def __init__(self, context: Context, engagement: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.engagement = engagement
        self._chosen = 0
        self.setObjectName("scheduledAct")
        self.setWindowTitle(_("Scheduled. Now six things, together"))
        self.setAccessibleName(_("Scheduled. Now six things, together"))
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = context.appearance
        self.heading = Label(look, _("Scheduled. Now six things, together"), 17, 600)
        self.under = Label(look, "", 12, 400, "text2")
        self.progress = Progress(look)
        self.count = Label(look, "", 13, 600)
        self.pin = icon_button(look, "pop", _("Keep this window on top"))
        self.pin.setCheckable(True)
        self.cards = [RowCard(context, number) for number in range(1, scheduled_act.COUNT + 1)]
        self.later: Button = button(look, _("Finish later"))
        self.finish: Button = button(look, _("Done"), "primary")
        self._build()
        self._connect()
        self.refresh()
        self._fit()
        self.cards[max(self._chosen, 1) - 1].focus_field()

    @property
    def dossier(self) -> Dossier | None:
        """The engagement as it is now."""
        return self._context.portfolio.dossier(self.engagement)

    def refresh(self) -> None:
        """Show how far each row is; the first that is not whole is open, unless another was chosen."""
        dossier = self.dossier
        if dossier is None or not dossier.engagement.scheduled:
            self.close()
            return
        formats = self._context.formats
        found = scheduled_act.rows(dossier, self._context.portfolio.now(), formats)
        chosen = next((item for item in found if item.number == self._chosen), None)
        if chosen is None or chosen.over or chosen.state == "waits":
            self._chosen = scheduled_act.current(found)
        for card, shown in zip(self.cards, found, strict=True):
            text = scheduled_act.text_to_copy(dossier, card.number)
            card.fill(shown, now=card.number == self._chosen, text=text)
        whole = scheduled_act.done(found)
        self.progress.set(whole, sum(item.state == "half" for item in found))
        self.count.setText(_("{done} of {count}").format(done=whole, count=scheduled_act.COUNT))
        self.finish.setEnabled(whole == scheduled_act.COUNT)
        self.under.setText(self._when(dossier))

    def choose(self, number: int) -> None:
        """Open another row; the order of 1, 2, 5 and 6 is free."""
        self._chosen = number
        self.refresh()
        self.cards[number - 1].focus_field()

    def copy(self, number: int) -> None:
        """Put a row's text on the clipboard; the email to the client is written in the composer."""
        dossier = self.dossier
        if dossier is not None and number == EMAIL_ROW:
            from ui.composer.opening import open_composer  # start-up saving: 40 ms of the template engine

            open_composer(self._context, self, scheduled_act.EMAIL, dossier.id)
        elif dossier is not None:
            copy_text(scheduled_act.text_to_copy(dossier, number))

    def tick(self, number: int) -> None:
        """Record that a row is done without a read-back."""
        dossier = self.dossier
        if dossier is not None:
            self._attempt(number, lambda: scheduled_act.tick(self._context.store, dossier, number))

    def save_file(self, _number: int) -> None:
        """Ask where the file goes that makes the block in your calendar busy; the row then says so."""
        from ui.calendar_files.saving import ask_file  # start-up saving: imported when it is first opened

        dossier = self.dossier
        if dossier is not None:
            ask_file(self._context, dossier, self, kind=calendar_entries.BLOCK, then=self.refresh)

    def read_clipboard(self, number: int = 0) -> None:
        """Record what the clipboard holds; our own copy is no read-back."""
        text = QGuiApplication.clipboard().text()
        if text.strip() and is_own_copy(text):
            self._say(number, _("This is your own copy. Copy it from ServiceNow, after saving and reloading."))
        elif text.strip():
            self.read(number, text)

    def read(self, number: int, text: str) -> None:
        """Record a text in the row that it fits."""
        dossier = self.dossier
        if dossier is None:
            return
        done = self._attempt(number, lambda: scheduled_act.paste(self._context.store, dossier, text, number))
        if done:
            for card in self.cards:
                card.field.clear()
            self.cards[max(self._chosen, 1) - 1].focus_field()

    def _attempt(self, number: int, act: Callable[[], object]) -> bool:
        try:
            act()
        except UserError as error:
            self._say(number, f"{error.what} {error.do}".strip())
            return False
        self._say(number, "")
        return True

    def _say(self, number: int, error: str) -> None:
        self.cards[(number or self._chosen or 1) - 1].say(error)
        if error:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, error))

    def _when(self, dossier: Dossier) -> str:
        start, client = dossier.prod.starts, dossier.engagement.client
        if start is None:
            return client
        formats, yours = self._context.formats, zones.to_zone(start, dossier.you.zone)
        words = _("{client}, {yours} for you")
        if yours.utcoffset() != start.utcoffset():
            words = _("{client}, {yours} for you, {theirs} for the client")
        theirs = f"{formats.time(start)} {zones.abbreviation(start, dossier.prod.zone)}"
        return words.format(client=client, yours=formats.with_zone(yours), theirs=theirs)

    def _build(self) -> None:
        look = self._context.appearance
        self.progress.setFixedSize(96, 12)
        top = row(
            IconLabel(look, "flip", "accent", 22),
            column(self.heading, self.under, spacing=2),
            self.progress,
            self.count,
            self.pin,
            spacing=12,
            margins=(24, 16, 16, 16),
        )
        top.setStretch(1, 1)
        page = QWidget()
        page.setObjectName("page")
        page.setLayout(column(*self.cards, None, spacing=8, margins=(24, 16, 24, 16)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self._page, self._scroll = page, scroll
        page.installEventFilter(self)
        words = Label(look, _("It cannot be cancelled. What is left here stays first in Next."), 12, 400, "text2")
        below = row(
            IconLabel(look, "lock", "text2", 14), words, None, self.later, self.finish, margins=(24, 12, 24, 14)
        )
        self.setLayout(column(top, hline(), scroll, hline(), below, spacing=0))
        self.finish.setAutoDefault(False)
        self.finish.setDefault(False)
        self.later.setAutoDefault(False)

    def _fit(self) -> None:
        """Take the height that the rows need, up to the screen's."""
        width = round(WIDTH * max(1.0, self._context.appearance.text_scale))
        self.setMinimumWidth(WIDTH)
        layout, page = self.layout(), self._page.layout()
        if layout is None or page is None:
            return
        around = layout.sizeHint().height() - self._scroll.sizeHint().height()
        rows = page.totalHeightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
        self._page.setMinimumHeight(rows)  # where the screen is low they scroll, and no words are cut
        self.resize(width, min(rows + around, screens.room(self).height() - SCREEN_MARGIN))

    def _connect(self) -> None:
        for card in self.cards:
            card.copy_wanted.connect(self.copy)
            card.tick_wanted.connect(self.tick)
            card.open_wanted.connect(self.choose)
            card.pasted.connect(self.read)
            card.read_wanted.connect(self.read_clipboard)
            card.file_wanted.connect(self.save_file)
        self.later.clicked.connect(self.close)
        self.finish.clicked.connect(self.close)
        self.pin.toggled.connect(self._keep_on_top)
        self._context.portfolio.engagements_changed.connect(self._on_changed)

    def _keep_on_top(self, on: bool) -> None:
        """Changing the flag hides a window, so it is shown again where it stood."""
        place = self.pos()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        self.move(place)
        self.show()

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self.engagement in ids:
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # the words of a row have changed
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # only now the words have the width that they wrap at

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.read_clipboard()
        else:
            super().keyPressEvent(event)
