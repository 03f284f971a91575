"""Finds the words that are the subject of a verb: a name, a pronoun, or a description such as ``a U.S. official``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from archive.restore.attribution.gaps import read_gap
from archive.restore.attribution.pairing import Pair, paragraph_mark
from archive.restore.lexicon import lexicon, word_set
from archive.restore.values import Mention
from archive.restore.words import Words
from index.article import Span

PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you"])
ADVERBS = word_set("adverbs")
FAR = 34
"""Words that are looked through on either side."""

_DETERMINERS = word_set("determiners")
_OPENS_CLAUSE = frozenset(["asked", "when", "if", "while", "after", "as"])
_ARTICLES = word_set("articles")
_ALONE = frozenset(["one", "another", "some", "many", "both", "others"])
"""Words that mean somebody by themselves: ``said one, who lives nearby``."""

_MANY = frozenset(["police", "people", "staff"])
"""Nouns of many that do not end in -s."""

_ENDS_SUBJECT = word_set("ends_subject")
BEHIND_HER = word_set("prepositions") | word_set("auxiliaries") | _ENDS_SUBJECT | {"if", "whether", "the", "a"}
"""Words in front of which her is whom something is done to: ``asked her whether``, not ``asked her lawyer``."""

_NOT_HEADS = word_set("not_heads")
_PREPOSITIONS = word_set("prepositions")
_RELATIVES = frozenset(["who", "which", "whose", "whom"])
_JOINED = frozenset([" ", "-", ".", ". ", "'", "’", "‐", "  "])
_OWNED_BY_MANY = frozenset(["' ", "’ "])
_SHORT = word_set("abbreviated_words") | word_set("abbreviated_ranks")
_DASHES = frozenset("-–—")
_CONTRACTED = frozenset(["d", "s", "ve", "ll", "re", "m"])
_ENDS_PHRASE = frozenset(["in", "on", "to", "with", "put", "puts"])
_ABBREVIATES = frozenset([". ", ". (", "., "])
_WHEN = frozenset(["today", "yesterday", "tonight"])
_FIRMS = frozenset(["inc", "ltd", "llc", "corp", "plc", "llp"])
_NEAR = 12
_QUALIFIED = 6


class Subjects:
    """Answers what the subject of a verb is, from the words around the verb."""

    def __init__(self, words: Words, mentions: Sequence[Mention], pairs: Sequence[Pair] = ()) -> None:
        self.words, self.mentions = words, mentions
        self.quoted = bytearray(len(words) + 1)
        for p in pairs:
            self.quoted[p.first : p.last + 1] = b"\x01" * (p.last + 1 - p.first)
        self._starts = [m.start for m in mentions]
        self._paragraph = paragraph_mark(words.text)
        self._lex = lexicon()

    def mention_at(self, i: int) -> Mention | None:
        """Return the mention that covers word ``i``."""
        n = bisect_right(self._starts, self.words.start[i]) - 1
        return self.mentions[n] if n >= 0 and self.words.start[i] < self.mentions[n].end else None

    def covers(self, i: int) -> bool:
        """Return whether gap ``i`` lies within a name, as in ``John F. Kerry``."""
        m = self.mention_at(i)
        return m is not None and m.start < self.words.start[i]

    def stops(self, i: int) -> bool:
        """Return whether a sentence ends in gap ``i``."""
        words = self.words
        gap = words.gap[i]
        if gap == " " or i == 0:
            return False
        if self._paragraph in gap or i >= len(words):
            return True
        if gap.startswith(") ") and gap[2:3] in _DASHES:
            return True
        if not read_gap(gap).stop or len(gap) == 1:
            return False
        if gap in _ABBREVIATES and self._abbreviated(i - 1):
            return False
        first = words.word[i][0]
        return not first.islower()

    def _abbreviated(self, i: int) -> bool:
        low = self.words.low[i]
        return (len(low) == 1 and low != "i") or low in self._lex.titles or low in _SHORT

    def breaks(self, a: int, b: int) -> int:
        """Return how many paragraphs end in the gaps from ``a`` to ``b``."""
        return sum(self._paragraph in self.words.gap[i] for i in range(a, b + 1))

    def sentence_start(self, i: int, limit: int = 80) -> int:
        """Return the first word of the sentence of word ``i``, or of its part behind a semicolon."""
        k = i
        gap = self.words.gap
        while k > 0 and i - k < limit and (gap[k] == " " or not (self.stops(k) or ";" in gap[k])):
            k -= 1
        return k

    # -- after a place: "said Kerry", "Kerry said"

    def after(self, k: int, stop: int) -> Span | None:
        """Return the words from ``k`` on that name or describe somebody, None where none do."""
        words = self.words
        stop = min(stop, len(words))
        if k >= stop:
            return None
        if words.low[k] in PRONOUNS:
            return words.span(k, k)
        last = k
        for i in range(k, min(stop, k + _NEAR)):
            low = words.low[i]
            if i > k and (not self._joins(i) or low in _ENDS_SUBJECT):
                break
            m = self.mention_at(i)
            if m and not self.possessive(m) and not self._lends(m):
                if i > k and words.low[i - 1] in _PREPOSITIONS and words.low[k] in _DETERMINERS:
                    return words.span(k, words.last_in((m.start, m.end)) - 1)
                return m.start, m.end
            if i > k and (low in self._lex.cues or low in ADVERBS or low in _ENDS_PHRASE or self._acts(i)):
                break
            last = i
        aside = last + 1
        if aside < stop and words.gap[aside] == ", " and words.low[last] in self._lex.heads:
            titled = words.low[aside] in self._lex.titles and aside + 1 < len(words)
            m = self.mention_at(aside + 1 if titled else aside)
            if m:
                return m.start, m.end
        return self._described(k, last)

    def _joins(self, i: int) -> bool:
        """Return whether a name or a noun may go on in gap ``i``: also behind many owners, ``the pilots' leader``."""
        gap = self.words.gap[i]
        return gap in _JOINED or (gap in _OWNED_BY_MANY and self.words.low[i - 1].endswith("s"))

    def _acts(self, i: int) -> bool:
        """Return whether word ``i`` is a verb in the past behind who acts, or before what it is done to: ``Lorn
        officials removed boats``, ``the cable described the raid``.
        """
        low, heads = self.words.low, self._lex.heads
        if not low[i].endswith("ed"):
            return False
        before = low[i - 1]
        acts = before in heads or (before.endswith("s") and before[:-1] in heads)
        done = low[i + 1 : i + 2] and low[i + 1] in _DETERMINERS and before not in _DETERMINERS
        return acts or (bool(done) and self.words.gap[i + 1] == " ")

    def _lends(self, m: Mention) -> bool:
        """Return whether a name only tells whose a role is: ``Clinton campaign spokesman Nick Merrill``."""
        words, after = self.words, self.words.last_in((m.start, m.end))
        if after >= len(words) or words.gap[after] != " " or not words.word[after].islower():
            return False
        low = words.low[after]
        return (low in self._lex.heads or low in self._lex.modifiers) and low not in self._lex.cues

    def _described(self, k: int, last: int) -> Span | None:
        words = self.words
        low = words.low
        heads = self._lex.heads
        head = low[last] in heads or any(low[i].endswith("s") and low[i][:-1] in heads for i in (k, last))
        if last == k and low[k] in _ALONE:
            return words.span(k, k)
        if not (low[k] in _DETERMINERS or words.word[k][0].isupper() or head):
            return None
        while last > k and low[last] in _NOT_HEADS:
            last -= 1
        if low[last] in _NOT_HEADS or low[k] in self._lex.cues or (last == k and low[k] in _DETERMINERS):
            return None
        return words.span(k, last)

    # -- in front of a verb

    def before(self, verb: int) -> Span | None:
        """Return the subject of the verb at word ``verb``: what ends in front of it, past asides between commas."""
        words = self.words
        i = verb - 1
        while i >= 0 and words.gap[i + 1] == " " and self._passed(i):
            i -= 1
        if i < 0 or self.stops(i + 1) or read_gap(words.gap[i + 1]).marks:
            return None
        if words.low[i] == "and" or (words.low[i] in ("but", "who", "which") and i > 0):
            return self._shared(i)
        if "," in words.gap[i + 1] or ")" in words.gap[i + 1] or read_gap(words.gap[i + 1]).dash:
            return self._past_aside(i) or self._phrase(i)
        return self._phrase(i)

    def with_role(self, source: Span, verb: int) -> Span:
        """Return the subject of the verb at word ``verb`` with the role in front of its name: ``the mayor Ana Quill``,
        and ``his daughter, Ana Quill,``.
        """
        words = self.words
        head = words.first_in(source)
        m = self.mention_at(head)
        begin = self._left_edge(words.first_in(m.role) if m.role and m.role[0] < m.start else head) if m else head
        between = words.gap[head] == ", " and words.last_in(source) == verb and words.gap[verb].startswith(",")
        role = self._phrase(head - 1) if between and words.word[head][0].isupper() else None
        if role and not self._lex.heads.isdisjoint(words.low[words.first_in(role) : head]):
            begin = words.first_in(role)
        return words.start[begin], source[1]

    def restricts(self, verb: int) -> bool:
        """Return whether a verb only tells who is meant: ``a woman who said``, ``a letter that says``."""
        return self.relative(verb) and self.words.gap[self._first_auxiliary(verb) - 1] == " "

    def relative(self, verb: int) -> bool:
        """Return whether a verb stands in a clause about somebody or something: ``Harrow, who said``."""
        k = self._first_auxiliary(verb)
        return k > 1 and self.words.low[k - 1] in ("who", "that", "which")

    def _first_auxiliary(self, verb: int) -> int:
        """Return the first of the adverbs and auxiliaries in front of a verb, itself where there are none."""
        k = verb
        while k > 1 and self.words.gap[k] == " " and self._passed(k - 1):
            k -= 1
        return k

    def _passed(self, i: int) -> bool:
        """Return whether word ``i`` may stand between a subject and its verb: an adverb, an auxiliary, ``he'd``."""
        low = self.words.low[i]
        if low in ADVERBS or low.endswith("ly") or low in _WHEN:
            return True
        return i > 0 and low in _CONTRACTED and self.words.gap[i] in ("'", "’") and self.words.low[i - 1] in PRONOUNS

    def _shared(self, i: int) -> Span | None:
        """Return the subject of ``Kerry met Putin and said``: that of the verb before, or of the sentence."""
        if self.words.low[i] in ("who", "which"):
            m = self.mention_at(i - 1)
            return (m.start, m.end) if m else self._phrase(i - 1)
        return self.of_sentence(i)

    def _past_aside(self, i: int) -> Span | None:
        """Return what stands in front of an aside that ends with word ``i``: ``Fallon, a spokesman for Clinton,``."""
        words = self.words
        for k in range(i, max(0, i - FAR), -1):
            if self.stops(k):
                return None
            gap = words.gap[k]
            if "," not in gap and "(" not in gap and not read_gap(gap).dash:
                continue
            m = self.mention_at(k - 1)
            if m and not self._governed(words.first_in((m.start, m.end))):
                return m.start, m.end
            if words.low[k] in _RELATIVES or "(" in gap:
                return (m.start, m.end) if m else self._phrase(k - 1)
            if words.low[k] in _PREPOSITIONS and (described := self._opening(k - 1)):
                return described
            if "," in gap and words.low[k] in _ARTICLES and (firm := self._named_first(k - 1)):
                return firm
        return None

    def _named_first(self, last: int) -> Span | None:
        """Return words with capitals that open their sentence and end with word ``last``: ``Third Lane, a group``."""
        words = self.words
        first = self._left_edge(last)
        if not (first == 0 or self.stops(first)) or (first == last and words.low[last] in self._lex.common):
            return None
        return words.span(first, last) if all(word[0].isupper() for word in words.word[first : last + 1]) else None

    def _opening(self, last: int) -> Span | None:
        """Return a noun with its determiner that opens its sentence and ends with word ``last``: ``His Lordship``."""
        first = self._left_edge(last)
        noun = self.words.low[first] in _DETERMINERS and first < last and self._nominal(first, last)
        return self.words.span(first, last) if noun and (first == 0 or self.stops(first)) else None

    def _governed(self, first: int) -> bool:
        """Return whether a preposition stands before the noun phrase that word ``first`` ends or begins."""
        k = first - 1
        while k > 0 and self.words.gap[k + 1] in _JOINED and self._of_role(k):
            k -= 1
        return k >= 0 and self.words.low[k] in _PREPOSITIONS and self.words.gap[k + 1] in _JOINED

    def _of_role(self, k: int) -> bool:
        low = self.words.low[k]
        return low in self._lex.heads or low in self._lex.modifiers or low in self._lex.nationalities

    def _phrase(self, i: int) -> Span | None:
        """Return the noun phrase that ends with word ``i``, past phrases that only qualify it."""
        words, end = self.words, i
        for _ in range(5):
            if i < 0:
                return None
            if words.low[i] in PRONOUNS:
                return words.span(i, i)
            m = self.mention_at(i)
            if m and not self.possessive(m):
                first = words.first_in((m.start, m.end))
                if not self._governed(first):
                    return m.start, m.end
                k = first - 1
                while words.low[k] not in _PREPOSITIONS:
                    k -= 1
            else:
                first = self._left_edge(i)
                k = first - 1
                if k > 1 and words.low[k] in _RELATIVES and words.gap[k] == words.gap[first] == " ":
                    i = end = k - 1
                    continue
                if k < 0 or words.low[k] not in _PREPOSITIONS or words.gap[first] not in _JOINED:
                    return self._noun(first, i, end)
            if k < 1 or words.gap[k] not in _JOINED:
                return self._noun(first, i, end) if not m else (m.start, m.end)
            i = k - 1
        return None

    def _noun(self, first: int, last: int, end: int) -> Span | None:
        """Return words ``first`` to ``last``, with the phrases up to word ``end`` that qualify them where short."""
        low = self.words.low
        while last > first and low[last] in _NOT_HEADS:
            last -= 1
        if low[last] in _NOT_HEADS or low[last] in ADVERBS or low[last] in self._lex.cues or low[last] in _ENDS_SUBJECT:
            return None
        if self.quoted[first] or not self._nominal(first, last):
            return None
        qualified = last < end <= first + _QUALIFIED and low[end] not in _WHEN
        return self.words.span(first, end if qualified else last)

    def _nominal(self, first: int, last: int) -> bool:
        """Return whether words may describe somebody: no adverb or adjective that stands alone."""
        low = self.words.low[last]
        if last > first:
            return not low.endswith("ly")
        plural = low.endswith("s") or low in _MANY
        return plural or low in _DETERMINERS or low in self._lex.heads or not self.words.word[last].islower()

    def _left_edge(self, i: int) -> int:
        """Return the first word of the noun phrase that ends with word ``i``."""
        words = self.words
        k = i
        while k > 0 and i - k < _NEAR:
            if words.low[k] in _DETERMINERS:
                return k
            before, gap = words.low[k - 1], words.gap[k]
            if gap == " & " or (gap == ", " and words.low[k] in _FIRMS):
                k -= 1
                continue
            if not self._joins(k) or self.stops(k) or before in _PREPOSITIONS or before in _ENDS_SUBJECT:
                return k
            if before in self._lex.cues or before in self._lex.weak_cues or before in ADVERBS or before in PRONOUNS:
                return k
            k -= 1
        return k

    def possessive(self, m: Mention) -> bool:
        """Return whether ``'s`` follows a name, or a bare apostrophe one in -s: ``Tomas Reyes' lawyer``."""
        words, after = self.words, self.words.last_in((m.start, m.end))
        if after >= len(words):
            return False
        bare = words.gap[after] in ("' ", "’ ") and words.low[after - 1].endswith("s") and words.word[after].islower()
        return bare or (words.low[after] == "s" and words.gap[after] in ("'", "’", " "))

    def of_sentence(self, i: int) -> Span | None:
        """Return the subject of the sentence of word ``i``: its first name, pronoun or description that no preposition
        governs, behind a clause that opens it: ``When he was asked, Harrow smiled and said``.
        """
        words = self.words
        first = self.sentence_start(i)
        if words.low[first] in _OPENS_CLAUSE:
            first = next((k for k in range(first + 1, i) if "," in words.gap[k]), first)
        described: Span | None = None
        k = first
        while k < i:
            low = words.low[k]
            if self.quoted[k]:
                k += 1
                continue
            if low in PRONOUNS and low not in ("it", "you"):
                return words.span(k, k)
            m = self.mention_at(k)
            if m:
                last = words.last_in((m.start, m.end))
                if not self.possessive(m) and not self._governed(k):
                    return m.start, m.end
                k = max(last, k + 1)
                continue
            if low in self._lex.cues and described:
                return described
            if described is None and (low in _DETERMINERS or k == first) and not self._governed(k):
                described = self.after(k, i) if low not in _PREPOSITIONS else None
            k += 1
        return described
