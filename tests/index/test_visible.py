from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.visible import Version, version_key, visible
from tests.index.build import article


def version(
    id: str, guid: str | None = "g", number: str | None = None, status: str | None = None, day: int | None = None
) -> Version:
    return Version(id, guid, number, status, datetime(2016, 7, day, tzinfo=UTC) if day else None, None)


def test_without_a_guid_every_article_stands_for_itself() -> None:
    assert visible([version("a", None), version("b", None), version("c", "")]) == {"a", "b", "c"}
    assert visible([version("a", None, status="Withheld")]) == set()


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (None, "1"),
        ("1", "2"),
        ("2", "10"),
        ("1.9", "1.10"),
        ("007", "8"),
        ("1", "1a"),
        ("draft", "final"),
        ("9" * 9, "1" * 10),
        ("9" * 5_000, "0" + "1" * 5_001),
    ],
)
def test_versions_are_compared_by_their_numbers(older: str | None, newer: str) -> None:
    assert version_key(older) < version_key(newer)
    assert visible([version("z", number=older, day=2), version("a", number=newer, day=1)]) == {"a"}


def test_equal_versions_are_told_apart_by_date_then_id() -> None:
    assert visible([version("b", day=1), version("a", day=2)]) == {"a"}
    assert visible([version("a"), version("b")]) == {"b"}
    assert visible([version("b"), version("a", day=1)]) == {"a"}


def test_equal_dates_are_told_apart_by_when_they_entered() -> None:
    entered = datetime(2016, 7, 1)  # no zone counts as UTC
    late = Version("a", "g", None, None, None, entered.replace(tzinfo=UTC) + timedelta(seconds=1))

    assert visible([Version("b", "g", None, None, None, entered), late]) == {"a"}


def test_a_withdrawal_hides_what_came_before_but_not_what_comes_after() -> None:
    versions = [version("a", number="1"), version("b", number="2", status=" Canceled ")]

    assert visible(versions) == set()
    assert visible([*versions, version("c", number="3")]) == {"c"}
    assert visible([version("a", status="usable")]) == {"a"}


def test_a_version_is_taken_from_an_article() -> None:
    made = article("a", guid="g", version="2", status="usable", published="2016-07-14")

    assert Version.of(made) == Version(made.id, "g", "2", "usable", datetime(2016, 7, 14, tzinfo=UTC), None)


@given(
    st.lists(
        st.builds(
            version,
            id=st.uuids().map(str),
            guid=st.sampled_from([None, "g", "h"]),
            number=st.sampled_from([None, "1", "2", "10", "x"]),
            status=st.sampled_from([None, "usable", "canceled"]),
            day=st.sampled_from([None, 1, 2]),
        ),
        max_size=8,
    ),
    st.integers(),
)
def test_order_plays_no_part_and_at_most_one_of_a_guid_is_visible(versions: list[Version], seed: int) -> None:
    shuffled = list(versions)
    Random(seed).shuffle(shuffled)

    seen = visible(versions)

    assert visible(shuffled) == seen
    for guid in ("g", "h"):
        assert sum(one.id in seen for one in versions if one.guid == guid) <= 1
