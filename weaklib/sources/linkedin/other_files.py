"""The files of an export that weaklib leaves alone, and what they are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from weaklib.sources.linkedin.columns import plain_stem

NOBODY = "no word of people"

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "adtargeting": "what advertisers may choose you by",
        "adsclicked": "the advertisements that you clicked",
        "causesyoucareabout": "the causes that you care about",
        "certifications": "your certificates",
        "comments": "your comments on posts",
        "courses": "your courses",
        "easilyrecoverabledata": "what can be restored of your account",
        "hashtagfollows": "the topics that you follow",
        "honors": "your honours and awards",
        "inferencesaboutyou": "what LinkedIn supposes of you",
        "inferredcredibilityscores": "how credible LinkedIn finds you",
        "instantreposts": "the posts that you passed on",
        "jobapplicantsavedanswers": "your saved answers to employers",
        "jobapplicantsavedscreeningquestionresponses": "your saved answers to employers",
        "jobseekerpreferences": "what work you look for",
        "languages": "your languages",
        "lanadsengagement": "the advertisements that you answered",
        "learning": "your courses on LinkedIn Learning",
        "logins": "your logins",
        "mediafiles": "your pictures and films",
        "organizations": "your memberships",
        "patents": "your patents",
        "phonenumbers": "your telephone numbers",
        "privateidentityasset": "your uploaded CV",
        "profilesummary": "the summary of your profile",
        "projects": "your projects",
        "providers": "the services that you offer",
        "publications": "your publications",
        "reactions": "your reactions to posts",
        "receipts": "your receipts from LinkedIn",
        "receiptsv2": "your receipts from LinkedIn",
        "richmedia": "your uploaded pictures and films",
        "saveditems": "the posts that you saved",
        "savedjobalerts": "your job alerts",
        "searchqueries": "your searches",
        "securitychallenges": "checks at your logins",
        "shares": "your own posts",
        "testscores": "your test results",
        "verifications": "proofs of your identity",
        "videos": "your films",
        "volunteering": "your volunteer work",
        "votes": "your votes in polls",
        "whatsappphonenumbers": "your telephone numbers",
    }
)
"""By the plain stem of its name: what a file is. Nobody else is named there in a way that can be joined."""


def about(name: str) -> str:
    """Return in a few words what a LinkedIn file is that is left alone, or "" if its name is none of theirs.

    Parameters
    ----------
    name
        The file's base name.

    Examples
    --------
    >>> about("Reactions_4021977315.csv")
    'your reactions to posts: no word of people'
    >>> about("groceries.csv")
    ''
    """
    found = ABOUT.get(plain_stem(name), "")
    return f"{found}: {NOBODY}" if found else ""
