"""Feeds readers mutated files: ``python -m tests.readers.fuzz --count 100000`` prints what came of them.

Each input must end in articles or in a ``ReadError`` that names the place, within two seconds and a gigabyte. Inputs
come in blocks of a thousand, each with a seed of its own, and what is done is noted in a folder: a run that was broken
off goes on where it stood, unless the readers have changed since. Inputs that show a fault lie in the same folder.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import random
import resource
import signal
import sqlite3
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType

from archive.errors import ReadError
from archive.readers import Copy, Reader, readers
from archive.readers.registry import recognise
from tests.readers.support import HEAD, SAMPLES

LONGEST = 2.0
"""Seconds of work that one input may take."""
PATIENT = 10.0
"""Seconds that tests allow, which a slow machine must not fail."""
HANGS = 30
"""Seconds after which an input is broken off."""
BLOCK = 1_000
"""Inputs between two notes of what is done."""
MOST_MEMORY = 1 << 30
"""Bytes that all inputs together may take at their highest."""
_SCRAPS = (
    b"", b"\0", b"\xff", b"<", b">", b"&", b'"', b"\n", b"\r\n\r\n", b"]]>", b"<!--", b"<![CDATA[", b"{", b"[", b"\\",
    b"=?utf-8?q?", b"--", b"PK\x01\x02", b"\x1f\x8b\x08", b"\xff\xff\xff\xff", b"99999999999", b"-1", b"../",
    b"&#x110000;", b"&amp;", b"<p>" * 50, b"[" * 50, b"endobj", b"stream\n",
)  # fmt: skip
_RUNS = (
    *(bytes([byte]) for byte in b" \n\t\"'<&([{-a9,.:;\\=#|^*_\0\xff"), b"\r\n", b"\xc3\xa9", b"A ", b"a.", b"a\n",
    b"<!--", b"<p>", b"<q>", b"&amp;", b" - ", b'"a"', b"; ", b"=?",
)  # fmt: skip
"""What some inputs repeat over and over: patterns that look at each place from each other take seconds for them."""
_EXPORTS = (
    ("ris", "a.ris", b"TY  - NEWS\nTI  - Tide\nAU  - Ruiz, Ana\nDA  - 2019/03/09/\nN2  - High tide.\nER  - \n" * 2),
    (
        "enex",
        "a.enex",
        b'<?xml version="1.0"?>\n<en-export><note><title>Tide - The Lorn Gazette</title><content><![CDATA[<?xml '
        b'version="1.0"?><en-note><p>High tide.</p></en-note>]]></content><tag>tides</tag></note></en-export>\n',
    ),
    (
        "alto",
        "a.xml",
        b'<?xml version="1.0"?>\n<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT="High"/><SP/>'
        b'<String CONTENT="ti" SUBS_TYPE="HypPart1" SUBS_CONTENT="tide."/><HYP CONTENT="-"/></TextLine><TextLine>'
        b'<String CONTENT="de." SUBS_TYPE="HypPart2" SUBS_CONTENT="tide."/></TextLine></TextBlock></PrintSpace></Page>'
        b"</Layout></alto>\n",
    ),
    (
        "telegram",
        "result.json",
        b'{"messages": [\n{"id": 1, "type": "message", "date_unixtime": "1552129200", "from": "Ana Ruiz", "from_id": '
        b'"user8", "text": [{"type": "bold", "text": "Tide"}, "\\n\\nThe tide was high."]}\n]}\n',
    ),
)
"""Exports of programs of which no sample lies in a folder: the reader, the name and the bytes of each."""
_RUN = 20_000
_LONG_RUNS = 0.01


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input: the fault, None where all was well, and the seconds of work that it took."""

    fault: str | None
    seconds: float


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Return the sample files by the reader that knows them."""
    found: dict[str, list[tuple[str, bytes]]] = {reader.name: [] for reader in readers()}
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file() and "golden" not in path.parts and path.name != ".gitattributes":
            data = path.read_bytes()
            reader = recognise(data[:HEAD], path.name)
            if reader is not None:
                found[reader.name].append((path.name, data))
    found["zip"].append(("a.zip", _zip(found["text"] + found["nitf"][:1])))
    found["tar"].append(("a.tar", _tar(found["text"] + found["nitf"][:1])))
    found["sqlite"].append(("a.db", _database()))
    for name, file, data in _EXPORTS:
        found[name].append((file, data))
    found["text"].append(("a.txt", b"PORT ALDEN (Coastwire) - The tide was high, Ana Ruiz said.\n" * 5))
    return {name: files for name, files in found.items() if files}


def mutations(files: list[tuple[str, bytes]], random_: random.Random, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield mutated files; of packed ones mostly what is inside is changed, since few readers see behind a checksum."""
    for _ in range(count):
        name, data = random_.choice(files)
        others = [other for _, other in files]
        if random_.random() < 0.7 and (changed := _packed_anew(data, others, random_)) is not None:
            yield name, changed
        else:
            yield name, _mutated(data, others, random_)


def _mutated(data: bytes, others: list[bytes], random_: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random_.randint(1, 8)):
        _mutate(changed, random_.choice(others), random_)
    return bytes(changed)


def _packed_anew(data: bytes, others: list[bytes], random_: random.Random) -> bytes | None:
    """Return a packed file with one changed member, None for what is no packed file."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(_mutated(gzip.decompress(data), others, random_), 1, mtime=0)
    if not data.startswith(b"PK"):
        return None
    from tests.readers.making import packed

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    chosen = random_.choice(list(members))
    inner = members[chosen]
    assert isinstance(inner, bytes)
    members[chosen] = _packed_anew(inner, others, random_) or _mutated(inner, others, random_)
    return packed(members, first=next(iter(members)))


def _mutate(data: bytearray, other: bytes, random_: random.Random) -> None:
    """Change some bytes in place; ``other`` is a file of the same format, of which a piece may come in."""
    at = random_.randrange(len(data) + 1)
    length = random_.choice((1, 1, 2, 4, 16, 64, 512))
    kind = random_.randrange(7)
    if random_.random() < _LONG_RUNS:
        data[at:at] = (random_.choice(_RUNS) * _RUN)[:_RUN]
        return
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
    elif kind == 5:
        begin = random_.randrange(len(other) + 1)
        data[at:at] = other[begin : begin + 4 * length]
    elif at < len(data):
        data[at] ^= 1 << random_.randrange(8)


def outcome(reader: Reader, name: str, data: bytes, longest: float = PATIENT) -> Outcome:
    """Read one input, whatever it is, and say what came of it; more than ``longest`` seconds of work are a fault."""
    begun = time.process_time()
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
    seconds = time.process_time() - begun
    if fault is None and seconds > longest:
        fault = f"took {seconds:.1f} s"
    return Outcome(fault, seconds)


def memory() -> int:
    """Return the most bytes that this process has held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _database() -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE articles(title, body, published)")
        database.execute("INSERT INTO articles VALUES('Tide', 'The tide was high, Ana Ruiz said.', '2019-03-09')")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(title, body, content='articles')")
        database.commit()
        return database.serialize()


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


@dataclass(slots=True)
class Tally:
    """What came of the inputs of one reader so far; ``faults`` maps each to the file that shows it."""

    inputs: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Run:
    """A run that notes what it has done, so that it can go on later."""

    folder: Path
    seed: int
    of: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    memory: int = 0

    @classmethod
    def resumed(cls, folder: Path, seed: int) -> Run:
        """Return the run that is noted in a folder, or a new one where the readers or the samples have changed."""
        run = cls(folder, seed, _of(seed))
        try:
            noted = json.loads((folder / "run.json").read_text())
        except FileNotFoundError:
            return run
        if noted["of"] == run.of:
            run.tallies = {name: Tally(**tally) for name, tally in noted["readers"].items()}
            run.memory = noted["memory"]
        return run

    def block(self, reader: Reader, files: list[tuple[str, bytes]], count: int) -> None:
        """Feed one reader its next inputs, at most ``count``, and note what came of them."""
        tally = self.tallies.setdefault(reader.name, Tally())
        random_ = random.Random(f"{self.seed} {reader.name} {tally.inputs}")
        for place, data in mutations(files, random_, min(BLOCK, count)):
            came = _within_time(reader, place, data)
            tally.inputs += 1
            tally.seconds += came.seconds
            tally.slowest = max(tally.slowest, came.seconds)
            if came.fault and came.fault[:100] not in tally.faults:
                kept = self.folder / f"{reader.name}-{len(tally.faults)}-{Path(place).name}"
                kept.write_bytes(data)
                tally.faults[came.fault[:100]] = str(kept)
        self.memory = max(self.memory, memory())
        self._note()

    def _note(self) -> None:
        noted = {
            "of": self.of,
            "memory": self.memory,
            "readers": {name: asdict(tally) for name, tally in self.tallies.items()},
        }
        beside = self.folder / "run.json.new"
        beside.write_text(json.dumps(noted, indent=1))
        beside.replace(self.folder / "run.json")

    def report(self) -> str:
        """Return what came of everything so far, a line a reader."""
        lines = []
        for name, tally in self.tallies.items():
            lines.append(
                f"{name:14} {tally.inputs:8,} inputs, {tally.seconds:6.0f} s, slowest {tally.slowest * 1000:6.0f} ms, "
                f"{len(tally.faults)} faults"
            )
            lines += [f"    {fault}: {place}" for fault, place in list(tally.faults.items())[:10]]
        inputs = sum(tally.inputs for tally in self.tallies.values())
        return "\n".join([*lines, f"{inputs:,} inputs in all; most memory: {self.memory >> 20} MB"])

    def failed(self) -> bool:
        """Tell whether anything was found."""
        return any(tally.faults for tally in self.tallies.values()) or self.memory > MOST_MEMORY


def _of(seed: int) -> str:
    """Return a digest of what a run depends on: the readers, the samples, this file and the seed."""
    import archive.readers

    digest = hashlib.blake2b(str(seed).encode(), digest_size=16)
    code = [*Path(archive.readers.__file__).parent.glob("*.py"), Path(__file__)]
    for path in sorted([*code, *(path for path in SAMPLES.rglob("*") if path.is_file())]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


class _HangError(BaseException):
    """An input takes longer than any; no reader catches this."""


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise _HangError


def _within_time(reader: Reader, name: str, data: bytes) -> Outcome:
    signal.alarm(HANGS)
    try:
        return outcome(reader, name, data, LONGEST)
    except _HangError:
        return Outcome(f"no end after {HANGS} s", HANGS)
    finally:
        signal.alarm(0)


def main() -> int:
    """Run over every reader, or one, and return 1 where anything was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100_000, help="inputs for each reader")
    options.add_argument("--reader", help="this reader only")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, default=Path(".fuzz"), help="where to note what is done")
    asked = options.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    run = Run.resumed(asked.folder, asked.seed)
    by_name = {reader.name: reader for reader in readers()}
    signal.signal(signal.SIGALRM, _give_up)
    for name, files in seeds().items():
        while asked.reader in (None, name) and (left := asked.count - run.tallies.get(name, Tally()).inputs) > 0:
            run.block(by_name[name], files, left)
    print(run.report())  # noqa: T201
    return 1 if run.failed() else 0


if __name__ == "__main__":
    sys.exit(main())
