"""Channels and chats as Telegram Desktop exports them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archive.errors import ReadError
from archive.readers.telegram import TelegramReader
from tests.readers.support import FIRST, SECOND, STORY, copies, failures, found, known_as, only, read

POST = {"id": 2, "type": "message", "date": "2019-03-09T11:00:00", "date_unixtime": "1552129200"}
OF_CHANNEL = {"from": "The Lorn Gazette", "from_id": "channel77"}
JOINED = {"id": 1, "type": "service", "date": "2019-03-09T10:00:00", "action": "create_channel", "text": ""}


def export(*posts: dict[str, Any]) -> str:
    channel = {"name": "The Lorn Gazette", "type": "public_channel", "id": 77}
    return json.dumps({**channel, "messages": [JOINED, *({**POST, **post} for post in posts)]}, indent=1)


def test_a_post_of_a_channel_is_an_article_of_a_publication() -> None:
    text = [
        {"type": "bold", "text": "Alder floods"}, f"\n\n{FIRST[:20]}", {"type": "text_link", "text": FIRST[20:30]},
        f"{FIRST[30:]}\n\n{SECOND}\n\n", {"type": "hashtag", "text": "#alder"},
    ]  # fmt: skip
    copy = only(export({**OF_CHANNEL, "text": text}), "result.json")

    assert (copy.format, copy.text) == ("telegram", f"{FIRST}\n\n{SECOND}\n\n#alder")
    assert (copy.stated.headline, copy.stated.publication) == ("Alder floods", "The Lorn Gazette")
    assert (copy.stated.byline, copy.stated.guid) == ((), "telegram:channel77:2")
    assert copy.stated.published
    assert copy.stated.published.isoformat() == "2019-03-09T11:00:00+00:00"
    assert (json.loads(copy.raw)["id"], copy.ordinal) == (2, 1)


def test_a_post_of_a_person_has_a_byline_and_one_passed_on_the_channel_it_is_of() -> None:
    of_person = {"from": "Tomas Brennick", "from_id": "user8", "text": STORY}
    own, passed_on = copies(found(export(of_person, {**of_person, "forwarded_from": "Vell Morning"}), "result.json"))

    assert (own.stated.byline, own.stated.publication) == (("Tomas Brennick",), None)
    assert (passed_on.stated.byline, passed_on.stated.publication) == ((), "Vell Morning")


@pytest.mark.parametrize(
    "text",
    [
        {"text": STORY},
        {"text_entities": [{"type": "plain", "text": STORY[:30]}, {"type": "italic", "text": STORY[30:]}]},
        {"text": [{"type": "bold", "text": STORY[:30]}, STORY[30:]]},
    ],
)
def test_the_text_of_a_post_is_put_together_however_it_is_parted(text: dict[str, Any]) -> None:
    copy = only(export({**OF_CHANNEL, **text}), "result.json")

    assert (copy.text, copy.stated.headline) == (STORY, None)


@pytest.mark.parametrize("text", ["", "👍", [{"type": "custom_emoji", "text": "🌊"}]])
def test_what_has_no_words_is_no_article(text: Any) -> None:
    assert found(export({**OF_CHANNEL, "text": text}), "result.json") == []


@pytest.mark.parametrize("text", [5, True, {"type": "plain"}])
def test_what_is_no_text_where_one_stands_is_none(text: Any) -> None:
    assert found(export({**OF_CHANNEL, "text": text}), "result.json") == []


def test_a_broken_post_costs_itself() -> None:
    data = export({**OF_CHANNEL, "text": STORY}, {**OF_CHANNEL, "text": FIRST}).replace('"id": 2', '"id": 2 2', 1)
    records = read(TelegramReader(), data.encode(), "result.json")

    assert [copy.text for copy in copies(records)] == [FIRST]
    assert ["not JSON" in failed.reason for failed in failures(records)] == [True]


def test_all_chats_of_an_account_are_an_error_that_tells_the_mend() -> None:
    data = json.dumps(
        {"about": "Here is the data", "chats": {"list": [json.loads(export({**OF_CHANNEL, "text": "A"}))]}}
    )

    assert known_as(data.encode(), "result.json") == "telegram"
    with pytest.raises(ReadError, match=r"^result\.json: all chats of an account.*: export each channel by itself"):
        read(TelegramReader(), data.encode(), "result.json")


def test_other_lists_of_messages_are_read_by_their_columns() -> None:
    copy = only(json.dumps({"messages": [{"title": "Alder floods", "body": STORY}]}), "a.json")

    assert (copy.format, copy.stated.headline) == ("json", "Alder floods")
