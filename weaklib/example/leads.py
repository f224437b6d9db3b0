"""Who led the owner of the example on to whom: the messages of her asking and of a chain of introductions.

Alma, an old colleague, leads to Klara, Klara to Linnea and Linnea to Rahel; Alma leads to Chiara, too.
Ulrike, who is close, leads to Leonie, who never writes. Henrike had been silent for three years.
"""

from __future__ import annotations

from weaklib.example.scripts import Line

_ALMA, _ULRIKE, _HENRIKE = "elbmark:7", "tidewater:0", "kestrel:8"
_KLARA, _LINNEA, _RAHEL = "passing:24", "passing:29", "passing:19"
_CHIARA, _LEONIE = "passing:26", "passing:18"

LEADS: tuple[Line, ...] = (
    Line(
        "2025-11-18 08:10",
        f"{_ALMA} {_KLARA}",
        _ALMA,
        "Marit, let me introduce Klara Banerjee, who reads the tides as we read the load. Klara, Marit is the"
        " one with the registers. You two will not need me.",
        "Introduction: Klara and Marit",
    ),
    Line(
        "2025-11-18 12:31",
        f"{_ALMA} {_KLARA}",
        _KLARA,
        "Thank you, Alma! Marit, gladly. I have wanted to ask somebody about registers for a year.",
        "Introduction: Klara and Marit",
    ),
    Line(
        "2025-11-19 06:48",
        f"{_ALMA} {_KLARA}",
        "me",
        "Alma, I owe you a winter peak. Klara, ask away.",
        "Introduction: Klara and Marit",
    ),
    Line("2025-11-20 09:02", _KLARA, _KLARA, "Here I am: who owns the list of all meters, you or the town?"),
    Line("2025-11-21 07:15", _KLARA, "me", "Nobody, which is the first chapter. I send you the second."),
    Line(
        "2026-01-27 07:20",
        _KLARA,
        "me",
        "Klara, whom do you know who has moved a warehouse of meter data? Would you bring us together?",
    ),
    Line("2026-01-28 10:44", _KLARA, _KLARA, "Somebody at Fernwärme, yes. Give me a week."),
    Line(
        "2026-07-28 15:12", _KLARA, _KLARA, "The town found its list of meters. In the cellar, under yours."
    ),
    Line("2026-07-29 06:40", _KLARA, "me", "Then the cellar was good for something."),
    Line(
        "2026-02-03 09:05",
        f"{_KLARA} {_LINNEA}",
        _KLARA,
        "Marit, ich möchte dir Linnea Fiebig vorstellen: sie hat ihre Zähler umgezogen, und niemand fror."
        " Linnea, Marit hat den Umzug noch vor sich.",
        "Zähler und Register",
    ),
    Line(
        "2026-02-03 15:26",
        f"{_KLARA} {_LINNEA}",
        _LINNEA,
        "Danke, Klara. Marit, es wurde einmal kurz kalt, aber davon weiß nur mein Team. Worum geht es?",
        "Zähler und Register",
    ),
    Line(
        "2026-02-04 07:40",
        f"{_KLARA} {_LINNEA}",
        "me",
        "Um genau diesen Tag. Danke euch beiden!",
        "Zähler und Register",
    ),
    Line("2026-02-05 08:55", _LINNEA, _LINNEA, "Verbunden. Ich schicke dir unsere Liste, sie ist kurz."),
    Line("2026-02-06 07:12", _LINNEA, "me", "Kurz ist gut. Ich lese sie im Zug."),
    Line("2026-03-19 11:30", _LINNEA, _LINNEA, "Und, ist der Keller schon leer?"),
    Line("2026-03-19 16:02", _LINNEA, "me", "Halb. Punkt vier eurer Liste hat uns eine Woche gespart."),
    Line(
        "2026-05-05 06:58",
        _LINNEA,
        "me",
        "Linnea, wer rechnet eigentlich mit euren Zahlen? Ich suche jemanden aus der Forschung.",
    ),
    Line("2026-05-06 13:17", _LINNEA, _LINNEA, "Rahel. Ich schreibe euch beiden."),
    Line(
        "2026-05-12 08:00",
        f"{_LINNEA} {_RAHEL}",
        _LINNEA,
        "Rahel, Marit: it is time that you two talked. Rahel counts what the heat does at night, Marit knows"
        " where the numbers live.",
        "Rahel, Marit",
    ),
    Line(
        "2026-05-12 14:39",
        f"{_LINNEA} {_RAHEL}",
        _RAHEL,
        "Very gladly. Marit, we look for somebody who can tell us which numbers to trust.",
        "Rahel, Marit",
    ),
    Line(
        "2026-05-13 07:05",
        f"{_LINNEA} {_RAHEL}",
        "me",
        "Rahel, fewer than you hope, and I can show you which. Linnea, thank you!",
        "Rahel, Marit",
    ),
    Line("2026-05-14 09:20", _RAHEL, _RAHEL, "Shall we say June? I bring the nights, you bring the trust."),
    Line("2026-05-15 06:50", _RAHEL, "me", "June it is."),
    Line("2026-07-09 12:10", _RAHEL, _RAHEL, "Your missing hours are on our wall now. May I cite them?"),
    Line("2026-07-09 17:33", _RAHEL, "me", "Please do. They will be glad to be found."),
    Line(
        "2026-03-31 06:35",
        _ALMA,
        "me",
        "Alma, Klara was a gift. Is there anybody else in energy whom I should know?",
    ),
    Line("2026-04-01 08:20", _ALMA, _ALMA, "It is the first of April, but no joke: Chiara."),
    Line(
        "2026-04-09 07:45",
        f"{_ALMA} {_CHIARA}",
        _ALMA,
        "Chiara, I'd like to introduce you to Marit, who asks better questions than our auditors. Marit,"
        " Chiara keeps the roofs of half a county.",
        "Introduction: Chiara and Marit",
    ),
    Line(
        "2026-04-09 10:18",
        f"{_ALMA} {_CHIARA}",
        _CHIARA,
        "Good questions are rare. Hello, Marit!",
        "Introduction: Chiara and Marit",
    ),
    Line(
        "2026-04-10 06:30",
        f"{_ALMA} {_CHIARA}",
        "me",
        "Hello, Chiara! And once more: thank you, Alma.",
        "Introduction: Chiara and Marit",
    ),
    Line("2026-04-11 09:41", _CHIARA, _CHIARA, "First question, then: who reads a register at night?"),
    Line("2026-04-12 07:25", _CHIARA, "me", "Ships, mostly. I show you the log."),
    Line("2026-06-25 08:15", _CHIARA, _CHIARA, "The log is the best thing I have read this month."),
    Line("2026-06-25 16:40", _CHIARA, "me", "It has a sequel."),
    Line(
        "2026-05-05 17:10",
        f"{_ULRIKE} {_LEONIE}",
        _ULRIKE,
        "Leonie, let me introduce Marit, who documents what the rest of us only build. Marit, Leonie looks"
        " for a speaker.",
        "Introduction: Leonie and Marit",
    ),
    Line(
        "2026-05-06 06:20",
        f"{_ULRIKE} {_LEONIE}",
        "me",
        "Hello, Leonie, tell me more whenever it suits you.",
        "Introduction: Leonie and Marit",
    ),
    Line(
        "2026-07-14 06:45",
        _HENRIKE,
        "me",
        "Henrike, three years! How is the ward, and how are you?",
    ),
    Line("2026-07-16 18:02", _HENRIKE, _HENRIKE, "Marit! Both better since we learnt to say no. And you?"),
    Line("2026-07-17 06:31", _HENRIKE, "me", "Still learning. Teach me, in the autumn?"),
    Line("2026-09-23 17:20", _HENRIKE, _HENRIKE, "It is autumn, and I have a lesson ready."),
    Line("2026-09-24 06:10", _HENRIKE, "me", "And I have a notebook."),
)
"""Messages that the dice do not decide."""
