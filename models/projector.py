"""Cards for Projector's import: rounded once, marked and locked, and corrected by a card of the difference (N28).

One piece is one card. A card is rounded from its minutes as they were typed, once; every sum is one of rounded cards
and is never rounded again. A correction's card says what the corrected piece rounds to, less what its cards said
before, so that all cards of a piece come to exactly what it rounds to now.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from msgspec import Struct

from models import settings, time_log, time_pieces, whole_files, zones
from models.errors import UserError
from models.spreadsheet_safety import Cell, csv_text
from models.store import Store
from models.texts import _, ngettext
from models.time_pieces import Kind, Piece

BATCH: Final = 500
"""Cards that Projector takes in one file."""
LONGEST: Final = 1000
"""Characters of a description; Projector cuts what is longer."""
COLUMNS: Final = ("project", "date", "hours", "description", "reference")
"""The columns of a card; their names are settings (`projector.column_…`)."""
_DATES: Final = {"YYYY-MM-DD": "%Y-%m-%d", "MM/DD/YYYY": "%m/%d/%Y", "DD/MM/YYYY": "%d/%m/%Y", "DD.MM.YYYY": "%d.%m.%Y"}


class Rounding(Struct, frozen=True):
    """The company's rule: an increment in minutes and a mode (up, nearest, down)."""

    increment: int
    mode: str

    def rounded(self, minutes: int) -> int:
        """Return minutes rounded to whole increments; nearest takes the half up."""
        step = self.increment
        if self.mode == "up":
            return -(-minutes // step) * step
        return (minutes // step if self.mode == "down" else (2 * minutes + step) // (2 * step)) * step


class Card(Struct, frozen=True):
    """One line of Projector's import; `minutes` are rounded, a correction's may be negative."""

    piece: Piece
    minutes: int
    description: str

    @property
    def reference(self) -> str:
        """Our id, for the free field: what finds the piece again."""
        return reference(self.piece.place.kind, self.piece.id)


class Preview(Struct, frozen=True):
    """What an export would do now.

    Attributes:
        cards: what would be written, oldest first.
        settled: corrections whose difference rounds to nothing: they need no card.
        without_code: pieces of engagements that have no code yet; they wait.
        internal: pieces of internal work without a code; they stay here.
        too_small: pieces that round to nothing; they wait.
        too_long: pieces whose text Projector would cut; they are cut.
    """

    cards: tuple[Card, ...]
    settled: tuple[Piece, ...]
    without_code: tuple[Piece, ...]
    internal: tuple[Piece, ...]
    too_small: tuple[Piece, ...]
    too_long: tuple[Piece, ...]

    @property
    def minutes(self) -> int:
        """The sum of the cards, in rounded minutes."""
        return sum(card.minutes for card in self.cards)

    @property
    def batches(self) -> int:
        """How many files it takes."""
        return -(-len(self.cards) // BATCH)


def rounding(store: Store) -> Rounding:
    """Return the company's rule as set."""
    return Rounding(int(settings.get(store, "projector.increment")), settings.get(store, "projector.rounding"))


def preview(store: Store) -> Preview:
    """Return what is new up to today, and what is in the way; exported pieces are never in it again."""
    rule = rounding(store)
    cards: list[Card] = []
    found: dict[str, list[Piece]] = {name: [] for name in Preview.__struct_fields__}
    for piece in time_pieces.not_exported(store, time_log.today(store)):
        minutes = _card_minutes(store, piece, rule)
        if len(description(piece)) > LONGEST:
            found["too_long"].append(piece)
        if not piece.code:
            found["internal" if piece.place.kind == "internal" else "without_code"].append(piece)
        elif minutes:
            cards.append(Card(piece, minutes, _cut(description(piece))))
        else:
            found["settled" if piece.corrects else "too_small"].append(piece)
    del found["cards"]
    return Preview(tuple(cards), **{name: tuple(items) for name, items in found.items()})


def description(piece: Piece) -> str:
    """Return a card's text: the note on one line, else the project's name; a correction says so."""
    text = " ".join(piece.note.split()) or piece.name
    if not piece.corrects:
        return text
    corrected = reference(piece.place.kind, piece.corrects)
    return _("Correction of {reference}: {text}").format(reference=corrected, text=text)


def reference(kind: Kind, id_: int) -> str:
    """Return the id of ours that stands in the free field: "E2E-T12" of an engagement, "E2E-I3" of internal work."""
    return f"E2E-{'T' if kind == 'engagement' else 'I'}{id_}"


def files(store: Store, cards: Sequence[Card]) -> list[str]:
    """Return the CSV of the cards, a file for each batch of 500; hours have two decimals and a point."""
    chosen = settings.values(store)
    head = [chosen[f"projector.column_{name}"] for name in COLUMNS]
    pattern = _DATES[chosen["projector.date_format"]]
    batches = [cards[at : at + BATCH] for at in range(0, len(cards), BATCH)]
    return [csv_text([head, *(_line(card, pattern) for card in batch)]) for batch in batches]


def export(store: Store, target: Path) -> list[Path]:
    """Write what is new as CSV, mark and lock it, and return the files; one step, undone it is new again.

    Args:
        store: the store.
        target: the file; from the second batch on its name gets "-2", "-3" …

    Raises:
        UserError: nothing is new, or a file can't be written: then nothing is marked.
    """
    found = preview(store)
    if not found.cards:
        raise UserError(_("There is nothing new to export."), do=_("Log time, or look at what waits."))
    label = ngettext("Export {count} card", "Export {count} cards", len(found.cards)).format(count=len(found.cards))
    now = zones.utc_text(store.clock.now())
    with store.step(label) as db:
        for card in found.cards:
            db.table(card.piece.table).update(card.piece.id, {"exported_utc": now, "exported_minutes": card.minutes})
        for piece in found.settled:
            db.table(piece.table).update(piece.id, {"exported_utc": now})
        return write_files(target, files(store, found.cards))


def last_export(store: Store) -> tuple[str, int]:
    """Return when cards were exported last, in UTC, and how many; an empty text for never."""
    query = """SELECT exported_utc, COUNT(*) FROM (SELECT exported_utc, exported_minutes FROM time_entry
        UNION ALL SELECT exported_utc, exported_minutes FROM internal_entry)
        WHERE exported_minutes <> 0 AND exported_utc <> '' GROUP BY exported_utc ORDER BY exported_utc DESC LIMIT 1"""
    found = store.records(query)
    return (str(found[0][0]), int(found[0][1])) if found else ("", 0)


def shorten(store: Store, piece: Piece) -> None:
    """Cut a piece's text at a word to what Projector takes; undoable."""
    over = len(description(piece)) - len(" ".join(piece.note.split()))
    time_log.edit(store, piece, note=_cut(" ".join(piece.note.split()), LONGEST - over))


def hours(minutes: int) -> Decimal:
    """Return minutes as hours with two decimals; exact for every increment."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def write_files(target: Path, texts: Sequence[str]) -> list[Path]:
    """Write each text to its own file, whole or not at all, and return the files; UTF-8 with the mark Excel needs.

    Raises:
        UserError: one can't be written; what was written before is taken away.
    """
    written: list[Path] = []
    try:
        for path, text in zip(_paths(target, len(texts)), texts, strict=True):
            whole_files.write(path, text.encode("utf-8-sig"))
            written.append(path)
    except UserError:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written


def _paths(target: Path, count: int) -> list[Path]:
    return [target if not number else target.with_stem(f"{target.stem}-{number + 1}") for number in range(count)]


def _card_minutes(store: Store, piece: Piece, rule: Rounding) -> int:
    if not piece.corrects:
        return rule.rounded(piece.minutes)
    chain = time_pieces.chain(store, piece)
    return rule.rounded(sum(item.minutes for item in chain)) - sum(item.exported_minutes for item in chain)


def _line(card: Card, pattern: str) -> list[Cell]:
    day = card.piece.day.strftime(pattern)
    return [card.piece.code, day, hours(card.minutes), card.description, card.reference]


def _cut(text: str, longest: int = LONGEST) -> str:
    if len(text) <= longest:
        return text
    words = text[: longest - 1].rsplit(" ", 1)[0]
    return f"{words or text[: longest - 1]}…"
