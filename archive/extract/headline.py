"""Finds the headline that a plain text file begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.extract.furniture import is_furniture, parted
from archive.extract.heading import Judge, heading_end
from archive.extract.masthead import POSTS, Masthead
from archive.extract.openings.evidence import ARTICLES
from archive.extract.openings.parts import Opening, is_place
from archive.extract.source import TAILS, is_sent, is_source, named_behind, of_a_paper, paper_line, sent_to
from archive.extract.stamps import day_of, is_stamp, of_stamp, without_stamp
from archive.restore.lexicon import lexicon, phrases, word_set
from archive.restore.values import Gaps
from archive.restore.words import Words
from index.article import Span
from index.values import dataclass

LONGEST = 220
"""Characters of the longest line that is taken for a headline."""

_MARKS = ("'", '"', "‘", "’", "“", "”", "?", "!")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_RULE = re.compile(r"^\s*[=\-_*~]{3,}\s*$")
_ASIDE = re.compile(
    r"\s*(?:FILE PHOTO|\(?(?:Adds|Corrects|Refiles|Repeats|(?:In )?this .{0,24}story)\b|By\s)", re.IGNORECASE
)
_CAPITAL = r"[^\W\d_a-z][\w.'’-]*"
_WRITERS = rf"{_CAPITAL}(?: (?:and )?(?:[a-z]{{1,3}} )?{_CAPITAL}){{1,7}}"
_PASSED = re.compile(
    r"\s*(?:FILE PHOTO\b|FILE - |[*•] |[^\n]*\(\w+ Photo/[^\n]*\)\s*\Z|NOT FOR RELEASE\b"
    r"|(?:FOR IMMEDIATE |PRESS |NEWS |MEDIA )RELEASE\b|(?:Media |Press )?Contacts?:|©|\(c\) |Copyright\b|Dateline: "
    rf"|(?:(?:Author|Byline)s?[:,]|(?:Words|Reporter|Writer):) (?-i:{_WRITERS})(?:[,|;(].*)?\s*\Z)",
    re.IGNORECASE,
)
"""How lines begin that stand above a headline."""

_SECTIONS = word_set("labels") | word_set("sections")
"""Words of a line that only says in which part of a paper a story stands."""

_CLAUSE = 6
"""Words at most of a second clause of a headline, from which a restored line end parts it."""

_LONGEST_LABEL, _LONGEST_NAME = 3, 3
_TITLED = 0.75
"""Part of its words that a headline in title case has with capitals at least."""

_AUXILIARIES = frozenset(["has", "have", "had", "is", "are", "was", "were", "been"])
"""What sentences hold and headlines leave out, as articles are."""

_DESK = (
    r"\s*[\[(]?(?:(?:From )?(?:Our|Own|Staff|Special) .{0,30}(?:Correspondent|Reporter|Bureau|Staff)"
    r"|\w+ (?:Bureau|Correspondent))\.?[\])]?\s*(?:\n|$)"
)
_LEADS = re.compile(rf"{_ASIDE.pattern}|{_DESK}|\s*UPDATE\s*\d*(?!\s*\d*[- ]\w)", re.IGNORECASE)
_INNER_STOP = re.compile(r"[a-z]{3}[.!?]['\"”’]? +[A-Z\"“]")
_WORD = re.compile(r"[^\W_]+")
_WRITER = 12
"""Words that ``By``, a name and a day take at most."""

_REPORTED = frozenset(["reporting", "reported", "written"])
_LABELLED = frozenset(["text", "words"])
"""Words that stand before ``By`` below a headline."""

_LEAST, _NUMBERS = 3, 2
"""Words of a headline at least, and numbers of a day whose month is a word."""

_SPANS = frozenset(["day", "days", "hour", "hours", "minutes", "month", "months", "year", "years"])
"""Words that end a headline as well as they stand in a line that says when."""

_LABEL = re.compile(r"^[A-Z][A-Z0-9 ]+(?: - |: )")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, where it stands, and how sure."""

    text: str
    span: Span
    confidence: float


def headline_of(
    body: str,
    words: Words,
    opening: Opening | None,
    above: Masthead | None,
    *,
    gaps: Gaps = "marked",
    judge: Judge = heading_end,
) -> Headline | None:
    """Return the headline in front of a story, None where the text begins with the story itself; ``gaps`` is what the
    gaps of the copy tell, ``judge`` is asked where nothing else does.
    """
    found = _on_a_line(body, words, opening, above, gaps)
    if found or (opening and not opening.first) or words.low[:1] == ["by"]:
        return found
    ended = judge(words, gaps)
    if ended is None or (opening and ended[0] > opening.first):
        return None
    end = ended[0] - 1
    return Headline(words.words_of(0, end), words.span(0, end), min(0.97, ended[1]))


def _on_a_line(body: str, words: Words, opening: Opening | None, above: Masthead | None, gaps: Gaps) -> Headline | None:
    """Return the headline above a writer or a day, on a line of its own, or before a dateline."""
    paper = paper_line(words)
    printed_first = paper is not None and paper[0] <= 1
    if (
        above
        and not printed_first
        and not _ASIDE.match(body)
        and words.end[above.headline - 1] - words.start[0] <= LONGEST
    ):
        low = words.low[above.headline - 1 : above.headline + 1]
        labelled = low[0] in _LABELLED and low[1:] == ["by"]
        start, end = words.span(0, _ended(words, 0, above.headline - labelled) - 1)
        start -= body[start - 1 : start] in _MARKS
        end += body[end : end + 1] in _MARKS
        end = start + _without_paper(body[start:end])
        return Headline(body[start:end], (start, end), 0.7)
    lines = [line for line in _first_lines(body) if not (paper and line[0] <= words.start[paper[0]] < line[1])]
    if len(lines) < 2 or (opening and not any("\n" in gap for gap in words.gap[1 : opening.first + 1])):
        return _before_opening(words, opening)
    if gaps == "wide":
        lines = _rejoined(words, lines, opening)
    (start, end), (next_start, next_end) = lines[0], lines[1]
    text = body[start:end].strip()
    start += len(body[start:end]) - len(body[start:end].lstrip())
    end = start + _without_paper(body[start : _undated(words, start, start + len(text))])
    text = body[start:end]
    if len(text) > LONGEST or _LEADS.match(text) or (opening and words.start[opening.first] < end):
        return None
    if text.endswith(".") and body[:start].strip():
        return None
    if opening and _is_name(words, words.first_in((start, end)), opening.first):
        return None
    sure = _likely(text, body[next_start:next_end], opening is not None)
    return Headline(text, (start, end), sure) if sure >= 0.5 else None


def _is_name(words: Words, first: int, end: int) -> bool:
    """Return whether words are a person's name and nothing else: who wrote the story whose dateline stands below."""
    low = words.low[first:end]
    return 2 <= len(low) <= _LONGEST_NAME and low[0] in lexicon().first_names and lexicon().common.isdisjoint(low[1:])


def _rejoined(words: Words, lines: list[Span], opening: Opening | None) -> list[Span]:
    """Return the first lines, the second of a few words joined to the first, as wide a gap before it as a semicolon or
    a colon leaves: ``Franc saved for now; shops hear orders``; not a post, a day, a name or what the dateline begins.
    """
    if len(lines) < 3:
        return lines
    first, end = words.first_in(lines[1]), words.last_in(lines[1])
    low = words.low[first:end]
    wide = first and words.start[first] - words.end[first - 1] == len("; ")
    said = (
        low[0] in ("by", "from") or low[0] in lexicon().first_names or is_place(low) or not POSTS.isdisjoint(low)
    ) or (opening is not None and opening.first <= first)
    if not wide or said or len(low) > _CLAUSE or all(map(of_stamp, low)) or (len(low) > 1 and of_a_paper(low)):
        return lines
    return [(lines[0][0], lines[1][1]), *lines[2:]]


def _undated(words: Words, start: int, end: int) -> int:
    """Return where a line ends without the whole day behind its words, into which lost marks let it run on:
    ``Rovers break record for Park 2019-03-07``.
    """
    first, last = words.first_in((start, end)), words.last_in((start, end))
    line = range(first, _ended(words, first, last))
    if line and line.stop < len(words) and (line.stop < last or parted(words, line.stop)):
        end = words.end[line[-1]]
    low = [words.low[i] for i in line]
    stop = without_stamp(low)[1]
    numbers = sum(word.isdecimal() for word in low[stop:])
    whole = numbers > _NUMBERS or (numbers == _NUMBERS and day_of(low[stop:]) is not None)
    return words.end[line[stop - 1]] if whole and stop >= _LEAST else end


def _first_lines(body: str) -> list[Span]:
    found: list[Span] = []
    for m in _LINE.finditer(body[:4_000]):
        passed = _PASSED.match(m[0]) or _credits(m[0]) or is_furniture(m[0])
        if not passed and (len(m[0]) > LONGEST or not _is_passed(_WORD.findall(m[0].lower()))):
            found.append((m.start(), m.end()))
        if len(found) == 3:
            break
    return found


def _credits(line: str) -> bool:
    """Return whether a line names a writer and whom they work for: ``Ana Ruiz, Associated Press``."""
    name, _, employer = line.partition(", ")
    low = _WORD.findall(name.lower())
    return (
        2 <= len(low) <= _LONGEST_LABEL
        and low[0] in lexicon().first_names
        and is_source(_WORD.findall(employer.lower()))
    )


def _is_passed(low: Sequence[str]) -> bool:
    """Return whether the words of a line say nothing but when, where in a paper, or in which paper a story stands."""
    if len(low) == 1 or is_stamp(low) or is_source(low[slice(*without_stamp(low))]):
        return True
    if any(sent_to(low[i : i + 2]) for i in range(3)) and of_a_paper(low):
        return True
    return 0 < len(low) <= _LONGEST_LABEL and all(w in _SECTIONS or any(map(str.isdecimal, w)) for w in low)


def _without_paper(text: str) -> int:
    """Return the length of a headline without the paper behind it: ``Rovers win cup - Velm Courier``."""
    for mark in TAILS.finditer(text):
        tail = _WORD.findall(text[mark.end() :])
        low = [word.lower() for word in tail]
        printed = len(low) > 1 and of_a_paper(low) and all(word[0].isupper() for word in tail)
        named = printed or tuple(low) in phrases("papers") or named_behind(mark[0], text[mark.end() :])
        if tail and (named or "|" in mark[0]) and len(text[: mark.start()].split()) >= _LEAST:
            return mark.start()
    return len(text)


def _likely(text: str, following: str, dated: bool) -> float:
    """Return how likely a first line is a headline, by its looks and by what follows it."""
    if _RULE.match(following):
        return 0.98
    count = len(text.split())
    if count < 2 or _INNER_STOP.search(text):
        return 0.0
    letters = [w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 3]
    titled = sum(w[0].isupper() for w in letters) / max(1, len(letters))
    sure = 0.55 if count <= 16 else 0.2
    sure += 0.3 if titled > _TITLED else 0.0
    sure += 0.2 if text[-1] not in '.!?"”:,' else 0.0
    sure += 0.2 if text.isupper() or _LABEL.match(text) else 0.0
    sure += 0.2 if dated else 0.0
    sure -= 0.3 if text[0] in '"“' and text[-1] not in '"”' else 0.0
    sure -= 0.25 if text.endswith((",", ":")) or count > 24 else 0.0
    sure -= 0.2 if len(following) < len(text) else 0.0
    label, _, rest = text.lower().partition(": ")
    low = _WORD.findall(rest if rest and len(label.split()) < _LONGEST_LABEL else text.lower())
    told = not ARTICLES.isdisjoint(low) or (titled <= _TITLED and not _AUXILIARIES.isdisjoint(low))
    sure -= 0.3 if text.endswith(".") and told else 0.0
    return max(0.0, min(0.97, sure))


def _before_opening(words: Words, opening: Opening | None) -> Headline | None:
    """Return the words before the dateline of copy without line ends, without writer and day."""
    if opening is None or not 3 <= opening.first <= 40 or words.low[0] in ("by", "adds", "corrects", "file"):
        return None
    first, stop = without_stamp(words.low[: opening.first])[0], opening.first
    for i in range(first + 1, stop):
        if words.low[i] == "by" and len(words.gap[i]) >= 2 and stop - i <= _WRITER:
            stop = i
            break
    stop = _ended(words, first, stop)
    told = first + without_stamp(words.low[first:stop])[1]
    stop = told if stop - told > 1 else stop
    if stop + 1 < opening.first and words.low[stop] in _SPANS and "\n" in words.gap[stop + 1]:
        stop += 1
    text = words.words_of(first, stop - 1)
    if stop - first < _LEAST or _LEADS.match(text) or _is_passed(words.low[first:stop]):
        return None
    return Headline(text, words.span(first, stop - 1), 0.6)


def _ended(words: Words, first: int, stop: int) -> int:
    """Return where a headline ends that runs into what is none: furniture of a page, or ``Special to The Courier``."""
    for i in range(first + _LEAST, stop):
        if parted(words, i) or (is_sent(words, i) and of_a_paper(words.low[i:stop])):
            return i
        named = not lexicon().first_names.isdisjoint(words.low[i + 2 : i + 3])
        if words.low[i] in _REPORTED and words.low[i + 1 : i + 2] == ["by"] and named:
            return i
    return stop
