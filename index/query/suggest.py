"""Questions that would do better where one finds nothing: another spelling, one word less, one filter less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from index.fields import BY_NAME, DEFAULT_TEXT, SPOKEN_TEXT
from index.names import name_tokens
from index.query.build import conjunction, disjunction
from index.query.nodes import And, Every, Exact, Form, Node, Not, Or, Phrase, Stemmed, Values, Word
from index.query.parser import parse
from index.query.render import render
from index.request import SearchRequest, Suggestion
from index.values import replace
from index.words import tokens

MAX_DROPS = 24
"""Only so many words are tried."""

Count = Callable[[SearchRequest], int]
"""How many hits a request would find."""

Near = Callable[[tuple[str, ...], str], str | None]
"""The word of these fields spelled nearest to a folded token, or the words that it is the initials of in a field of
values; None where the token itself occurs or nothing is near."""


def suggest(request: SearchRequest, count: Count, near: Near) -> tuple[Suggestion, ...]:
    """Return the questions near ``request`` that find something: spelling first, then the best to drop first.

    Raises:
        QueryError: the text does not parse.
    """
    near = _of_letters(near)
    tree = parse(request.text, of=request.of, today=request.today)
    plain = DEFAULT_TEXT if request.of == "articles" else SPOKEN_TEXT
    bare = replace(request, facets=(), limit=0, offset=0, snippets=0, suggest=False)
    found: list[Suggestion] = []
    either = _with_either(tree)
    if either is not None:
        text = render(either, plain)
        found.append(Suggestion("spelling", text, count(replace(bare, text=text))))
    respelled = respell(tree, near)
    mended = render(respelled, plain)
    if respelled != tree:
        found.append(Suggestion("spelling", mended, count(replace(bare, text=mended))))
    for name, value, changed in _with_one_filter_respelled(bare, near):
        found.append(Suggestion("spell-filter", render(tree, plain), count(changed), drop=name, instead=value))
        if respelled != tree and not found[-1].total:
            both = count(replace(changed, text=mended))
            found.append(Suggestion("spell-filter", mended, both, drop=name, instead=value))
    dropped: list[Suggestion] = []
    for less in _with_one_less(tree):
        text = render(less, plain)
        if text or bare.filters or bare.dates:
            dropped.append(Suggestion("drop-word", text, count(replace(bare, text=text))))
    for name, changed in _with_one_filter_less(bare):
        if changed.text.strip() or changed.filters or changed.dates:
            dropped.append(Suggestion("drop-filter", render(tree, plain), count(changed), drop=name))
    found.extend(sorted(dropped, key=lambda suggestion: -suggestion.total))
    return tuple(suggestion for suggestion in found if suggestion.total)


def _of_letters(near: Near) -> Near:
    """Return ``near`` for words with letters: another number is no other spelling."""
    return lambda fields, word: None if word.isdigit() else near(fields, word)


def respell(node: Node, near: Near) -> Node:
    """Return ``node`` with every word that ``near`` knows better replaced."""
    match node:
        case And(parts):
            return conjunction([respell(part, near) for part in parts])
        case Or(parts):
            return disjunction([respell(part, near) for part in parts])
        case Word(fields, form):
            return Word(fields, _respell_form(fields, form, near))
        case Phrase(fields, words, slop):
            return Phrase(fields, tuple(near(fields, word) or word for word in words), slop)
        case Values(field, forms):
            return Values(field, tuple(new for form in forms for new in _respell_value(field, form, near)))
        case _:
            return node


def _respell_value(field: str, form: Form, near: Near) -> Iterator[Form]:
    if isinstance(form, Exact):
        yield from map(Exact, (near((field,), form.text) or form.text).split())
    else:
        yield form


def _respell_form(fields: tuple[str, ...], form: Form, near: Near) -> Form:
    match form:
        case Stemmed(text):
            return Stemmed(near(fields, text) or text)
        case Exact(text):
            return Exact(near(fields, text) or text)
        case _:
            return form


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
        case Phrase(fields, words):
            yield conjunction([Word(fields, Stemmed(word)) for word in words])
            yield None
        case _:
            yield None


def _is_one_word(parts: tuple[Node, ...]) -> bool:
    """Tell a possessive (``kerry's``) from alternatives that were asked for."""
    return (
        isinstance(parts[-1], Phrase)
        and parts[-1].words[-1] == "s"
        and len(parts) == 2
        and not isinstance(parts[0], Not)
    )


def _with_one_filter_respelled(request: SearchRequest, near: Near) -> Iterator[tuple[str, str, SearchRequest]]:
    """Yield the field and the mended value of each filter that asks for one value as no value is spelled."""
    for index, filter_ in enumerate(request.filters):
        if filter_.exact or len(filter_.include) != 1 or BY_NAME[filter_.field].kind not in ("name", "value"):
            continue
        words = (name_tokens if BY_NAME[filter_.field].kind == "name" else tokens)(filter_.include[0])
        mended = " ".join(near((filter_.field,), word) or word for word in words)
        if mended != " ".join(words):
            changed = replace(filter_, include=(mended,))
            filters = (*request.filters[:index], changed, *request.filters[index + 1 :])
            yield filter_.field, mended, replace(request, filters=filters)


def _with_one_filter_less(request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    for index, filter_ in enumerate(request.filters):
        yield filter_.field, replace(request, filters=(*request.filters[:index], *request.filters[index + 1 :]))
    if request.dates is not None:
        yield "date", replace(request, dates=None)
