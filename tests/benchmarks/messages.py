"""What 500,000 messages cost: ours to finished interactions, beside pandas merely parsing the columns."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random

from tests.benchmarks.exports import (
    LAST_DAY,
    MESSAGES_HEADER,
    OWNER,
    OWNER_URL,
    WORDS,
    Contact,
    make_contacts,
)
from tests.benchmarks.measuring import run

ROOT = Path(__file__).parents[2]
ROWS = 500_000
CONTACTS = 4_000
GROUPS = 300
PHRASES = (
    "don’t worry, we’ll find a time", "Grüße aus Köln", "à bientôt", "see you on Thursday 🙂", "that’s great news!",
    'we met at the "Founders" evening',
    "¿nos vemos el martes?", "https://example.org/jobs/4711?ref=mail", "let's connect next week", "よろしくお願いします",
)  # fmt: skip

MOST_TIMES = 2.5
MOST_MIB = 700
TRIES = 3

PANDAS = """
import time
import pandas, pyarrow
before = time.process_time()
table = pandas.read_csv("messages.csv", usecols={columns}, dtype=str, keep_default_na=False)
print(time.process_time() - before, len(table), "rows")
"""
NEEDED = ["CONVERSATION ID", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE"]
OURS = """
import time
import pandas, pyarrow
from weaklib.sources.files import open_exports
from weaklib.sources.linkedin.messages import read_messages, to_reading
before = time.process_time()
(file,), _ = open_exports("messages.csv")
messages = read_messages(file)
names = set(messages.table["from"].unique())
reading = to_reading(messages, owners=frozenset({"mira-okafor"}), name="Mira Okafor", names=names)
print(time.process_time() - before, len(reading.interactions), "interactions")
used = reading.interactions["row"].nunique()
assert reading.rows == used + reading.merged + len(reading.set_aside) == 500_000
"""
CONTESTANTS = {
    "pandas, the columns needed but the text": PANDAS.format(columns=NEEDED),
    "pandas, with the text": PANDAS.format(columns=[*NEEDED, "CONTENT"]),
    "weaklib, to interactions": OURS,
}


def print_messages(folder: Path) -> bool:
    """Print what reading the messages costs beside pandas' C parser; tell whether it stays inside its limits.

    Each one works in a process of its own, in turns; the least of its CPU-seconds counts, without those
    for imports. The limit is a multiple of what pandas takes without the text, the cheaper of the two.
    """
    write_messages(folder / "messages.csv")
    print(f"\n{ROWS:,} messages, {(folder / 'messages.csv').stat().st_size / 1e6:.0f} MB")
    environment = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    least: dict[str, float] = {}
    peak: dict[str, float] = {}
    said: dict[str, str] = {}
    for name, code in [*CONTESTANTS.items()] * TRIES:
        cost = run([sys.executable, "-c", environment + code], cwd=folder)
        seconds, said[name] = cost.said.strip().split(" ", 1)
        least[name] = min(float(seconds), least.get(name, float("inf")))
        peak[name] = max(cost.largest, peak.get(name, 0))
    for name, seconds in least.items():
        print(f"{name:40} {seconds:5.2f} CPU-s  {peak[name]:5.0f} MiB  {said[name]}")
    baseline, _, ours = least
    ratio = least[ours] / least[baseline]
    kept = ratio <= MOST_TIMES and peak[ours] < MOST_MIB
    print(
        f"{'PASS' if kept else 'FAIL'}: {ratio:.2f} times pandas without the text, "
        f"limits {MOST_TIMES} times and {MOST_MIB} MiB"
    )
    return kept


def write_messages(path: Path, *, rows: int = ROWS, seed: int = 0) -> None:
    """Write messages.csv as LinkedIn did in 2025 and 2026: every field quoted, line breaks in some contents."""
    rng = Random(seed)
    people = make_contacts(rng, min(CONTACTS, rows))
    pieces = [phrase(rng) for _ in range(20_000)]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(quoted(MESSAGES_HEADER))
        lines = islice(messages(rng, people, pieces, rows), rows)
        while block := "".join(islice(lines, 10_000)):
            file.write(block)


def phrase(rng: Random) -> str:
    """A handful of words, now and then with an accent, an emoji, a quote or a line break; seldom an introduction."""
    if rng.random() < 0.002:
        return rng.choice(("Could you introduce me to her?", "I'd like to introduce you to Ana."))
    if rng.random() < 0.08:
        return rng.choice(PHRASES)
    text = " ".join(rng.choices(WORDS, k=rng.randint(2, 9)))
    return text + ("\n" if rng.random() < 0.07 else "")


def quoted(cells: tuple[str, ...]) -> str:
    """One row, every field in quotes."""
    doubled = [cell.replace('"', '""') if '"' in cell else cell for cell in cells]
    return '"' + '","'.join(doubled) + '"\n'


def messages(rng: Random, people: list[Contact], pieces: list[str], rows: int) -> Iterator[str]:
    """Yield the rows, newest first: seven in eight between two people, the others in a group."""
    ids = [f"2-{rng.getrandbits(96):024x}" for _ in range(len(people) + GROUPS)]
    groups = [rng.sample(people, min(rng.randint(4, 12), len(people))) for _ in range(GROUPS)]
    owner = (" ".join(OWNER), OWNER_URL)
    step = timedelta(days=8 * 365) / rows
    for number in range(rows):
        if rng.random() < 0.125:
            place = int(GROUPS * rng.random())
            members, conversation, title = groups[place], ids[-1 - place], f"Group {place}"
        else:
            place = int(len(people) * rng.random() ** 2)
            members, conversation, title = people[place : place + 1], ids[place], ""
        everyone = [owner, *((member.name, member.url) for member in members)]
        kind = rng.random()
        sender = 0 if kind < 0.5 + 0.22 * (title != "") else 1 + number % len(members)
        who, url = everyone.pop(sender)
        content = " ".join(rng.choices(pieces, k=int(rng.lognormvariate(1.1, 0.7)) + 1))
        if kind > 0.998:
            who, url, content = (
                "Grow Fast GmbH",
                "",
                f'<p class="spinmail-quill-editor__spin-break">{content}</p>',
            )
        elif kind > 0.996:
            who, url = "LinkedIn Member", ""
        at = LAST_DAY - step * number
        yield quoted(
            (
                conversation, title, who, url, ", ".join(name for name, _ in everyone),
                ",".join(url for _, url in everyone), f"{at:%Y-%m-%d %H:%M:%S} UTC", "", content,
                "SPAM" if 0.994 < kind < 0.996 else "INBOX", "", "Yes" if 0.992 < kind < 0.994 else "No", "No",
            )
        )  # fmt: skip
