"""PDF: the text of all pages in reading order; pages that are pictures of text are named as such."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from archive.errors import ReadError
from archive.readers.copy import Copy, FailedRecord, Stated
from archive.readers.documents import documents_version, exported, sections
from archive.readers.names import byline_names
from archive.readers.pdfpages import PdfParagraph, in_lines, in_paragraphs, styled, without_heads
from archive.readers.pressreader import is_marked, printed
from archive.readers.slices import whole
from archive.readers.stated import merged
from archive.readers.story import folded, joined, run_on, without_headline
from archive.readers.typeset import SHOWS, Show, parts, show

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MOST_PAGES = 2000
_MOST_LISTED = 10
_MOST_CHARACTERS = 20 << 20
_NO_TITLE = re.compile(r"untitled|microsoft word|\.(?:docx?|indd|pdf|qxd|pages)$|^\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_OWN = 8
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError,
    ValueError, struct.error, zlib.error, EOFError,
)  # fmt: skip
"""What broken documents raise in pypdf beside its own errors."""


class PdfDocumentReader:
    """Reads PDF documents that hold text."""

    name = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    @property
    def version(self) -> int:
        """Return a number that grows with the readers of exports."""
        return _OWN + documents_version()

    def recognises(self, head: bytes, name: str) -> float:
        """Return nearly 1 for what begins as PDF does."""
        if head[:64].lstrip().startswith((b"<", b"From")):
            return 0.0
        return 0.97 if head.find(b"%PDF-", 0, 1024) >= 0 else 0.0

    def read(self, stream: BinaryIO, name: str) -> Iterator[Copy | FailedRecord]:
        """Yield the one story of a document, or the articles that a database of newspapers printed into it; a page that
        is damaged or a picture costs itself, and a warning.

        Raises:
            ReadError: it is damaged or encrypted, or its pages are pictures.
        """
        raw = whole(stream, name, "article is: divide it")
        with _quietly():
            document = _opened(raw, name)
            (found, warnings), stated = _text(document, name), _stated(document)
        articles = exported(joined(in_lines(found)), name, warnings)
        if articles is not None:
            yield from articles
            return
        if stories := sections(styled(found)):
            for ordinal, (start, stop) in enumerate(stories):
                text = joined(in_paragraphs(found[start + 1 : stop]))
                raw = joined([found[start].text, text]).encode("utf-8", "replace")
                own = Stated(headline=found[start].text, language=stated.language)
                yield Copy(raw, text, self.name, None, ordinal, stated=own, warnings=warnings)
            return
        text = joined(in_paragraphs(found))
        if is_marked(text):
            text, own = printed(text)
            stated = merged(own, stated)
        text = without_headline(text, stated.headline)
        if text.strip():
            yield Copy(raw, text, self.name, stated=stated, warnings=warnings)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep pypdf from warning about every oddity of a file on standard error."""
    import logging

    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _opened(raw: bytes, place: str) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        document = PdfReader(BytesIO(raw))
        if document.is_encrypted and not document.decrypt(""):
            raise ReadError(f"{place}: encrypted: save it without a password")
        if len(document.pages) > _MOST_PAGES:
            raise ReadError(f"{place}: more than {_MOST_PAGES} pages, which no article has: divide it")
    except DependencyError as error:
        raise _locked(place) from error
    except (PyPdfError, *_FAULTS) as error:
        raise _damaged(place, error) from error
    return document


def _text(document: PdfReader, place: str) -> tuple[list[PdfParagraph], tuple[str, ...]]:
    """Return the paragraphs of all pages, and what is to be told of those that give none."""
    from pypdf.errors import DependencyError, PyPdfError

    pages: list[list[PdfParagraph]] = []
    pictures: list[int] = []
    damaged: dict[int, Exception] = {}
    size = 0
    for number in range(len(document.pages)):
        paragraphs: list[PdfParagraph] = []
        try:
            page = document.pages[number]
            paragraphs = _paragraphs(page)
            if not paragraphs and "/XObject" in (page.get("/Resources") or {}):
                pictures.append(number + 1)
        except DependencyError as error:
            raise _locked(place) from error
        except (PyPdfError, *_FAULTS) as error:
            damaged[number + 1] = error
        pages.append(paragraphs)
        size += sum(len(each.text) for each in paragraphs)
        if size > _MOST_CHARACTERS:
            raise ReadError(f"{place}: more than {_MOST_CHARACTERS >> 20} million characters: divide it")
    found = list(without_heads(pages))
    if not found and damaged:
        first = next(iter(damaged.values()))
        raise _damaged(place, first) from first
    if not found:
        fault = "its pages are pictures without text" if pictures else "it holds no text"
        raise ReadError(f"{place}: {fault}: make it readable by OCR, such as ocrmypdf")
    told = (("damaged", [*damaged]), ("pictures without text", pictures))
    return found, tuple(f"pages left out, since they are {what}: {_listed(n)}" for what, n in told if n)


def _listed(pages: Sequence[int]) -> str:
    more = f" and {len(pages) - _MOST_LISTED} more" if len(pages) > _MOST_LISTED else ""
    return ", ".join(map(str, pages[:_MOST_LISTED])) + more


def _locked(place: str) -> ReadError:
    """Return the error for a document encrypted as newer ones are, which pypdf leaves to another package."""
    mend = "install the package cryptography, or print it to a new PDF"
    return ReadError(f"{place}: encrypted with AES, which cannot be read here: {mend}")


def _damaged(place: str, error: Exception) -> ReadError:
    text = " ".join(str(error).split())[:100] or type(error).__name__
    return ReadError(f"{place}: damaged PDF ({text}): fetch it again or print it anew")


def _runs(page: PageObject, shows: list[Show], kept: Sequence[bool] = ()) -> list[tuple[float, float, str]]:
    """Return height, size of type and text of the runs of a page as they are drawn, and note what draws them.

    Of the pieces that draw them only the ``kept`` ones count, all where nothing is said.
    """
    runs: list[tuple[float, float, str]] = []

    def visit(text: str, matrix: Any, position: Any, font: Any, size: Any) -> None:
        if text.strip():
            y = float(position[5]) * float(matrix[3] or 1) + float(matrix[5])
            runs.append((y, abs(float(size or 0) * float(position[3] or 1)) or 10.0, text))

    def draw(operator: Any, operands: Any, matrix: Any, position: Any) -> None:
        if operator in SHOWS and operands:
            shows.append(show(operands, matrix, position))
            if kept and not kept[len(shows) - 1] and isinstance(operands[-1], str | bytes | list):
                operands[-1] = type(operands[-1])()

    page.extract_text(visitor_text=visit, visitor_operand_before=draw)
    return runs


def _in_reading_order(page: PageObject) -> list[tuple[float, float, str]]:
    """Return the runs of a page, part by part where its lines are drawn across columns or stories."""
    shows: list[Show] = []
    runs = _runs(page, shows)
    found = parts(shows)
    if found:
        runs = [run for each in sorted(set(found)) for run in _runs(page, [], [other == each for other in found])]
    return runs


def _paragraphs(page: PageObject) -> list[PdfParagraph]:
    """Return the paragraphs of a page: a gap, or another size of type, begins one."""
    lines: list[list[str]] = []
    begins: list[tuple[float, bool]] = []
    last: tuple[float, float] | None = None
    for y, size, text in _in_reading_order(page):
        if last is None or abs(last[1] - size) > 1.5 or not -size < last[0] - y <= 1.45 * size or text[:2] == "  ":
            lines.append([])
            begins.append((size, last is None or y > last[0]))
        elif lines[-1] and last[0] - y > 0.3 * size and not lines[-1][-1].endswith("\n"):
            lines[-1].append("\n")
        lines[-1].append(text.strip("\n"))
        last = y, size
    paragraphs = (
        PdfParagraph(run_on(text := "".join(each)), text, *begin) for each, begin in zip(lines, begins, strict=True)
    )
    return [each for each in paragraphs if each.text and not _NUMBER.fullmatch(each.text)]


def _stated(document: PdfReader) -> Stated:
    """Return what the document states; the day a file was made is not the day a story appeared."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        info = document.metadata
        title, author = (info.title, info.author) if info else (None, None)
        root = document.root_object
        language = root.get("/Lang")
    except (DependencyError, PyPdfError, *_FAULTS):
        return Stated()
    headline = folded(title) if isinstance(title, str) else ""
    names = byline_names(author) if isinstance(author, str) else ()
    return Stated(
        headline=None if _NO_TITLE.search(headline) else headline or None,
        byline=tuple(name for name in names if " " in name),
        language=str(language) if isinstance(language, str) and language else None,
    )
