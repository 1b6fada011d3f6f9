"""Writes down a score as it is seen in HI, or changes one; under the threshold it offers to tell the lead (N33)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from models import settings, survey_figures, surveys, time_log
from models.errors import UserError
from models.lead import STAGES
from models.records import PHASE_KINDS
from models.surveys import KINDS, Entry, Scale, Score
from models.texts import _
from ui.context import Context
from ui.dates.day_field import DayField
from ui.dialog import DialogFrame
from ui.field import DropDown, Field, named
from ui.form import Banner, button, column, label, row
from ui.segmented import Segmented
from ui.visibility import hide_unless

WIDTH = 560
SCALES = (Scale(1, 5), Scale(1, 7), Scale(1, 10), Scale(0, 10), Scale(0, 100))


class ScoreDialog(DialogFrame):
    """Date, client, score with its scale, stage and comment.

    Signals:
        kept: the id of the score that was added or changed, and whether the lead is to be told at once.
        delete_wanted: take the score away.
    """

    kept = Signal(int, bool)
    delete_wanted = Signal(int)

    def __init__(
        self, context: Context, score: Score | None = None, client: str = "", parent: QWidget | None = None
    ) -> None:
        title = _("Add a score") if score is None else _("Change a score")
        super().__init__(context.appearance, title, WIDTH, parent)
        self._context, self._score = context, score
        self._marks = surveys.marks(context.store)
        look, you = context.appearance, settings.you(context.store)
        self.day = DayField(context, _("Seen in HI on"), you.zone)
        self.client = Field(look, _("Client"), placeholder=_("Name of the client"))
        self.value = Field(look, _("Score"), placeholder="4.8".replace(".", context.formats.decimal))
        self.scale, self.stage = self._scales(), self._stages()
        self.kind = Segmented(look, [(key, _(words)) for key, words in KINDS.items()], "survey", _("Type"))
        self.comment = Field(look, _("What they said"), placeholder=_("Empty for no comment"))
        self.error = label(look, "", 12, 500, "danger", wrap=True)
        self.error.hide()
        words = _("Under {limit}: {lead} should hear of it from you.")
        limit = survey_figures.plain(self._marks.threshold, context.formats)
        self.low = Banner(look, "warn", words.format(limit=limit, lead=you.lead or _("the lead")))
        self.low.hide()
        self.tell = button(look, _("Save and tell {lead}").format(lead=you.lead or _("the lead")), icon="mail")
        self.tell.hide()
        self.save = button(look, _("Add") if score is None else _("Save"), "primary")
        self.delete = button(look, _("Delete"), "ghost")
        hide_unless(self.delete, score is not None)
        self._complete()
        self._build()
        self._fill(score, client)
        self._connect()

    @property
    def entry(self) -> Entry:
        """What is written down; raises UserError where something is missing."""
        if self.day.day is None:
            raise UserError(_("The day is missing."), do=_("Write a day, such as today."))
        scale = self._scale
        value = surveys.read_score(self.value.text, scale)
        kind: surveys.Kind = "csat" if self.kind.current == "csat" else "survey"
        return Entry(self.day.day, self.client.text, value, scale, kind, self.stage.currentData(), self.comment.text)

    @property
    def _scale(self) -> Scale:
        at = self.scale.currentIndex()
        return SCALES[at] if 0 <= at < len(SCALES) else self._own_scale

    def confirm(self, *, tell: bool = False) -> None:
        """Keep it; what is wrong is said and everything typed stays."""
        store, score = self._context.store, self._score
        try:
            entry = self.entry
            if score is None:
                id_ = surveys.add(store, entry)
            else:
                surveys.edit(store, score, entry)
                id_ = score.id
        except UserError as error:
            self._say(f"{error.what} {error.do}".strip())
            return
        self.accept()
        self.kept.emit(id_, tell)

    def _build(self) -> None:
        look = self._context.appearance
        cancel = button(look, _("Cancel"))
        cancel.clicked.connect(self.reject)
        scores = row(column(self.value, None), named(look, _("Scale"), self.scale), named(look, _("Type"), self.kind))
        scores.setStretch(0, 1)
        body = column(
            row(column(self.day, None), column(self.client, None), spacing=12),
            scores,
            named(look, _("After"), self.stage),
            self.comment,
            self.low,
            self.error,
            spacing=10,
        )
        self.build(body, (self.delete, cancel, self.tell, self.save))

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_enter)
        self.tell.clicked.connect(lambda: self.confirm(tell=True))
        self.delete.clicked.connect(self._on_delete)
        self.value.line.textChanged.connect(self._check)
        self.scale.currentIndexChanged.connect(self._check)
        for field in (self.day.field, self.client, self.value, self.comment):
            field.line.returnPressed.connect(self._on_enter)

    def _fill(self, score: Score | None, client: str) -> None:
        self.day.field.line.setText((score.day if score else time_log.today(self._context.store)).isoformat())
        scale = score.scale if score else self._marks.scale
        self._own_scale = scale
        if scale not in SCALES:
            self.scale.addItem(scale.words())
        self.scale.setCurrentIndex(SCALES.index(scale) if scale in SCALES else len(SCALES))
        self.client.set_text(score.client if score else client)
        if score is not None:
            self.value.set_text(surveys.value_in_words(score, self._context.formats, score.scale))
            self.kind.choose(score.kind)
            self.stage.setCurrentIndex(max(0, self.stage.findData(score.stage)))
            self.comment.set_text(score.comment)
        first = self.client if not self.client.text else self.value
        first.setFocus()
        self._check()

    def _scales(self) -> DropDown:
        found = DropDown()
        found.setAccessibleName(_("Scale"))
        found.addItems([scale.words() for scale in SCALES])
        return self._styled(found)

    def _stages(self) -> DropDown:
        found = DropDown()
        found.setAccessibleName(_("After"))
        found.addItem(_("Not known"), "")
        for kind in PHASE_KINDS:
            found.addItem(_(STAGES[kind]), kind)
        return self._styled(found)

    def _styled(self, found: DropDown) -> DropDown:
        look = self._context.appearance
        found.setFont(look.font(13))
        found.setFixedHeight(round(34 * max(1.0, look.text_scale)))
        return found

    def _complete(self) -> None:
        completer = QCompleter(surveys.clients(self._context.store), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("completions")
            popup.setFont(self._context.appearance.font(13))
        self.client.line.setCompleter(completer)

    def _check(self) -> None:
        """Offer to tell the lead of a low score as soon as it is typed."""
        scale = self._scale
        try:
            value = surveys.read_score(self.value.text, scale)
        except UserError:
            low = False
        else:
            low = surveys.brought(value, scale, self._marks.scale) < self._marks.threshold
        self.low.setVisible(low)
        self.tell.setVisible(low)
        self._say("")

    def _on_enter(self) -> None:
        """Go on to the score where it is still missing, as after a name that was chosen with Enter."""
        if self.sender() is self.client.line and not self.value.text:
            self.value.setFocus()
        else:
            self.confirm()

    def _on_delete(self) -> None:
        if self._score is not None:
            self.accept()
            self.delete_wanted.emit(self._score.id)

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.fit()
