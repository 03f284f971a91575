"""Questions and answers: what is asked of an engine, and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from index.article import ArticleId, Published, QuoteKind, Span
from index.values import dataclass

Of = Literal["articles", "quotes"]
"""What is ranked and counted."""

Sort = Literal["relevance", "date", "oldest"]
"""Best first, newest first, or oldest first; what has no date comes last in each."""

Selected = Literal["no", "included", "excluded"]
Step = Literal["year", "month", "day"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Values of one field that must, or must not, hold.

    Several ``include`` values widen (any of them), several filters narrow (all of them); none of ``exclude`` may hold.
    A value matches as the query ``field:"value"`` does: in any case, by words; ``exact`` compares whole values, as
    facets do.
    """

    field: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days that the published interval of an article must touch, both ends included; None is open."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """A field to count over all matches.

    ``limit`` values at most, None for all; ``containing`` keeps only values with words that begin so (folded).
    ``step`` is for dates: a histogram by year, month or day, ordered by time, and never cut. What is dated less exactly
    counts for its year or month alone: "2016" comes before "2016-01".
    """

    field: str
    limit: int | None = 10
    containing: str = ""
    step: Step = "month"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question.

    ``grouped`` folds articles that are near-identical copies of each other (one wire story in several papers, a clean
    and a damaged copy, an update with a few changed words) into the best of them, and so utterances of such copies that
    say the same words; ``limit`` and ``offset`` then count what is left. Everything else counts each match.

    ``text`` is in the query language; empty text asks for everything the filters leave. ``of`` tells what is ranked and
    counted: articles, or utterances. ``offset`` hits are left out, then at most ``limit`` are given.
    ``snippets`` is how many passages a hit brings at most; 0 for none. ``today`` is what relative dates are counted
    from.
    """

    text: str = ""
    filters: tuple[Filter, ...] = ()
    dates: DateRange | None = None
    facets: tuple[FacetRequest, ...] = ()
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    of: Of = "articles"
    snippets: int = 2
    snippet_chars: int = 200
    suggest: bool = True
    grouped: bool = False
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of restored text; ``marks`` are the matches in it, as offsets into ``text``, in order, never
    overlapping.

    ``start`` is where it begins in ``Article.body``, ``within`` whether that is within a sentence.
    """

    text: str
    marks: tuple[Span, ...]
    start: int
    within: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """One near-identical copy of an article that was found, or of one with an utterance that was found.

    ``utterance`` is the number that it has in the copy.
    """

    id: ArticleId
    path: str
    source: str | None
    published: Published | None
    utterance: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found.

    ``headline`` is the printed one, or for headless copy the first sentence of the story (``headline_inferred``).
    ``people`` are archive-wide names, the most mentioned first. ``copies`` is how many other matches are copies of it
    that were folded into it, and ``folded`` are some of them, the earliest published first, then by id.
    """

    id: ArticleId
    path: str
    headline: str
    headline_inferred: bool
    source: str | None
    place: str | None
    published: Published | None
    people: tuple[str, ...]
    score: float
    snippets: tuple[Snippet, ...] = ()
    copies: int = 0
    folded: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """One utterance found: the runs of ``text`` joined by " ... " where other words stand between them.

    ``utterance`` is its number in the article; ``person`` is the archive-wide name. ``marks`` are the matches, as
    offsets into ``text``. ``copies`` is how many other matches say the same words in copies of the article and were
    folded into it, and ``folded`` are some of them, as in :class:`Hit`.
    """

    id: ArticleId
    path: str
    utterance: int
    text: str
    kind: QuoteKind
    speaker: str | None
    person: str | None
    confidence: float
    headline: str
    source: str | None
    place: str | None
    published: Published | None
    score: float
    start: int
    marks: tuple[Span, ...] = ()
    copies: int = 0
    folded: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many matches have one value."""

    value: str
    count: int
    selected: Selected = "no"


@dataclass(frozen=True, slots=True)
class Facet:
    """How all matches, not only the page shown, spread over the values of ``field``.

    ``counts`` is ordered by count descending, then by value (dates: by time); chosen and excluded values are always
    in it. ``missing`` counts the matches with no value; ``values`` is how many different values there are in all.
    A facet's own choice does not shrink its own counts.
    """

    field: str
    counts: tuple[FacetCount, ...]
    missing: int
    values: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that would do better: the whole query text, or the same one with one filter dropped.

    ``kind``: "spelling" (``text`` is the query with the nearest spelling of the archive, with OR for "or", or as
    conditions where a sentence asks), "any-order" (``text`` has the words of a phrase apart),
    "drop-word" (``text`` is the query without one word), "drop-filter" (``drop`` names the filter), "spell-filter"
    (``instead`` is the value that the filter ``drop`` should have, ``also`` tells the same of further filters, by
    field; ``text`` may be spelled anew or have a word less too). ``total`` is how many would be found.
    """

    kind: Literal["spelling", "any-order", "drop-word", "drop-filter", "spell-filter"]
    text: str
    total: int
    drop: str | None = None
    instead: str | None = None
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer to one request.

    ``total`` counts every match; ``entries`` is how many are left where copies are folded, None where they are not.
    ``query`` is the question as it was understood, in the query language.
    ``notes`` are sentences for the reader of the answer (a name that is two people; a damaged segment left out).
    ``suggestions`` are made only where nothing was found.
    """

    hits: tuple[Hit, ...]
    quotes: tuple[QuoteHit, ...]
    total: int
    took_ms: float
    query: str
    facets: Mapping[str, Facet] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    entries: int | None = None


@dataclass(frozen=True, slots=True)
class ArchivePerson:
    """A person across the archive.

    ``name`` is unique in the archive; ``forms`` are all names used, most frequent first; counts are of visible
    articles, of mentions in them, and of utterances of theirs.
    """

    name: str
    forms: tuple[str, ...]
    articles: int
    mentions: int
    quotes: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the archive knows of one person.

    ``roles`` and ``places`` and ``companions`` (people of the same articles) come with the number of articles, most
    first; ``months`` is ("2016-07", articles) in time order, without gaps filled, and ("2016", articles) for those
    dated by the year alone; ``quotes`` are the latest utterances, of the same words in copies of one story the best.
    """

    person: ArchivePerson
    roles: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    companions: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    quotes: tuple[QuoteHit, ...]


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """Counts of a whole archive.

    ``bytes`` is its size on disk; ``hidden`` articles have a later version or were cancelled; of ``undated`` ones no
    day is known. ``strangers`` are the names in the user's rules of people by which no article calls anybody.
    """

    articles: int
    hidden: int
    utterances: int
    people: int
    terms: int
    segments: int
    bytes: int
    first_day: date | None
    last_day: date | None
    undated: int = 0
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitReport:
    """What one commit did; ``generation`` grows by one with each commit."""

    generation: int
    added: int
    replaced: int
    removed: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What verifying a whole archive found: ``faults`` name the file, the fault and the mend; empty when all is
    well.
    """

    files: int
    bytes: int
    articles: int
    faults: tuple[str, ...]
