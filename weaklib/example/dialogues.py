"""What people write in the example: short exchanges, each a list of turns that two people take in order.

`{other}` is the first name of whoever is addressed, `{topic}` one of the things that their circle
talks about.
"""

from __future__ import annotations

EXCHANGES: tuple[tuple[str, ...], ...] = (
    (
        "Hi {other}, how is {topic} going?",
        "Better than I feared! We finally have a plan.\n\nAnd a list, and a list of lists.",
        "Ha. Send me the shortest one.",
    ),
    (
        "{other}, I came across this and thought of you: {topic}, but drawn as a comic.",
        "That made my day, thank you!",
    ),
    (
        "Do you have twenty minutes next week? I am stuck with {topic}.",
        "Thursday after lunch?",
        "Perfect. I bring biscuits.",
        "Then take thirty.",
    ),
    (
        'Someone said today: "{topic}, that is easy." I had to think of you.',
        "Who was it? I only want to talk.",
    ),
    (
        "Congratulations on the new role!\nWell deserved, and about time.",
        "Thank you, {other}! Still looking for the coffee machine.",
    ),
    (
        "Are you coming on Friday?",
        "Yes, a little late. Keep me a seat, please.",
        "Done. Third row, next to the radiator.",
    ),
    (
        "Quick question about {topic}: whom would you ask?",
        "Honestly? Myself, in a month. Until then, try the wiki.",
    ),
    (
        "It was good to see you, {other}. I am still thinking about what you said on {topic}.",
        "Me too. Let's go on soon.",
    ),
    (
        "How are you all, {other}?",
        "All well, only tired. You?",
        "The same. A walk by the water next week?",
        "Gladly.",
    ),
    (
        "I read your piece on {topic}. Generous and clear.",
        "You are kind. The third paragraph is yours, you know.",
    ),
    ("Sorry for the silence. {topic} ate my month.", "No need to be sorry. Did it taste of anything?"),
    (
        "We have an opening that might suit someone you know. May I send it?",
        "Please do, {other}. I have two people in mind.",
        "Here it comes. Until the 15th.",
    ),
    ("Could you have a look at two pages on {topic} before Tuesday?", "Yes. Be warned: I own a red pen."),
    (
        "Thank you for yesterday; it helped more than you think.",
        "Any time, {other}. How did it end?",
        "With cake, so: well.",
    ),
    (
        "Are you still in touch with the people from the workshop?",
        "With some. Shall I ask around?",
        "That would be lovely.",
    ),
    ("My train is late, of course. Ten past?", "No hurry, {other}, I have a book."),
    (
        "A friend moves to Norderhaven and asks for good schools. Any idea?",
        "Two. I call you tonight, {other}.",
    ),
    (
        "Your advice on {topic} worked. I owe you a lunch.",
        "I never refuse soup.",
        "Wednesday, the place at the lock?",
        "Yes!",
    ),
    ("How was the holiday?", "Rain, books, waffles. In this order. And you, what is new with {topic}?"),
    (
        "I must cancel tomorrow, {other}: the little one has a fever.",
        "Of course. Get well soon, both of you.",
    ),
)
"""Exchanges between people who write to each other."""

FIRST_WORDS: tuple[str, ...] = (
    "Thanks for connecting, {other}. I enjoyed hearing about {topic}.",
    "Good to meet you the other day, {other}!",
    "Hello {other}, we met briefly over coffee. Let's stay in touch.",
    "Hi {other}, I liked your comment on {topic}.",
    "Dear {other}, are you open to new roles? A client of mine works on {topic}.",
    "Hi {other}, a short question on {topic}: is there a recording?",
)
"""What stands alone, or gets one answer, between people who hardly know each other."""

ANSWERS: tuple[str, ...] = (
    "Likewise, {other}. All the best!",
    "Thank you, that is kind.",
    "Not for the moment, but thanks for thinking of me.",
    "Yes, I send it to you as soon as I am back.",
)

IN_THE_GROUP: tuple[str, ...] = (
    "Who is in for {topic}?",
    "Me!",
    "I can do the 12th or the 19th.",
    "The 19th suits me better.",
    "Sorry, on a train with half a bar of signal. Yes to everything.",
    "I made a list:\n- bring chairs\n- bring ideas\n- do not bring slides",
    "Thank you for doing this, all of you.",
    "Photos are on their way. Nobody looks at the one with the hat.",
    "One vote for the small room.",
    "Late to the thread, but count me in.",
    "Does anyone still have the notes on {topic}?",
    "I have. They are mostly arrows.",
)
"""What is said in threads of several people."""

WELCOME: tuple[str, ...] = (
    "",
    "",
    "Hello {other}, good to meet you the other day.",
    "Hi {other},\nlet's stay in touch.",
    "Dear {other}, we sat next to each other at the talk on {topic}.",
)
"""What goes with an invitation; mostly nothing."""
