"""Searches for bytes that a reader can't bear. Run: python tests/fuzz/run.py [reader…] [--seconds 60] [--seed 1].

With atheris (pip install atheris; Linux and macOS) the search follows the code that is reached; without it, seeds are
changed at random. What fails is kept in tests/data/fuzz/READER/; tests/models/test_fuzz.py reads it in every run.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORPUS = ROOT / "tests" / "data" / "fuzz"
LONGEST = 20_000
MEMORY_MB = 2048
SLOWEST_S = 20
"""How long one input may take; atheris ends the search there."""
sys.path[:0] = [str(ROOT), str(HERE)]


def seeds(reader: str) -> list[bytes]:
    """Return what the search begins with: the corpus of the reader."""
    return [path.read_bytes() for path in sorted((CORPUS / reader).glob("*"))] or [b""]


def change(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return bytes with a few pieces cut, doubled, swapped, flipped or taken from another seed."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(data))
        to = min(len(data), at + chance.choice((1, 2, 4, 16, 64, 500)))
        other = chance.choice(others)
        begin = chance.randint(0, len(other))
        piece = (b"", data[at:to] * 2, chance.randbytes(to - at), other[begin : begin + 64], _hostile(chance))
        data = data[:at] + chance.choice(piece) + data[to:]
    return data[:LONGEST]


def _hostile(chance: random.Random) -> bytes:
    words = (
        "\0",
        "\ufeff",
        "\u202e",
        "9" * 5000,
        "[" * 3000,
        "{{",
        "{% if ",
        "&a;",
        "=cmd|",
        "../",
        "nan",
        "1e999",
        "-",
        "\r",
    )
    return chance.choice(words).encode()


def keep(reader: str, data: bytes) -> Path:
    """Keep an input for good."""
    folder = CORPUS / reader
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / hashlib.sha256(data).hexdigest()[:12]
    file.write_bytes(data)
    return file


def search(reader: str, seconds: float, seed: int) -> int:
    """Change seeds at random for a while; return how many inputs broke the reader, each kind once."""
    from readers import feed

    chance, start, kinds, tried = random.Random(seed), time.monotonic(), set(), 0
    known = seeds(reader)
    while time.monotonic() - start < seconds:
        data = change(chance.choice(known), known, chance)
        tried += 1
        try:
            feed(reader, data)
        except Exception as error:  # noqa: BLE001 - every failure is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            if (place := (type(error).__name__, last.filename, last.lineno)) not in kinds:
                kinds.add(place)
                print(f"{reader}: {type(error).__name__} at {last.filename}:{last.lineno}: {keep(reader, data)}")
    print(f"{reader}: {tried} inputs, {len(kinds)} kinds of failure", flush=True)
    return len(kinds)


def guided(reader: str, seconds: float) -> int:
    """Let atheris search in a process of its own, with bounded memory and time for each input; return its failures."""
    command = [sys.executable, __file__, "--guided", reader, "--seconds", str(int(seconds))]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    print(f"{reader}: atheris ended with {code}", flush=True)
    return int(code != 0)


def _be_guided(reader: str, seconds: float) -> None:
    import atheris

    with atheris.instrument_imports(include=["models"]):
        from readers import feed

    folder = CORPUS / reader
    folder.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={int(seconds)}", f"-max_len={LONGEST}", f"-rss_limit_mb={MEMORY_MB}"]
    options += [f"-timeout={SLOWEST_S}", f"-artifact_prefix={folder}/", "-print_final_stats=0", "-verbosity=0"]
    options += (
        [f"-seed_inputs={','.join(str(path) for path in sorted(folder.glob('*')))}"] if any(folder.iterdir()) else []
    )
    atheris.Setup([sys.argv[0], *options], lambda data: feed(reader, data))
    atheris.Fuzz()


def main() -> int:
    """Read the command line, search, and return 1 where something was found."""
    from readers import READERS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", nargs="*", help=f"of {', '.join(READERS)}; all where none is named")
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    said = parser.parse_args()
    has_atheris = importlib.util.find_spec("atheris") is not None and not said.plain
    look: Callable[[str], int] = (
        (lambda reader: guided(reader, said.seconds))
        if has_atheris
        else (lambda reader: search(reader, said.seconds, said.seed))
    )
    return int(sum(look(reader) for reader in said.readers or READERS) > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--guided"]:
        _be_guided(sys.argv[2], float(sys.argv[4]))
    else:
        sys.exit(main())
