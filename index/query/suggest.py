"""Questions that would do better where one finds nothing: another spelling, conditions for a sentence, one word less,
one filter less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import is_not
from typing import Literal

from index.fields import BY_NAME, DEFAULT_TEXT, SPOKEN_TEXT
from index.query.build import conjunction, disjunction
from index.query.levels import own_utterance
from index.query.nodes import (
    And,
    Every,
    Exact,
    Node,
    Not,
    OfArticle,
    OneUtterance,
    Or,
    Phrase,
    Stemmed,
    Unscored,
    Values,
    Word,
)
from index.query.parser import parse
from index.query.plain import in_conditions
from index.query.render import render
from index.query.respell import Count, Near, Speller, Whole, plain_words
from index.request import SearchRequest, Suggestion
from index.values import replace

MAX_DROPS = 24
"""Only so many words are tried."""


def suggest(request: SearchRequest, count: Count, near: Near, whole: Whole) -> tuple[Suggestion, ...]:
    """Return the questions near ``request`` that find something: spelling first, then the best to drop first.

    Raises:
        QueryError: the text does not parse.
    """
    tree = parse(request.text, of=request.of, today=request.today)
    plain = DEFAULT_TEXT if request.of == "articles" else SPOKEN_TEXT
    bare = _bare(request)
    speller = Speller(bare, count, near, whole)
    own, respelled = render(tree, plain), speller.tree(tree)
    texts = list(dict.fromkeys((own, render(respelled, plain))))

    def asking(text: str) -> Suggestion:
        return Suggestion("spelling", text, count(replace(bare, text=text)))

    otherwise = [_with_either(tree), _with_speakers_apart(tree) if request.of == "articles" else None]
    found = [asking(render(other, plain)) for other in otherwise if other is not None]
    sentence = (asking(render(one, plain)) for one in in_conditions(respelled, request.of, speller))
    found.extend(islice((one for one in sentence if one.total), 1))
    found.extend(map(asking, texts[1:]))
    values = _respelled_filters(bare, speller)
    for chosen in [*({place: value} for place, value in values.items()), *([values] if len(values) > 1 else ())]:
        found.append(_with_filters(bare, chosen, texts, count))
    if values and not any(suggestion.total for suggestion in found):
        found.extend(_with_filters(bare, values, [render(less, plain)], count) for less in _with_one_less(respelled))
    dropped: list[Suggestion] = []
    for less in _with_one_less(tree):
        text = render(less, plain)
        if text or bare.filters or bare.dates:
            kind: Literal["any-order", "drop-word"] = "any-order" if _words(less) == _words(tree) else "drop-word"
            dropped.append(Suggestion(kind, text, count(replace(bare, text=text))))
    for name, changed in _with_one_filter_less(bare):
        if changed.text.strip() or changed.filters or changed.dates:
            dropped.append(Suggestion("drop-filter", own, count(changed), drop=name))
    found.extend(sorted(dropped, key=lambda suggestion: -suggestion.total))
    return tuple(suggestion for suggestion in found if suggestion.total)


def unknown(request: SearchRequest, tree: Node, count: Count, near: Near, whole: Whole) -> list[str]:
    """Return a sentence for each value that nothing has and that leaves the answer to ``request`` as it is.

    Such are values left out, and those beside which others may hold. ``tree`` is what the request asks for.
    """
    speller = Speller(_bare(request), count, near, whole)
    notes: list[str] = []
    for leaf in dict.fromkeys(_dispensable(tree)):
        asked = plain_words(leaf.forms)
        if asked is None or BY_NAME[leaf.field].choices or speller.total(leaf.field, asked):
            continue
        value = speller.value(leaf.field, asked)
        mend = f": did you mean {_quoted(value)}?" if value else ""
        notes.append(f"no {leaf.field} is called {_quoted(asked)}{mend}")
    return notes


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _dispensable(node: Node, within: bool = False) -> Iterator[Values]:
    match node:
        case Or(parts) | And(parts):
            for part in parts:
                yield from _dispensable(part, within or isinstance(node, Or))
        case Not(part):
            yield from _dispensable(part, True)
        case Unscored(part) | OneUtterance(part) | OfArticle(part):
            yield from _dispensable(part, within)
        case Values() if within:
            yield node


def _bare(request: SearchRequest) -> SearchRequest:
    return replace(request, facets=(), limit=0, offset=0, snippets=0, suggest=False)


def _with_either(tree: Node) -> Node | None:
    """Return what is asked for where a small "or" stands for OR; None where none stands between conditions."""
    if not isinstance(tree, And):
        return None
    groups: list[list[Node]] = [[]]
    for part in tree.parts:
        if isinstance(part, Word) and part.form == Stemmed("or"):
            groups.append([])
        else:
            groups[-1].append(part)
    return disjunction([conjunction(group) for group in groups]) if len(groups) > 1 and all(groups) else None


def _with_speakers_apart(tree: Node) -> Node | None:
    """Return what is asked for where each of several speakers says something; None where there are not several."""
    parts = tree.parts if isinstance(tree, And) else ()
    apart = [own_utterance(part) for part in parts]
    return conjunction(apart) if sum(map(is_not, apart, parts)) > 1 else None


def _with_one_less(tree: Node) -> Iterator[Node]:
    """Yield ``tree`` without one of its conditions, each in turn; of a tree of one condition, everything.

    A phrase loses first the order of its words.
    """
    for less in islice(_less(tree), MAX_DROPS):
        yield less or Every()


def _less(node: Node) -> Iterator[Node | None]:
    match node:
        case Every():
            return
        case And(parts):
            for index, part in enumerate(parts):
                for less in _less(part):
                    rest = [*parts[:index], *([less] if less else []), *parts[index + 1 :]]
                    yield conjunction(rest)
        case Or(parts) if not _is_one_word(parts):
            for index, part in enumerate(parts):
                for less in _less(part):
                    if less:
                        yield disjunction([*parts[:index], less, *parts[index + 1 :]])
        case OneUtterance(part, quoted):
            for less in _less(part):
                yield OneUtterance(less, quoted) if less else None
        case Phrase(fields, words):
            yield conjunction([Word(fields, Stemmed(word)) for word in words])
            yield None
        case _:
            yield None


def _words(node: Node) -> list[str]:
    """Return the words that the texts are asked for, in order; what else is asked for counts as one."""
    match node:
        case And(parts) | Or(parts):
            return [word for part in parts for word in _words(part)]
        case Not(part) | OneUtterance(part) | OfArticle(part) | Unscored(part):
            return _words(part)
        case Phrase(_, words):
            return list(words)
        case Word(_, Stemmed(text) | Exact(text)):
            return [text]
        case _:
            return [repr(node)]


def _is_one_word(parts: tuple[Node, ...]) -> bool:
    """Tell a possessive (``kerry's``) from alternatives that were asked for."""
    return (
        isinstance(parts[-1], Phrase)
        and parts[-1].words[-1] == "s"
        and len(parts) == 2
        and not isinstance(parts[0], Not)
    )


def _respelled_filters(request: SearchRequest, speller: Speller) -> dict[int, str]:
    """Return the mended values of the filters that ask for one value as no value is spelled, by their places."""
    found: dict[int, str] = {}
    for place, filter_ in enumerate(request.filters):
        if not filter_.exact and len(filter_.include) == 1 and BY_NAME[filter_.field].kind in ("name", "value"):
            value = speller.value(filter_.field, filter_.include[0])
            if value is not None:
                found[place] = value
    return found


def _with_filters(request: SearchRequest, values: Mapping[int, str], texts: Sequence[str], count: Count) -> Suggestion:
    """Return ``request`` with other values of filters, by place, and the first of ``texts`` that finds anything."""
    changed = tuple(
        replace(filter_, include=(values[place],)) if place in values else filter_
        for place, filter_ in enumerate(request.filters)
    )
    totals = ((text, count(replace(request, filters=changed, text=text))) for text in texts)
    text, total = next((pair for pair in totals if pair[1]), (texts[0], 0))
    (name, value), *also = [(request.filters[place].field, value) for place, value in values.items()]
    return Suggestion("spell-filter", text, total, name, value, tuple(also))


def _with_one_filter_less(request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    for index, filter_ in enumerate(request.filters):
        yield filter_.field, replace(request, filters=(*request.filters[:index], *request.filters[index + 1 :]))
    if request.dates is not None:
        yield "date", replace(request, dates=None)
