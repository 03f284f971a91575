"""``newsmorgue people``: who is in the archive."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from archive.cli import options as shared
from archive.cli import output
from archive.cli.command import Command
from archive.cli.complete import people as complete_people
from archive.cli.guard import DONE, NOTHING
from archive.cli.opening import EMPTY, is_empty, open_archive

if TYPE_CHECKING:
    from index.engine import SearchEngine
    from index.request import ArchivePerson

EXAMPLES = (
    ("newsmorgue people", "the people most written about"),
    ("newsmorgue people kerry", "one of them: roles, places, companions, months, latest quotes"),
    ("newsmorgue people --limit 1000 --json", "for another program"),
)


@click.command(cls=Command, name="people", examples=EXAMPLES)
@click.argument("name", nargs=-1, shell_complete=complete_people)
@shared.page_options(20, "people to list")
@shared.csv_option()
@shared.json_option
@shared.archive_option
@click.pass_context
def command(ctx: click.Context, /, name: tuple[str, ...], limit: int, page: int, **forms: bool) -> int:
    """List the people of the archive, or show what it knows of one.

    NAME may be any form that is printed anywhere, in any case: kerry, "John Kerry", KERRY. A title before it tells
    which of several is meant, where any of them bears it: "Sen. Kerry".

    Who is who across articles goes by full names, and by who stands beside them. Where that is wrong, write it into
    people.txt in the archive's folder, one rule a line: "John Kerry = John Forbes Kerry" makes both one person, shown
    by the first name; "Ali Hassan != Hassan Ali" keeps two apart. What stands behind # is a remark. The next question
    obeys; nothing is read again.
    """
    asked = " ".join(name)
    shared.one_form(forms)
    part = shared.Page(shared.EVERYTHING if forms["as_csv"] and not shared.in_parts(ctx) else limit, page)
    with open_archive(ctx) as engine:
        if asked:
            return _show_one(engine, asked, part, **forms)
        return _list(engine, part, not shared.in_parts(ctx), **forms)


def _list(engine: SearchEngine, part: shared.Page, by_default: bool, as_json: bool, as_csv: bool) -> int:
    start = perf_counter()
    found = engine.people(part.limit, part.offset)
    total = engine.stats().people
    took = 1000 * (perf_counter() - start)
    if as_json:
        from archive.render import records

        output.write_records([*map(records.person, found), records.summary(total, len(found), took)])
        if len(found) < total and by_default:
            output.cut_short(len(found), total)
    elif as_csv:
        from archive.render import table

        output.write_table(table.people(found))
    elif found:
        from archive.render.layout import count
        from archive.render.people import people

        output.write(people(found, output.width()))
        shown = f"{part.offset + 1:,}–{part.offset + len(found):,} of " if len(found) < total else ""
        output.tell((f"{shown}{count(total, 'person', 'people')}", "dim"))
    elif total and not part.limit:
        from archive.render.layout import count

        output.tell((count(total, "person", "people"), "dim"))
    else:
        none = EMPTY if is_empty(engine) else "nobody is named in this archive"
        output.complain(f"none of {total:,} people on this page" if total else none)
    return DONE if found or (total and not part.limit) else NOTHING


def _show_one(engine: SearchEngine, asked: str, part: shared.Page, as_json: bool, as_csv: bool) -> int:
    start = perf_counter()
    found = _best_first(engine.find_people(asked), asked)
    near = [] if found else engine.near_names(asked)
    shown = found[part.offset : part.offset + part.limit] if as_json or as_csv else found
    if as_json:
        from archive.render import records

        for each in shown:
            page = engine.person(each.name)
            output.write_records([records.person(each, page), *map(records.quote, page.quotes if page else ())])
        took = 1000 * (perf_counter() - start)
        unknown: dict[str, Any] = {"drop": None, "total": None, "instead": None, "also": []}
        spelled = [{"kind": "spelling", "text": name} | unknown for name in near]
        output.write_records([records.summary(len(found), len(shown), took, asked, suggestions=spelled)])
    elif as_csv:
        from archive.render import table

        output.write_table(table.people(shown))
    elif found:
        _draw(engine, found)
    if not found and not as_json:
        mend = f": did you mean {', '.join(near)}?" if near else ": newsmorgue people lists those there are"
        output.complain(EMPTY if is_empty(engine) else f"nobody in the archive is called {asked!r}{mend}")
    return DONE if shown or (found and not part.limit) else NOTHING


def _draw(engine: SearchEngine, found: list[ArchivePerson]) -> None:
    from archive.render.layout import count
    from archive.render.people import person

    page = engine.person(found[0].name, quotes=25)
    if page is not None:
        output.write(person(page, output.width()))
    if len(found) > 1:
        others = ", ".join(f"{each.name} ({count(each.articles, 'article')})" for each in found[1:6])
        output.complain(f"\nalso so called: {others}{', …' if len(found) > 6 else ''}")


def _best_first(found: list[ArchivePerson], asked: str) -> list[ArchivePerson]:
    """Return who is asked for by a whole name before the others, else as they come: most articles first."""
    from index.names import untitled
    from index.words import fold

    name = untitled(asked).strip()
    whole = fold(name) if " " in name else None
    return sorted(found, key=lambda each: fold(each.name) != whole)
