"""Practising the triple check: examples with planted errors one after the other, then what was caught and how fast."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from models import gates, practice, settings, zones
from models.practice import Example, Try
from models.readings import Request
from models.texts import _
from models.triple_check import check
from models.verdict import Verdict
from ui.context import Context
from ui.dialog import DialogFrame
from ui.form import IconLabel, Label, button, column, label, row
from ui.triple_check.dialog import TripleCheckDialog


class Paper(QFrame):
    """What would lie beside the window: the roadmap, ServiceNow's form and the work note; values can be copied."""

    def __init__(self, context: Context, example: Example, your_zone: str) -> None:
        super().__init__()
        self._context = context
        now, formats, look = context.clock.now(), context.formats, context.appearance
        start, shown = example.start(now), example.shown(now, your_zone, formats)
        self.setProperty("card", True)
        agreed = _("{moment}, {city} time").format(moment=formats.full(start), city=zones.city(example.zone))
        self.agreed, self.shown, self.stamp = agreed, shown, example.stamp(now, formats)
        head = row(
            IconLabel(look, "film", "text2", 14),
            Label(look, _("What you would see elsewhere"), 12, 600),
            None,
            spacing=7,
        )
        empty = _("empty after the reload")
        lines = (
            self._line(_("Roadmap"), agreed, copy=False),
            self._line(_("Planned start date"), shown.start or empty, copy=bool(shown.start)),
            self._line(_("Planned end date"), shown.end or empty, copy=bool(shown.end)),
            self._line(_("Stamp of “{note}”").format(note=gates.NOTE_TEXT), self.stamp, copy=True),
        )
        halves = row(column(*lines[:2], None, spacing=4), column(*lines[2:], None, spacing=4), spacing=24)
        self.setLayout(column(head, halves, spacing=8, margins=(14, 11, 14, 11)))

    def _line(self, name: str, value: str, *, copy: bool) -> QWidget:
        look, line = self._context.appearance, QWidget()
        named = Label(look, name, 12, 400, "text2")
        items: list[QWidget] = [named, Label(look, value, 12, 600)]
        if copy:
            made = button(look, _("Copy"), "accentghost", height=24)
            made.setAccessibleName(_("Copy {value}").format(value=value))
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            made.clicked.connect(lambda: QGuiApplication.clipboard().setText(value))
            items.append(made)
        line.setLayout(row(*items, None, spacing=8))
        line.setMinimumHeight(26)
        return line


class PracticeDialog(TripleCheckDialog):
    """One example, checked as a real one; nothing of it is kept.

    Signals:
        tried: how it went (models.practice.Try).
        next_wanted: the person goes on to the next example.
    """

    tried = Signal(object)
    next_wanted = Signal()

    def __init__(self, context: Context, example: Example, place: str, parent: QWidget | None = None) -> None:
        self.example = example
        self._place = place
        self._time = QElapsedTimer()
        you = settings.you(context.store).zone
        super().__init__(context, example.sheet(context.clock.now(), you), parent)
        self.footer.go_on.clicked.connect(self._on_next)
        self._time.start()

    def _extra(self) -> list[QWidget]:
        self.paper = Paper(self._context, self.example, self.sheet.your_zone)
        return [self.paper]

    def _sort(self) -> str:
        return self._place

    def _judge(self, request: Request) -> Verdict:
        return check(request, self._context.formats)

    def _agreed(self, verdict: Verdict) -> None:
        self.banner.show_words("ok", verdict.title, self.example.lesson if self._fits(verdict) else verdict.detail)
        self._over(verdict)

    def _stopped(self, verdict: Verdict) -> None:
        lesson = (
            self.example.lesson
            if self._fits(verdict)
            else _("The example itself was right: look again at what you typed.")
        )
        self.banner.show_words("stop", verdict.title, f"{verdict.detail} {lesson}".strip(), loud=True)
        self._over(verdict)

    def _fits(self, verdict: Verdict) -> bool:
        return (verdict.verdict == "mismatch") == (self.example.planted != "none")

    def _over(self, verdict: Verdict) -> None:
        seconds = int(self._time.elapsed() // 1000)
        self.footer.show_state("practised", _("Compared after {time}").format(time=practice.seconds_words(seconds)))
        self.tried.emit(Try(self.example, verdict.verdict == "mismatch", seconds))

    def _on_next(self) -> None:
        self.accept()
        self.next_wanted.emit()


class PracticeResult(DialogFrame):
    """What was caught, how long it took, and the lesson of each example."""

    def __init__(self, context: Context, tries: list[Try], parent: QWidget | None = None) -> None:
        super().__init__(context.appearance, _("Practice is over"), 560, parent)
        look = context.appearance
        self.summary = label(look, practice.summary(tries), 14, 600, wrap=True)
        rows = []
        for item in tries:
            good = IconLabel(look, "check" if item.right else "x", "ok" if item.right else "danger", 14)
            words = _("{client}, {time}: {lesson}").format(
                client=item.example.client, time=practice.seconds_words(item.seconds), lesson=item.example.lesson
            )
            line = row(good, label(look, words, 12, 400, "text2", wrap=True), spacing=8)
            line.setStretch(1, 1)
            rows.append(line)
        close = button(look, _("Close"), "primary")
        close.clicked.connect(self.accept)
        self.build(column(self.summary, 4, *rows, spacing=8), (close,))
        close.setFocus()


class Practice(QObject):
    """Goes through the examples; Esc ends it, and what was tried is still told."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._examples = practice.examples()
        self.tries: list[Try] = []
        self.dialog: PracticeDialog | None = None
        self.result: PracticeResult | None = None

    def begin(self) -> None:
        """Show the first example."""
        self._show(0)

    def _show(self, at: int) -> None:
        place = _("practice, example {number} of {count}").format(number=at + 1, count=len(self._examples))
        self.dialog = PracticeDialog(self._context, self._examples[at], place, self._window)
        self.dialog.tried.connect(self.tries.append)
        self.dialog.next_wanted.connect(self._on_next)
        self.dialog.rejected.connect(self._tell)
        if at == len(self._examples) - 1:
            self.dialog.footer.go_on.set_text(_("See the result"))
        self.dialog.open()

    def _on_next(self) -> None:
        at = len(self.tries)
        if at < len(self._examples):
            self._show(at)
        else:
            self._tell()

    def _tell(self) -> None:
        self.dialog = None
        if self.tries:
            self.result = PracticeResult(self._context, self.tries, self._window)
            self.result.finished.connect(self.deleteLater)
            self.result.open()
        else:
            self.deleteLater()
