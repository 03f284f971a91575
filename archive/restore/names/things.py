"""Tells names that an article itself shows to be those of things, however likely the reader finds each: ``the Zenko
virus``, ``Bolto, which rents scooters``, ``shares of Bolto``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.roles import ADDRESS, role_after, role_around, role_before
from archive.restore.values import Mention
from archive.restore.words import Words

_ENOUGH = 2
"""Signs by which a name is that of a thing, more than those that it is a person's.

Of 76 single names with so many, in 3,300 articles that were not looked at before, 73 were things'.
"""

_PLAIN = 2
"""What a sign counts for that says outright what somebody or something is; a pronoun counts for one."""

_CLAUSE = 14
"""Words behind a name in which a pronoun means it."""

_APPOSED = 6
_FIRM = 3
"""Words of a firm's name behind the first."""

_HE = frozenset(["he", "she", "his", "her", "him", "himself", "herself"])
_IT = frozenset(["it", "its", "itself"])
_SUPPOSING = frozenset(["if", "whether", "though", "although"])
"""Words behind which ``it`` is no name's."""

_BRINGS = frozenset(["that", "said", "says"])
_JOINED = frozenset(["of", "in", "at", "for", "with"])
_OF = word_set("of_things")
_APOSTROPHES = frozenset(["'", "’"])
_KIN = word_set("kin")


def told_as_things(
    words: Words, placed: Sequence[tuple[Mention, int, int]], names: Set[str], *, folded: bool
) -> frozenset[str]:
    """Return those of ``names``, single words in small letters, that stand where things do more often than people do.

    ``placed`` are all names that were found, with their words; ``folded`` tells that a pronoun may be of the next
    sentence, so that it tells nothing.
    """
    if not names:
        return frozenset()
    taken = bytearray(len(words) + 1)
    for _, a, b in placed:
        taken[a:b] = b"\x01" * (b - a)
    signs: Counter[str] = Counter()
    passed_over: set[str] = set()
    for i in [i for i, low in enumerate(words.low) if low in names and words.word[i][0].isupper()]:
        signs[words.low[i]] += sum(_signs(words, i, i, taken, folded=folded))
        if not taken[i] and _is_free(words, i):
            passed_over.add(words.low[i])
    return frozenset(low for low, n in signs.items() if n + (low in passed_over) >= _ENOUGH)


def are_things(words: Words, standing: Sequence[tuple[Mention, int, int]], taken: bytearray, *, folded: bool) -> bool:
    """Return whether a name of several words that begins with no given name stands where things do: ``the firm Quill
    Harrow``, ``Quill Harrow, which``, ``shares of Quill Harrow``.

    Of 14 such names in 2,160 articles all were things'.
    """
    if any(role_after(words, b - 1) or role_around(words, a, b - 1) for _, a, b in standing):
        return False
    return sum(sum(_signs(words, a, b - 1, taken, folded=folded)) for _, a, b in standing) >= _ENOUGH


def _signs(words: Words, first: int, last: int, taken: bytearray, *, folded: bool) -> Iterator[int]:
    """Yield what speaks for a thing where a name stands, and less than nothing for what speaks for a person."""
    low, gap = words.low, words.gap
    before = low[first - 1] if first and gap[first] in (" ", "  ", ", ") else ""
    owns = last + 2 < len(words) and gap[last + 1] in _APOSTROPHES and low[last + 1] == "s"
    after = last + 2 if owns else last + 1
    if before in word_set("thing_nouns") and (gap[first] == " " or gap[after].startswith(",")):
        yield _PLAIN
    elif before in ADDRESS or before in _KIN or (before != "rival" and role_before(words, first) is not None):
        yield -_PLAIN
    if first > 1 and gap[first] == gap[first - 1] == " " and before in _JOINED and low[first - 2] in _OF:
        yield _PLAIN
    if after < len(words):
        yield from _owned(words, first, after) if owns else _behind(words, first, last, taken)
        yield from _apposed(words, after)
    if not folded:
        yield _meant(words, last, after, taken, owns=owns)


def _owned(words: Words, i: int, owned: int) -> Iterator[int]:
    """Yield signs from what a name owns: ``Bolto's shares``, or from one that is that of a shop: ``Quill's said``."""
    says = words.low[owned] in lexicon().cues and words.low[owned] not in word_set("cue_nouns")
    shop = words.gap[owned].startswith(",") or (says and words.gap[owned] == " ")
    if shop and (i == 0 or words.low[i - 1] != "of"):
        yield _PLAIN
    elif words.gap[owned] == " ":
        near = words.low[owned : owned + 1 + (words.gap[owned + 1] == " ")]
        if not word_set("thing_goods").isdisjoint(near) or not word_set("belongings").isdisjoint(near):
            yield 1  # people have staff and money too


def _behind(words: Words, first: int, last: int, taken: bytearray) -> Iterator[int]:
    """Yield signs from the words right behind a name: ``Bolto shares``, ``Bolto Industries Inc``."""
    after = last + 1
    if words.gap[after] == " " and words.word[after].islower() and words.low[after] in word_set("thing_goods"):
        yield _PLAIN
    opens = first == 0 or words.gap[first] not in (" ", "-") or not words.word[first - 1][0].isupper()
    for k in range(after, min(len(words), after + _FIRM)) if opens and not taken[after] else ():
        if not words.word[k][0].isupper() or words.gap[k] not in (" ", "-", ", "):
            break
        if words.low[k] in word_set("firm_words") or words.low[k] in word_set("firm_ends"):
            yield _PLAIN
            break
        if words.gap[k] == ", ":
            break


def _apposed(words: Words, after: int) -> Iterator[int]:
    """Yield signs from what explains a name: ``Bolto, which``, ``Bolto, the online store``, ``Quill, who``."""
    low, gap = words.low, words.gap
    if not gap[after].startswith(","):
        return
    if low[after] in ("which", "who", "founded"):
        yield -_PLAIN if low[after] == "who" else 1
    if low[after] not in word_set("articles"):
        return
    for k in range(after + 1, min(len(words), after + _APPOSED)):
        if gap[k] not in (" ", "-", "'", "’") or low[k] in word_set("prepositions"):
            return
        owns = gap[k + 1][:1] in _APOSTROPHES if k + 1 < len(words) else False
        if not owns and (low[k] in word_set("thing_nouns") or low[k] in lexicon().heads):
            yield _PLAIN if low[k] in word_set("thing_nouns") else -_PLAIN
            return


def _is_free(words: Words, i: int) -> bool:
    """Return whether no capitals beside a name tell that it was passed over as part of a longer one."""
    after = i + 1
    led = i > 0 and words.gap[i] in (" ", "-", ". ") and words.word[i - 1][0].isupper()
    goes_on = after < len(words) and words.gap[after] in (" ", "-") and words.word[after][0].isupper()
    return not led and not goes_on


def _meant(words: Words, i: int, after: int, taken: bytearray, *, owns: bool) -> int:
    """Return what the first pronoun of the clause behind a name tells: that of a thing may mean what the name owns,
    and beside a given name something else.
    """
    for k in range(after, min(len(words), after + _CLAUSE)):
        gap = words.gap[k]
        stops = "." in gap and len(words.low[k - 1]) > 1
        if k > i + 1 and (stops or '"' in gap or "“" in gap or taken[k]):
            return 0
        if words.low[k] in _HE:
            return -1
        if words.low[k] in _IT:
            supposed = words.low[k - 1] in _SUPPOSING or (words.low[k] == "it" and not _does(words, k))
            return int(not (supposed or owns or words.low[i] in lexicon().first_names))
    return 0


def _does(words: Words, k: int) -> bool:
    """Return whether the ``it`` at word ``k`` does something, as a name before may: nobody wrote himself in ``Quill
    wrote it down``.
    """
    after = words.low[k + 1] if k + 1 < len(words) else ""
    return after in word_set("auxiliaries") or after in word_set("modals") or words.low[k - 1] in _BRINGS
