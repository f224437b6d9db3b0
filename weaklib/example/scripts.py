"""The messages that are written out, each with its moment (UTC): the planted ones, and oddities."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One message; `who` are all who read it besides the owner, `by` is one of them, or "me"."""

    at: str
    who: str
    by: str
    text: str
    title: str = ""


_RECRUITER = "passing:0"
_INTRODUCTION = "datanorth:0 passing:1"
_RUNA = "choir:0"
_SILENT = "kestrel:5"

LINES: tuple[Line, ...] = (
    Line("2021-02-03 09:14", _RECRUITER, _RECRUITER, "Dear Marit, your profile impressed me. Shall we talk?"),
    Line(
        "2021-06-17 08:52",
        _RECRUITER,
        _RECRUITER,
        "Hi Marit, a leading company in Lowmere is looking for you!",
    ),
    Line("2022-01-11 10:40", _RECRUITER, _RECRUITER, "Marit, happy new year! New year, new role?"),
    Line("2022-09-05 07:31", _RECRUITER, _RECRUITER, "Just following up on my message of January."),
    Line("2023-04-19 12:05", _RECRUITER, _RECRUITER, "Do you have ten minutes this week, Marit?"),
    Line(
        "2024-02-28 13:20",
        _RECRUITER,
        _RECRUITER,
        "I am still here, with three roles.\n\nOne is even in your town.",
    ),
    Line("2024-11-14 09:00", _RECRUITER, _RECRUITER, "Did you see my note?"),
    Line("2025-07-02 09:00", _RECRUITER, _RECRUITER, "Following up on my follow-up."),
    Line("2026-01-08 09:00", _RECRUITER, _RECRUITER, "Happy new year, Marit! New year, new role?"),
    Line("2026-05-21 09:00", _RECRUITER, _RECRUITER, "A quick one: who is the best data engineer you know?"),
    Line("2026-08-27 09:00", _RECRUITER, _RECRUITER, "Marit, I shall try again in the autumn."),
    Line("2026-10-15 09:00", _RECRUITER, _RECRUITER, "It is autumn."),
    Line(
        "2026-02-10 08:20",
        _INTRODUCTION,
        "datanorth:0",
        "Marit, I'd like to introduce you to Oluwaseun Falk, who builds registers for small ports and"
        " asked me who knows the civil side.\n\nOluwaseun, Marit is the one I told you about. Over to you!",
        "Introduction: Marit and Oluwaseun",
    ),
    Line(
        "2026-02-10 10:02",
        _INTRODUCTION,
        "passing:1",
        "Thank you, Ingeborg! Marit, very good to meet you. Would a call in March suit you?",
        "Introduction: Marit and Oluwaseun",
    ),
    Line(
        "2026-02-10 16:45",
        _INTRODUCTION,
        "me",
        "Ingeborg, you are the best. Oluwaseun, gladly: any Friday.",
        "Introduction: Marit and Oluwaseun",
    ),
    Line("2026-02-12 09:30", "passing:1", "passing:1", "Connected! Is Friday the 6th of March good, at ten?"),
    Line(
        "2026-02-12 11:12",
        "passing:1",
        "me",
        "Ten is good. I bring our list of mistakes, it is the best part.",
    ),
    Line(
        "2026-03-06 12:20", "passing:1", "passing:1", "That was worth a month of reading. Thank you, Marit."
    ),
    Line(
        "2026-07-02 13:15", "passing:1", "passing:1", "Our first port is live. The mistakes are all new ones."
    ),
    Line("2026-07-03 06:50", "passing:1", "me", "The best kind. Congratulations!"),
    Line(
        "2026-10-19 07:40",
        "datanorth:0",
        "datanorth:0",
        "Marit, would you open the conference in Tromvik next September? I need a yes or a no by Christmas.",
    ),
    Line(
        "2026-06-23 11:05",
        "university:9",
        "university:9",
        "Your register has all our windmills now. Even the shy one.",
    ),
    Line("2026-06-23 12:31", "university:9", "me", "Then it is complete. Come by when you are in town!"),
    Line("2021-10-11 07:50", _RUNA, _RUNA, "You hold the second altos together, you know that? Runa"),
    Line("2021-10-11 18:05", _RUNA, "me", "With string and biscuits. Good to have you here!"),
    Line(
        "2022-11-29 12:10",
        _RUNA,
        _RUNA,
        "The harbour museum needs somebody who speaks both data and people. Coffee?",
    ),
    Line("2022-11-29 12:44", _RUNA, "me", "Coffee, always. I know some of them from the collection group."),
    Line("2024-06-19 06:55", _RUNA, "me", "The exhibition people were happy yesterday. So am I."),
    Line("2024-06-19 09:15", _RUNA, _RUNA, "And my board. We do it again next year, with more light."),
    Line("2025-09-03 06:40", _RUNA, _RUNA, "Were the sketches not wonderful?"),
    Line("2025-09-03 17:30", _RUNA, "me", "I still see them when I close my eyes."),
    Line("2026-03-11 07:05", _RUNA, "me", "Thank you for yesterday. The altos may have their new folders!"),
    Line("2026-03-11 08:30", _RUNA, _RUNA, "Blue ones, please."),
    Line("2022-10-13 16:02", _SILENT, _SILENT, "Last day tomorrow. Thank you for three good years, Marit."),
    Line("2022-10-14 07:45", _SILENT, "me", "For me too. We stay in touch, yes?"),
    Line(
        "2026-10-31 08:12",
        "university:0",
        "university:0",
        "Are you awake? The fog on the harbour is worth a photo.",
    ),
    Line(
        "2026-10-31 09:03", "university:0", "me", "Already out here. I stand at the lock, in the silly hat."
    ),
)
"""Messages that the dice do not decide."""


@dataclass(frozen=True)
class Oddity:
    """A row of messages.csv that is no contact between two people; `sender` "" is the owner."""

    at: str
    sender: str
    recipient: str
    text: str
    subject: str = ""
    folder: str = "INBOX"
    draft: bool = False
    conversation_draft: bool = False


ODDITIES: tuple[Oddity, ...] = (
    Oddity(
        "2024-05-07 06:00",
        "Lumen Academy",
        "",
        '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%,</p><p>lead in twelve days.</p>',
        "Your seat is waiting",
    ),
    Oddity(
        "2025-03-18 06:00",
        "Quillon Payments",
        "",
        '<p class="spinmail-quill-editor__spin-break">Marit, we pay faster.</p>',
        "Sponsored: payments for the public sector",
    ),
    Oddity(
        "2026-09-22 06:00",
        "Lumen Academy",
        "",
        '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%,</p><p>only three seats left.</p>',
        "Your seat is still waiting",
    ),
    Oddity("2022-08-15 11:31", "LinkedIn Member", "", "See you at the fair, then!"),
    Oddity("2022-08-15 12:02", "", "LinkedIn Member", "See you there."),
    Oddity("2023-12-01 09:45", "LinkedIn Member", "", "Are you hiring?", folder="ARCHIVE"),
    Oddity("2025-01-30 22:10", "LinkedIn Member", "", "Earn 900 a day from your sofa", folder="SPAM"),
    Oddity("2026-10-12 19:20", "", "Runa Solheim", "Dear Runa, about the folders: blue is", draft=True),
    Oddity("2026-10-27 20:41", "", "Tomasz Wierzbicki", "Tomasz! It has been far too long, and", draft=True),
    Oddity("2026-07-14 05:58", "", "Zoë Brandvold", "Hello Zoë,", folder="", conversation_draft=True),
)
"""Sponsored messages, members who are gone, and drafts."""

HIDDEN_CONNECTIONS: tuple[str, ...] = (
    "2018-12-02",
    "2019-04-17",
    "2020-01-23",
    "2020-11-09",
    "2021-05-06",
    "2022-03-30",
    "2023-02-14",
    "2024-04-08",
    "2025-06-26",
    "2026-06-07",
    "2026-09-19",
)
"""When those connected whom LinkedIn no longer names: rows with a date and nothing else."""
