"""``newsmorgue parse``: what the program reads out of a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from archive.clean import clean_line, clean_path
from archive.cli import options as shared
from archive.cli import output
from archive.cli.command import Command, Named
from archive.cli.guard import DEBUG, DONE, FAILED, NOTHING
from archive.errors import NoArticleError, ReadError

if TYPE_CHECKING:
    from archive.readers.copy import Copy, FailedRecord
    from index.article import Article

    _Record = tuple[Copy, str, bool]
    """A record, the path of its file, and whether there is no other in it."""

EXAMPLES = (
    ("newsmorgue parse story.txt", "the copy as it was and as restored, people and quotes in colour"),
    ("newsmorgue parse --confidence story.txt", "and how sure each of them is"),
    ("newsmorgue parse --json ~/clippings | jq -r '.people[].name'", "for another program"),
)


BATCH = 32
BATCH_CHARACTERS = 1 << 20


@click.command(cls=Command, name="parse", examples=EXAMPLES)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=Named(readable=False))
@click.option("--confidence", is_flag=True, help="Say how sure each thing that was inferred is.")
@shared.map_option()
@shared.json_option
def command(paths: tuple[str, ...], confidence: bool, columns: str | None, as_json: bool) -> int:
    """Show what is read out of files, without indexing them.

    Folders are read with all that is in them. No archive is needed.
    """
    if columns:
        from archive.readers.columns import columns_from, map_columns

        map_columns(columns_from(columns))
    reading = Reading()
    printed = 0
    for article, text in reading.articles(paths):
        if as_json:
            from archive.render import records

            output.write_records([records.article(article)])
        else:
            _draw(article, text, confidence, printed)
        printed += 1
    if reading.failed:
        return FAILED
    return DONE if printed else NOTHING


class Reading:
    """Reads files and folders one after another; complains of what cannot be read and remembers that it did."""

    def __init__(self) -> None:
        self.failed = False

    def articles(self, paths: Iterable[str]) -> Iterator[tuple[Article, str]]:
        """Yield the articles of files, or of all files in folders in path order, each with its copy as it was."""
        from archive.ingest.credited import credited
        from archive.ingest.filed import dated

        for batch in _batches(record for path in paths for record in self._records(path)):
            for article, (copy, file, single) in self._parsed(batch):
                filed = article.moved(os.path.abspath(file)).locations  # noqa: PTH100
                yield credited(dated(article, filed if single else ()), filed).moved(file), copy.text

    def _parsed(self, batch: list[_Record]) -> Iterator[tuple[Article, _Record]]:
        """Yield the articles of records; one at which the program itself fails costs itself alone."""
        from archive.parse import parse

        try:
            articles = parse([copy for copy, *_ in batch], "")
        except (MemoryError, OSError):
            raise
        except Exception as error:
            if os.environ.get(DEBUG) == "1":
                raise
            copy, file, _ = batch[0]
            if len(batch) > 1:
                for each in batch:
                    yield from self._parsed([each])
            else:
                told = f"reading it failed: {type(error).__name__}: {error} ({DEBUG}=1 shows where)"
                self._complain(f"{file}: record {copy.ordinal}: {told}")
        else:
            yield from zip(articles, batch, strict=True)

    def _records(self, path: str) -> Iterator[_Record]:
        """Yield the records that could be read, and complain of the others."""
        from archive.ingest.filed import alone
        from archive.readers.files import kind_of, read_path

        for file in self._files(path):
            found = 0
            failed, self.failed = self.failed, False
            try:
                for copy, single in alone(self._sound(read_path(file), file)):
                    found += 1
                    yield copy, file, single
                if not found and not self.failed:
                    output.complain(f"{clean_path(file)}: skipped: {kind_of(file)}")
            except NoArticleError as told:
                output.complain(f"{clean_path(file)}: skipped: {str(told).removeprefix(f'{file}: ')}")
            except ReadError as error:
                self._complain(str(error))
            self.failed |= failed

    def _files(self, path: str) -> list[str]:
        from archive.ingest.walk import Walk
        from archive.readers.files import explain

        walk = Walk()
        try:
            found = sorted(file.path for folder in walk.files(path) for file in folder)
        except FileNotFoundError:
            self._complain(f"{path}: there is no such file or folder")
            return []
        except OSError as error:
            self._complain(f"{path}: {explain(error)}")
            return []
        for failure in walk.unreadable:
            self._complain(str(failure))
        if not found and walk.skipped:
            output.complain(f"{clean_path(path)}: nothing to read: {', '.join(dict.fromkeys(walk.skipped.values()))}")
        return found

    def _sound(self, records: Iterable[Copy | FailedRecord], path: str) -> Iterator[Copy]:
        """Yield the records that could be read, and complain of the others."""
        from archive.readers.copy import FailedRecord

        for record in records:
            if isinstance(record, FailedRecord):
                where = f"!/{record.member}" if record.member else ""
                self._complain(f"{path}{where}: record {record.ordinal}: {record.reason}")
            else:
                yield record

    def _complain(self, text: str) -> None:
        self.failed = True
        output.complain(clean_line(clean_path(text)))


def _batches(records: Iterable[_Record]) -> Iterator[list[_Record]]:
    """Yield records some at a time: first one, to print it soon, then more, since reading many together is cheaper."""
    batch: list[_Record] = []
    size, most = 0, 1
    for record in records:
        batch.append(record)
        size += len(record[0].text)
        if len(batch) == most or size > BATCH_CHARACTERS:
            yield batch
            batch, size, most = [], 0, min(2 * most, BATCH)
    if batch:
        yield batch


def _draw(article: Article, text: str, confidence: bool, printed: int) -> None:
    from archive.render.layout import WIDEST
    from archive.render.line import line
    from archive.render.parsed import parsed

    width = output.width()
    if printed:
        output.write([line(""), line(("─" * min(width, WIDEST), "dim")), line("")])
    output.write(parsed(article, text, width, confidence=confidence))
