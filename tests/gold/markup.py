r"""Read the annotated sample articles: one light mark-up from which the seeds and the gold are made.

A source file holds several articles, each a ``=== slug`` line, header lines ``key: value``, an empty line and the text:

    [Ilse Varga]              a person; ``[Varga=Ilse Varga]`` says which one where the article has two
    ~Varga                    the same word, but not a person: a firm, a ship, a street
    "words"@1                 a run of utterance 1; ``"words"^1`` is not closed in print, as at the end of a paragraph
    "words"@q  "words"@?      in marks, but nobody says it; in marks, and whether somebody says it is a matter of taste
    {words}@2                 reported speech; what of it stands in marks is a run besides: {a "sad"@1 day}@2
    <1:[Varga]> <1,2:he=Varga> <3:a port official>   the words that point at the speaker of these utterances
    <at:ASTREL> <src:Reuters> <by:Ana Ruiz> <on:July 14>   place, source, byline and dateline date as printed
    <date:14 July 2019> <credit:Ana Ruiz>       the date of publication, and other names that are not in the story
    # words                   the headline, a paragraph of its own
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

Marks = tuple[str, str]

STYLES: dict[str, Marks] = {"straight": ('"', '"'), "curly": ("“", "”"), "doubled": ("''", "''")}
PARAGRAPHS = {"blank": "\n\n", "line": "\n", "indent": "\n    ", "run": " ", "glued": ""}
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})

_TOKEN = re.compile(
    r"""(?P<tag><(?P<key>[a-z0-9,]+):(?P<inside>[^<>]*)>)
    |   (?P<name>\[(?P<shown>[^\[\]=]+)(?:=(?P<full>[^\[\]]+))?\])
    |   (?P<close>["}](?P<how>[@^])(?P<number>\d+|[q?]))
    |   (?P<open>["{])
    |   (?P<quiet>~)
    |   (?P<text>[^<\["{}~]+)""",
    re.X,
)


class MarkupError(Exception):
    """A sample article breaks the rules of its mark-up; the text names the place and the fault."""


@dataclass(frozen=True, slots=True)
class NameMark:
    """A person's name where it stands, and the full name of who is meant."""

    start: int
    end: int
    text: str
    person: str


@dataclass(frozen=True, slots=True)
class RunMark:
    """A stretch between marks ("direct", "quoted", "open") or reported without ("indirect")."""

    start: int
    end: int
    kind: str
    utterance: int | None


@dataclass(frozen=True, slots=True)
class SpeakerMark:
    """The words that point at the speaker of some utterances, and the person they mean, if any."""

    start: int
    end: int
    text: str
    utterances: tuple[int, ...]
    person: str | None

    @property
    def kind(self) -> str:
        """Return "name", "pronoun" or "nominal"."""
        if self.text.lower() in PRONOUNS:
            return "pronoun"
        return "name" if self.person and abbreviates(words(self.text), words(self.person)) else "nominal"


@dataclass(frozen=True, slots=True)
class Marked:
    """One sample article: its clean text and everything that is to be read out of it. Offsets index ``text``."""

    slug: str
    header: dict[str, str]
    text: str
    names: tuple[NameMark, ...]
    runs: tuple[RunMark, ...]
    speakers: tuple[SpeakerMark, ...]
    printed: dict[str, tuple[tuple[int, int], ...]]
    headline: tuple[int, int] | None
    quiet: frozenset[int]


def words(name: str) -> tuple[str, ...]:
    """Return the lower-case words of a name, without a possessive."""
    return tuple(w for w in re.findall(r"[^\W_]+", name.lower()) if w != "s")


def abbreviates(short: tuple[str, ...], long_: tuple[str, ...]) -> bool:
    """Return whether ``short`` is ``long_`` without some of its names or its suffix."""
    if not short or not long_:
        return False
    core = tuple(w for w in long_ if w not in SUFFIXES)
    same_ends = len(short) > 1 and (short[0], short[-1]) == (core[0], core[-1]) and set(short) <= set(core)
    within = any(core[i : i + len(short)] == short for i in range(len(core)))
    return short == long_ or within or same_ends


def read_sources(folder: Path) -> list[Marked]:
    """Return all sample articles in the order of their files.

    Raises:
        MarkupError: an article breaks the rules; every one that does is named.
    """
    articles: list[Marked] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            try:
                articles.append(read_article(part))
            except MarkupError as error:
                problems.append(f"{path.name}: {part.partition(chr(10))[0]}: {error}")
    if problems:
        raise MarkupError("\n".join(problems))
    return articles


def read_article(part: str) -> Marked:
    """Return one article of a source file, its ``=== `` taken off.

    Raises:
        MarkupError: it breaks the rules.
    """
    head, _, body = part.partition("\n\n")
    slug, *lines = head.split("\n")
    header = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    return _Reading(slug.strip(), header).read(body.strip())


@dataclass
class _Reading:
    """The state of reading one article: what was printed so far and which marks are open."""

    slug: str
    header: dict[str, str]
    out: list[str] = field(default_factory=list)
    at: int = 0
    raw_names: list[tuple[int, int, str, str | None]] = field(default_factory=list)
    raw_speakers: list[tuple[int, int, str, str, str | None]] = field(default_factory=list)
    runs: list[RunMark] = field(default_factory=list)
    printed: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    quote_from: int | None = None
    brace_from: int | None = None
    quiet: set[int] = field(default_factory=set)

    def read(self, body: str) -> Marked:
        gap = PARAGRAPHS[self.header.get("paras", "blank")]
        headline = None
        for number, paragraph in enumerate(re.split(r"\n+", body)):
            if number:
                self.emit("\n\n" if headline and number == 1 else gap)
            start = self.at
            title = paragraph.startswith("# ")
            self.read_paragraph(paragraph.removeprefix("# "))
            if title:
                headline = (start, self.at)
        people = self.people()
        names = tuple(NameMark(s, e, t, self.meant(f or t, people)) for s, e, t, f in self.raw_names)
        speakers = tuple(self.speaker(raw, names, people) for raw in self.raw_speakers)
        printed = {key: tuple(spans) for key, spans in self.printed.items()}
        text = "".join(self.out)
        quiet = frozenset(self.quiet)
        return Marked(self.slug, self.header, text, names, tuple(self.runs), speakers, printed, headline, quiet)

    def read_paragraph(self, paragraph: str) -> None:
        opening, closing = STYLES[self.header.get("style", "straight")]
        at = 0
        while at < len(paragraph):
            m = _TOKEN.match(paragraph, at)
            if not m:
                raise MarkupError(f"cannot read {paragraph[at : at + 40]!r}")
            at = m.end()
            if m["tag"]:
                self.tag(m["key"], m["inside"])
            elif m["name"]:
                self.name(m["shown"], m["full"])
            elif m["close"]:
                self.close(m["close"][0], m["how"], m["number"], closing)
            elif m["open"]:
                self.open(m["open"], opening, paragraph[at : at + 30])
            elif m["quiet"]:
                self.quiet.add(self.at)
            else:
                self.emit(m["text"])
        if self.quote_from is not None or self.brace_from is not None:
            raise MarkupError(f"a quote or brace is left open in {paragraph[:60]!r}")

    def emit(self, text: str) -> None:
        if self.header.get("style") == "curly":
            text = re.sub(r"(?<=[\s(“])'|(?<!.)'(?=\w)", "‘", text).replace("'", "’")
        self.out.append(text)
        self.at += len(text)

    def name(self, shown: str, full: str | None) -> None:
        self.raw_names.append((self.at, self.at + len(shown), shown, full))
        self.emit(shown)

    def tag(self, key: str, inside: str) -> None:
        start = self.at
        bare = re.fullmatch(r"\[([^\[\]=]+)(?:=([^\[\]]+))?\]", inside)
        shown, _, meant = (bare[1], "", bare[2] or bare[1]) if bare else inside.partition("=")
        if bare:
            self.name(shown, bare[2])
        elif "[" in inside:
            raise MarkupError(f"a name with other words around it in <{key}:{inside}>")
        else:
            self.emit(shown)
        if key[0].isdigit():
            self.raw_speakers.append((start, self.at, shown, key, meant or None))
        else:
            self.printed.setdefault(key, []).append((start, self.at))

    def open(self, mark: str, opening: str, ahead: str) -> None:
        if mark == "{":
            self.brace_from = self.at
            return
        if self.quote_from is not None:
            raise MarkupError(f"a closing mark without @number before {ahead!r}")
        self.out.append(opening)
        self.at += len(opening)
        self.quote_from = self.at

    def close(self, mark: str, how: str, number: str, closing: str) -> None:
        start = self.quote_from if mark == '"' else self.brace_from
        if start is None:
            raise MarkupError(f"nothing is open at {mark}{how}{number} after {''.join(self.out)[-40:]!r}")
        kind = {"q": "quoted", "?": "open"}.get(number, "direct" if mark == '"' else "indirect")
        self.runs.append(RunMark(start, self.at, kind, int(number) if number.isdigit() else None))
        if mark == "}":
            self.brace_from = None
            return
        self.quote_from = None
        if how == "@":
            self.out.append(closing)
            self.at += len(closing)

    def people(self) -> set[str]:
        named = {full or shown for _, _, shown, full in self.raw_names}
        return {n for n in named if not any(n != o and abbreviates(words(n), words(o)) for o in named)}

    def meant(self, name: str, people: set[str]) -> str:
        fits = [p for p in people if abbreviates(words(name), words(p))]
        exact = [p for p in fits if p == name]
        if len(exact or fits) != 1:
            raise MarkupError(f"{name!r} may be any of {sorted(fits)}")
        return (exact or fits)[0]

    def speaker(
        self, raw: tuple[int, int, str, str, str | None], names: tuple[NameMark, ...], people: set[str]
    ) -> SpeakerMark:
        start, end, shown, key, meant = raw
        here = [n.person for n in names if (n.start, n.end) == (start, end)]
        person = here[0] if here else self.meant(meant, people) if meant else None
        return SpeakerMark(start, end, shown, tuple(map(int, key.split(","))), person)
