"""What the LinkedIn export says of its owner, and the small files around it."""

from __future__ import annotations

from datetime import date, datetime

from weaklib.example.cast import OWNER_EMAILS

MEMBER_ID = "4021977315"

SKILLS = ("Data Engineering", "SQL", "Open Data", "Python", "Data Modelling", "Workshop Facilitation")
THEIR_SKILLS = (
    "Public Speaking",
    "Project Management",
    "Python",
    "Service Design",
    "Curation",
    "Leadership",
    "Statistics",
)

EXPERTISE: tuple[tuple[str, str, datetime], ...] = (
    ("university:8", "Data Warehousing", datetime(2023, 11, 19, 20, 10)),  # noqa: DTZ001 - UTC
    ("university:8", "ETL", datetime(2023, 11, 19, 20, 11)),  # noqa: DTZ001
)
"""What the owner endorsed somebody for besides what the dice decide: whom, the skill, when."""

RECOMMENDATIONS = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
RECEIVED: tuple[tuple[str, str, str, str], ...] = (
    (
        "kestrel:0",
        'Marit makes data people can trust, and short meetings. "Ask Marit" was our best manual.',
        "03/28/24, 04:12 PM",
        "VISIBLE",
    ),
    (
        "kestrel:5",
        "Three years at the next desk.\nShe reads the error message first.",
        "10/12/22, 09:30 AM",
        "VISIBLE",
    ),
    ("elbmark:2", "Calm at the winter peak, exact in spring.", "08/29/19, 11:04 AM", "HIDDEN"),
)
GIVEN: tuple[tuple[str, str, str, str], ...] = (
    ("kestrel:9", "The person to have in the room when the ward calls.", "03/21/24, 08:45 AM", "VISIBLE"),
    (
        "kestrel:5",
        "Builds teams as he builds software: small parts, kindly named.",
        "10/13/22, 06:20 PM",
        "VISIBLE",
    ),
    ("tidewater:0", "Reviews every line and never a person.", "01/15/25, 12:31 PM", "VISIBLE"),
)
"""Recommendations: whom, the text, when, and whether it is shown."""

INVITATIONS_SINCE = date(2024, 10, 1)
_OWN_URL = "https://www.linkedin.com/in/marit-ebbesand"
_OWN = "Marit Ebbesand"
PENDING: tuple[tuple[datetime, tuple[str, str], str, tuple[str, str]], ...] = (
    (
        datetime(2026, 10, 30, 21, 14),  # noqa: DTZ001 - as LinkedIn writes it, without a zone
        ("Cassius Oyelaran", _OWN),
        "INCOMING",
        ("https://www.linkedin.com/in/cassius-oyelaran", _OWN_URL),
    ),
    (
        datetime(2026, 9, 18, 8, 2),  # noqa: DTZ001
        (_OWN, "Henrietta Quill"),
        "OUTGOING",
        (_OWN_URL, "https://www.linkedin.com/in/henrietta-quill-90ab"),
    ),
    (
        datetime(2025, 11, 3, 13, 40),  # noqa: DTZ001
        ("Balthazar Finch", _OWN),
        "INCOMING",
        ("https://www.linkedin.com/in/balthazar-finch", _OWN_URL),
    ),
)
"""Invitations that nobody has answered yet."""

_MESSAGES_OF_OLD = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    "CONTENT,FOLDER\n"
)

FILES: dict[str, str] = {
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        "Digitalwerk Bezirksamt Norderhaven,Lead Data Engineer,The civil register and its open interface.,"
        "Norderhaven,Apr 2024,\n"
        'Kestrel Health,Senior Data Engineer,"Data platform, ward pilots.",Norderhaven,Sep 2019,Mar 2024\n'
        "Elbmark Energie,Data Analyst,Load forecasts and meter data.,Varnsted,Oct 2015,Aug 2019\n"
    ),
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        'Universität Varnsted,Jan 2020,Feb 2020,,"Winter course, Health Data",\n'
        'Universität Sundhaven,2010,2015,,"MSc, Statistics",Choir; student newspaper\n'
    ),
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
        "Twitter Handles,Websites,Instant Messengers\n"
        'Marit,Ebbesand,,,,"Lead Data Engineer, public registers",'
        '"I make registers that people can read.\nI sing second alto and row at three.",'
        'Government Administration,00000,"Norderhaven, Elbmark",,,\n'
    ),
    "Email Addresses.csv": (
        "Email Address,Confirmed,Primary,Updated On\n"
        f'{OWNER_EMAILS[0]},Yes,Yes,"11/1/18, 7:04 PM"\n'
        f'{OWNER_EMAILS[1]},Yes,No,"4/2/24, 9:15 AM"\n'
    ),
    "Skills.csv": "Name\n" + "".join(f"{skill}\n" for skill in SKILLS),
    "Registration.csv": (
        'Registered At,Registration Ip,Subscription Types\n"11/1/18, 7:02 PM",203.0.113.27,\n'
    ),
    f"Shares_{MEMBER_ID}.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        "2026-06-19 07:40:12,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7000000000000000002,"
        '"Our register now answers in plain words.\n\nThank you, team.",,,MEMBER_NETWORK\n'
        "2024-04-02 08:00:51,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7000000000000000001,"
        "A first day again.,,,MEMBER_NETWORK\n"
    ),
    f"Reactions_{MEMBER_ID}.csv": (
        "Date,Type,Link\n"
        "2026-10-28 19:55:03,LIKE,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000000000000000012\n"
        "2026-10-02 06:31:44,PRAISE,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000000000000000011\n"
    ),
    f"Comments_{MEMBER_ID}.csv": (
        "Date,Link,Message\n"
        "2026-10-02 06:33:10,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7000000000000000011,"
        "Congratulations!\n"
    ),
    f"Member_Follows_{MEMBER_ID}.csv": "Date,Status,FullName\n2025-05-14 10:10:10,Active,Ingeborg Vance\n",
    "guide_messages.csv": _MESSAGES_OF_OLD,
    "learning_coach_messages.csv": _MESSAGES_OF_OLD,
    "learning_role_play_messages.csv": _MESSAGES_OF_OLD,
    "coach_messages.csv": _MESSAGES_OF_OLD
    + f"2-coach,,Coach,,{_OWN},{_OWN_URL},2026-03-02 12:00:00 UTC,,What would you like to practise?,INBOX\n"
    + f"2-coach,,{_OWN},{_OWN_URL},Coach,,2026-03-02 12:01:00 UTC,,Nothing today.,INBOX\n",
    "LearningCoachMessages.csv": "No conversations found",
}
"""The files that hold no contact with anybody, by name; some are not read by weaklib yet."""
