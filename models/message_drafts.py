"""The words of a message as they stand now: its draft, what a crash left, or fresh from the template and the plan."""

from __future__ import annotations

import json
from datetime import datetime

from msgspec import Struct

from models import attachments, message_fields, message_language, messages, passwords, templates, texts
from models.composing import Composed, compose, missing_in
from models.errors import UserError
from models.formats import Formats
from models.message_fields import Field
from models.messages import Words
from models.records import Dossier, Message
from models.store import Store
from models.templates import Template
from models.texts import _


class Sheet(Struct, frozen=True):
    """One text of one engagement, ready to be read, edited and sent.

    Attributes:
        template: what it is made from.
        name: what it is called, in the interface's language.
        fields: every field of the engagement.
        fresh: what the template says today.
        words: what the person sees: their own words where they edited it.
        held: why it must not go out yet; empty where it may.
        sent: the message of this kind that was sent last.
        to: the e-mail address that is proposed; empty for none.
        your_zone: the zone in which your own times are shown.
        language: in which the template is written.
        attachments: the keys of what goes along, as `models.attachments` knows them.
    """

    template: Template
    name: str
    fields: dict[str, Field]
    fresh: Composed
    words: Words
    held: str
    sent: Message | None
    to: str
    your_zone: str
    language: str = texts.SOURCE
    attachments: tuple[str, ...] = ()

    @property
    def edited(self) -> bool:
        """Whether the words are not those of the template any more."""
        return (self.words.subject, self.words.body) != (self.fresh.subject, self.fresh.body)

    def missing(self, subject: str, body: str) -> tuple[str, ...]:
        """Return the words of the fields that some text still lacks."""
        return missing_in(f"{subject}\n{body}", self.fields)


def sheet(store: Store, dossier: Dossier, kind: str, now: datetime, formats: Formats) -> Sheet:
    """Return a text of an engagement as it stands.

    Raises:
        UserError: the template is unknown or can't be filled in; it names line and field.
    """
    language = language_of(store, dossier, templates.find(store, kind))
    template = templates.find(store, kind, language)
    waiting = messages.draft(dossier, kind)
    found = message_fields.fields(dossier, now, formats, waiting, language)
    fresh = compose(template.subject, template.body, found)
    kept = _left(store, dossier, kind) or ((waiting.subject, waiting.body) if waiting and waiting.body else None)
    subject, body = kept or (fresh.subject, fresh.body)
    name = title(template, dossier)
    words = Words(kind, name, subject, body)
    held, sent = messages.held_back(dossier, kind, now), messages.newest_sent(dossier, kind)
    return Sheet(
        *(template, name, found, fresh, words, held, sent, _to(dossier, template), dossier.you.zone),
        language=language,
        attachments=attachments.of_message(dossier, kind),
    )


def language_of(store: Store, dossier: Dossier, template: Template) -> str:
    """Return the language that was chosen for a text of an engagement, else the one of who reads it."""
    chosen = store.recall(f"{_key(dossier, template.kind)}.language")
    return chosen if chosen in message_language.NAMES else message_language.of_text(dossier, template.audience)


def choose_language(store: Store, dossier: Dossier, kind: str, language: str) -> None:
    """Keep the language in which a text of an engagement is written; outside undo, for it changes no words kept."""
    store.remember(f"{_key(dossier, kind)}.language", language)


def title(template: Template, dossier: Dossier) -> str:
    """Return what a text is called: the notice to the lead by the lead's name."""
    if template.kind == messages.ADJUSTMENT and dossier.you.lead:
        return _("Tell {lead}").format(lead=dossier.you.lead)
    return template.name if template.own else _(template.name)


def save_aside(store: Store, dossier: Dossier, words: Words) -> None:
    """Keep words that are being typed, so that a crash loses none; outside undo, and never with a password in them."""
    try:
        passwords.refuse(words.body)
    except UserError:
        return
    store.remember(_key(dossier, words.kind), json.dumps([words.subject, words.body], ensure_ascii=False))


def keep(store: Store, dossier: Dossier, found: Sheet, words: Words) -> None:
    """Keep edited words as the draft of a message; the template's own words again are no draft.

    Raises:
        UserError: they hold a password (N01).
    """
    waiting = messages.draft(dossier, words.kind)
    said = (words.subject, words.body)
    kept = (waiting.subject, waiting.body) if waiting and waiting.body else (found.fresh.subject, found.fresh.body)
    if said != kept:
        fresh = said == (found.fresh.subject, found.fresh.body)
        subject, body = ("", "") if fresh else said
        messages.keep_draft(store, dossier, Words(words.kind, words.name, subject, body))
    forget(store, dossier, words.kind)


def forget(store: Store, dossier: Dossier, kind: str) -> None:
    """Drop what was kept aside."""
    if store.recall(_key(dossier, kind)):
        store.remember(_key(dossier, kind), "")


def _left(store: Store, dossier: Dossier, kind: str) -> tuple[str, str] | None:
    left = store.recall(_key(dossier, kind))
    if not left:
        return None
    subject, body = json.loads(left)
    return str(subject), str(body)


def _key(dossier: Dossier, kind: str) -> str:
    return f"composer.{dossier.engagement.uid}.{kind}"


def _to(dossier: Dossier, template: Template) -> str:
    if template.audience != "client" or template.channel == "note":
        return ""
    return next((contact.email for contact in dossier.contacts if contact.email), "")
