"""Finds the turns of interviews, briefings and broadcasts by the labels that open them: ``ANA RUIZ, HOST:``, ``Q:``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from archive.restore.lexicon import lexicon, word_set
from archive.restore.names.roles import ADDRESS
from archive.restore.values import Mention
from index.article import Span
from index.values import dataclass, replace

TURNS, FEWEST = 4, 3
"""Turns of a transcript, and of one whose labels are all names in capitals."""

WORDS = 5
"""Words that turns have on average at least: the cells of tables and the scores of games have fewer."""

FILLED = 0.8
"""Share of a text from its first turn on that turns make up where hardly anybody speaks twice."""

SHORT = 4
"""Letters of a title up to which a stop may stand behind it."""

ASKED = 2
"""Questions from which on a ``Q`` or ``A`` in front of a line is a label; beside names in capitals one is."""

_SHORT = "|".join(sorted(word.capitalize() for word in ADDRESS if len(word) <= SHORT))
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*[ \t]+){0,4}[^\W\d_a-z][\w.'’-]+"
_PART_NAME = r"[^\W\d_a-z][\w'’-]*(?:[ \t]+[^\W\d_A-Z][\w'’-]*){1,2}"
_ASIDE = r"(?:[ \t]*[(\[][^()\[\]\n]{1,40}[)\]])*"
_ROLE = r"(?:,[ \t]*(?P<role>[^\n:.]{1,60}|[^\n:a-z]{1,100}))?"
_LABEL = re.compile(
    r"^[ \t]*(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?[ \t:]*)?"
    rf"(?:(?P<asked>Q(?:uestion)?)(?:[.:]|(?<=Q)(?=[ \t]+[^\W\d_a-z]))|(?P<answered>A(?:nswer)?)[.:]"
    rf"|(?P<who>{_NAME}){_ASIDE}{_ROLE}:|(?P<part>{_PART_NAME}){_ASIDE}:"
    rf"|The[ \t]+(?P<office>[^\W\d_a-z][^\n:.()]{{2,90}})[ \t]+\((?P<holder>{_NAME})\):)"
    r"[ \t]*(?:\n[ \t]*){0,2}(?<=\s)(?=\S)",
    re.MULTILINE,
)
_HEADED = re.compile(
    rf"^[ \t]*(?P<who>{_NAME})(?:[ \t]+(?:--?|[–—])[ \t]+(?P<role>[^\W\d_a-z][^\n:.]{{1,60}}))?[ \t]*\n[ \t]*\n(?=\S)",
    re.MULTILINE,
)
_INLINE = re.compile(
    r"(?:^|(?<=[.?!)\]\"”] ))(?P<who>(?:[A-Z][A-Z.'’-]*[ ]){0,3}[A-Z][A-Z'’-]+)"
    r"(?:[ ]?\([^()\n]{1,40}\))*(?:,[ ](?P<role>[^\n:a-z]{1,80}))?:[ ]+(?=\S)",
    re.MULTILINE,
)
_PART = rf"(?:(?:{_SHORT})\.|[^\W\d_a-z]\.|[^\W\d_a-z][\w'’-]*)"
_WITHIN = re.compile(
    r"(?<![^\s\"“(])(?:(?P<asked>Q(?:uestion)?)|(?P<answered>A(?:nswer)?)"
    rf"|(?P<who>(?:{_PART}[ ]){{0,3}}[^\W\d_a-z][\w'’-]+)(?:[ ]?[(\[][^()\[\]\n]{{1,40}}[)\]])*"
    r"(?:,[ ](?P<role>[^\n:.,]{1,60}))?):[ ]+(?=\S)"
)
"""A label in copy whose lines are lost, behind whatever stands there."""

_BARE = (
    r"(?<![^\s\"“(])(?:(?P<asked>(?!))|(?P<answered>(?!))|(?P<who>(?:[^\W\d_][\w'’-]*[ ]){{0,2}}(?:{}))"
    r"(?:,[ ](?P<role>(?!)))?)[,.]?[ ]+(?=(?P<next>\w+))"
)
_TELLS = word_set("auxiliaries") | word_set("modals") | word_set("prepositions") | {"who", "and", "or"}
_BREAK = re.compile(r"\n[ \t]*\n")
_LINE_END = re.compile("\n")
_STOPS = frozenset([*'.?!…)]”\n"', ""])
_NEAR = 12
_ENDED = re.compile(r"[.?!…\"”)—–-]\s*$")
_ASKED = re.compile(r"^[^\W\d_a-z][^\n\"“”]{6,400}\?$", re.MULTILINE)
_QUESTION = re.compile(r"[^.?!]{6,160}\?")
_MARKED = re.compile(r"[\"“][^\"“”\n]*[\"”]?")
_SELF = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Mm]e|[Oo]ur|[Uu]s)\b")
TALKS = re.compile(r"\?|\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|WE|YOU|MY|OUR|YOUR)\b")
"""What those say who talk to each other, and no list does."""

_OPENS = " \t\n\r“"
_WORD = re.compile(r"\w+")


Kind = Literal["known", "part", "other", "asked", "answered"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go: where label, name and words stand, and the role that the label tells.

    ``kind`` tells whether a name is known as one (of the text, by a title, by its capitals), may be that of a paper,
    tells only whose part the words are (``The Court``), or is the letter of a question or an answer.
    """

    label: Span
    who: Span
    said: Span
    role: Span | None
    speaker: str
    kind: Kind
    loud: bool


def turns_of(text: str, mentions: Sequence[Mention], *, lost: bool = False) -> list[Turn]:
    """Return the turns of a transcript in order, none where the text is something else.

    ``lost`` tells that its lines are lost, so that labels stand behind any sentence.
    """
    if text.count(":") < FEWEST and not any(mark in text for mark in ("\nQ", "Operator\n", "?\n")):
        return []
    people = {text[m.start : m.end].split()[-1].casefold() for m in mentions}
    for labels in _labels(text, lost=lost):
        if len(labels) < FEWEST:
            continue
        turns = _turns(text, labels, people, lost=lost)
        if lost and len({turn.speaker for turn in turns}) > 1:
            more = _turns(text, [*labels, *_unmarked(text, labels, turns)], people, lost=lost)
            turns = more if _is_transcript(text, more, lost=lost) else turns
        if _is_transcript(text, turns, lost=lost):
            return turns
    return _questions(text)


def _turns(text: str, labels: Sequence[re.Match[str]], people: set[str], *, lost: bool) -> list[Turn]:
    cut = list(_cut(text, sorted(labels, key=re.Match.start), people))
    return _accepted(text, _by_initials(text, cut), lost=lost)


def _unmarked(text: str, labels: Sequence[re.Match[str]], turns: Sequence[Turn]) -> Iterator[re.Match[str]]:
    """Yield the names of those who have turns where they open a sentence that is no story: labels without a colon."""
    told = (text[slice(*turn.who)].split()[-1] for turn in turns if turn.kind in ("known", "part"))
    names = "|".join(sorted(set(map(re.escape, told))))
    if not names:
        return
    taken = {label.start() for label in labels}
    lined = "\n" in text
    for m in re.finditer(_BARE.format(names), text, re.IGNORECASE):
        begins = "\n" in text[max(0, m.start() - 2) : m.start()] if lined else _opens(text, m.start())
        behind = m["next"].lower()
        tells = behind in _TELLS or behind in lexicon().cues or behind.endswith(("s", "ed"))
        if m.start() not in taken and begins and not tells:
            yield m


def _labels(text: str, *, lost: bool) -> Iterator[list[re.Match[str]]]:
    """Yield the labels of one way to print them after the other."""
    headed = [*_LABEL.finditer(text), *_headed(text)]
    if lost:
        taken = {label.end() for label in headed}
        within = (m for m in _WITHIN.finditer(text) if m.end() not in taken and _opens(text, m.start()))
        headed += [m for m in within if "\n" not in text or not m["role"]]
    yield headed
    yield list(_INLINE.finditer(text))


def _opens(text: str, at: int) -> bool:
    """Return whether a sentence begins at a place."""
    before = text[max(0, at - _NEAR) : at].rstrip(' \t"“')
    return before[-1:] in _STOPS and before[:-1].split(" ")[-1].lower() not in ADDRESS


def _questions(text: str) -> list[Turn]:
    """Return the questions of an interview that prints no labels: each alone in its line, above an answer in person."""
    if text.count("?\n") < TURNS:
        return []
    lines = list(_ASKED.finditer(text))
    if sum(_QUESTION.fullmatch(text, *line.span()) is not None for line in lines) < TURNS:
        return []
    ends = [*(line.start() for line in lines[1:]), len(text)]
    answers = [_MARKED.sub("", text[line.end() : end]) for line, end in zip(lines, ends, strict=True)]
    told = sum(_SELF.search(answer) is not None for answer in answers)
    if 2 * told < len(answers):
        return []
    labels = [(line.start(), line.start()) for line in lines]
    return [
        Turn(label, label, line.span(), None, "asked", "asked", loud=True)
        for line, label in zip(lines, labels, strict=True)
    ]


def _headed(text: str) -> Iterator[re.Match[str]]:
    """Yield labels that stand alone above what is said, without a colon: ``Ana Ruiz -- Chief Executive``."""
    return (m for m in _HEADED.finditer(text) if m["role"] or m["who"] == "Operator")


def _cut(text: str, labels: Sequence[re.Match[str]], people: set[str]) -> Iterator[Turn]:
    """Yield what may be turns, each up to the next label or the end of its paragraph."""
    breaks = list(_BREAK.finditer(text)) or list(_LINE_END.finditer(text))
    ends = [*(b.start() for b in breaks), len(text)]
    k = 0
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        while ends[k] < label.end():
            k += 1
        stop = min(ends[k], after.start() if after else len(text))
        said = label.end() + len(text[label.end() : stop].rstrip(_OPENS))
        turn = _turn(text, label, (label.end(), said), people) if said > label.end() else None
        if turn:
            yield turn


def _turn(text: str, label: re.Match[str], said: Span, people: set[str]) -> Turn | None:
    groups = label.groupdict()
    letters: tuple[Kind, ...] = ("asked", "answered")
    for letter in letters:
        if groups.get(letter):
            return Turn(label.span(), label.span(letter), said, None, letter, letter, loud=True)
    held = groups.get("holder") is not None
    small = groups.get("part") is not None
    first, last = label.span("holder" if held else "part" if small else "who")
    names = [word for word in _WORD.finditer(text, first, last) if word[0].casefold() not in ADDRESS]
    if not names:
        return None
    titled = held or names[0].start() > first
    first = names[0].start()
    speaker = text[first:last].split()[-1].casefold()
    loud = text[first:last].isupper()
    lex = lexicon()
    told = loud and "\n" not in label[0] and (speaker not in lex.common or speaker in lex.heads)
    known = titled or told or speaker in people or speaker == "operator"
    part = speaker in lex.heads or speaker in word_set("nobody") or speaker in word_set("parts")
    if small and not part:
        return None
    role = label.span("office") if held else label.span("role") if groups["role"] else None
    kind: Kind = "part" if small else "known" if known else "part" if part else "other"
    speaker = text[first:last].casefold().removeprefix("the ") if kind == "part" else speaker
    return Turn(label.span(), (first, last), said, role, speaker, kind, loud)


def _by_initials(text: str, found: Sequence[Turn]) -> list[Turn]:
    """Return the turns with the speakers of those labelled ``AR`` whom another label names in full: ``Ana Ruiz:``."""
    labels = [text[slice(*turn.who)] for turn in found]
    names = {
        "".join(word[0] for word in label.split()): turn.speaker
        for turn, label in zip(found, labels, strict=True)
        if " " in label
    }
    return [
        replace(turn, speaker=names[label], kind="known") if label in names else turn
        for turn, label in zip(found, labels, strict=True)
    ]


def _accepted(text: str, found: Sequence[Turn], *, lost: bool) -> list[Turn]:
    """Return the turns whose labels others bear out: who is unknown speaks more than once, to somebody who is known,
    and parts alone as those do who talk, not as lists of films and jobs do.
    """
    known = {turn.speaker for turn in found if turn.kind == "known"}
    found = [replace(turn, kind="known") if turn.kind == "other" and turn.speaker in known else turn for turn in found]
    often = Counter(turn.speaker for turn in found)
    named = [turn for turn in found if turn.kind == "known"]
    asked = often["asked"] >= (1 if len(named) > 1 and all(turn.loud for turn in named) else ASKED)
    talks = any(turn.kind == "known" and often[turn.speaker] > 1 for turn in found)
    parts = {turn.speaker for turn in found if turn.kind == "part"}
    shared = len(known | parts) > 1 and any(often[speaker] > 1 for speaker in parts)
    shared = shared and (bool(known) or 2 * sum(TALKS.search(text, *t.said) is not None for t in found) >= len(found))
    common = lexicon().common
    begun = next((n for n, turn in enumerate(found) if turn.kind != "answered"), 0)
    taken = [
        turn
        for turn in found[begun:]
        if turn.kind == "known"
        or (turn.kind == "part" and shared)
        or (turn.kind in ("asked", "answered") and asked)
        or (turn.kind == "other" and talks and often[turn.speaker] > 1 and turn.speaker not in common)
    ]
    if not taken or taken[0].label[0]:
        return taken
    first, others = taken[0], taken[1:]
    lone = not first.loud and all(turn.loud for turn in others)
    if lost and others:
        lone = lone or _WORD.search(text, first.said[1], others[0].label[0]) is not None
    unspoken = often[first.speaker] == 1 and not ended(text, first.said)
    return others if lone or unspoken else taken


def _is_transcript(text: str, turns: Sequence[Turn], *, lost: bool) -> bool:
    """Return whether turns are those of two who speak in turn, in sentences."""
    often = Counter(turn.speaker for turn in turns)
    talkative = sum(n > 1 for n in often.values())
    named = often["asked"] or any(" " in text[slice(*turn.who)] for turn in turns)
    loud = named and all(turn.loud for turn in turns)
    spoken = talkative > 1 or (("\n" in text or not lost) and _fills(text, turns))
    if not (len(turns) >= TURNS and spoken) and not (loud and len(turns) >= FEWEST and talkative):
        return False
    if len(often) < 2 and set(often) != {"asked"}:
        return False
    answered = sum(turn.kind in ("known", "part") for turn in turns)
    if often["asked"] > answered and not _in_person(text, turns):
        return False
    words = sum(len(_WORD.findall(text, *turn.said)) for turn in turns)
    return words >= WORDS * len(turns) and 2 * sum(ended(text, turn.said) for turn in turns) > len(turns)


def _fills(text: str, turns: Sequence[Turn]) -> bool:
    """Return whether turns of people or parts that are known make up nearly all of a text from the first on."""
    told = sum(turn.said[1] - turn.label[0] for turn in turns if turn.kind in ("known", "part"))
    return bool(turns) and told > FILLED * (len(text.rstrip()) - turns[0].label[0])


def _in_person(text: str, turns: Sequence[Turn]) -> bool:
    """Return whether those who answer speak of themselves, as papers that explain something to readers do not."""
    told = [(turn.said[0], after.label[0]) for turn, after in pairwise(turns)]
    told = [*told, (turns[-1].said[0], len(text))]
    answers = [span for turn, span in zip(turns, told, strict=True) if turn.kind != "asked"] or told
    return 4 * sum(_OWN.search(text, *span) is not None for span in answers) >= len(answers)


def ended(text: str, span: Span) -> bool:
    """Return whether a stretch ends as sentences do."""
    return _ENDED.search(text, max(span[0], span[1] - 3), span[1]) is not None


def paragraphs_between(text: str, start: int, end: int) -> list[Span]:
    """Return the paragraphs from ``start`` to ``end``, space at their ends left out."""
    cuts = list(_BREAK.finditer(text, start, end)) or list(_LINE_END.finditer(text, start, end))
    found: list[Span] = []
    for a, b in zip([start, *(c.end() for c in cuts)], [*(c.start() for c in cuts), end], strict=True):
        whole = text[a:b].strip()
        if whole:
            at = text.index(whole, a)
            found.append((at, at + len(whole)))
    return found
