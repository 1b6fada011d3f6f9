"""Whatever comes from outside is read or refused in words, within bounds of time and memory.

`tests/fuzz/run.py` searches for longer; what it finds is kept in tests/data/fuzz and read again here.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FUZZ = Path(__file__).resolve().parents[1] / "fuzz"
CORPUS = FUZZ.parent / "data" / "fuzz"
sys.path.append(str(FUZZ))

from readers import READERS, feed  # noqa: E402
from run import change, seeds  # noqa: E402

HOSTILE = """
import io, resource, sys, zipfile
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
sys.path[:0] = sys.argv[1:]
from readers import READERS, feed

def zipped(name, size):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * size)
    return whole.getvalue()

laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{("&" + chr(97 + at) + ";") * 10}">' for at in range(9)
) + "]><unload><r><number>&j;</number></r></unload>"
for reader in READERS:
    for data in (
        b"[" * 50_000, b"9" * 50_000, b"a" * 50_000, b"(" * 50_000, b" " * 50_000, b"a," * 25_000, b"-" * 50_000,
        b"1:" * 25_000, b"a.a." * 2_000 + b"=1", b'"' * 50_000, b"<a>" * 15_000, b"{{ " * 15_000, b"\\xff" * 50_000,
        b"\\n" * 50_000, b"3 Dec " * 8_000, b"number\\tstate\\n" * 10_000, laughs.encode(),
        b"{% for x in range(10**9) %}{% for y in range(10**9) %}x{% endfor %}{% endfor %}", b"{{ 9**9**9**9 }}",
    ):
        feed(reader, data)
for reader in ("xlsx", "export"):
    feed(reader, zipped("xl/workbook.xml", 110_000_000))
print("all were answered")
"""


@pytest.mark.parametrize("reader", READERS)
def test_what_was_ever_found_is_read_or_refused(reader: str) -> None:
    kept = sorted((CORPUS / reader).glob("*"))
    assert kept, "every reader has a corpus to begin with"
    for file in kept:
        feed(reader, file.read_bytes())


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=40)
@given(data=st.binary(max_size=300), seed=st.integers(0, 1_000_000))
def test_no_bytes_break_a_reader(reader: str, data: bytes, seed: int) -> None:
    feed(reader, data)
    known = seeds(reader)
    chance = random.Random(seed)
    feed(reader, change(chance.choice(known), known, chance))


@pytest.mark.parametrize(
    "reader", ["zone", "pasted", "typed_time", "short_description", "stamp", "template", "playbook"]
)
@settings(max_examples=60)
@given(text=st.text(max_size=120))
def test_no_text_breaks_a_reader(reader: str, text: str) -> None:
    feed(reader, text.encode("utf-8", "surrogatepass"))


def test_hostile_input_is_answered_within_bounds_of_time_and_memory() -> None:
    root = FUZZ.parents[1]
    command = [sys.executable, "-c", HOSTILE, str(root), str(FUZZ)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "all were answered\n", done.stderr[-2000:]
