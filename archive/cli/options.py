"""What commands have in common: filters, dates, facets, pages, and the request they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import click

from archive.cli.command import FACETS, Named
from archive.errors import UsageError
from index.fields import BY_NAME, DEFAULT_FACETS, FACETABLE
from index.request import DateRange, FacetRequest, Filter, Of, SearchRequest, Sort
from index.values import dataclass

Function = TypeVar("Function", bound=Callable[..., Any])

FILTERS = ("person", "speaker", "source", "place", "format")
"""The fields that have an option of their own."""

NOT = "not:"

SNIPPET = 150
"""Passages are about this many characters: two lines of a terminal."""

EVERYTHING = 1_000_000_000

FORMS = {"ids": "--ids", "as_json": "--json", "as_csv": "--csv"}
"""The options of the forms that results are printed in."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for; ``number`` counts from 1."""

    limit: int
    number: int

    @property
    def offset(self) -> int:
        """How many entries stand before it."""
        return self.limit * (self.number - 1)


def _stack(*options: Callable[[Any], Any]) -> Callable[[Function], Function]:
    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Return the values of the archive that begin as typed, for the shell to offer."""
    from archive.cli.complete import values

    return values(ctx, "speaker" if param.name == "by" else param.name or "", incomplete)


def filter_options(*names: str) -> Callable[[Function], Function]:
    """Add the options that filter by a field, and those by date."""
    fields = [
        click.option(
            f"--{name}",
            multiple=True,
            metavar="[not:]VALUE",
            shell_complete=complete_value,
            help=f"Filter by {BY_NAME[name].help}.",
        )
        for name in names
    ]
    return _stack(
        *fields,
        click.option("--since", metavar="DATE", help="Only from this day, month or year on, or from 'last month'."),
        click.option("--until", metavar="DATE", help="Only up to this day, month or year."),
    )


facets_option: Callable[[Function], Function] = click.option(
    FACETS,
    multiple=True,
    metavar="[FIELD...]",
    shell_complete=lambda ctx, param, incomplete: [name for name in FACETABLE if name.startswith(incomplete)],
    help=f"Count all matches by field: {', '.join(FACETABLE)}. Alone: {', '.join(DEFAULT_FACETS)}.",
)


class _Order(click.Choice[str]):
    """An order of results; what is sorted by date comes newest first, and may be asked for so."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the order.

        Raises:
            BadParameter: it is none.
        """
        return super().convert("date" if value == "newest" else value, param, ctx)


sort_option: Callable[[Function], Function] = click.option(
    "--sort",
    type=_Order(get_args(Sort)),
    default="relevance",
    show_default=True,
    help="Best first, newest first, or oldest first.",
)


ALL = "all"


class Whole(click.types.IntParamType):
    """A whole number of at least ``min``; the help leaves it to the words of each option what that is.

    ``endless`` ones may be "all".
    """

    name = "whole number"

    def __init__(self, min: int, endless: bool = False) -> None:
        self.min = min
        self._endless = endless

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number.

        Raises:
            BadParameter: it is none, or too small.
        """
        if self._endless and value == ALL:
            return EVERYTHING
        try:
            number = int(value)
        except ValueError:
            number = self.min - 1
        if number < self.min:
            self.fail(f"{value!r} is no whole number from {self.min} on{', nor all' * self._endless}.", param, ctx)
        return number


def page_options(limit: int, what: str) -> Callable[[Function], Function]:
    """Add the options that choose a page of a list."""
    return _stack(
        click.option(
            "--limit",
            metavar="N",
            type=Whole(min=0, endless=True),
            default=limit,
            show_default=True,
            help=f"How many {what}, or all.",
        ),
        click.option(
            "--page", metavar="N", type=Whole(min=1), default=1, show_default=True, help="Which page of them."
        ),
    )


jobs_option: Callable[[Function], Function] = click.option(
    "--jobs",
    metavar="N",
    type=Whole(min=0),
    default=0,
    help="How many files are read at once; 0: one each processor.",
)

wait_option: Callable[[Function], Function] = click.option(
    "--wait",
    metavar="SECONDS",
    type=Whole(min=0),
    default=30,
    show_default=True,
    help="How long to wait for another process that writes the archive.",
)

_UNITS = {"MB": 1 << 20, "GB": 1 << 30}
_LEAST_MEMORY = 16 << 20


def _memory(ctx: click.Context, param: click.Parameter, given: str) -> int:
    """Return an amount of memory, a number and MB or GB, in bytes.

    Raises:
        BadParameter: it is none, or too small.
    """
    number, unit = given[:-2].strip(), given[-2:].upper()
    if not (number.isascii() and number.isdigit() and unit in _UNITS):
        raise click.BadParameter(f"{given!r} is no amount of memory: say 256MB or 2GB.", ctx, param)
    size = int(number) * _UNITS[unit]
    if size < _LEAST_MEMORY:
        raise click.BadParameter(f"{given!r} is too little: {_LEAST_MEMORY >> 20}MB is the least.", ctx, param)
    return size


memory_option: Callable[[Function], Function] = click.option(
    "--memory",
    metavar="SIZE",
    default="256MB",
    show_default=True,
    callback=_memory,
    help="About how much memory articles may take until they are written, after half a minute at the latest.",
)


def _columns(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> str | None:
    """Return the mapping given as one text, "" for none; None where the option is not used."""
    if not given:
        return None
    from archive.readers.columns import check_columns, columns_from, columns_to

    found: dict[str, str] = {}
    for part in given:
        if part != "none":
            found |= columns_from(part)
    check_columns(found)
    return columns_to(found)


def map_option(kept: str = "") -> Callable[[Function], Function]:
    """Add the option that names columns of tables; ``kept`` says in the help how long that holds."""
    return click.option(
        "--map",
        "columns",
        multiple=True,
        metavar="FIELD=COLUMN",
        callback=_columns,
        help=f"Read a field of tables from this column{kept}.",
    )


def _choose(ctx: click.Context, param: click.Parameter, given: Path | None) -> None:
    """Make ``given`` the archive of this run, as the option before the command does."""
    if given is not None:
        ctx.find_root().params["archive"] = given


archive_option: Callable[[Function], Function] = click.option(
    "--archive",
    type=Named(file_okay=False, path_type=Path),
    metavar="DIR",
    expose_value=False,
    is_eager=True,
    callback=_choose,
    help="The archive to use; here or before the command.",
)


def group_option(what: str) -> Callable[[Function], Function]:
    """Add the option that folds copies, or lists each; ``what`` says in the help what is folded into what."""
    return click.option(
        "--group/--no-group",
        default=None,
        help=f"Fold {what}. By default they are, but with --json and --ids.",
    )


json_option: Callable[[Function], Function] = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON Lines; docs/json.md describes the keys."
)


def csv_option(otherwise: str = "") -> Callable[[Function], Function]:
    """Add the option that prints a table; ``otherwise`` says in the help what else it may be of."""
    return click.option(
        "--csv", "as_csv", is_flag=True, help=f"Print CSV, all of it unless --limit or --page is given{otherwise}."
    )


def in_parts(ctx: click.Context) -> bool:
    """Tell whether the user said how many entries, or which page, to print."""
    told = click.core.ParameterSource.DEFAULT
    return any(ctx.get_parameter_source(name) is not told for name in ("limit", "page"))


def one_form(options: Mapping[str, Any]) -> None:
    """Refuse several forms to print in.

    Raises:
        UsageError: more than one is asked for.
    """
    asked = [option for name, option in FORMS.items() if options.get(name)]
    if len(asked) > 1:
        raise UsageError(f"{asked[0]} and {asked[1]} exclude each other: choose one")


def request(
    words: tuple[str, ...],
    options: Mapping[str, Any],
    page: Page,
    *,
    of: Of = "articles",
    snippets: int = 2,
) -> SearchRequest:
    """Return the question that a command line asks.

    Raises:
        QuerySyntaxError: a date is none.
        UsageError: a facet is none, or a value begins with a minus.
    """
    return SearchRequest(
        text=" ".join(words),
        filters=_filters(options),
        dates=_dates(options.get("since"), options.get("until")),
        facets=_facets(options.get("facets") or ()),
        sort=cast(Sort, options.get("sort") or "relevance"),
        limit=page.limit,
        offset=page.offset,
        of=of,
        snippets=snippets,
        snippet_chars=SNIPPET,
    )


def _filters(options: Mapping[str, Any]) -> tuple[Filter, ...]:
    found: dict[str, list[str]] = {name: list(options.get(name) or ()) for name in FILTERS}
    found["speaker"] += options.get("by") or ()
    return tuple(_filter(name, values) for name, values in found.items() if values)


def _filter(name: str, values: Iterable[str]) -> Filter:
    chosen: dict[bool, list[str]] = {True: [], False: []}
    for value in values:
        if value[:1] in ("-", "!"):
            raise UsageError(f"--{name} {value}: {value[0]!r} leaves nothing out here: say --{name} {NOT}{value[1:]}")
        kept = value[: len(NOT)].lower() != NOT
        chosen[kept].append(value if kept else value[len(NOT) :])
    return Filter(name, tuple(chosen[True]), tuple(chosen[False]))


def _dates(since: str | None, until: str | None) -> DateRange | None:
    if since is None and until is None:
        return None
    from index.dates import date_range

    return date_range(since, until)


def _facets(asked: Iterable[str]) -> tuple[FacetRequest, ...]:
    """Return the facets asked for, each time by names with commas between them; by none of them the usual ones."""
    names = [name for part in asked for name in (part.replace(",", " ").split() or DEFAULT_FACETS)]
    for name in names:
        if name not in FACETABLE:
            from index.query.parser import unknown_field

            fault, _ = unknown_field(name, FACETABLE, "cannot count by")
            raise UsageError(f"{fault} (the query stands before {FACETS})")
    return tuple(FacetRequest(name) for name in dict.fromkeys(names))
