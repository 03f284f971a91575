"""The tree that a question becomes: conditions as frozen values.

The nodes say what Whoosh's query tree says (Term, Phrase, Prefix, Wildcard, FuzzyTerm, And, Or, Not, Every,
ConstantScore, NestedParent), and :mod:`index.whoosh.tree` hands them to Whoosh itself. They stand alone because
importing ``whoosh.query`` takes 65 to 100 ms (it loads urllib, ssl, html, tempfile), five times ``python -c pass``, and
a search in the shell must not wait for that.

Levels: a tree is asked of articles or of utterances. :class:`OneUtterance` steps from an article to its utterances,
:class:`OfArticle` from an utterance to its article, :class:`OfSpeaker` to who says it there; everything below speaks of
that level.
"""

from __future__ import annotations

from datetime import date

from index.values import dataclass


@dataclass(frozen=True, slots=True)
class Stemmed:
    """Every word with the English stem of ``text``, a folded token; the word itself ranks higher."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """The folded token ``text`` alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins with ``text``, folded and not empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Every word that ``pattern`` (folded) covers whole: ``*`` is any run, ``?`` any one character."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word at most ``distance`` (1 or 2) insertions, deletions, substitutions or swaps of neighbours away."""

    text: str
    distance: int


Form = Stemmed | Exact | Prefix | Wildcard | Fuzzy
"""Which words one asked word stands for."""


@dataclass(frozen=True, slots=True)
class Every:
    """Everything there is; scores 0."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of ``fields`` (text fields of one level), scored by BM25F over all of them."""

    fields: tuple[str, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exact words in order within one of ``fields``, each at most ``slop`` positions after the one before.

    ``words`` are at least two folded tokens. Matches score the sum over the words of their exact score in ``fields``.
    Never crosses from one value of a field into the next.
    """

    fields: tuple[str, ...]
    words: tuple[str, ...]
    slop: int = 1


@dataclass(frozen=True, slots=True)
class Values:
    """One value of ``field`` (kind name or value) fulfils all ``forms``.

    Exact: a token of the value. Prefix and Wildcard: a token of the value or the whole folded value. Fuzzy: a token of
    the value. Field "person": an archive person one of whose forms fulfils all, and the article has that person. Field
    "speaker": the utterance's archive person likewise, or its printed speaker words fulfil all.

    ``title`` (folded words like "sen"; for people alone): of the persons meant so those who bear it, where any do.
    """

    field: str
    forms: tuple[Form, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class ValueIs:
    """One value of ``field`` is exactly ``value``, as facets count it; scores 0."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class PathWords:
    """The tokens ``words`` stand one after the other in one path of the article; scores 0."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathPattern:
    """``pattern`` (folded; ``*`` any run, also over "/", ``?`` any character) covers one path of the article whole, or
    the rest of it after any "/"; scores 0.
    """

    field: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Dates:
    """The interval in ``field`` touches the days from ``since`` to ``until``, both included, None open; scores 0."""

    field: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Missing:
    """``field`` has no value; scores 0."""

    field: str


@dataclass(frozen=True, slots=True)
class And:
    """All ``parts`` (two at least) hold; scores their sum."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of ``parts`` (two at least) holds; scores the sum of those that do."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``part`` does not hold: everything else there is; scores 0."""

    part: Node


@dataclass(frozen=True, slots=True)
class Unscored:
    """``part`` holds; scores 0."""

    part: Node


@dataclass(frozen=True, slots=True)
class OneUtterance:
    """Some utterance of the article fulfils ``part``; scores the best of them.

    Utterances of kind "quoted" are left out unless ``quoted``.
    """

    part: Node
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class OfArticle:
    """The utterance's article fulfils ``part``; scores 0."""

    part: Node


@dataclass(frozen=True, slots=True)
class OfSpeaker:
    """Who says the utterance has, in its article, a role that fulfils ``part``; scores 0.

    Of :class:`Missing`: nobody known says it, or one without a role.
    """

    part: Word | Phrase | Missing


Leaf = Every | Word | Phrase | Values | ValueIs | PathWords | PathPattern | Dates | Missing
Node = Leaf | And | Or | Not | Unscored | OneUtterance | OfArticle | OfSpeaker
