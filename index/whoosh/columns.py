"""Columns while they are gathered: values as numbers into a sorted vocabulary, one row for each document.

Arrays under ``v.<field>.``: ``blob`` and ``off`` (the values, sorted), ``row`` (start of each document's entries),
``ord`` (entries, in the order found), ``vstart`` and ``vdocs`` (the documents of each value, ascending; not where
nobody asks for them).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from index.whoosh.arrays import Array, narrow, offsets, pack_strings
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import OF_PEOPLE
from index.whoosh.vocabulary import encode

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def day_number(day: date) -> int:
    """Return the number that a day is stored as."""
    return day.toordinal()


def moment_number(moment: datetime) -> int:
    """Return microseconds since 1970 (UTC); what has no zone counts as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MICROSECOND


class ValueColumn:
    """Gathers the values of one field."""

    def __init__(self) -> None:
        ids: defaultdict[str, int] = defaultdict()
        ids.default_factory = ids.__len__
        self.ids = ids
        self._id_of: Callable[[str], int] = ids.__getitem__
        self._entries = array("I")
        self._counts = array("I")

    def add(self, values: Collection[str]) -> None:
        """Add the values of the next document."""
        if not values:
            self._counts.append(0)
            return
        self._entries.extend(map(self._id_of, values))
        self._counts.append(len(values))

    def skip(self, documents: int) -> None:
        """Add no value for so many documents."""
        self._counts.frombytes(bytes(self._counts.itemsize * documents))

    def number(self, value: str) -> int:
        """Return the number of a value for now; :meth:`write` returns what it becomes."""
        return self._id_of(value)

    def write(self, writer: ContainerWriter, field: str) -> Array:
        """Write the column, and return the final number of each number given out."""
        encoded = [encode(value) for value in self.ids]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        rank = np.empty(len(order), dtype=np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        write_column(writer, field, [encoded[i] for i in order], column(self._counts), rank[column(self._entries)])
        return rank


def write_column(writer: ContainerWriter, field: str, values: list[bytes], counts: Array, entries: Array) -> None:
    """Write one column: its sorted values, how many entries each document has, and the entries."""
    prefix = f"v.{field}."
    blob, ends = pack_strings(values)
    writer.add_bytes(prefix + "blob", blob)
    writer.add(prefix + "off", ends)
    writer.add(prefix + "row", narrow(offsets(counts)))
    writer.add(prefix + "ord", narrow(entries))
    if field in OF_PEOPLE:
        return
    docs = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    order = np.argsort(entries, kind="stable")
    writer.add(prefix + "vstart", narrow(np.searchsorted(entries[order], np.arange(len(values) + 1))))
    writer.add(prefix + "vdocs", narrow(docs[order]))


def column(numbers: array[Any]) -> Array:
    """Return gathered numbers as an array."""
    return np.array(numbers, dtype=np.dtype(numbers.typecode))
