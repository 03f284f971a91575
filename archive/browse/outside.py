"""What leaves the app: files opened in other programs, and text for the clipboard."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from archive.clean import clean_line
from archive.render.layout import day, named
from archive.render.results import SHORT_ID
from index.article import Article, Location
from index.request import QuoteHit
from index.utterances import Utterance

_PACKED = re.compile(r"(?<=.)\.(?:gz|bz2|xz|zstd?)$", re.IGNORECASE)
_LONGEST = 200
"""Bytes of a name; file systems take 255, some fewer."""

Program = Literal["pager", "editor"]


def command(program: Program, environment: Mapping[str, str]) -> list[str]:
    """Return the command line of the reader's pager or editor.

    ``cat``, which says that nothing is to be paged, would be gone from the screen before it is seen.
    """
    names = ("NEWSMORGUE_PAGER", "PAGER") if program == "pager" else ("VISUAL", "EDITOR")
    for name in names:
        asked = shlex.split(environment.get(name, ""))
        if asked and asked[0] != "cat":
            return asked
    return ["less"] if program == "pager" else ["vi"]


@contextmanager
def file_of(article: Article) -> Iterator[tuple[Path, bool]]:
    """Yield a file with the record of an article, and whether it is the file that it was read from.

    Where that has gone, or holds other records too, a copy of the record stands in for it.
    """
    place = article.locations[0]
    path = Path(place.path)
    if place.member is None and place.ordinal == 0 and _holds(path, article.raw):
        yield path, True
        return
    with tempfile.TemporaryDirectory(prefix="newsmorgue-") as folder:
        copy = Path(folder) / _name_of_copy(place)
        copy.write_bytes(article.raw)
        copy.chmod(0o400)
        yield copy, False


def run(line: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a program that has the terminal until it ends; return what kept it from running, or nothing.

    Ctrl-C meanwhile is the affair of that program alone.
    """
    try:
        process = subprocess.Popen(line, env=environment)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        return f"{line[0]}: {told.lower()}: set PAGER or EDITOR to a program that is there"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return ""


def _name_of_copy(place: Location) -> str:
    """Return a name that tells what the record is: programs go by its ending, and it is no longer packed."""
    inside = (place.member or place.path).rpartition("/")[2]
    name = _PACKED.sub("", clean_line(inside)).encode()[-_LONGEST:].decode(errors="ignore")
    return name if name.strip(".") else "article"


def _holds(path: Path, raw: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(raw)
    except (OSError, ValueError):
        return False


def environment() -> dict[str, str]:
    """Return the environment for a pager, in which no text of a file steers the terminal."""
    kept = dict(os.environ)
    kept["LESS"] = "-S" if "S" in kept.get("LESS", "") else ""
    return kept


def citation(found: QuoteHit) -> str:
    """Return a quote with who says it and where it stands, for the clipboard."""
    who = found.person or found.speaker
    return _cited(found.text, found.kind, who, found.headline, found.source, day(found.published), found.id)


def citation_in(article: Article, said: Utterance) -> str:
    """Return an utterance of an article with who says it and where it stands, for the clipboard."""
    who = said.person or said.speaker
    return _cited(said.text, said.kind, who, article.headline or "", article.source, day(article.published), article.id)


def _cited(text: str, kind: str, who: str | None, headline: str, source: str | None, date: str, id: str) -> str:
    words = named(text) if kind == "indirect" else f"“{named(text)}”"
    told = [f"“{named(headline)}”" if headline else "", named(source or ""), date, id[:SHORT_ID]]
    return f"{words} — {named(who or 'nobody named')}, {', '.join(part for part in told if part)}"
