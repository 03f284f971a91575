"""Tells which words are verbs of saying where they stand: ``he claims``, not ``his claims``."""

from __future__ import annotations

from archive.restore.lexicon import lexicon, word_set
from archive.restore.words import Words

_OWNERS = word_set("articles") | word_set("owners")
_PREPOSITIONS = word_set("prepositions") - {"to"}
_MODALS = word_set("modals") | {"to"}
_PLURALS = frozenset(["they", "we", "i", "you", "who", "and", "or", "some", "many", "others", "both", "all", "also"])
_NOUNS = word_set("cue_nouns")
_COUNTED = frozenset(["few", "several", "those", "these", "such", "other", "some", "many", "any", "no"])
_BARE = word_set("cue_bare")
_MIND = word_set("cue_mind")
_PHRASES = {"went": "on", "goes": "on", "shot": "back", "fired": "back", "chimed": "in"}
_PERFECT = frozenset(["had", "has", "have", "also", "once", "previously"])
_APOSTROPHES = "'’"


class Cues:
    """Answers whether a word of a text is a verb of saying."""

    def __init__(self, words: Words) -> None:
        self.words = words
        lex = lexicon()
        self.nationalities, self.modifiers = lex.nationalities, lex.modifiers
        self.strong, self.loose, self.participles = lex.cues, lex.weak_cues, lex.noun_cues

    def says(self, i: int) -> bool:
        """Return whether word ``i`` is a verb of saying; in mixed case, one with a capital opens its sentence."""
        words = self.words
        if words.low[i] not in self.strong:
            if i > 0 and words.low[i] == "written" and words.low[i - 1] in _PERFECT:
                return True
            return words.low[i] in _PHRASES and i + 1 < len(words) and words.low[i + 1] == _PHRASES[words.low[i]]
        if words.word[i][0].isupper() and i > 0 and words.gap[i] == " " and not words.word[i].isupper():
            return False
        return not self._of_a_noun(i)

    def hints(self, i: int) -> bool:
        """Return whether word ``i`` is a verb that can bring speech: ``calls``, ``believes``, ``denounced``."""
        return self.words.low[i] in self.loose and not self._of_a_noun(i)

    def attends(self, i: int) -> bool:
        """Return whether word ``i`` is a participle of saying: ``adding``."""
        return self.words.low[i] in self.participles

    def minds(self, i: int) -> bool:
        """Return whether a verb tells what somebody has in mind, which another may be the one to say."""
        return self.words.low[i] in _MIND

    def depends(self, i: int) -> bool:
        """Return whether an auxiliary or ``to`` stands before the verb: what somebody will, may or wants to say."""
        return i > 0 and self.words.low[i - 1] in _MODALS

    def _of_a_noun(self, i: int) -> bool:
        """Return whether a word that may be a verb is a noun here, or stands before one: ``Obama's comments``."""
        words = self.words
        if i == 0 or words.gap[i] not in (" ", "-"):
            return False
        low, before = words.low[i], words.low[i - 1]
        if words.gap[i] == "-" or before in _OWNERS or (before in _PREPOSITIONS and before not in ("as", "than")):
            return True
        if before == "s" and words.gap[i - 1] in _APOSTROPHES and low in _NOUNS | _BARE:
            return True
        if low in _NOUNS:
            owned = any(before in known for known in (self.nationalities, self.modifiers, _COUNTED))
            owned = owned or before.endswith("ed")
            return owned or words.gap[i - 1] in ("-", "‐")
        if low in _BARE:
            return not (before in _MODALS or before in _PLURALS or before.endswith(("s", "ly")))
        return False
