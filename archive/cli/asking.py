"""Asking an engine and answering on the terminal: what ``search`` and ``quotes`` have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from archive.cli import output
from archive.cli.guard import DONE, NOTHING
from archive.cli.opening import EMPTY, is_empty, open_archive
from archive.cli.options import EVERYTHING, FORMS, NOT, in_parts, one_form
from archive.errors import UsageError
from index.errors import QuerySyntaxError, UnknownFieldError
from index.values import replace

if TYPE_CHECKING:
    from archive.render.line import Line
    from index.request import SearchPage, SearchRequest


def ask(ctx: click.Context, asked: SearchRequest, options: Mapping[str, Any]) -> int:
    """Put a question to the archive, print the answer in the form that was asked for, return the exit status."""
    if options["null"] and not options["ids"]:
        raise UsageError("-0 separates ids: say --ids -0")
    one_form(options)
    if options["ids"] and asked.facets:
        raise UsageError("--ids and --facets exclude each other: choose one")
    asked = _in_form(asked, options, in_parts(ctx))
    with pointing_at(asked.text), open_archive(ctx) as engine:
        if options["explain"]:
            return _explain(engine.understand(asked.text, asked.of), asked, options)
        page = engine.search(asked)
        if not page.total and not options["as_json"] and is_empty(engine):
            output.complain(EMPTY)
            return NOTHING
    found = page.hits or page.quotes
    if options["ids"]:
        output.write_ids(dict.fromkeys(each.id for each in found), "\0" if options["null"] else "\n")
    elif options["as_json"]:
        output.write_records(_records(page))
        if len(found) < page.total and not in_parts(ctx):
            output.cut_short(len(found), page.total)
    elif options["as_csv"]:
        _tabulate(page, asked)
    else:
        _draw(page, asked)
    return DONE if page.total and (found or not asked.limit) else NOTHING


def _in_form(asked: SearchRequest, options: Mapping[str, Any], in_parts: bool) -> SearchRequest:
    """Return the question for the form that is printed; ``in_parts``: the user said which part of the answer."""
    ids, as_json, as_csv = (bool(options[name]) for name in FORMS)
    group = options["group"]
    asked = replace(asked, grouped=not (ids or as_json or as_csv) if group is None else group)
    if as_json or as_csv:
        asked = replace(asked, facets=tuple(replace(each, limit=None) for each in asked.facets))
    if as_csv and asked.facets:
        return replace(asked, limit=0, offset=0)
    if (ids or as_csv) and not in_parts:
        asked = replace(asked, limit=EVERYTHING, offset=0)
    return replace(asked, snippets=0) if ids else asked


@contextmanager
def pointing_at(query: str) -> Iterator[None]:
    """Let a query that cannot be understood show where: itself, a caret under the place, and what would do."""
    try:
        yield
    except (QuerySyntaxError, UnknownFieldError) as error:
        if query.strip() and error.position is not None:
            error.add_note(caret(query, error.position))
            if error.suggestion:
                error.add_note(f"  try: {error.suggestion}")
        raise


def caret(query: str, position: int) -> str:
    """Return the part of a query around ``position``, and below it a caret that points there."""
    from archive.clean import clean_line
    from archive.render.wrap import columns

    before, after = clean_line(query[:position]), clean_line(query[position:])
    if columns(before) > 60:
        before = "…" + before[-50:]
    return f"  {before}{after[:60]}\n  {' ' * columns(before)}^"


def _explain(tree: str, asked: SearchRequest, options: Mapping[str, Any]) -> int:
    understood = "\n".join([tree.rstrip("\n"), *_conditions(asked)])
    if options["as_json"]:
        from archive.render import records

        output.write_records([records.summary(0, 0, query=asked.text, understood=understood)])
    else:
        output.write_text(f"{understood}\n")
    return DONE


def _conditions(asked: SearchRequest) -> Iterator[str]:
    """Yield what the options ask for besides the query, one condition a line."""
    for each in asked.filters:
        if each.include:
            yield f"and {each.field}: {' or '.join(each.include)}"
        if each.exclude:
            yield f"but not {each.field}: {' or '.join(each.exclude)}"
    if asked.dates:
        yield f"and date: {asked.dates.since or 'any'} to {asked.dates.until or 'any'}"


def _records(page: SearchPage) -> Iterator[dict[str, Any]]:
    from archive.render import records

    yield from map(records.hit, page.hits)
    yield from map(records.quote, page.quotes)
    for facet in page.facets.values():
        yield from records.facet(facet)
    yield records.page_summary(page)


def _tabulate(page: SearchPage, asked: SearchRequest) -> None:
    from archive.render import table

    counted = table.counts(page.facets.values())
    output.write_table(counted if asked.facets else table.found(asked.of, page.hits or page.quotes))
    _tell(page, asked)


def _draw(page: SearchPage, asked: SearchRequest) -> None:
    from archive.render import results
    from archive.render.facets import facets
    from archive.render.line import line

    width = output.width()
    found: Iterable[Line] = (
        results.quotes(page.quotes, width, first=asked.offset + 1)
        if asked.of == "quotes"
        else results.hits(page.hits, width, first=asked.offset + 1)
    )
    output.write(found)
    if page.total and page.facets:
        if page.hits or page.quotes:
            output.write([line("")])
        output.write(facets(page.facets.values(), width))
    _tell(page, asked)
    if not page.total:
        return
    one = "quote" if asked.of == "quotes" else "article"
    if asked.of == "articles" or page.quotes or not asked.limit:
        output.write([line("")], stderr=True)
    output.write([results.summary(page, len(page.hits) + len(page.quotes), asked.offset, one)], stderr=True)


def _tell(page: SearchPage, asked: SearchRequest) -> None:
    """Say what there is to say of an answer, and where it is empty what would find something."""
    from archive.render import results

    for note in page.notes:
        output.complain(note)
    if not page.total:
        output.write(results.nothing(page, _in_words(asked), output.width(stderr=True)), stderr=True)


def _in_words(asked: SearchRequest) -> str:
    """Return the question as one line, filters as they were typed."""
    from shlex import quote

    typed = [f"--{each.field} {quote(value)}" for each in asked.filters for value in each.include]
    typed += [f"--{each.field} {quote(NOT + value)}" for each in asked.filters for value in each.exclude]
    if asked.dates and asked.dates.since:
        typed.append(f"--since {asked.dates.since}")
    if asked.dates and asked.dates.until:
        typed.append(f"--until {asked.dates.until}")
    return " ".join([asked.text, *typed]).strip()
