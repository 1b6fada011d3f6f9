"""What a rule says about an engagement."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from models.records import Dossier

Severity = Literal["error", "warning", "notice"]
ORDER: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "notice": 2}


class Finding(Struct, frozen=True):
    """Rule id, severity, message, the requirement that it comes from, and what to do.

    Attributes:
        rule: the rule's id, as PRODUCT names it: "planned-end".
        severity: error, warning or notice.
        message: what is wrong, in plain words.
        requirement: "N19".
        action: what to do, as an imperative.
        engagement: the engagement's id; 0 for one that is not stored.
        client: its client; for a finding about a consultant's whole portfolio the consultant.
    """

    rule: str
    severity: Severity
    message: str
    requirement: str
    action: str
    engagement: int = 0
    client: str = ""


def about(dossier: Dossier, rule: str, severity: Severity, requirement: str, message: str, action: str) -> Finding:
    """Return a finding about one engagement."""
    return Finding(rule, severity, message, requirement, action, dossier.id, dossier.engagement.client)
