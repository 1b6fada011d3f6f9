"""Survey scores as they are seen in HI, and CSAT scores beside them (N33); typed in or imported, never sent anywhere.

A score keeps the scale on which it was given. Values are kept in whole hundredths, so that no sum loses anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from msgspec import Struct

from models import checklist, passwords, settings, time_log, zones
from models.dossiers import load
from models.errors import UserError
from models.formats import Formats
from models.records import PHASE_KINDS
from models.store import Store
from models.texts import _, mark

if TYPE_CHECKING:
    from sqlite_utils import Database

Kind = Literal["survey", "csat"]

KINDS: Final[Mapping[Kind, str]] = MappingProxyType({"survey": mark("Survey"), "csat": mark("CSAT")})
HUNDRED: Final = 100
STEP: Final = "survey_noted"
"""The step of the checklist that a score ticks."""
_NUMBER: Final = re.compile(r"-?\d{1,4}([.,]\d{1,2})?", re.ASCII)
_ALL: Final = """SELECT score.id, score.uid, COALESCE(engagement.id, 0), COALESCE(engagement.client, score.client),
        score.day, score.hundredths, score.lowest, score.highest, score.kind, score.stage, score.comment,
        score.told, score.told_utc, score.import_key
    FROM survey_score AS score LEFT JOIN engagement ON engagement.uid = score.engagement_uid
    WHERE COALESCE(engagement.deleted_utc, '') = ''"""


class Scale(NamedTuple):
    """The least and the greatest score that a survey gives."""

    lowest: int
    highest: int

    def words(self) -> str:
        """Return "1–5"."""
        return f"{self.lowest}–{self.highest}"


class Entry(Struct, frozen=True):
    """What a person writes down of one score.

    Attributes:
        day: when it was seen in HI, on your calendar.
        client: a name; that of an engagement binds the score to it.
        hundredths: the score in hundredths: 480 is 4.8.
        scale: on which it was given.
        kind: a survey of ServiceNow, or CSAT.
        stage: the phase after which it came; empty where that isn't known.
        comment: what they said.
    """

    day: date
    client: str
    hundredths: int
    scale: Scale
    kind: Kind = "survey"
    stage: str = ""
    comment: str = ""


class Score(Struct, frozen=True):
    """One score as it is kept; `engagement` is 0 for a client without one, `told` the person who was told of it."""

    id: int
    uid: str
    engagement: int
    client: str
    day: date
    hundredths: int
    scale: Scale
    kind: Kind
    stage: str
    comment: str
    told: str
    told_utc: str
    import_key: str

    def on(self, scale: Scale) -> Fraction:
        """Return the score as it would be on another scale, in proportion."""
        return brought(self.hundredths, self.scale, scale)

    @property
    def entry(self) -> Entry:
        """What was written down."""
        return Entry(self.day, self.client, self.hundredths, self.scale, self.kind, self.stage, self.comment)


class Marks(Struct, frozen=True):
    """What the settings say: the scale of the chart, the score under which somebody is told, and the goal."""

    scale: Scale
    threshold: Fraction
    goal: Fraction

    def is_low(self, score: Score | Entry) -> bool:
        """Whether a score is under the threshold."""
        return brought(score.hundredths, score.scale, self.scale) < self.threshold


def brought(hundredths: int, scale: Scale, other: Scale) -> Fraction:
    """Return a score of one scale as it would be on another, in proportion; exact."""
    share = (Fraction(hundredths, HUNDRED) - scale.lowest) / (scale.highest - scale.lowest)
    return other.lowest + share * (other.highest - other.lowest)


def marks(store: Store) -> Marks:
    """Return scale, threshold and goal as they are set."""
    found = settings.values(store)
    scale = read_scale(found["surveys.scale"])
    return Marks(scale, *(Fraction(found[f"surveys.{name}"].replace(",", ".")) for name in ("threshold", "goal")))


def read_scale(text: str) -> Scale:
    """Read "1-5"; raises UserError where it is no scale."""
    found = re.fullmatch(r"\s*(\d{1,3})\s*(?:-|–|to|\.\.)\s*(\d{1,3})\s*", text)
    if found is None or int(found[1]) >= int(found[2]):
        raise UserError(_("“{text}” is no scale.").format(text=text.strip()), do=_("Write it like 1-5."))
    return Scale(int(found[1]), int(found[2]))


def read_score(text: str, scale: Scale) -> int:
    """Read a score as a person types it, with a point or a comma, into hundredths.

    Raises:
        UserError: it is no number of at most two decimals, or none of the scale.
    """
    typed = text.strip()
    if not _NUMBER.fullmatch(typed):
        raise UserError(_("“{text}” is no score.").format(text=typed), do=_("Write a number such as 4.8."))
    hundredths = int(Decimal(typed.replace(",", ".")) * HUNDRED)
    if not scale.lowest * HUNDRED <= hundredths <= scale.highest * HUNDRED:
        what = _("{text} is not on the scale {scale}.").format(text=typed, scale=scale.words())
        raise UserError(what, do=_("Write a number from {0} to {1}.").format(*scale))
    return hundredths


def scores(store: Store) -> list[Score]:
    """Return every score, oldest first; without those of engagements in the bin."""
    return [_score(*row) for row in store.records(f"{_ALL} ORDER BY score.day, score.id")]


def get(store: Store, id_: int) -> Score:
    """Return one score; raises UserError where it is gone."""
    found = store.records(f"{_ALL} AND score.id = ?", [id_])
    if not found:
        raise UserError(_("This score is not there any more."), do=_("Look at the list again."))
    return _score(*found[0])


def add(store: Store, entry: Entry) -> int:
    """Keep a score and return its id; one step that ticks "Survey score noted" where that is open by now.

    Raises:
        UserError: no client, a day to come, a score outside its scale, or a comment that holds a password.
    """
    row, engagement = _fit(store, entry)
    with store.step(label(entry), engagement=engagement) as db:
        insert_all(store, db, [(row, "")])
        id_ = int(store.records("SELECT MAX(id) FROM survey_score")[0][0])
        if engagement and entry.kind == "survey":
            _tick(store, engagement, entry.day)
    return id_


def edit(store: Store, score: Score, entry: Entry) -> None:
    """Change a score as one step; as `add`."""
    get(store, score.id)
    row, engagement = _fit(store, entry)
    with store.step(_("Change a score of {client}").format(client=entry.client.strip()), engagement=engagement) as db:
        db.table("survey_score").update(score.id, row)


def remove(store: Store, score: Score) -> None:
    """Delete a score; undo brings it back."""
    words = _("Delete the score of {client}").format(client=score.client)
    with store.step(words, engagement=score.engagement or None) as db:
        db.execute("DELETE FROM survey_score WHERE id = ?", [score.id])


def mark_told(store: Store, score: Score, who: str) -> None:
    """Record that somebody was told of a low score, or with an empty name that nobody was."""
    get(store, score.id)
    name = who.strip()
    words = _("{who} is told of the score").format(who=name) if name else _("Nobody is told of the score yet")
    row = {"told": name, "told_utc": zones.utc_text(store.clock.now()) if name else ""}
    with store.step(words, engagement=score.engagement or None) as db:
        db.table("survey_score").update(score.id, row)


def known_clients(store: Store) -> dict[str, tuple[int, str]]:
    """Return a client's name, in small letters → id and uid of its engagement; a name that several have is left out."""
    found: dict[str, list[tuple[int, str]]] = {}
    for id_, client, uid in store.records(_NAMES):
        found.setdefault(client.casefold(), []).append((id_, uid))
    return {name: owners[0] for name, owners in found.items() if len(owners) == 1}


_NAMES: Final = "SELECT id, client, uid FROM engagement WHERE deleted_utc = '' ORDER BY client COLLATE NOCASE"


def clients(store: Store) -> list[str]:
    """Return the names that may be meant: of engagements, and of scores without one; by alphabet."""
    names = {row[1] for row in store.records(_NAMES)} | {score.client for score in scores(store)}
    return sorted(names, key=str.casefold)


def label(entry: Entry) -> str:
    """Return what Undo calls the step that adds a score."""
    return _("Add a score of {client}").format(client=" ".join(entry.client.split()))


def value_in_words(score: Score | Entry, formats: Formats, usual: Scale) -> str:
    """Return "4.8", with two decimals only where it has them, and its scale where that isn't the usual one."""
    return with_scale(number(Fraction(score.hundredths, HUNDRED), formats), score.scale, usual)


def with_scale(text: str, scale: Scale, usual: Scale) -> str:
    """Return a score with its scale where that isn't the usual one: "9.0 on 0–10"."""
    return text if scale == usual else _("{score} on {scale}").format(score=text, scale=scale.words())


def number(value: Fraction, formats: Formats) -> str:
    """Return a number of at most two decimals as the language writes it, always with one: "4.8", "5.0", "4.75"."""
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):.2f}"
    return (text.removesuffix("0")).replace(".", formats.decimal)


def insert_all(store: Store, db: Database, rows: Sequence[tuple[Mapping[str, Any], str]]) -> None:
    """Write new rows, each with its import key, inside the running step."""
    import uuid  # start-up saving: 5 ms

    made = zones.utc_text(store.clock.now())
    new = [{"uid": uuid.uuid4().hex, "import_key": key, "made_utc": made} | dict(row) for row, key in rows]
    db.table("survey_score").insert_all(new)


def row_of(entry: Entry, known: Mapping[str, tuple[int, str]], today: date) -> dict[str, str | int]:
    """Return the columns of an entry once it is found fit.

    Args:
        entry: what was written down.
        known: as `known_clients` gives it.
        today: your date.

    Raises:
        UserError: as `add`.
    """
    client = " ".join(entry.client.split())
    if not client:
        raise UserError(_("A score needs the client's name."), do=_("Choose or write the client."))
    if entry.day > today:
        raise UserError(_("A score can't be of a day to come."), do=_("Write the day on which you saw it."))
    if not entry.scale.lowest * HUNDRED <= entry.hundredths <= entry.scale.highest * HUNDRED:
        raise UserError(_("The score is not on its scale."), do=_("Write another score."))
    if entry.stage and entry.stage not in PHASE_KINDS:
        raise UserError(_("“{text}” is no stage.").format(text=entry.stage), do=_("Choose a stage."))
    passwords.refuse(entry.comment, _("Comment"))
    uid = known[client.casefold()][1] if client.casefold() in known else ""
    return {
        "engagement_uid": uid,
        "client": client,
        "day": entry.day.isoformat(),
        "hundredths": entry.hundredths,
        "lowest": entry.scale.lowest,
        "highest": entry.scale.highest,
        "kind": entry.kind,
        "stage": entry.stage,
        "comment": entry.comment.strip(),
    }


def _fit(store: Store, entry: Entry) -> tuple[dict[str, str | int], int | None]:
    """Return the columns of an entry and the engagement that it is about; raises UserError as `add`."""
    known = known_clients(store)
    row = row_of(entry, known, time_log.today(store))
    return row, known.get(str(row["client"]).casefold(), (None, ""))[0]


def _tick(store: Store, engagement: int, day: date) -> None:
    """Tick the step of the checklist that the score stands for, where the Prod Upgrade had begun by its day."""
    dossier = load(store, engagement)
    began = dossier.prod.first_day
    if dossier.playbook.step(STEP) is None or began is None or day < began:
        return
    if not checklist.lock(dossier, STEP, store.clock.now()):
        checklist.tick(store, dossier, STEP)


def _score(id_: int, uid: str, engagement: int, client: str, day: str, *rest: Any) -> Score:
    hundredths, lowest, highest, kind, stage, comment, told, told_utc, import_key = rest
    scale = Scale(lowest, highest)
    more = (hundredths, scale, kind, stage, comment, told, told_utc, import_key)
    return Score(id_, uid, engagement, client, date.fromisoformat(day), *more)
