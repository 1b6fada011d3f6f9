"""The templates of the texts that go out: shipped ones, the person's own changes to them, and ones of their own.

A template is a text: lines like "Subject: …", an empty line, and the body. Shipped ones lie in resources/templates;
those of another language in a folder of its name. Changed ones are kept as a setting, so that undo, backup and other
programs treat them as any setting; "handover@de" is the German one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Final, Literal

from models import settings
from models.composing import check_template
from models.errors import UserError
from models.message_language import NAMES
from models.store import Store
from models.texts import SOURCE, _, mark

Channel = Literal["note", "email"]
Audience = Literal["client", "lead", "colleagues"]

SETTING: Final = "texts.templates"
_HEADER: Final = re.compile(r"(Name|Channel|Subject):[ \t]*(.*)")
_OWN: Final = "own_"


@dataclass(frozen=True, slots=True)
class Template:
    """One text as it is written.

    Attributes:
        kind: its identity; the playbook's steps name it.
        name: what it is called in lists; of a shipped one in English, to be translated where it is shown.
        channel: whether it is meant as a work note or as an e-mail.
        audience: who reads it: times of yours stand only in what the client doesn't read.
        subject: the template of the subject; empty for a work note.
        body: the template of the text.
        when: when it is sent, in a few words.
        changed: whether the person has changed it.
        language: in which it is written.
    """

    kind: str
    name: str
    channel: Channel
    audience: Audience = "client"
    subject: str = ""
    body: str = ""
    when: str = ""
    changed: bool = False
    language: str = SOURCE

    @property
    def own(self) -> bool:
        """Whether the person added it: there is no shipped one under it."""
        return self.kind.startswith(_OWN)


_SHIPPED: Final = (
    Template("password_request", mark("Backup password"), "email", when=mark("Before the dev upgrade")),
    Template(
        "technical_validation_results",
        mark("Tech validation results"),
        "note",
        "colleagues",
        when=mark("After technical validation"),
    ),
    Template("kickoff_invitation", mark("Kickoff invitation"), "email", when=mark("With the Guided Tour")),
    Template("results_told", mark("Validation results told"), "email", when=mark("From Kickoff on")),
    Template("validation_instructions", mark("Validation instructions"), "email", when=mark("After Kickoff")),
    Template("roadmap_update", mark("Roadmap update"), "email", when=mark("At every change")),
    Template("validation_reminder", mark("Prod upgrade reminder"), "email", when=mark("During client validation")),
    Template("validation_complete", mark("Validation complete"), "email", when=mark("Once the client confirms")),
    Template("prod_scheduled", mark("Upgrade scheduled"), "email", when=mark("After gate 3")),
    Template("timezone_check", mark("Timezone Check"), "note", "colleagues", when=mark("Before scheduling")),
    Template(
        "planned_dates_read_back", mark("Planned dates read back"), "note", "colleagues", when=mark("After saving")
    ),
    Template("support_week_open", mark("Support Week is open"), "email", when=mark("With ETIU05")),
    Template("best_practices_invitation", mark("Best Practices invite"), "email", when=mark("1–2 days after prod")),
    Template(
        "best_practices_move_refused", mark("Best Practices can't move"), "email", when=mark("If it is pushed off")
    ),
    Template(
        "best_practices_skip_agreed", mark("Best Practices left out"), "email", when=mark("Once skipping is approved")
    ),
    Template("adjustment", mark("Tell the lead"), "email", "lead", when=mark("Any adjustment")),
    Template("dates_mismatch", mark("Planned dates don't match"), "email", "lead", when=mark("After a stopped check")),
    Template("incident_hand_off", mark("Incident hand-off"), "email", when=mark("After an hour of a question")),
    Template("remote_admin", mark("Remote Admin hours"), "email", when=mark("During Support Week")),
    Template("survey_headsup", mark("Survey heads-up"), "email", when=mark("After the prod upgrade")),
    Template("support_week_closing", mark("Support Week ends"), "email", when=mark("On its last day")),
    Template("handover", mark("Handover"), "note", "colleagues", when=mark("If someone takes over")),
    Template("takeover", mark("New consultant"), "email", when=mark("If you take over")),
)
KINDS: Final = tuple(template.kind for template in _SHIPPED)


@cache
def shipped(kind: str, language: str = SOURCE) -> Template:
    """Return a template as it was shipped; an unknown kind or language is a KeyError."""
    template = next((item for item in _SHIPPED if item.kind == kind), None)
    if template is None or language not in NAMES:
        raise KeyError(kind, language)
    folder = files("resources") / "templates"
    source = (folder if language == SOURCE else folder / language) / f"{kind}.j2"
    return replace(_filled(template, source.read_text(encoding="utf-8")), language=language)


def available(store: Store, language: str = SOURCE) -> tuple[Template, ...]:
    """Return every template in a language, the shipped ones first, with the person's changes in them."""
    changes = _changes(store)
    own = [_filled(_blank(kind), text) for kind, text in changes.items() if kind.startswith(_OWN) and "@" not in kind]
    known = (*(shipped(kind, language) for kind in KINDS), *(replace(item, language=language) for item in own))
    return tuple(_with_changes(item, changes) for item in known)


def names(store: Store) -> Iterator[tuple[str, str]]:
    """Yield kind and name of every template, the shipped ones first; a shipped name is in English."""
    yield from ((item.kind, item.name) for item in _SHIPPED)
    for kind, text in _changes(store).items():
        if kind.startswith(_OWN) and "@" not in kind:
            yield kind, _filled(_blank(kind), text).name


def find(store: Store, kind: str, language: str = SOURCE) -> Template:
    """Return one template in a language.

    Raises:
        UserError: there is none of that kind; it names those that are there.
    """
    found = available(store, language)
    template = next((item for item in found if item.kind == kind), None)
    if template is None:
        names = ", ".join(item.kind for item in found)
        raise UserError(
            _("There is no text “{kind}”.").format(kind=kind), do=_("Choose one of: {names}.").format(names=names)
        )
    return template


def save(store: Store, template: Template) -> None:
    """Keep the person's words of a template as one undoable step; the shipped words again are a reset.

    Raises:
        UserError: a field is unknown or the template can't be read; it names line and field.
    """
    check_template(template.subject, _("Subject"))
    check_template(template.body, _("Text"))
    if not template.body.strip():
        raise UserError(_("The template has no text."), template.name, _("Write one, or reset the template."))
    changes = _changes(store)
    if not template.own and _same(template, shipped(template.kind, template.language)):
        changes.pop(_key(template), None)
    else:
        changes[_key(template)] = _source(template)
    _keep(store, changes)


def add(store: Store, name: str, channel: Channel) -> str:
    """Add a template of the person's own and return its kind.

    Raises:
        UserError: it has no name, or the name is taken.
    """
    name = " ".join(name.split())
    if not name:
        raise UserError(_("A template needs a name."), do=_("Say in a few words what it is for."))
    if any(_(item.name).casefold() == name.casefold() for item in available(store)):
        raise UserError(_("There is a template “{name}” already.").format(name=name), do=_("Choose another name."))
    changes = _changes(store)
    kind = next(kind for number in count(1) if (kind := f"{_OWN}{number}") not in changes)
    body = "Hi {{ contact }},\n\n\n\nThank you,\n{{ you }}" if channel == "email" else "{{ client }}: "
    subject = "{{ client }}" if channel == "email" else ""
    changes[kind] = _source(replace(_blank(kind), name=name, channel=channel, subject=subject, body=body))
    _keep(store, changes)
    return kind


def reset(store: Store, template: Template) -> None:
    """Take the person's changes of a template in its language back; one of their own goes away in every language."""
    before, own = _changes(store), template.own
    gone = {key for key in before if key == _key(template) or (own and key.partition("@")[0] == template.kind)}
    if gone:
        _keep(store, {key: source for key, source in before.items() if key not in gone})


def changed_languages(store: Store, kind: str) -> frozenset[str]:
    """Return the languages in which a template has words of the person's own."""
    found = (key.partition("@") for key in _changes(store))
    return frozenset(language or SOURCE for name, _at, language in found if name == kind)


def _changes(store: Store) -> dict[str, str]:
    found: dict[str, str] = json.loads(settings.get(store, SETTING))
    return found


def _keep(store: Store, changes: dict[str, str]) -> None:
    settings.put(store, SETTING, json.dumps(changes, ensure_ascii=False) if changes else "{}")


def _blank(kind: str) -> Template:
    return Template(kind, kind, "email", changed=True)


def _key(template: Template) -> str:
    return template.kind if template.language == SOURCE else f"{template.kind}@{template.language}"


def _with_changes(template: Template, changes: dict[str, str]) -> Template:
    source = changes.get(_key(template))
    return replace(_filled(template, source), changed=True) if source is not None else template


def _filled(template: Template, source: str) -> Template:
    """Return a template with what its text says: the headers, then the body after the first empty line."""
    lines = source.replace("\r\n", "\n").split("\n")
    headers: dict[str, str] = {}
    while lines and (found := _HEADER.fullmatch(lines[0])):
        headers[found[1].lower()] = found[2].strip()
        del lines[0]
    body = "\n".join(lines).strip("\n")
    channel: Channel = "note" if headers.get("channel", template.channel) == "note" else "email"
    name = headers.get("name", template.name)
    return replace(template, name=name, channel=channel, subject=headers.get("subject", ""), body=body)


def _source(template: Template) -> str:
    head = [f"Subject: {' '.join(template.subject.split())}"]
    if template.own:
        head = [f"Name: {template.name}", f"Channel: {template.channel}", *head]
    return "\n".join([*head, "", template.body.strip("\n")])


def _same(one: Template, other: Template) -> bool:
    return (one.subject.strip(), one.body.strip()) == (other.subject.strip(), other.body.strip())
