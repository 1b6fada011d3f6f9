"""Templates become texts: sandboxed, and what comes from clients stays text wherever it goes.

Only fields, conditions and a few filters can be used in a template: no loops, calls or attributes, so that one that
was imported can neither hang nor reach anything. Each value is put between marks while the template is rendered, so
that the preview knows which words came from the plan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from jinja2 import TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from models.errors import UserError
from models.message_fields import FIELDS, Field
from models.texts import _

_BEGIN, _SEP, _END = "\ue000", "\ue001", "\ue002"
_MARKED: Final = re.compile(f"{_BEGIN}(\\d+){_SEP}([^{_END}]*){_END}")
_STRAY: Final = re.compile(f"[{_BEGIN}{_SEP}{_END}]")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GAP: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
_TAG_LINE: Final = re.compile(r"^[ \t]*(\{%[^%\n]*%\})[ \t]*\n", re.MULTILINE)
"""A line with a condition alone, which leaves no empty line."""
_FILTERS: Final = frozenset({"upper", "lower", "capitalize", "title", "trim"})
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Concat,
    nodes.Filter,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `field` names the field that they came from, `missing` that it is not known."""

    text: str
    field: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as it would go out: subject and body in pieces."""

    subject_pieces: tuple[Piece, ...]
    body_pieces: tuple[Piece, ...]

    @property
    def subject(self) -> str:
        """The subject in one line."""
        return _joined(self.subject_pieces)

    @property
    def body(self) -> str:
        """The text; a missing field stands there as ‹its name›."""
        return _joined(self.body_pieces)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that it shows, each once."""
        pieces = (*self.subject_pieces, *self.body_pieces)
        return tuple(dict.fromkeys(piece.field for piece in pieces if piece.field))


class _Missing:
    """A field that is not known: no condition holds for it, and printed it is its name in ‹›."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return self._text


def compose(subject: str, body: str, fields: Mapping[str, Field]) -> Composed:
    """Render subject and body of a template.

    Args:
        subject: the template of the subject, rendered into one line.
        body: the template of the body.
        fields: every field by its name, as `models.message_fields` gives them.

    Raises:
        UserError: the template can't be read; it names line and field.
    """
    names = list(fields)
    values = {name: _value(at, fields[name]) for at, name in enumerate(names)}
    head = " ".join(_render(subject, _("Subject"), values).split())
    text = _GAP.sub("\n\n", _render(body, _("Text"), values)).strip("\n")
    return Composed(tuple(_pieces(head, names, fields)), tuple(_pieces(text, names, fields)))


def check_template(source: str, where: str) -> None:
    """Refuse a template that can't be rendered, whatever the fields are.

    Raises:
        UserError: with the line, and the field where it is one.
    """
    for node in _parse(source, where).find_all(nodes.Node):
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in _FILTERS):
            raise _error(where, node.lineno, _("this can't be used in a template"), _("Use fields and {% if %} alone."))
        if isinstance(node, nodes.Name) and node.name not in FIELDS:
            near = get_close_matches(node.name, FIELDS, 1)
            what = _("there is no field “{name}”").format(name=node.name)
            do = _("Did you mean “{name}”?").format(name=near[0]) if near else _("Choose one from the list of fields.")
            raise _error(where, node.lineno, what, do)


def missing_in(text: str, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Return the words of the missing fields that a text still shows as ‹words›, edited or not."""
    shown = {field.words for field in fields.values() if f"‹{field.words}›" in text}
    return tuple(sorted(shown))


def one_line(text: str) -> str:
    """Return a text in one line, without control characters: what may stand in a header."""
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """Return a text without what would change how the rest is read: controls, direction overrides, private marks."""
    kept = _BIDI.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
    return "".join(char for char in kept if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Co", "Cs"})


def _value(at: int, field: Field) -> str | _Missing:
    if not field.value:
        return _Missing(f"{_BEGIN}{at}{_SEP}‹{field.words}›{_END}")
    words = plain(field.value) if field.lines else one_line(field.value)
    return f"{_BEGIN}{at}{_SEP}{words}{_END}"


def _render(source: str, where: str, values: Mapping[str, object]) -> str:
    check_template(source, where)
    try:
        return _environment().from_string(_TAG_LINE.sub(r"\1", plain(source))).render(values)
    except (UndefinedError, SecurityError, TypeError) as error:
        what = _("{where} can't be filled in: {error}.").format(where=where, error=error)
        raise UserError(what, do=_("Change or reset the template.")) from error


def _pieces(marked: str, names: list[str], fields: Mapping[str, Field]) -> list[Piece]:
    pieces, at = [], 0
    for found in _MARKED.finditer(marked):
        if found.start() > at:
            pieces.append(Piece(_STRAY.sub("", marked[at : found.start()])))
        name = names[int(found[1])]
        pieces.append(Piece(found[2], name, missing=not fields[name].value))
        at = found.end()
    if at < len(marked):
        pieces.append(Piece(_STRAY.sub("", marked[at:])))
    return pieces


def _joined(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@cache
def _environment() -> SandboxedEnvironment:
    # plain text: where it becomes HTML, models.outgoing escapes the whole of it
    return SandboxedEnvironment(autoescape=False)


def _parse(source: str, where: str) -> nodes.Template:
    try:
        return _environment().parse(plain(source))
    except TemplateSyntaxError as error:
        message = (error.message or "").rstrip(".")
        raise _error(where, error.lineno, message, _("A field is written {{ client }}.")) from error
    except (RecursionError, ValueError) as error:  # also of a number that is too long to be read
        raise _error(where, 1, _("it is nested too deeply or too long"), _("Make it simpler.")) from error


def _error(where: str, line: int, what: str, do: str) -> UserError:
    return UserError(_("{where}, line {line}: {what}.").format(where=where, line=line, what=what), do=do)
