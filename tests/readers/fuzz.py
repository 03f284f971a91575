"""Feeds readers mutated files: ``python -m tests.readers.fuzz --count 100000`` prints what came of them.

Each input must end in articles or in a ``ReadError`` that names the place, within two seconds and a gigabyte.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from archive.errors import ReadError
from archive.readers import Copy, Reader, readers
from archive.readers.registry import recognise
from tests.readers.support import HEAD, SAMPLES

LONGEST = 2.0
"""Seconds that one input may take."""
MOST_MEMORY = 1 << 30
"""Bytes that all inputs together may take at their highest."""
_SCRAPS = (
    b"", b"\0", b"\xff", b"<", b">", b"&", b'"', b"\n", b"\r\n\r\n", b"]]>", b"<!--", b"<![CDATA[", b"{", b"[", b"\\",
    b"=?utf-8?q?", b"--", b"PK\x01\x02", b"\x1f\x8b\x08", b"\xff\xff\xff\xff", b"99999999999", b"-1", b"../",
    b"&#x110000;", b"&amp;", b"<p>" * 50, b"[" * 50, b"endobj", b"stream\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input: the fault, None where all was well, and the seconds it took."""

    fault: str | None
    seconds: float


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Return the sample files by the reader that knows them."""
    found: dict[str, list[tuple[str, bytes]]] = {reader.name: [] for reader in readers()}
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and "golden" not in path.parts:
            data = path.read_bytes()
            reader = recognise(data[:HEAD], path.name)
            if reader is not None:
                found[reader.name].append((path.name, data))
    found["zip"].append(("a.zip", _zip(found["text"] + found["nitf"][:1])))
    found["tar"].append(("a.tar", _tar(found["text"] + found["nitf"][:1])))
    found["text"].append(("a.txt", b"PORT ALDEN (Coastwire) - The tide was high, Ana Ruiz said.\n" * 5))
    return {name: files for name, files in found.items() if files}


def mutations(files: list[tuple[str, bytes]], random_: random.Random, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield mutated files."""
    for _ in range(count):
        name, data = random_.choice(files)
        changed = bytearray(data)
        for _ in range(random_.randint(1, 8)):
            _mutate(changed, random_)
        yield name, bytes(changed)


def _mutate(data: bytearray, random_: random.Random) -> None:
    at = random_.randrange(len(data) + 1)
    length = random_.choice((1, 1, 2, 4, 16, 64, 512))
    kind = random_.randrange(6)
    if kind == 0:
        data[at : at + length] = random_.randbytes(min(length, 16))
    elif kind == 1:
        del data[at : at + length]
    elif kind == 2:
        data[at:at] = random_.choice(_SCRAPS)
    elif kind == 3:
        data[at:at] = data[at : at + length] * random_.choice((1, 2, 20))
    elif kind == 4:
        del data[at:]
    elif at < len(data):
        data[at] ^= 1 << random_.randrange(8)


def outcome(reader: Reader, name: str, data: bytes) -> Outcome:
    """Read one input, whatever it is, and say what came of it."""
    begun = time.perf_counter()
    fault: str | None = None
    try:
        recognise(data[:HEAD], name)
        for record in reader.read(io.BytesIO(data), name):
            if isinstance(record, Copy) and not record.raw:
                fault = "a record without bytes"
    except ReadError as error:
        if not str(error).startswith(name):
            fault = f"an error that names no place: {error}"
    except Exception as error:  # noqa: BLE001, what is looked for
        fault = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - begun
    return Outcome(fault, seconds)


def memory() -> int:
    """Return the most bytes that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _zip(files: list[tuple[str, bytes]]) -> bytes:
    from tests.readers.making import packed

    return packed(dict(files) or {"a.txt": b"The tide was high.\n"})


def _tar(files: list[tuple[str, bytes]]) -> bytes:
    import tarfile

    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


def main() -> int:
    """Run over every reader, or one, and return 1 where anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000, help="inputs for each reader")
    options.add_argument("--reader", help="this reader only")
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    wrong = 0
    by_name = {reader.name: reader for reader in readers()}
    for name, files in seeds().items():
        if asked.reader not in (None, name):
            continue
        slowest = 0.0
        found: dict[str, bytes] = {}
        for place, data in mutations(files, random.Random(asked.seed), asked.count):
            came = outcome(by_name[name], place, data)
            slowest = max(slowest, came.seconds)
            if came.fault:
                found.setdefault(came.fault[:100], data)
        wrong += len(found) + (slowest > LONGEST)
        print(f"{name:14} {asked.count:7,} inputs, slowest {slowest * 1000:6.0f} ms, {len(found)} faults", flush=True)  # noqa: T201
        for fault in list(found)[:10]:
            print(f"    {fault}")  # noqa: T201
    print(f"most memory: {memory() >> 20} MB")  # noqa: T201
    return 1 if wrong or memory() > MOST_MEMORY else 0


if __name__ == "__main__":
    sys.exit(main())
