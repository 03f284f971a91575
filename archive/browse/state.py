"""What is asked at the moment, and the way there: frozen values, nothing of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date

from archive.render.layout import named
from index.article import ArticleId
from index.request import DateRange, FacetCount, FacetRequest, Filter, Of, SearchRequest, Sort
from index.values import dataclass, replace

SNIPPET = 150
"""Passages are about this many characters: two lines of a pane."""


@dataclass(frozen=True, slots=True)
class Like:
    """An article that others are wanted to be like, and the known copies of it, which are not wanted."""

    id: ArticleId
    headline: str
    copies: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition besides the query text, as it stands above the results."""

    field: str
    value: str
    excluded: bool = False
    exact: bool = False

    @property
    def label(self) -> str:
        """The condition in words, fit for one line."""
        return f"{'not ' if self.excluded else ''}{self.field}: {named(self.value)}"


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides which articles or quotes are shown, and in which order.

    ``like`` asks for articles like one article, whatever else is set. ``grouped`` folds near-identical copies.
    """

    text: str = ""
    filters: tuple[Filter, ...] = ()
    dates: DateRange | None = None
    sort: Sort = "relevance"
    of: Of = "articles"
    like: Like | None = None
    grouped: bool = True

    def request(self, limit: int, offset: int = 0) -> SearchRequest:
        """Return the request for one page of hits."""
        return SearchRequest(
            self.text,
            self.filters,
            self.dates,
            sort=self.sort,
            limit=limit,
            offset=offset,
            of=self.of,
            snippets=2,
            snippet_chars=SNIPPET,
            grouped=self.grouped,
        )

    def counting(self, facets: Iterable[FacetRequest]) -> SearchRequest:
        """Return the request that counts facets alone."""
        return replace(self.request(0), facets=tuple(facets), snippets=0, suggest=False)

    @property
    def order(self) -> Sort:
        """How what is found is ordered in fact: without words nothing is better than the rest."""
        return "date" if self.sort == "relevance" and not self.text.strip() else self.sort

    def resorted(self) -> Question:
        """Return the question with the next order: best first, then newest, then oldest."""
        orders: dict[Sort, Sort] = {"relevance": "date", "date": "oldest", "oldest": "relevance"}
        return replace(self, sort=orders[self.order])

    def chips(self) -> tuple[Chip, ...]:
        """Return the conditions besides the text, in the order in which they were made."""
        found = [Chip("like", self.like.headline or self.like.id)] if self.like else []
        for each in self.filters:
            found += [Chip(each.field, value, False, each.exact) for value in each.include]
            found += [Chip(each.field, value, True, each.exact) for value in each.exclude]
        if self.dates:
            found.append(Chip("date", days(self.dates)))
        return tuple(found)

    def without(self, chip: Chip) -> Question:
        """Return the question without one of its chips."""
        if chip.field == "like":
            return replace(self, like=None)
        if chip.field == "date" and self.dates and chip.value == days(self.dates):
            return replace(self, dates=None)
        kept = []
        for each in self.filters:
            if (each.field, each.exact) == (chip.field, chip.exact):
                left = tuple(value for value in each.include if chip.excluded or value != chip.value)
                barred = tuple(value for value in each.exclude if not chip.excluded or value != chip.value)
                each = replace(each, include=left, exclude=barred)
            if each.include or each.exclude:
                kept.append(each)
        return replace(self, filters=tuple(kept))

    def without_field(self, name: str) -> Question:
        """Return the question without the filters of one field; those of dates are the range."""
        kept = tuple(each for each in self.filters if each.field != name)
        return replace(self, filters=kept, dates=None if name == "date" else self.dates)

    def respelled(self, name: str, value: str) -> Question:
        """Return the question with another value for the filter by words of one field that asks for one value."""
        kept = (
            replace(each, include=(value,))
            if each.field == name and not each.exact and len(each.include) == 1
            else each
            for each in self.filters
        )
        return replace(self, filters=tuple(kept))

    def cleared(self) -> Question:
        """Return the question without any condition but its text."""
        return replace(self, filters=(), dates=None, like=None)

    def toggled(self, name: str, value: str, *, exclude: bool = False, shown: Sequence[FacetCount] = ()) -> Question:
        """Return the question with a value of a facet chosen or excluded, or let go where it was so already.

        ``shown`` are the values as the facet has them now. Values that words from the shell had chosen become whole
        values, so that more of them can be chosen beside them.
        """
        include, barred = self._choice(name, shown)
        wanted, other = (barred, include) if exclude else (include, barred)
        other.pop(value, None)
        if value in wanted:
            del wanted[value]
        else:
            wanted[value] = None
        rest = tuple(each for each in self.filters if each.field != name)
        if include or barred:
            rest += (Filter(name, tuple(include), tuple(barred), exact=True),)
        return replace(self, filters=rest, like=None)

    def _choice(self, name: str, shown: Sequence[FacetCount]) -> tuple[dict[str, None], dict[str, None]]:
        include: dict[str, None] = {}
        barred: dict[str, None] = {}
        for each in self.filters:
            if each.field == name and each.exact:
                include |= dict.fromkeys(each.include)
                barred |= dict.fromkeys(each.exclude)
        if any(each.field == name and not each.exact for each in self.filters):
            include |= dict.fromkeys(entry.value for entry in shown if entry.selected == "included")
            barred |= dict.fromkeys(entry.value for entry in shown if entry.selected == "excluded")
        return include, barred

    def narrowed(self, since: date | None, until: date | None) -> Question:
        """Return the question with a range of days; with the same one again it is let go."""
        wanted = DateRange(since, until) if since or until else None
        return replace(self, dates=None if wanted == self.dates else wanted, like=None)


@dataclass(frozen=True, slots=True)
class History:
    """The questions asked, as in a browser: back, forward, and a new one ends what was ahead."""

    now: Question = field(default_factory=Question)
    past: tuple[Question, ...] = ()
    future: tuple[Question, ...] = ()

    def visit(self, question: Question, *, typing: bool = False) -> History:
        """Return the history with a new question; while ``typing`` it takes the place of the one at hand."""
        if question == self.now:
            return self
        past = self.past if typing else (*self.past, self.now)
        return History(question, past, ())

    def settle(self, before: Question) -> History:
        """Return the history in which ``before``, the question before typing began, can be gone back to."""
        if before == self.now or (self.past and self.past[-1] == before):
            return self
        return History(self.now, (*self.past, before), self.future)

    def back(self) -> History:
        """Return the history one question earlier, or itself at the beginning."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.now, *self.future))

    def forward(self) -> History:
        """Return the history one question later, or itself at the end."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.now), self.future[1:])


def days(asked: DateRange) -> str:
    """Return a range of days in words: "2016-07-01 to 2016-07-31", "from 2016-07-01", "to 2016-07-31"."""
    if asked.since and asked.until:
        return f"{asked.since}" if asked.since == asked.until else f"{asked.since} to {asked.until}"
    return f"from {asked.since}" if asked.since else f"to {asked.until}"
