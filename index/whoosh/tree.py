"""The tree of a question as Whoosh's own query tree, and a Whoosh searcher over an archive.

What Whoosh has no word for — people across the archive, utterances, dates, paths — is asked of the engine alone.
"""

from __future__ import annotations

from pathlib import Path

from whoosh import query
from whoosh.reading import MultiReader, SegmentReader
from whoosh.searching import Searcher

from index.query.nodes import (
    And,
    Every,
    Exact,
    Form,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Stemmed,
    Unscored,
    ValueIs,
    Wildcard,
    Word,
)
from index.whoosh.codec import ArchiveSegment
from index.whoosh.disk import Disk
from index.whoosh.opening import open_folder
from index.whoosh.schema import STEM, schema
from index.words import stem


def open_searcher(folder: Path) -> Searcher:
    """Return a Whoosh searcher over the visible articles of an archive, as of its last commit.

    Raises:
        NoArchiveError: the folder holds no archive.
        NewerArchiveError: a newer version of this program made it.
        OlderArchiveError: an older version made it, in a form that is no longer read.
        DamagedArchiveError: what it holds cannot be trusted.
    """
    snapshot = open_folder(folder, "read", False, 0.0, Disk()).snapshot
    fields = schema()
    readers = [
        SegmentReader(None, fields, ArchiveSegment(segment, visible), generation=snapshot.toc.generation)
        for segment, visible in zip(snapshot.segments, snapshot.bits("visible"), strict=True)
    ]
    return Searcher(readers[0] if len(readers) == 1 else MultiReader(readers))


def whoosh_query(node: Node) -> query.Query:
    """Return Whoosh's own tree for conditions on text and on whole values.

    Raises:
        ValueError: the tree has a condition that Whoosh has no word for.
    """
    match node:
        case Every():
            return query.Every()
        case And(parts):
            return query.And([whoosh_query(part) for part in parts])
        case Or(parts):
            return query.Or([whoosh_query(part) for part in parts])
        case Not(part):
            return query.And([query.Every(), query.Not(whoosh_query(part))])
        case Unscored(part):
            return query.ConstantScoreQuery(whoosh_query(part), 0.0)
        case Word(fields, form):
            return query.Or([_term(field, form) for field in fields])
        case Phrase(fields, words, slop):
            return query.Or([query.Phrase(field, list(words), slop=slop) for field in fields])
        case ValueIs(field, value):
            return query.Term(field, value)
    raise ValueError(f"Whoosh has no word for {type(node).__name__}; ask the engine")


def _term(field: str, form: Form) -> query.Query:
    match form:
        case Stemmed(text):
            return query.Term(field + STEM, stem(text))
        case Exact(text):
            return query.Term(field, text)
        case Prefix(text):
            return query.Prefix(field, text)
        case Wildcard(pattern):
            return query.Wildcard(field, pattern)
        case Fuzzy(text, distance):
            return query.FuzzyTerm(field, text, maxdist=distance, prefixlength=0)
