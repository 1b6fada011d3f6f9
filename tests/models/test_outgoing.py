"""The ways out: what mail programs and browsers read back is what was written, and nothing more."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.composing import one_line, plain
from models.errors import UserError
from models.outgoing import MAILTO_LIMIT, Mail, as_eml, as_html, mailto, save

MAIL = Mail("elena.marsh@northwind.example", "Prod: Thu 3 Dec – 19:00", "Hi Élena,\n\n2 < 4 & “more”\nBye")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_draft_is_read_back_by_a_mail_reader() -> None:
    raw = as_eml(MAIL, [("plan.ics", b"BEGIN:VCALENDAR")])
    read = message_from_bytes(raw, policy=default)
    assert read["X-Unsent"] == "1"
    assert read["To"] == MAIL.to
    assert read["Subject"] == MAIL.subject
    text = read.get_body(("plain",))
    assert text is not None
    assert text.get_content_charset() == "utf-8"
    assert text.get_content().replace("\r\n", "\n").strip() == MAIL.body
    assert [part.get_filename() for part in read.iter_attachments()] == ["plan.ics"]
    assert next(read.iter_attachments()).get_content_type() == "text/calendar"


@pytest.mark.parametrize("to", ["a@b.example\r\nBcc: x@y.example", "nobody", "a@b, c@d", ""])
def test_a_wrong_address_becomes_no_header(to: str) -> None:
    read = message_from_bytes(as_eml(Mail(to, "Hi\r\nBcc: x@y.example", "Text")), policy=default)
    assert read["Bcc"] is None
    assert not read["To"]
    assert read["Subject"] == "Hi Bcc: x@y.example"


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_subject_and_text_come_back(subject: str, body: str) -> None:
    read = message_from_bytes(as_eml(Mail("", subject, body)), policy=default)
    assert read.keys().count("Subject") == 1
    assert one_line(str(read["Subject"])) == one_line(subject)
    reader = Reader()
    reader.feed(as_html(Mail("", subject, body)))
    assert reader.tags <= {"html", "head", "meta", "body", "p", "br"}
    assert "".join(reader.text.split()) == "".join(plain(body).split())


def test_the_mail_program_is_given_everything_up_to_its_limit() -> None:
    link = urlsplit(mailto(MAIL))
    assert (link.scheme, link.path) == ("mailto", MAIL.to)
    assert parse_qs(link.query) == {"subject": [MAIL.subject], "body": [MAIL.body.replace("\n", "\r\n")]}
    with pytest.raises(UserError, match="too long"):
        mailto(Mail(MAIL.to, "S", "x" * MAILTO_LIMIT))
    sly = urlsplit(mailto(Mail("a@b.example?bcc=c@d.example", "S&bcc=x@y", "T&cc=z")))
    assert set(parse_qs(sly.query)) == {"subject", "body"}


def test_a_text_is_saved_as_text_or_as_a_draft(tmp_path: Path) -> None:
    save(MAIL, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == f"{MAIL.body}\n"
    save(MAIL, tmp_path / "a.eml")
    assert b"X-Unsent: 1" in (tmp_path / "a.eml").read_bytes()
    with pytest.raises(UserError, match="can't be written"):
        save(MAIL, tmp_path / "none" / "a.txt")
