"""Whatever bytes come: rows, or one clear refusal; never anything else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.servicenow import exports

DATA = Path(__file__).parents[1] / "data"
SAMPLES = {path.name: path.read_bytes() for path in sorted(DATA.glob("[ces]*_*.*"))}
BEGINNINGS = (
    b"PK\x03\x04",
    b"<unload>",
    b"<xml>",
    b'{"result":[',
    b'{"records":[{"number":"',
    b"[",
    b"\xef\xbb\xbf<",
    b"",
)

json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def read(data: bytes) -> None:
    refusal = None
    try:
        rows = exports.parse(data, "file")
    except UserError as error:
        refusal = error
    if refusal is not None:
        assert refusal.what
        assert refusal.do
        assert "\n" not in str(refusal)
        return
    assert rows.rows
    assert all(isinstance(text, str) for row in rows.rows for text in row.values.values())


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
def test_no_bytes_break_a_reader(beginning: bytes, data: bytes) -> None:
    read(beginning + data)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damaged_exports_are_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = SAMPLES[name]
    cut = data.draw(st.integers(0, len(whole)))
    damage = data.draw(st.binary(max_size=6))
    over = data.draw(st.integers(0, 60))
    read(whole[:cut] + damage + whole[cut + over :])
    read(whole[:cut])


@given(st.dictionaries(st.sampled_from(["result", "records", "error", "x"]), json_values | st.lists(json_values)))
def test_no_json_breaks_the_reader(document: dict[str, object]) -> None:
    read(json.dumps(document).encode())
