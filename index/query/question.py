"""A request as one tree: its text, its filters and its dates, at the level it asks about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.errors import QuerySyntaxError, UnknownFieldError
from index.fields import BY_NAME, DEFAULT_TEXT, FACETABLE, SPOKEN_TEXT
from index.query.build import Fault, conjunction, disjunction, quoted
from index.query.levels import for_articles, for_quotes
from index.query.nodes import Dates, Every, Node, Not, Unscored, ValueIs
from index.query.parser import parse, unknown_field
from index.query.render import explain, render
from index.request import DateRange, Filter, Of, SearchRequest


def question(request: SearchRequest, *, without: str | None = None) -> Node:
    """Return the tree that answers ``request``, of articles or of utterances as it asks.

    Chosen and excluded values and dates score nothing. ``without`` leaves the filters of one field out, for counting
    what else could be chosen there.

    Raises:
        QuerySyntaxError: the text, or a date to filter by, does not parse.
        UnknownFieldError: the text, a filter or a facet names a field that cannot serve.
    """
    check_fields(request)
    filters = [chosen for chosen in request.filters if chosen.field != without]
    today = request.today or date.today()
    tree = parse(request.text, of=request.of, today=today)
    chosen = [_any_of(filter_, filter_.include, today) for filter_ in filters if filter_.include]
    asked = [part for part in (tree, *chosen, *_dates(request.dates)) if not isinstance(part, Every)]
    at_level = for_articles if request.of == "articles" else for_quotes
    excluded = [Not(at_level(_any_of(filter_, filter_.exclude, today))) for filter_ in filters if filter_.exclude]
    parts = [at_level(conjunction(asked)), *excluded] if asked else excluded
    return conjunction(parts) if parts else Every()


def understood(request: SearchRequest) -> str:
    """Return the text of ``request`` as it was understood, in the query language.

    Raises:
        QueryError: the text does not parse.
    """
    plain = DEFAULT_TEXT if request.of == "articles" else SPOKEN_TEXT
    return render(parse(request.text, of=request.of, today=request.today), plain)


def understand(text: str, of: Of = "articles") -> str:
    """Return how a query text was understood, as an indented tree, one condition a line.

    Raises:
        QueryError: the text does not parse.
    """
    return explain(question(SearchRequest(text, of=of)))


def check_fields(request: SearchRequest) -> None:
    """Refuse filters and facets by fields that cannot serve them.

    Raises:
        UnknownFieldError: a field does not exist, or holds nothing that could be counted.
    """
    for filter_ in request.filters:
        if filter_.field not in BY_NAME:
            message, near = unknown_field(filter_.field, tuple(BY_NAME), "cannot filter by")
            raise UnknownFieldError(message, suggestion=near)
    for facet in request.facets:
        if facet.field not in FACETABLE:
            message, near = unknown_field(facet.field, FACETABLE, "cannot count by")
            raise UnknownFieldError(message, suggestion=near)


def _any_of(filter_: Filter, values: Sequence[str], today: date) -> Node:
    return Unscored(disjunction([_one_value(filter_, value, today) for value in dict.fromkeys(values)]))


def _one_value(filter_: Filter, value: str, today: date) -> Node:
    field = BY_NAME[filter_.field]
    if filter_.exact and field.facet and field.kind != "date":
        return ValueIs(field.name, value)
    try:
        return quoted((field.name,), value, "", today)
    except Fault as fault:
        mend = f": {fault.mend}" if fault.mend else ""
        raise QuerySyntaxError(
            f"filter by {field.name}: {fault.what}{mend}", position=None, suggestion=fault.instead or None
        ) from None


def _dates(dates: DateRange | None) -> list[Node]:
    if dates is None or (dates.since is None and dates.until is None):
        return []
    return [Dates("date", dates.since, dates.until)]
