"""The checklist of the open engagement: banners above, groups and steps below."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from models import after_check, calendar_entries, checklist, library, surveys, timezone_check
from models.playbook import StepDef
from models.records import Dossier
from models.texts import _
from ui.checklist.acts import HELD, StepActs, text_ticket
from ui.checklist.banners import Banners
from ui.checklist.model import Role
from ui.checklist.view import ChecklistView
from ui.context import Context
from ui.form import Button, button, column


class ChecklistPane(QWidget):
    """Follows the open engagement by itself.

    Args:
        context: what every pane is given.
        parent: what it lies in.
        filled: whether it shows the open engagement at once; else `refresh` does, once it has its place.

    Signals:
        dates_wanted: the kind of the phase whose dates the person wants to change.
    """

    dates_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None, *, filled: bool = True) -> None:
        super().__init__(parent)
        self._context = context
        self._engagement = 0
        self._button_for = ""
        self._folds: dict[tuple[int, str], bool] = {}
        self.acts = StepActs(context, self)
        self.banners = Banners(context)
        self.view = ChecklistView(context.appearance)
        self.setFocusProxy(self.view)
        layout = column(self.banners, self.view, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.view.ticked.connect(self.acts.toggle)
        self.view.note_wanted.connect(self.acts.note)
        self.view.film_wanted.connect(self._play)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.folded.connect(self._on_folded)
        context.portfolio.opened.connect(self.refresh)
        context.portfolio.engagements_changed.connect(self._on_changed)
        if filled:
            self.refresh()

    def refresh(self) -> None:
        """Show the open engagement as it is now."""
        dossier = self._context.portfolio.current_dossier()
        if dossier is None:
            return
        self.banners.show_for(dossier)
        key = self.view.current_key()
        self._mark_films()
        self.view.rows.show(checklist.view(dossier, self._context.clock.now(), self._context.formats))
        self._unfold(dossier)
        if dossier.id != self._engagement:
            self._engagement, key = dossier.id, ""
            self.view.scrollToTop()
        elif key:
            self.view.setCurrentIndex(self.view.rows.index_of(key))
        self._offer(dossier)

    def show_step(self, key: str) -> None:
        """Show one step, with the focus on it."""
        if self.view.reveal(key):
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def menu(self, key: str) -> QMenu:
        """Return what can be done with a step."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dossier = self._context.portfolio.current_dossier()
        definition = dossier.playbook.step(key) if dossier else None
        if dossier is None or definition is None:
            return menu
        done, lock = dossier.is_done(key), checklist.lock(dossier, key, self._context.clock.now())
        check = self.acts.is_check(dossier, key)
        if done or check or not lock:
            words = _("Open it again") if done else _("Triple-check…") if check else _("Tick")
            self._add(menu, words).triggered.connect(lambda: self.acts.toggle(key))
        if (lock or check) and not done:
            self._add(menu, _("Done anyway…")).triggered.connect(lambda: self.acts.done_anyway(key))
        self._add(menu, _("Note…"), "N").triggered.connect(lambda: self.acts.note(key))
        if definition.message:
            self._add(menu, _("Compose…")).triggered.connect(lambda: self.acts.compose(key))
        if key in self.view.rows.films:
            self._add(menu, _("Play the video"), "V").triggered.connect(lambda: self._play(key))
        if text_ticket(dossier, key):
            self._add(menu, _("Copy the short description")).triggered.connect(lambda: self.acts.copy_text(key))
        self._add_special(menu, dossier, definition)
        menu.addSeparator()
        phase = dossier.playbook.phase(definition.phase).short
        self._add(menu, _("Dates of {phase}…").format(phase=phase)).triggered.connect(
            lambda: self.dates_wanted.emit(definition.phase)
        )
        return menu

    def _add_special(self, menu: QMenu, dossier: Dossier, definition: StepDef) -> None:
        """Add what only this step has: its file, its score, the ways in which a session falls out."""
        key = definition.key
        if definition.action == "calendar":
            self._add(menu, _("Save calendar file…")).triggered.connect(self.acts.save_calendar)
        if key == surveys.STEP:
            self._add(menu, _("Add a score…")).triggered.connect(self.acts.add_score)
        if definition.phase == "best_practices" and not dossier.is_done(HELD):
            self._add(menu, _("Request or cancellation…")).triggered.connect(self.acts.request_session)
            if key == HELD:
                self._add(menu, _("Skip with approval…")).triggered.connect(self.acts.skip)

    def _add(self, menu: QMenu, words: str, keys: str = "") -> QAction:
        return menu.addAction(f"{words}\t{keys}" if keys else words)

    def _mark_films(self) -> None:
        """Mark the steps that a training video shows."""
        films = library.shown_steps(self._context.store)
        if films != self.view.rows.films:
            self.view.rows.films = films
            self.view.lay_out()

    def _play(self, key: str) -> None:
        from ui.videos.opening import open_moment  # start-up saving: imported when the first video is opened

        open_moment(self._context, key)

    def _open_menu(self, key: str, place: QPoint) -> None:
        self.menu(key).popup(place)

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._context.portfolio.current in ids:
            self.refresh()

    def _on_folded(self, group: str, fold: bool) -> None:
        self._folds[self._engagement, group] = fold

    def _unfold(self, dossier: Dossier) -> None:
        """Fold what is finished, and what is locked behind another locked group, unless the person chose."""
        rows, before_locked = self.view.rows, False
        for at in range(rows.rowCount()):
            index = rows.index(at, 0)
            group = rows.group(index)
            folded = group.done == group.total or (group.locked and before_locked)
            before_locked = group.locked
            self.view.setExpanded(index, not self._folds.get((dossier.id, group.group.key), folded))

    def _offer(self, dossier: Dossier) -> None:
        """Put the one act beside the next step that does it, where there is one."""
        hot = self.view.rows.hot()
        key = str(hot.data(Role.KEY)) if hot.isValid() else ""
        wanted = f"{dossier.id}.{key}.{self._wants_file(dossier, key)}"
        if wanted == self._button_for:
            return
        self._button_for = wanted
        self.view.put_button(self._button(dossier, key))

    def _button(self, dossier: Dossier, key: str) -> Button | None:
        definition = dossier.playbook.step(key)
        if definition is None:
            return None
        act = {"email": _("Email"), "note": _("Work note")}.get(definition.action, "") if definition.message else ""
        if definition.action == "check":
            act = _("Check")
        elif key == after_check.STEP:
            act = _("Read back")
        elif key == timezone_check.STEP:
            act = _("Check zone")
        elif text_ticket(dossier, key):
            act = _("Copy text")
        elif self._wants_file(dossier, key):
            act = _("Save file")
        elif key == "validation_confirmed":
            act = _("Finish now")
        elif key == surveys.STEP:
            act = _("Add a score")
        if not act:
            return None
        item = button(self._context.appearance, act, height=28)
        item.setAccessibleName(f"{act}: {definition.text}")
        item.clicked.connect(self._do_hot)
        return item

    def _wants_file(self, dossier: Dossier, key: str) -> bool:
        """Whether a step is about your calendar and no file was saved that says what it asks for."""
        state = calendar_entries.TICKS.get(key)
        return state is not None and not calendar_entries.stands_as(dossier, state)

    def _has_text(self, dossier: Dossier, key: str) -> bool:
        definition = dossier.playbook.step(key)
        return definition is not None and bool(definition.message)

    def _do_hot(self) -> None:
        """Do what the button of the next step says."""
        dossier = self._context.portfolio.current_dossier()
        hot = self.view.rows.hot()
        if dossier is None or not hot.isValid():
            return
        key = str(hot.data(Role.KEY))
        if text_ticket(dossier, key):
            self.acts.copy_text(key)
        elif key == "validation_confirmed":
            self.acts.finish_validation()
        elif key == surveys.STEP:
            self.acts.add_score()
        elif key == timezone_check.STEP:
            self.acts.check_zone()
        elif self._wants_file(dossier, key):
            self.acts.save_calendar()
        elif self._has_text(dossier, key):
            self.acts.compose(key)
        else:
            self.acts.toggle(key)
