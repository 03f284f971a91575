"""Containers give back what was put in, in parts too, and notice every change of a bit."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query.forms import within
from index.whoosh.arrays import Array, narrow, pack_strings
from index.whoosh.crc import crc32
from index.whoosh.disk import Disk
from index.whoosh.expand import near_words
from index.whoosh.files import BLOCK, MAGIC, Container, ContainerWriter, SegmentFaultError
from index.whoosh.held import HeldArrays
from index.whoosh.tokenize import folded
from index.whoosh.vocabulary import Vocabulary, encode
from index.words import spans, tokens

ARRAYS: dict[str, Array] = {
    "bytes": np.arange(100, dtype=np.uint8),
    "empty": np.empty(0, dtype=np.int32),
    "long": np.arange(9 * BLOCK, dtype=np.uint16),
    "moments": np.array([-(1 << 63), 0, 1 << 62], dtype=np.int64),
    "big endian": np.array([1, 2, 3], dtype=">u4"),
}


def write(path: Path) -> None:
    with ContainerWriter(Disk(), path) as writer:
        for name, array in ARRAYS.items():
            writer.add(name, array)
        writer.add_parts("parts", np.uint32, (np.arange(at, dtype=np.uint64) for at in range(4)))
        size = writer.close({"answer": 42})
    assert size == path.stat().st_size


def test_arrays_come_back(tmp_path: Path) -> None:
    write(tmp_path / "c")

    found = Container(tmp_path / "c")

    assert found.meta == {"answer": 42}
    for name, array in ARRAYS.items():
        assert found.array(name).tolist() == array.tolist()
    assert found.array("parts").tolist() == [0, 0, 1, 0, 1, 2]
    assert found.cut("long", 70_000, 70_003).tolist() == [70_000 % 65536, 70_001 % 65536, 70_002 % 65536]
    assert sorted(found.names()) == sorted([*ARRAYS, "parts"])
    for ask in (found.array, found.length, lambda name: found.parts(name, "long", np.array([0]))):
        with pytest.raises(SegmentFaultError, match="the array nothing is missing"):
            ask("nothing")


@pytest.mark.parametrize(
    "table",
    [
        b"no table",
        b"[" * 100_000,
        b"[]",
        b'{"meta": {}}',
        b'{"meta": {}, "arrays": []}',
        b'{"meta": {}, "arrays": {"a": 1}}',
        b'{"meta": {}, "arrays": {"a": ["|u1", 5]}}',
        b'{"meta": {}, "arrays": {"a": ["|O8", 1, 0]}}',
        b'{"meta": {}, "arrays": {"a": ["|u1", 5, -3]}}',
        b'{"meta": {}, "arrays": {"a": ["|u1", -1, 3]}}',
        b'{"meta": {}, "arrays": {"a": ["|u1", 1, 8]}}',
        b'{"meta": {}, "arrays": {"a": ["<u8", 4611686018427387904, 0]}}',
        b'{"meta": {}, "arrays": {"a": ["<u8", 0.5, 0]}}',
    ],
)
def test_a_table_that_was_made_up_is_refused(tmp_path: Path, table: bytes) -> None:
    crcs = struct.pack("<I", zlib.crc32(MAGIC))
    trailer = struct.pack("<QQQII8s", len(MAGIC), len(crcs), len(table), zlib.crc32(crcs), zlib.crc32(table), MAGIC)
    (tmp_path / "c").write_bytes(MAGIC + crcs + table + trailer)

    with pytest.raises(SegmentFaultError, match="c: its table of contents tells of arrays that no archive has"):
        Container(tmp_path / "c")


def break_blocks(path: Path, broken: bytes, size: int) -> Iterator[int]:
    """Break one block of a file after another, each alone."""
    whole = path.read_bytes()
    for block in range(size // BLOCK):
        at = block * BLOCK + BLOCK // 2
        path.write_bytes(whole[:at] + broken + whole[at + len(broken) :])
        yield block


@pytest.mark.parametrize("broken", [b"\xff" * 99, b"\0" * 99, b"m" * 99])
def test_damage_leads_no_search_for_a_word_astray(tmp_path: Path, broken: bytes) -> None:
    words = [f"word{at:05d}" for at in range(4000)]
    blob, ends = pack_strings([word.encode() for word in words])
    with ContainerWriter(Disk(), tmp_path / "c") as writer:
        writer.add_bytes("blob", blob)
        writer.add("off", ends)
        size = writer.close({})
    found = faults = 0
    for _ in break_blocks(tmp_path / "c", broken, size):
        for number in range(3, 4000, 371):
            vocabulary = Vocabulary(Container(tmp_path / "c"), "blob", "off")
            try:
                assert vocabulary.find(words[number]) == number
                assert vocabulary.find(words[number] + "x") == -1
                assert vocabulary.prefixed(words[number][:-1]) == (number // 10 * 10, number // 10 * 10 + 10)
                found += 1
            except SegmentFaultError:
                faults += 1
    assert found
    assert faults


@pytest.mark.parametrize("broken", [b"\xff" * 99, b"\0" * 99])
def test_damage_leads_no_search_for_a_number_astray(tmp_path: Path, broken: bytes) -> None:
    numbers = np.arange(0, 90_000, 3, dtype=np.uint32)
    with ContainerWriter(Disk(), tmp_path / "c") as writer:
        writer.add("numbers", numbers)
        size = writer.close({})
    found = faults = 0
    for _ in break_blocks(tmp_path / "c", broken, size):
        for first in range(0, 90_010, 4801):
            try:
                low, high = Container(tmp_path / "c").between("numbers", first, first + 100)
                assert (low, high) == tuple(np.searchsorted(numbers, (first, first + 100)))
                found += 1
            except SegmentFaultError:
                faults += 1
    assert found
    assert faults


@pytest.mark.parametrize("broken", [b"\xff" * 99, b"\0" * 99, b"m" * 99])
def test_what_is_picked_is_what_was_written_or_a_fault(tmp_path: Path, broken: bytes) -> None:
    words = [f"word{at:05d}" for at in range(4000)] + ["long" * BLOCK]
    blob, ends = pack_strings([word.encode() for word in words])
    with ContainerWriter(Disk(), tmp_path / "c") as writer:
        writer.add_bytes("blob", blob)
        writer.add("off", ends)
        size = writer.close({})
    found = faults = 0
    for _ in break_blocks(tmp_path / "c", broken, size):
        for wanted in (np.array([17, 2_900, 3_999]), np.array([900, 901]), np.array([4_000, 3])):
            for how in ("parts", "pick", "numbers", "stretches"):
                try:
                    file = Container(tmp_path / "c")
                    if how == "parts":
                        assert file.parts("blob", "off", wanted) == [words[at].encode() for at in wanted]
                    elif how == "pick":
                        assert file.pick("off", wanted).tolist() == ends[wanted].tolist()
                    elif how == "stretches":
                        starts, sizes = ends[wanted].astype(np.int64), np.diff(ends.astype(np.int64))[wanted]
                        joined = "".join(words[at] for at in wanted)
                        assert file.stretches("blob", starts, sizes).tobytes() == joined.encode()
                    else:
                        assert list(map(file.numbers("off"), wanted)) == ends[wanted].tolist()
                    found += 1
                except SegmentFaultError:
                    faults += 1
    assert found
    assert faults


_LETTERS = st.text(st.sampled_from("abcé9"), min_size=1, max_size=9)


@settings(max_examples=1000, deadline=None)
@given(st.sets(_LETTERS, max_size=30), _LETTERS, st.sampled_from([1, 2]), st.randoms())
def test_words_spelled_nearly_alike_are_all_found(words: set[str], word: str, most: int, dice: Random) -> None:
    at = dice.randrange(len(word))
    kin = {
        word[:at] + word[at + 1 :],
        word[:at] + "c" + word[at:],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    held = sorted(encode(other) for other in (words | kin | {word}) - {""})
    blob, ends = pack_strings(held)
    arrays = HeldArrays({"blob": np.frombuffer(blob, dtype=np.uint8), "off": ends})
    near = near_words(Vocabulary(arrays, "blob", "off"), word, most)
    assert near == [number for number, other in enumerate(held) if within(word, other.decode(), most)]


def test_a_damaged_block_is_found_when_it_is_touched_and_not_before(tmp_path: Path) -> None:
    write(tmp_path / "c")
    data = bytearray((tmp_path / "c").read_bytes())
    data[2 * BLOCK + 7] ^= 4
    (tmp_path / "c").write_bytes(data)

    found = Container(tmp_path / "c")

    assert found.cut("long", 0, 100).tolist() == list(range(100))
    with pytest.raises(SegmentFaultError, match="block 2 does not agree with its checksum; rebuild"):
        found.array("long")
    with pytest.raises(SegmentFaultError):
        found.verify_all()


@given(st.lists(st.binary(max_size=300)))
def test_checksums_are_those_of_zlib(parts: list[bytes]) -> None:
    found = wanted = 0
    for part in parts:
        found, wanted = crc32(memoryview(part), found), zlib.crc32(part, wanted)

    assert found == wanted


def test_a_container_that_was_not_finished_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ContainerWriter(Disk(), tmp_path / "c") as writer:
        writer.add("bytes", ARRAYS["bytes"])
        raise RuntimeError
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(("top", "width"), [(0, 1), (255, 1), (256, 2), (65_536, 4), (1 << 40, 8)])
def test_numbers_take_no_more_room_than_they_need(top: int, width: int) -> None:
    narrowed = narrow(np.array([0, top]))

    assert narrowed.itemsize == width
    assert narrowed.tolist() == [0, top]


@given(st.sets(st.text(st.characters(blacklist_categories=["Cs"]), max_size=6), max_size=30), st.text(max_size=3))
def test_a_vocabulary_finds_words_and_prefixes(words: set[str], prefix: str) -> None:
    ordered = sorted(word.encode() for word in words)
    blob, ends = pack_strings(ordered)
    known = Vocabulary(HeldArrays({"b": np.frombuffer(blob, dtype=np.uint8), "o": ends}), "b", "o")

    assert known.all() == [word.decode() for word in ordered]
    for at, word in enumerate(known.all()):
        assert known.find(word) == at
    first, last = known.prefixed(prefix)
    assert known.all()[first:last] == [word for word in known.all() if word.startswith(prefix)]
    assert set(known.containing(prefix, 0, len(known))) >= {
        at for at, word in enumerate(known.all()) if prefix and prefix in word
    }
    assert set(known.holding(prefix)) >= {at for at, word in enumerate(known.all()) if prefix.lower() in word.lower()}


@given(st.text(st.sampled_from("aZé’“”—\u0301İß 9_-.\n…ﬁ"), max_size=40) | st.text(max_size=40))
def test_the_fast_tokens_are_the_tokens(text: str) -> None:
    assert [token.decode("utf-8", "surrogatepass") for token in folded(text).split()] == tokens(text)
    assert len(spans(text)) == len(tokens(text))
