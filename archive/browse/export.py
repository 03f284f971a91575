"""The current result as a file: JSON, JSON Lines, CSV or Markdown."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from archive.render import records, table
from archive.render.layout import day, named
from archive.render.results import SHORT_ID
from index.request import Hit, QuoteHit

Found = Hit | QuoteHit

FORMATS = (".json", ".jsonl", ".csv", ".md")
"""The endings that name a format."""

_UTF8 = "\ufeff"
"""The mark without which Excel takes a file for one in the code page of the machine."""

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")
_BLOCK = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]+(?:\s|$)))")
"""Where a line that begins so would begin a list, or make a title of the line before."""


def write(found: Iterable[Found], path: Path, wanted: Callable[[], bool] = lambda: True) -> int:
    """Write hits in the format that the ending of ``path`` names, and return how many there were.

    The file appears when all is written, or not at all where ``wanted`` has become false meanwhile.

    Raises:
        OSError: it cannot be written, or there is a file of that name.
        ValueError: the ending names no format.
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise ValueError(f"{path.name}: the ending names no format: use {', '.join(FORMATS)}")
    _refuse(path)
    written = 0
    unfinished = path.with_name(f".newsmorgue-{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            for written, piece in form(found):  # noqa: B007 - the last one counts
                stream.write(piece)
                if not wanted():
                    return 0
        _name(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return written


def _refuse(path: Path) -> None:
    """Raise FileExistsError where there is anything of this name."""
    if os.path.lexists(path):
        raise FileExistsError(f"{path}: there is such a file: choose another name")


def _name(unfinished: Path, path: Path) -> None:
    """Let a file have its name unless another one has got it meanwhile."""
    try:
        os.link(unfinished, path)
    except OSError:  # there is such a file, or no second name for a file on this disk
        _refuse(path)
        unfinished.replace(path)


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """Return a path in ``folder`` that no file has yet."""
    path, number = folder / f"{stem}{ending}", 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}{ending}"
    return path


def stem(text: str) -> str:
    """Return a file name for a query, without an ending."""
    words = re.findall(r"\w+", text.lower())
    return "-".join(["newsmorgue", *words])[:60]


def _json(found: Iterable[Found]) -> Iterator[tuple[int, str]]:
    number = 0
    for number, each in enumerate(found, 1):
        yield number, ("[\n" if number == 1 else ",\n") + records.dumps(_record(each))
    yield number, "\n]\n" if number else "[]\n"


def _json_lines(found: Iterable[Found]) -> Iterator[tuple[int, str]]:
    for number, each in enumerate(found, 1):
        yield number, records.dumps(_record(each)) + "\n"


def _record(found: Found) -> records.Record:
    return records.hit(found) if isinstance(found, Hit) else records.quote(found)


def _csv(found: Iterable[Found]) -> Iterator[tuple[int, str]]:
    for number, each in enumerate(found, 1):
        names, row = table.found("articles" if isinstance(each, Hit) else "quotes", [each])
        yield number, (_UTF8 + table.line(names) if number == 1 else "") + table.line(row)


def _markdown(found: Iterable[Found]) -> Iterator[tuple[int, str]]:
    for number, each in enumerate(found, 1):
        told = [_plain(part) for part in (each.source, each.place, day(each.published)) if part]
        origin = ", ".join([*told, f"`{each.id[:SHORT_ID]}`"])
        if isinstance(each, Hit):
            passage = f"  \n  {_lined(table.passage(each))}" if each.snippets else ""
            yield number, f"- **{_plain(each.headline) or '(no text)'}** — {origin}{passage}\n"
        else:
            who = _plain(each.person or each.speaker or "nobody named")
            words = _lined(each.text) if each.kind == "indirect" else f"“{_plain(each.text)}”"
            yield number, f"> {words}\n>\n> — {who}, in *{_plain(each.headline)}*, {origin}\n\n"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", named(text))


def _lined(text: str) -> str:
    """Return a text that stands at the begin of a line."""
    return _BLOCK.sub(r"\1\\", _plain(text))


_FORMS: dict[str, Callable[[Iterable[Found]], Iterator[tuple[int, str]]]] = {
    ".json": _json,
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".md": _markdown,
}
