"""Elements are cut out of long streams byte for byte, whatever stands around them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.readers import slices as module
from archive.readers.slices import Slice, slices


def cut(data: bytes, *, xml: bool = True) -> list[Slice]:
    return list(slices(io.BytesIO(data), ["item"], xml=xml))


def test_comments_cdata_and_attributes_do_not_mislead() -> None:
    data = b"<r><!-- <item> -->\n<x:item a='>'><item/><![CDATA[</item>]]>t</x:item>\n<item/><items/></r>"

    assert [(piece.raw, piece.line) for piece in cut(data)] == [
        (b"<x:item a='>'><item/><![CDATA[</item>]]>t</x:item>", 2),
        (b"<item/>", 3),
    ]


def test_an_element_that_does_not_end_is_told() -> None:
    whole, broken = cut(b"<item>a</item>\n<item>b")

    assert whole.fault is None
    assert (broken.line, broken.fault) == (2, "cut off: the file ends within it")


def test_in_sgml_the_next_element_shows_that_the_last_was_cut_off() -> None:
    first, second = cut(b"<ITEM>a\n<ITEM n=1>b</ITEM>", xml=False)

    assert first.fault == "cut off: the next record begins within it"
    assert second.raw == b"<ITEM n=1>b</ITEM>"


def test_text_of_16_bits_gives_its_own_bytes_back() -> None:
    inner = "<item>Vögel\n</item>"

    assert [piece.raw for piece in cut(f"\ufeff<r>{inner}{inner}</r>".encode("utf-16-le"))] == [
        inner.encode("utf-16-le")
    ] * 2


def test_one_element_larger_than_any_story_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3 << 20)
    data = b"<r><item>" + b"x" * (9 << 20) + b"</item><item>b</item></r>"
    large, small = cut(data)

    assert large.fault is not None
    assert "larger than 3 MB" in large.fault
    assert small.raw == b"<item>b</item>"


@pytest.mark.parametrize(
    "data",
    [
        b"<item" + b" a" * 200_000,
        b"<!--" + b"x" * 400_000,
        b"<item>" * 100_000,
        b"<" * 400_000,
        b"</item>" * 99,
        b"<item>" + b"<![CDATA[" * 100_000,
    ],
)
def test_what_goes_on_and_on_ends(data: bytes) -> None:
    assert all(piece.fault for piece in cut(data))


@given(st.lists(st.binary(max_size=20).filter(lambda b: b"<" not in b), max_size=8), st.integers(1, 64))
def test_every_element_is_found_wherever_the_blocks_of_the_stream_end(parts: list[bytes], size: int) -> None:
    class Slow(io.BytesIO):
        def read(self, n: int | None = -1, /) -> bytes:
            return super().read(8192 if n == 8192 else size)

    data = b"".join(b"<item>" + part + b"</item>\n" for part in parts)
    found = [piece for piece in slices(Slow(data), ["item"], xml=False) if b"\0" not in data]

    if b"\0" not in data:
        assert [piece.raw for piece in found] == [b"<item>" + part + b"</item>" for part in parts]
        assert all(data[piece.offset :].startswith(piece.raw) for piece in found)
