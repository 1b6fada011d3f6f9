"""Weekdays as people write them, in the languages of the clients: "Thu", "Thursday", "Do", "jueves"."""

from __future__ import annotations

import unicodedata
from typing import Final

from models.errors import UserError

_NAMES: Final = (
    "monday montag lundi lunes lunedi segunda maandag",
    "tuesday dienstag mardi martes martedi terca dinsdag",
    "wednesday mittwoch mercredi miercoles mercoledi quarta woensdag weds",
    "thursday donnerstag jeudi jueves giovedi quinta donderdag",
    "friday freitag vendredi viernes venerdi sexta vrijdag",
    "saturday samstag sonnabend samedi sabado sabato zaterdag",
    "sunday sonntag dimanche domingo domenica zondag",
)
_SHORT: Final = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
"""Two letters that mean another day in another language: the German ones, which their language does write so."""


def weekday_number(text: str) -> int:
    """Return 0 for Monday to 6 for Sunday; a name may be cut short as long as it can mean one day only.

    Raises UserError where the text names no weekday, or could name two.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold().strip(" .,")
    plain = plain.removesuffix("-feira")
    if plain in _SHORT:
        return _SHORT[plain]
    found = {day for day, names in enumerate(_NAMES) if any(name.startswith(plain) for name in names.split())}
    if len(plain) < 2 or len(found) != 1:
        raise UserError(f"“{text.strip()[:40]}” names no weekday.", do="Write it in full, such as Thursday.")
    return found.pop()
