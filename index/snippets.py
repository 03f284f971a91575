"""The passages of a story that show best why it was found, and the matches marked in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from index.article import Span
from index.query.forms import accepts
from index.query.nodes import And, Exact, Form, Node, OneUtterance, Or, Phrase, Prefix, Stemmed, Word
from index.request import Snippet
from index.words import token_spans, tokens, without_typography

MAX_SCANNED = 4_000_000
"""Characters of a body that are looked through."""

MAX_KNOWN = 100_000
"""Words remembered of one question."""

MAX_MARKS = 2_000
"""Marks after which no better passage is looked for."""

_STOP = r"(?<!\b[^\W\d_])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])\."
"""A dot that ends a sentence, not a short word: a letter, or a capital and one or two small ones (U.S., Mr., Sen.)."""

_SENTENCE = re.compile(rf"(?:(?:{_STOP}|[!?])[\"'”’)]*\s+|\n\s*)(?=\S)")
_LONGEST_STOP = 40
"""Characters that the end of a sentence is looked for in; blanks behind it too."""

_SPACE = re.compile(r"\s(?=[\w\"'“‘(])")
_Found = tuple[int, int, int]
"""Start and end of a match, and which condition it fulfils."""


def snippets(
    body: str, tree: Node, limit: int, chars: int, *, spoken: Sequence[Span] = (), story: int = 0
) -> tuple[Snippet, ...]:
    """Return at most ``limit`` passages of about ``chars`` characters, in the order of ``body``.

    Passages with more different conditions of ``tree`` come first, then those with more matches. Conditions on quotes
    are marked within ``spoken``, the runs of the utterances that were found, alone. Where nothing of ``tree`` stands in
    the body, the first of these is the one passage, or the beginning of the story, which is at ``story``; what stands
    before that is shown only where nothing else would be.
    """
    if limit < 1 or chars < 1 or not body.strip():
        return ()
    found = _matches(body[:MAX_SCANNED], _wanted(tree), spoken)
    story = story if body[story : story + chars].strip() and (not found or found[-1][0] >= story) else 0
    if not found:
        first = min(spoken)[0] if spoken else 0
        start = _beginning(body, first, chars, story) if first > story else _first(body, story)
        return (_passage(body, start, chars, (), story),)
    behind = [match for match in found if match[0] >= story]
    return tuple(
        _passage(body, start, chars, [(match[0], match[1]) for match in found], story)
        for start in sorted(_best(body, behind, limit, chars, story))
    )


def body_marks(body: str, tree: Node, spoken: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Return where conditions of ``tree`` match in ``body``, in order; those on quotes within ``spoken`` alone."""
    found = _matches(body[:MAX_SCANNED], _wanted(tree), spoken)
    return tuple(dict.fromkeys((start, end) for start, end, _ in found))


def quote_marks(text: str, tree: Node) -> tuple[Span, ...]:
    """Return where conditions of ``tree`` on what is said match in ``text``, an utterance; in order."""
    wanted = [(leaf, True) for leaf in _leaves(tree) if leaf.fields == ("quote",)]
    return tuple(dict.fromkeys((start, end) for start, end, _ in _matches(text, wanted, ())))


def says(text: str, leaf: Word | Phrase) -> bool:
    """Tell whether a condition matches in ``text``, whatever field it asks."""
    return bool(_matches(text, [(leaf, True)], ()))


def _wanted(tree: Node) -> list[tuple[Word | Phrase, bool]]:
    """Return the conditions that a body can show, and whether each counts everywhere in it or in what is said alone."""
    return [(leaf, "body" in leaf.fields) for leaf in _leaves(tree) if {"body", "quote"} & set(leaf.fields)]


def _leaves(node: Node) -> Iterator[Word | Phrase]:
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part)
        case OneUtterance(part):
            yield from _leaves(part)
        case Word() | Phrase():
            yield node
        case _:
            return


def _matches(text: str, wanted: Sequence[tuple[Word | Phrase, bool]], spoken: Sequence[Span]) -> list[_Found]:
    """Return the matches in ``text`` in order; a leaf that is not wanted everywhere counts in ``spoken`` alone."""
    forms = tuple(leaf.form if isinstance(leaf, Word) else None for leaf, _ in wanted)
    found: set[_Found] = set()
    if any(forms):
        known = _known(forms)
        for word, start, end in _beginning_with(text, _heads(forms)):
            numbers = known.get(word)
            if numbers is None:
                numbers = tuple(number for number, form in enumerate(forms) if form and accepts(form, word))
                if len(known) < MAX_KNOWN:
                    known[word] = numbers
            found.update((start, end, number) for number in numbers)
    phrases = [(number, leaf) for number, (leaf, _) in enumerate(wanted) if isinstance(leaf, Phrase)]
    if phrases:
        found.update(_phrases(text, phrases))
    runs = sorted(spoken)
    return sorted(match for match in found if wanted[match[2]][1] or _within(runs, match[0], match[1]))


def _phrases(text: str, wanted: Sequence[tuple[int, Phrase]]) -> Iterator[_Found]:
    """Yield where the words of phrases stand that take part in one, each phrase with its number."""
    words = tokens(text)
    needed = {word for _, phrase in wanted for word in phrase.words}
    positions: dict[str, list[int]] = {word: [] for word in needed}
    for position, word in enumerate(words):
        if word in positions:
            positions[word].append(position)
    spans = [span for word, *span in _beginning_with(text, {word[0] for word in needed}) if word in needed]
    where = dict(zip(sorted(chain(*positions.values())), spans, strict=True))
    for number, phrase in wanted:
        for position in phrase_positions([positions[word] for word in phrase.words], phrase.slop):
            yield where[position][0], where[position][1], number


def _beginning_with(text: str, heads: set[str] | None) -> Iterator[tuple[str, int, int]]:
    """Yield the tokens that begin with one of some letters, and where they stand; maybe others; all for None."""
    plain = without_typography(text)
    if not plain.isascii():
        yield from token_spans(text)
        return
    for match in _pattern("".join(sorted(heads or ()))).finditer(plain.lower()):
        yield match[0], match.start(), match.end()


@lru_cache(maxsize=64)
def _pattern(heads: str) -> re.Pattern[str]:
    """Return what finds tokens: what stands before is asked of their first letters alone, in a tenth of the time."""
    return re.compile(rf"[{heads}](?<![a-z0-9].)[a-z0-9]*" if heads else "[a-z0-9]+", re.DOTALL)


def _heads(forms: tuple[Form | None, ...]) -> set[str] | None:
    """Return the letters that words fulfilling one of ``forms`` begin with; None where they may begin with any."""
    heads = set()
    for form in forms:
        if isinstance(form, Exact | Stemmed | Prefix) and form.text:
            heads.add(form.text[0])
        elif form is not None:
            return None
    return heads


@lru_cache(maxsize=64)
def _known(forms: tuple[Form | None, ...]) -> dict[str, tuple[int, ...]]:
    """Return what is known of words already; the same words come again with the next hit."""
    return {}


def _within(runs: Sequence[Span], start: int, end: int) -> bool:
    at = bisect_right(runs, (start, end)) - 1
    return any(run[0] <= start and end <= run[1] for run in runs[max(0, at - 1) : at + 2])


def phrase_positions(words: Sequence[Sequence[int]], slop: int) -> list[int]:
    """Return the positions that take part in a phrase, given those of each word, ascending.

    Each word stands after the one before, at most ``slop`` positions on.
    """
    reachable = [list(words[0])]
    for positions in words[1:]:
        before = reachable[-1]
        reachable.append([at for at in positions if _any_between(before, at - slop, at - 1)])
    taking_part = set(reachable[-1])
    kept = reachable[-1]
    for positions in reversed(reachable[:-1]):
        kept = [at for at in positions if _any_between(kept, at + 1, at + slop)]
        taking_part.update(kept)
    return sorted(taking_part)


def _any_between(positions: Sequence[int], first: int, last: int) -> bool:
    index = bisect_left(positions, first)
    return index < len(positions) and positions[index] <= last


def _best(body: str, found: Sequence[_Found], limit: int, chars: int, story: int) -> list[int]:
    """Return where the best passages begin, no two overlapping."""
    few = found[:MAX_MARKS]
    starts = [match[0] for match in few]
    windows = []
    for index, (first, _, _) in enumerate(few):
        if index and first == few[index - 1][0]:
            continue
        start = _beginning(body, first, chars, story)
        inside = few[bisect_left(starts, start) : bisect_right(starts, start + chars - 1)]
        inside = [match for match in inside if match[1] <= start + chars]
        windows.append((-len({match[2] for match in inside}), -len(inside), start))
    chosen: list[int] = []
    for *_, start in sorted(windows):
        if all(abs(start - other) >= chars for other in chosen):
            chosen.append(start)
            if len(chosen) == limit:
                break
    return chosen


def _first(body: str, at: int) -> int:
    """Return where the first character from ``at`` on stands that is no blank."""
    return len(body) - len(body[at:].lstrip())


def _beginning(body: str, match: int, chars: int, story: int) -> int:
    """Return where a passage that shows the match at ``match`` begins: at a sentence if one is near, else at a word."""
    earliest = max(story, match - chars // 3)
    sentences = [sentence.end() for sentence in _SENTENCE.finditer(body, earliest, match + 1)]
    if sentences:
        return sentences[-1]
    if earliest == story:
        return min(match, _first(body, story))
    space = _SPACE.search(body, earliest, match)
    return space.end() if space else match


def _passage(body: str, start: int, chars: int, marks: Sequence[Span], story: int) -> Snippet:
    end = min(len(body), start + chars)
    if end < len(body):
        space = body.rfind(" ", start + chars // 2, end + 1)
        end = space if space > start else end
    while end > start + 1 and body[end - 1].isspace():
        end -= 1
    inside = [(first - start, last - start) for first, last in marks if start <= first and last <= end]
    return Snippet(body[start:end], tuple(dict.fromkeys(inside)), start, within=not _begins(body, start, story))


def _begins(body: str, start: int, story: int) -> bool:
    """Tell whether a sentence begins at ``start``, or nothing of the story stands before it."""
    if not body[story:start].strip():
        return True
    before = max(0, start - _LONGEST_STOP)
    stops = _SENTENCE.finditer(body, before, start + 1)
    return any(stop.end() == start for stop in stops)
