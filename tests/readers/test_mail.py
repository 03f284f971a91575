"""Messages: which part is the story, how they are told apart, and what hostile ones cost."""

from __future__ import annotations

import pytest

from archive.errors import ReadError
from archive.readers import mail
from archive.readers.mail import MailReader, MboxReader
from tests.readers.support import FIRST, copies, failures, known_as, read

HEAD = b"From: Ana Ruiz <ana@wire.example>\nTo: desk@wire.example\nSubject: Tide\nDate: Mon, 1 Jan 2001 08:00:00 GMT\n"
FROM = b"From ana@wire.example Mon Jan  1 08:00:00 2001\n"


@pytest.mark.parametrize("name", ["a.eml", "1631257200.M12P9.coast:2,S", "message.txt"])
def test_a_message_is_known_by_its_fields_whatever_its_name(name: str) -> None:
    assert known_as(HEAD + b"\nThe tide was high.\n", name) == "mail"
    assert known_as(FROM + HEAD + b"\nThe tide was high.\n", name) == "mbox"


@pytest.mark.parametrize(
    "text", [b"From: the sea\n\nIt came at night.\n", b"Title: Tide\nDate: 2001\nAuthor: Ana\n\nThe tide was high.\n"]
)
def test_prose_with_colons_is_no_message(text: bytes) -> None:
    assert known_as(text, "a.txt") != "mail"


def test_a_page_that_a_browser_saved_is_read_as_a_page() -> None:
    page = (
        b"<html><head><title>Tide</title><meta property='article:published_time' content='2001-01-01'>"
        b"<meta name='author' content='Ana Ruiz'></head><body><div class='related'>More of the sea</div>"
        b"<article><h1>The tide</h1><p>The tide was high on Friday, and forty houses stood in the water.</p>"
        b"<p>It fell again on Sunday, when the wind had turned north.</p></article></body></html>"
    )
    data = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://gazette.example/tide\nSubject: Tide\n"
        b"Date: Sat, 9 Mar 2019 10:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n"
        b"--X\nContent-Type: text/html; charset=utf-8\n\n" + page + b"\n--X--\n"
    )
    (copy,) = copies(read(MailReader(), data))

    assert copy.text.split("\n\n")[0] == "The tide was high on Friday, and forty houses stood in the water."
    assert copy.raw == data
    assert (copy.stated.byline, copy.stated.url) == (("Ana Ruiz",), "https://gazette.example/tide")
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat() == "2001-01-01"


def test_what_lists_put_below_messages_and_in_the_place_of_attachments_is_left_out() -> None:
    scrubbed = (
        b"-------------- next part --------------\nA non-text attachment was scrubbed...\nName: tide.png\n"
        b"Type: image/png\nSize: 198 bytes\nDesc: not available\nURL: <http://lists.example/tide.png>\n"
    )
    footer = b"_______________________________________________\nTide mailing list\nTide at lists.example\nhttps://lists.example/tide\n"
    (copy,) = copies(read(MailReader(), HEAD + b"\nThe tide was high.\n" + scrubbed + b"\nIt fell.\n\n" + footer))

    assert copy.text == "The tide was high.\n\nIt fell."


def test_the_message_of_an_mbox_has_the_bytes_it_has_alone() -> None:
    message = HEAD + b"\nThe tide was high.\n"
    data = FROM + message + b"\n" + FROM + message
    assert [copy.raw for copy in copies(read(MboxReader(), data))] == [message, message]


@pytest.mark.parametrize("chunk", [1, 7, 64, 1 << 20])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_messages_are_told_apart_wherever_a_block_ends(chunk: int, end: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_CHUNK", chunk)
    message = (HEAD + b"\nThe tide was high.\n\nFrom the quay it looked higher.\n").replace(b"\n", end)
    between = FROM.replace(b"\n", end)
    data = b"preamble" + end + end + between + end.join([message, between + message, between + message])

    assert [copy.raw for copy in copies(read(MboxReader(), data))] == [message] * 3


def test_archives_of_newsgroups_number_their_messages() -> None:
    data = b"".join(b"From -626256237938486%d\n" % n + HEAD + b"\nThe tide was high.\n\n" for n in range(3))

    assert known_as(data, "a.mbox") == "mbox"
    assert [copy.text for copy in copies(read(MboxReader(), data))] == ["The tide was high."] * 3


def test_a_message_larger_than_any_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MOST", 1 << 16)
    monkeypatch.setattr(mail, "_CHUNK", 1 << 12)
    message = HEAD + b"\nThe tide was high.\n"
    records = read(MboxReader(), b"\n".join([FROM + message, FROM + message + b"x\n" * (1 << 16), FROM + message]))

    assert [copy.ordinal for copy in copies(records)] == [0, 2]
    assert failures(records)[0].reason == "larger than 0 MB, which no message is"


def test_a_line_that_begins_with_from_parts_nothing() -> None:
    data = FROM + HEAD + b"\nThe tide was high.\n\nFrom the quay it looked higher.\n"
    (copy,) = copies(read(MboxReader(), data))
    assert copy.text.endswith("From the quay it looked higher.")


@pytest.mark.parametrize("depth", [60, 100_000])
def test_parts_nested_too_deep_are_refused_at_once(depth: int) -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    with pytest.raises(ReadError, match=r"^a\.eml: parts nested deeper"):
        read(MailReader(), HEAD + nested, "a.eml")
    records = read(MboxReader(), FROM + HEAD + nested + b"\n\n" + FROM + HEAD + b"\nThe tide was high.\n")
    assert len(failures(records)) == len(copies(records)) == 1


@pytest.mark.parametrize(
    "field",
    [
        b"Content-Type: text/plain; charset=punycode\n",
        b"Content-Type: text/plain; charset=no-such\n",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n",
        b"Content-Type: /;;;=\n",
        b"Subject: =?utf-8?b?!!!?= =?nope?q?=ff?=\n",
        b"Subject: caf\xe9 \xff\0\n",
    ],
)
def test_odd_fields_cost_nothing_but_themselves(field: bytes) -> None:
    records = read(MailReader(), field + HEAD + b"\nThe tide was high in Port Alden.\n")
    assert not failures(records)
    assert all(copy.stated.published for copy in copies(records))


def test_a_message_with_nothing_but_a_picture_holds_no_article() -> None:
    assert read(MailReader(), HEAD + b"Content-Type: image/png\n\n\x89PNG") == []


def test_attachments_that_may_hold_the_story_are_named() -> None:
    parts = "".join(
        f"--b\nContent-Type: {kind}\nContent-Disposition: attachment; filename={name}\n\nx\n"
        for kind, name in (("application/pdf", "Tide.PDF"), ("image/png", "a.png"), ("text/plain", '"b c.txt"'))
    )
    data = HEAD + f"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{FIRST}\n{parts}--b--\n".encode()
    (copy,) = copies(read(MailReader(), data))

    assert copy.text == FIRST
    assert copy.warnings == ("attachments are not read, save them beside it: Tide.PDF, b c.txt",)


def test_words_parted_at_the_ends_of_lines_are_left_to_who_knows_the_words() -> None:
    text = b"\nThe long-\nterm plan of the Asia-\nPacific harbour\n"
    (copy,) = copies(read(MailReader(), HEAD + text, "a.eml"))

    assert copy.text == "The long-\nterm plan of the Asia-Pacific harbour"


@pytest.mark.parametrize(
    ("sender", "paper", "byline"),
    [
        ('"The Lorn Gazette" <news@w.example>', "The Lorn Gazette", ()),
        ("Port Alden Courier <news@w.example>", "Port Alden Courier", ()),
        ("Ana Post <ana@w.example>", None, ("Ana Post",)),
        ("Ana Maria Ruiz <ana@w.example>", None, ("Ana Maria Ruiz",)),
    ],
)
def test_a_paper_that_sends_a_message_did_not_write_it(sender: str, paper: str | None, byline: tuple[str, ...]) -> None:
    data = f"From: {sender}\nTo: b@w.example\nSubject: Tide\n\n{FIRST}\n".encode()
    (copy,) = copies(read(MailReader(), data))

    assert (copy.stated.publication, copy.stated.byline) == (paper, byline)


@pytest.mark.parametrize("sent", ["Friday, January 15, 2021 8:12 AM", "15 January 2021 08:12"])
def test_a_message_that_outlook_saved_as_text_tells_when_it_was_sent(sent: str) -> None:
    data = f"From: Ana Ruiz\nSent: {sent}\nTo: Desk\nSubject: Tide\n\n{FIRST}\n".encode()
    (copy,) = copies(read(MailReader(), data))

    assert copy.stated.published is not None
    assert copy.stated.published.isoformat().startswith("2021-01-15")
