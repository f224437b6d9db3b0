"""Wordings found while a text is read; the text itself is never kept."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_INTRODUCTION = re.compile(
    r"""\b(?:
        introduc(?:e|ing)\s+(?:you|the\s+two|y'?all) | let\s+me\s+introduce
      | e-?introduc | (?:an|this)\s+introduction
      | (?:connect|put)(?:ing)?\s+(?:you\s+(?:two|with|both)|the\s+two\s+of\s+you)
      | (?:möchte|darf|will)\s+(?:euch|dir|ihnen|sie|dich)\b.{0,40}\b(?:vorstellen|bekannt\s*machen)
      | (?:je\s+)?(?:te|vous)\s+présente\b | vous\s+mettre\s+en\s+(?:contact|relation)
      | (?:te|os|le)\s+present[oa]\b | poner(?:te|os|los)?\s+en\s+contacto
      | (?:ti|vi|le)\s+present[oi]\b | mettervi\s+in\s+contatto
    )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)

# most texts hold none of these, and to look for them costs a tenth of the pattern
_STEMS = (
    "introdu",
    "connect",
    "put",
    "vorstell",
    "bekannt",
    "présent",
    "present",
    "mettre",
    "poner",
    "mettervi",
)
# for RE2, which goes through thousands of texts at once: whatever the pattern above finds holds one of these
_WORTH_A_LOOK = (
    r"introduc|(?:connect|put)(?:ing)?\W+(?:you|the)|vorstell|bekannt|pr[eé]sent|mettre|poner|metterv"
)


def hint_in(text: str) -> str:
    """Return what the wording of a text hints at: "introduction", or "".

    Looks at the first 2,000 characters, in English, German, French, Spanish and Italian. A hint is a
    proposal to a person, never counted by itself.

    >>> hint_in("Ana, I'd like to introduce you to Jonas."), hint_in("See you on Friday.")
    ('introduction', '')
    """
    head = text[:2000].lower()
    if not any(stem in head for stem in _STEMS):
        return ""
    return "introduction" if _INTRODUCTION.search(head) else ""


def hints_in(texts: pa.StringArray) -> NDArray[np.object_]:
    """Return what `hint_in` says of each text.

    >>> hints_in(pa.array(["See you on Friday.", "Let me introduce Ana."])).tolist()
    ['', 'introduction']
    """
    hints = np.full(len(texts), "", dtype="object")
    likely = pc.indices_nonzero(pc.match_substring_regex(texts, _WORTH_A_LOOK, ignore_case=True))
    hints[likely.to_numpy()] = [hint_in(text) for text in texts.take(likely).to_pylist()]
    return hints
