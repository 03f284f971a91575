"""Completes the names that were found in a text: titles and roles beside them, surnames that were passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.addressing import addressed
from archive.restore.names.doubting import VERY_SURE, Placed, is_role, nobodies, of_a_thing, past_initials
from archive.restore.names.introducing import introduced
from archive.restore.names.nicknaming import nicknamed
from archive.restore.names.parting import parted
from archive.restore.names.roles import ADDRESS, role_after, role_around, role_before
from archive.restore.names.strangers import strangers
from archive.restore.names.stretching import headlined, is_known, past_particles, stretched, surname_of
from archive.restore.names.trimming import capitalised, of_a_school, tells_birth, whole
from archive.restore.values import Mention
from archive.restore.words import Words
from index.values import replace

SURE = 0.6
"""Names less likely than this lend their surname to no bare word."""

_HONORIFICS = word_set("honorifics")
_ADDRESSED_SURE = 0.9
_GENERATIONS = frozenset(["jr", "jnr", "sr", "snr"])
"""Suffixes that name nobody else: numerals may count."""

_TWO = 2


def completed(
    words: Words, mentions: Sequence[Mention], *, folded: bool = False, unmarked: bool = False, cased: bool = False
) -> tuple[Mention, ...]:
    """Return the mentions whole and with their roles, those that name no person left out, and with the bare surnames
    of people named in full elsewhere; ``folded`` tells that gaps do not show where a sentence ends, ``unmarked`` that
    marks are only restored, ``cased`` that capitals are the copy's own.
    """
    placed = [whole(words, m) for m in mentions]
    placed = [capitalised(words, p) for p in placed] if cased else placed
    placed = [p for p in placed if p[2] > p[1] and not of_a_school(words, p)]
    placed = placed if unmarked else _rejoined(words, placed)
    placed = placed if folded else _stretched(words, placed)
    placed = parted(words, placed, unmarked=unmarked)
    placed = [
        p
        for p in nicknamed(words, placed, widths=unmarked and not folded)
        if not of_a_thing(words, p[1], p[2] - 1, unmarked=unmarked)
    ]
    strange = strangers(words, placed, folded=folded)
    placed = [(m, a, b) for m, a, b in placed if b - a == 1 or tuple(words.low[a:b]) not in strange]
    nobody = nobodies(words, placed, folded=folded, unmarked=unmarked)
    placed = [(m, a, b) for m, a, b in placed if b - a > 1 or words.low[a] not in nobody]
    placed = _stretched(words, placed, folded=True) if folded else placed
    surname = {words.low[b - 1] for _, a, b in placed if b - a > 1}
    placed = [(m, a, b) for m, a, b in placed if b - a > 1 or words.low[a] in surname or not is_role(words.low[a])]
    surnames, given = _known(words, placed)
    covered = bytearray(len(words) + 1)
    for _, a, b in placed:
        covered[a:b] = b"\x01" * (b - a)
    found = [_with_role(words, m, a, b - 1) for m, a, b in placed]
    for a, b in [*addressed(words, covered), *introduced(words, covered, unmarked=unmarked)]:
        if any(covered[a:b]) or of_a_thing(words, a, b - 1, unmarked=unmarked):
            continue
        b = past_particles(words, b - 1) + 1
        covered[a:b] = b"\x01" * (b - a)
        surnames.setdefault(words.low[b - 1], _ADDRESSED_SURE)
        found.append(_with_role(words, Mention(*words.span(a, b - 1), None, _ADDRESSED_SURE), a, b - 1))
    found.extend(_passed_over(words, surnames, given, covered))
    return tuple(sorted(found, key=lambda m: m.start))


def _known(words: Words, placed: Sequence[Placed]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the surnames of people named in full, and their given names, each with how sure it is of anybody."""
    surnames: dict[str, float] = {}
    given: dict[str, float] = {}
    for m, a, b in placed:
        if m.probability < SURE:
            continue
        last = surname_of(words, a, b)
        if last > a and len(words.low[a]) > 2:
            given[words.low[a]] = max(m.probability, given.get(words.low[a], 0.0))
        for word in _lent(words, a, last):
            surnames[word] = max(m.probability, surnames.get(word, 0.0))
    return surnames, given


def _lent(words: Words, first: int, last: int) -> list[str]:
    """Return the words by which a person may be named again: the surname, the first of two, and what comes first where
    families do; or the given name by which alone somebody is known.
    """
    lex = lexicon()
    if last == first:
        low = words.low[first]
        known = low in lex.first_names and low not in lex.word_names and low not in lex.places
        return [low] if known else []
    found = [words.low[last]] if len(words.low[last]) > 2 else []
    begin = past_initials(words, first, last + 1)
    family = words.low[begin]
    if family not in lex.first_names and family not in lex.particles and len(family) > 2 and last - begin <= _TWO:
        found.append(family)
    middle = words.low[first + 1]
    bare = last - first == _TWO and words.gap[last - 1] == " " and len(middle) > 2
    if bare and middle not in lex.first_names and middle not in lex.particles:
        found.append(middle)
    return found


def _stretched(words: Words, placed: Sequence[Placed], *, folded: bool = False) -> list[Placed]:
    """Return the names with the words that belong to them but were passed over; in folded copy, where the next word may
    begin a sentence, only those of which the reader was not sure.
    """
    taken = bytearray(len(words) + 1)
    for _, a, b in placed:
        taken[a:b] = b"\x01" * (b - a)
    surnames = {words.low[b - 1] for _, a, b in placed if b - a > 1}
    found: list[Placed] = []
    for m, a, b in placed:
        sure = folded and m.probability >= VERY_SURE
        first, end = (a, b) if sure else stretched(words, a, b, taken, surnames, folded=folded)
        if found and found[-1][2] > first:
            continue  # the rest of a name with a hyphen, which is whole now
        if (first, end) != (a, b):
            m = replace(m, start=words.start[first], end=words.end[end - 1])
        found.append((m, first, end))
    return found


def _rejoined(words: Words, placed: Sequence[Placed]) -> list[Placed]:
    """Return the names with the last word of one joined to it where the reader took it for another's, or passed over
    the word between, and nobody else has it: ``Karim Salih`` and ``Ostrani`` are ``Karim Salih Ostrani``.
    """
    full = {word for _, a, b in placed if b - a > 1 for word in words.low[a:b]}
    out: list[Placed] = []
    for m, a, b in placed:
        joined = words.gap[a] == " " or (words.gap[a] == ". " and len(words.low[a - 1]) == 1)
        goes_on = out and b - a == 1 and joined and (out[-1][2] == a or _surrounds(words, out[-1], a))
        if goes_on and words.low[a] not in full and not is_known(words.low[a - 1]):
            before, begin, _ = out.pop()
            m, a = replace(before, end=m.end, probability=max(before.probability, m.probability)), begin
        out.append((m, a, b))
    return out


def _surrounds(words: Words, before: Placed, a: int) -> bool:
    """Return whether only the middle of a name stands between two words that were taken for two: ``Pham Quoc Hung``."""
    _, first, end = before
    middle = a - 1
    if end - first > 1 or end != middle or words.gap[middle] != " " or not words.word[middle].istitle():
        return False
    low = words.low[middle]
    plain = not (is_known(low) or low in lexicon().common or low in lexicon().cues)
    return plain and not headlined(words, first, a + 1)


def _with_role(words: Words, m: Mention, first: int, last: int) -> Mention:
    if m.role is not None:
        return m
    role = role_before(words, first) or role_after(words, last) or role_around(words, first, last)
    return replace(m, role=role) if role else m


def _passed_over(
    words: Words, surnames: Mapping[str, float], given: Mapping[str, float], covered: bytearray
) -> list[Mention]:
    """Return bare surnames that stand alone with a capital, as no part of a longer name of something else; of given
    names those with a title in front or a verb of saying behind.
    """
    lex, known = lexicon(), {**given, **surnames}
    found: list[Mention] = []
    for i in [i for i, low in enumerate(words.low) if low in known and not covered[i]]:
        low = words.low[i]
        if not words.word[i][0].isupper() or (low not in surnames and not _is_addressed(words, i)):
            continue
        last = i + (not _GENERATIONS.isdisjoint(words.low[i + 1 : i + 2]) and words.gap[i + 1] == " ")
        if low in lex.common or low in lex.places or _held(words, i, last, covered):
            continue
        if (i and tells_birth(words, i - 1)) or of_a_thing(words, i, i):
            continue
        start, end = words.span(i, last)
        role = role_before(words, i)
        found.append(Mention(start, end, role, round(known[low] * 0.9, 4)))
    return found


def _is_addressed(words: Words, i: int) -> bool:
    """Return whether a title stands before a name or a verb of saying behind it: ``Sheikh Salim``, ``Almaz said``."""
    titled = i > 0 and words.gap[i] in (" ", ". ") and words.word[i - 1].istitle()
    speaks = i + 1 < len(words) and words.gap[i + 1] == " " and words.word[i + 1] in lexicon().cues
    return speaks or (titled and (words.low[i - 1] in lexicon().titles or words.low[i - 1] in _HONORIFICS))


def _held(words: Words, i: int, last: int, covered: bytearray) -> bool:
    """Return whether words ``i`` to ``last`` are bound to a capitalised neighbour: ``Ford Motor``, ``Ivanka Trump``."""
    if last + 1 < len(words) and words.gap[last + 1] in (" ", "-") and words.word[last + 1][0].isupper():
        return True
    if i == 0 or words.gap[i] not in (" ", "-", ". "):
        return False
    before = words.low[i - 1]
    if words.gap[i] == ". " and len(before) > 1:
        return False
    if not words.word[i - 1][0].isupper() or before in ADDRESS or before in lexicon().heads:
        return False
    return i > 1 and not covered[i - 1] and words.gap[i - 1] == " "
