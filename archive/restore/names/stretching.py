"""Stretches names that were found in part: ``Liu`` of ``Liu He``, ``van Ostro`` of ``Jeerasak van Ostro``."""

from __future__ import annotations

from collections.abc import Set

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.parting import OPENERS
from archive.restore.names.roles import role_after
from archive.restore.words import Words
from index.names import SUFFIXES

LONGEST = 5
"""Words of a name up to which it is stretched."""

_LINE = 40
_TITLED = 0.6
"""The part of capitals from which a line is a headline, whose capitals tell nothing."""

HONOURS = frozenset(["QC", "KC", "SC", "MP", "MEP", "MSP", "TD", "OBE", "MBE", "CBE", "PhD", "BL", "AO", "OAM", "FRS"])
"""What stands behind a name and is none of it."""

_BESIDE = word_set("months") | word_set("always") | word_set("title_letters") | word_set("honorifics")
"""Words with capitals that stand beside names and are none of them."""

_ANDS = frozenset(["y", "e"])
_SONS = frozenset(["bin", "ibn", "bint", "binti"])
_WORDS_TOO = _ANDS | {"st", "ten", "do"}
"""Particles that stand between names for something else too: ``D. Harrow st Quill`` was stumped by him."""

_PEOPLES = ("ist", "ists", "ians")
_STOPS = frozenset(".?!:")


def stretched(
    words: Words, first: int, end: int, taken: bytearray, surnames: Set[str], *, folded: bool
) -> tuple[int, int]:
    """Return a name's first word and the word behind its last, with the capitalised words that belong to it.

    Nothing follows a given name with a surname, nor a surname that is known: ``the Adam Quill Lecture``. Where gaps do
    not show that a sentence ends, common words behind a name are left out.

    Args:
        words: the text, with its capitals.
        first: the first word of the name as found.
        end: the word behind its last.
        taken: of each word, whether it is of some name.
        surnames: the last words, in small letters, of the names that were found.
        folded: whether the spaces between words were folded.
    """
    begun, whole = end, _hyphened(words, first, end)
    closed = words.low[first] in (lexicon().first_names if end - first > 1 else surnames)
    while not closed and whole - first < LONGEST and _follows(words, first, whole, taken):
        whole = _hyphened(words, first, whole + 1)
    if not (folded and any(low in lexicon().common for low in words.low[begun:whole])):
        end = whole
    if end - first > 1 and _doubled(words, end, taken):
        end += 1
    cut = words.low[first] in lexicon().particles and words.low[first] not in lexicon().first_names
    if (cut or end - first == 1) and _leads(words, first, taken):
        first -= 1
    while first > 1 and _is_son(words, first - 1, taken):
        first -= 2
    return first, end


def _is_son(words: Words, i: int, taken: bytearray) -> bool:
    """Return whether a name goes on over word ``i``: ``Adil bin Hamad`` before ``bin Jabor``."""
    if words.word[i] not in _SONS or taken[i] or taken[i - 1]:
        return False
    known = is_known(words.low[i - 1]) and words.low[i - 1] not in lexicon().first_names
    return words.gap[i] == words.gap[i + 1] == " " and words.word[i - 1].istitle() and not known


def past_particles(words: Words, last: int) -> int:
    """Return the last word of a name that was cut behind ``van`` or ``van der``: the one with a capital behind them."""
    particles, end = lexicon().particles, last
    while end + 1 < len(words) and words.gap[end + 1] in (" ", "-"):
        joins = (
            words.low[end + 1] in particles - _WORDS_TOO and words.word[end + 1].islower() and words.gap[end + 1] == " "
        )
        if not joins and words.low[end] not in particles and not _joins_surnames(words, end + 1):
            break
        end += 1
    return end if words.word[end][0].isupper() else last


def surname_of(words: Words, first: int, end: int) -> int:
    """Return the last word of a name that is no suffix such as Jr."""
    return next((i for i in range(end - 1, first, -1) if words.low[i] not in SUFFIXES), first)


def _joins_surnames(words: Words, i: int) -> bool:
    """Return whether word ``i`` is an ``and`` of Spanish or Portuguese before a second surname: ``Ostro y Quill``."""
    if words.word[i] not in _ANDS or i + 2 >= len(words) or words.gap[i + 1] != " " or not words.word[i + 1].istitle():
        return False
    alone = words.gap[i + 2] != " " or words.word[i + 2].islower()
    return alone and words.low[i + 1] not in lexicon().first_names


def _hyphened(words: Words, first: int, end: int) -> int:
    """Return the end of a name past the second half of ``Cheng Hoi-on``, ``Kang In-sun``, short, in small letters."""
    low, word, gap, n = words.low, words.word, words.gap, len(words)
    if end + 1 < n and gap[end] == " " and gap[end + 1] == "-" and len(low[end]) <= 4 and word[end][0].isupper():
        half = end + 1
    elif end < n and gap[end] == "-" and end - first > 1 and len(low[end - 1]) <= 5:
        half = end
    else:
        return end
    joined = word[half].islower() and len(low[half]) <= 5 and (len(low[half]) < 4 or low[half] not in lexicon().common)
    return half + 1 if joined and low[half] not in _COMPOUNDS else end


def _doubled(words: Words, end: int, taken: bytearray) -> bool:
    """Return whether a full name goes on with a second surname: ``Ana Quill-Ostro``, not ``Ana Quill-Backed``."""
    if end >= len(words) or taken[end] or words.gap[end] != "-" or not words.word[end].istitle():
        return False
    low = words.low[end]
    return not (is_known(low) or low in _COMPOUNDS or low in lexicon().common or low.endswith(("ed", "ing")))


_COMPOUNDS = frozenset(["led", "era", "run", "ally", "like", "style", "made", "owned", "based", "type", "free", "born"])


def _follows(words: Words, first: int, end: int, taken: bytearray) -> bool:
    """Return whether the word behind a name belongs to it: the last with a capital, in the middle of a sentence."""
    if end >= len(words) or taken[end] or words.gap[end] != " ":
        return False
    if not (_proper(words, end) or _ends_name(words, first, end)):
        return False
    if words.word[end].isupper():
        return False
    after = end + 1
    closed = after >= len(words) or words.gap[after] != " " or words.word[after][0].islower()
    return closed and not headlined(words, first, end)


def _ends_name(words: Words, first: int, end: int) -> bool:
    """Return whether a word that is known for a place or a thing is the surname behind a given name with a title:
    ``Chief Maria House``.
    """
    low, lex = words.low, lexicon()
    titled = first > 0 and words.gap[first] in (" ", ". ") and low[first - 1] in lex.titles
    given = (
        end - first == 1 and low[first] in lex.first_names and low[first - 1] not in word_set("titles_of_given_names")
    )
    return titled and given and low[end] in word_set("surnames_too") and words.word[end].istitle()


def _leads(words: Words, first: int, taken: bytearray) -> bool:
    """Return whether the word before a single name belongs to it: at the start of a sentence, where any word has a
    capital, only a given name that is known, or one whose bearer is explained behind.
    """
    before = first - 1
    if before < 0 or taken[before] or words.gap[first] != " ":
        return False
    if not (_proper(words, before) or _is_named_as_a_month(words, before)):
        return False
    lex, low = lexicon(), words.low[before]
    titled = before > 0 and words.gap[before] == ". " and words.low[before - 1] in lex.titles
    opens = not titled and (before == 0 or any(c in _STOPS or c == "\n" for c in words.gap[before]))
    given = low in lex.first_names or (low not in lex.common and _explained(words, low, first))
    one = low.removesuffix("s")
    several = low.endswith(_PEOPLES) or one in lex.heads or one in lex.nationalities
    if several or (low in OPENERS and low not in lex.first_names) or (opens and not given):
        return False
    behind_role = before > 0 and words.gap[before] == " " and words.low[before - 1] in lex.heads
    if words.low[first] in lex.particles and behind_role:
        return True
    return _apart(words, before) and not headlined(words, before, first)


def _is_named_as_a_month(words: Words, i: int) -> bool:
    """Return whether what could be a month is a given name, since nothing before it tells when: ``his aunt, June``."""
    low = words.low
    known = words.word[i].istitle() and low[i] in word_set("months") and low[i] in lexicon().first_names
    return known and i > 0 and (words.gap[i] in (", ", "\n\n", ". ") or low[i - 1] in lexicon().heads)


def _apart(words: Words, i: int) -> bool:
    """Return whether the word before word ``i`` is surely no name: ``for Economic Development Maria Quill``."""
    if i == 0 or words.gap[i] != " " or words.word[i - 1][0].islower():
        return True
    low = words.low[i - 1]
    return is_known(low) or low in lexicon().common


def _explained(words: Words, low: str, last: int) -> bool:
    """Return whether a role stands behind a name, whose first word is no adverb: ``Rahm Quill, the mayor,``."""
    return not low.endswith("ly") and role_after(words, last) is not None


def _proper(words: Words, i: int) -> bool:
    """Return whether a word has the capital of a name and is none that stands beside names."""
    word, low = words.word[i], words.low[i]
    if (
        word in HONOURS
        or not word[0].isupper()
        or not word.isalpha()
        or len(word) < 2
        or (word.isupper() and len(word) > 2)
    ):
        return False
    return not (is_known(low) or low in lexicon().cues or low in _BESIDE or low in lexicon().particles)


def is_known(low: str) -> bool:
    """Return whether a word in small letters is known for a role, a body, a people or a place."""
    lex = lexicon()
    return (
        low in lex.heads
        or low in lex.modifiers
        or low in lex.nationalities
        or low in lex.organisations
        or low in lex.places
    )


def headlined(words: Words, first: int, end: int) -> bool:
    """Return whether most words around are capitalised."""
    begin, stop = first, end
    while begin > 0 and first - begin < _LINE and "\n" not in words.gap[begin]:
        begin -= 1
    while stop < len(words) and stop - end < _LINE and "\n" not in words.gap[stop]:
        stop += 1
    long = [w for w in words.word[begin:stop] if len(w) > 3]
    return sum(w[0].isupper() for w in long) > _TITLED * len(long)
