"""Messages as programs for mail and lists write them: answers, what is passed on, letters, digests."""

from __future__ import annotations

import pytest

from tests.readers.support import FIRST, HTML, SECOND, STORY, THIRD, copies, found, only

FROM = "From: Ana Ruiz <ana@wire.example>\nTo: desk@wire.example\nDate: Fri, 15 Jan 2021 18:00:00 GMT\n"


def test_a_reply_as_some_programs_write_it() -> None:
    heads = "From: Tom Hale <t@w.example>\nSent: Friday, January 15, 2021 1:00 PM\nTo: Ana Ruiz\nSubject: Copy\n"
    copy = only(f"{FROM}Subject: RE: Copy\n\n{FIRST}\n\n{SECOND}\n\n{heads}\nWhere is it? asked Li Wei.\n", "a.eml")

    assert copy.text == f"{FIRST}\n\n{SECOND}"


def test_what_is_passed_on_is_the_message() -> None:
    heads = "---------- Forwarded message ---------\nFrom: Tom <t@w.example>\nDate: Fri, Jan 15, 2021\nSubject: Copy\n"
    copy = only(f"{FROM}Subject: Fwd: Copy\n\n{heads}To: <ana@wire.example>\n\n\n{FIRST}\n\n{SECOND}\n", "a.eml")

    assert copy.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "below",
    [
        '<div class="gmail_quote"><div>On Fri, Tom Hale wrote:</div><blockquote>Where is it?</blockquote></div>',
        '<blockquote type="cite">Where is it?</blockquote>',
        '<div><p><b>Von:</b> Tom Hale &lt;t@w.example&gt;<br><b>Gesendet:</b> Freitag<br><b>An:</b> Ana<br><b>Betreff:'
        "</b> Copy</p></div><p>Where is it?</p>",
    ],
)  # fmt: skip
def test_a_reply_in_html_says_nothing_of_what_it_answers(below: str) -> None:
    copy = only(f"{FROM}Subject: Re: Copy\nContent-Type: text/html\n\n<div>{HTML}</div>{below}\n", "a.eml")

    assert copy.text.strip() == STORY


def test_a_letter_in_plain_text_has_lines_around_it_too() -> None:
    link = "https://letter.example/p/" + "x" * 300
    text = f"View this post on the web at {link}\n\n{FIRST}\n\n{SECOND}\n\nUnsubscribe {link}\n"
    copy = only(f"{FROM}Subject: Alder floods\nList-Id: 9c1mc list <9.1.list-id.example>\n\n{text}", "a.eml")

    assert (copy.text, copy.stated.publication) == (f"{FIRST}\n\n{SECOND}", None)


def test_a_message_as_a_program_counts_and_notes_it() -> None:
    message = f"{FROM}Subject: Alder floods\n\n{FIRST}\n".encode()
    copy = only(b"%d       \n" % len(message) + message + b'<?xml version="1.0"?>\n<plist><dict/></plist>\n', "1.emlx")

    assert (copy.raw, copy.text) == (message, FIRST)


LETTER = "Date: Fri, 15 Jan 2021 18:0{0}:00 GMT\nFrom: Ana Ruiz <a@w.example>\nSubject: Flood {0}\n\n{1}\n"

MIME = (
    f"{FROM}Subject: News Digest, Vol 3\nContent-Type: multipart/mixed; boundary=d0\n\n--d0\n\nToday's Topics: floods"
    '\n--d0\nContent-Type: multipart/digest; boundary="d1"\n\n--d1\nContent-Type: message/rfc822\n\n'
    + LETTER.format(1, FIRST) + "\n--d1\n\n" + LETTER.format(2, SECOND) + "\n--d1--\n\n--d0--\n"
)  # fmt: skip

PLAIN = (
    f"{FROM}Subject: News Digest, Vol 3\n\nTopics: floods\n\n{'-' * 70}\n\nMessage: 1\n{LETTER.format(1, FIRST)}"
    f"\n{'-' * 30}\n\nMessage: 2\n{LETTER.format(2, SECOND)}\n{'-' * 30}\n\nEnd of News Digest\n****\n"
)


@pytest.mark.parametrize("digest", [MIME, PLAIN], ids=["parts", "rules"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_message_of_a_digest_is_one_story(digest: str, ends: str) -> None:
    digest = digest.replace("\n", ends)
    border = "From b@w.example Fri Jan 15 18:00:00 2021\n"
    boxed = copies(found(f"{border}{digest}\n{border}{FROM}Subject: Flood 3\n\n{THIRD}\n", "a.mbox"))
    single = copies(found(digest, "a.eml"))

    assert [(copy.ordinal, copy.stated.headline, copy.text) for copy in boxed] == [
        (0, "Flood 1", FIRST),
        (1, "Flood 2", SECOND),
        (2, "Flood 3", THIRD),
    ]
    assert [copy.raw for copy in single] == [copy.raw for copy in boxed[:2]]
    assert all(copy.raw.decode() in digest for copy in single)


def test_a_message_that_only_speaks_of_a_digest_is_itself() -> None:
    copy = only(f"{FROM}Subject: The digest of the week\n\n{FIRST}\n\n{'-' * 40}\n\n{SECOND}\n", "a.eml")

    assert copy.text == f"{FIRST}\n\n{'-' * 40}\n\n{SECOND}"


@pytest.mark.parametrize(
    "heads",
    [
        "---------- Forwarded message ---------\nFrom: The Lorn Gazette <news@lorn.example>\n"
        "Date: Fri, Mar 8, 2019 at 6:00 PM\nSubject: Alder floods\nTo: <ana@wire.example>\n\n\n",
        "-----Original Message-----\nFrom: The Lorn Gazette [mailto:news@lorn.example]\n"
        "Sent: Friday, March 08, 2019 6:00 PM\nTo: Ana Ruiz\nSubject: Alder floods\n\n",
        "Von: The Lorn Gazette <news@lorn.example>\nGesendet: 8. März 2019 18:00\nAn: Ana\nBetreff: Alder floods\n\n",
        "*From:* The Lorn Gazette <news@lorn.example>\n*Sent:* March 8, 2019\n*To:* Ana\n*Subject:* Alder floods\n\n",
    ],
)
def test_what_is_passed_on_has_its_own_day_sender_and_subject(heads: str) -> None:
    note = "Have a look at this, Tom\n\nAna\n\n"
    copy = only(
        f"{FROM}Subject: Fwd: Alder floods\nDate: Tue, 12 Mar 2024 09:00:00 +0000\n\n{note}{heads}{STORY}\n", "a.eml"
    )

    assert (copy.text, copy.stated.headline) == (STORY, "Alder floods")
    assert (copy.stated.publication, copy.stated.byline) == ("The Lorn Gazette", ())
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat().startswith("2019-03-08")


def test_what_is_passed_on_twice_is_the_message_that_was_first() -> None:
    outer = "-----Original Message-----\nFrom: Tom Hale\nSent: March 9, 2019\nTo: Ana\nSubject: FW: Alder floods\n\n"
    inner = "-----Original Message-----\nFrom: Li Wei\nSent: March 8, 2019\nTo: Tom Hale\n\n"
    subject = "Subject: Fwd: Fwd: Alder floods\nDate: Tue, 12 Mar 2024 09:00:00 +0000\n\n"
    copy = only(f"{FROM}{subject}{outer}{inner}{STORY}\n", "a.eml")

    assert (copy.text, copy.stated.byline, copy.stated.headline) == (STORY, ("Li Wei",), "Alder floods")


def test_what_somebody_wrote_at_length_above_what_he_passed_on_stays() -> None:
    heads = "-----Original Message-----\nFrom: Tom Hale\nSent: March 8, 2019\nSubject: Lock\n\n"
    copy = only(
        f"{FROM}Subject: FW: Alder floods\nDate: Tue, 12 Mar 2024 09:00:00 +0000\n\n{STORY}\n\n{heads}{FIRST}", "a.eml"
    )

    assert copy.text == f"{STORY}\n\n{FIRST}"
    assert copy.stated.published is not None
    assert copy.stated.published.isoformat().startswith("2021-01-15")


def test_a_sender_whose_address_is_that_of_a_newsletter_is_a_paper() -> None:
    stated = only(
        f"From: Lorn Today <newsletter@lorn.example>\nTo: a@b.example\nSubject: A\nDate: 8 Mar 2019\n\n{STORY}", "a.eml"
    ).stated

    assert (stated.publication, stated.byline) == ("Lorn Today", ())


@pytest.mark.parametrize(
    "line",
    [
        "You received this email because you signed up for the Morning Gazette.",
        "You are receiving this because you asked for it.<br>Unsubscribe | Manage preferences<br>1 Quay Street, Lorn",
        "This e-mail and any attachments are confidential and intended solely for the addressee.",
    ],
)
def test_what_programs_put_below_every_message_is_left_out(line: str) -> None:
    head = "Subject: A\nDate: 8 Mar 2019\nContent-Type: text/html\n\n"
    assert only(f"{FROM}{head}<html><body>{HTML}<p>{line}</p></body></html>", "a.eml").text == STORY
