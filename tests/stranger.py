"""A stranger's folder: a LinkedIn archive of 2026 and nothing else, with French and German titles.

Typed from the description of the format, apart from the generator of the example: every field in quotes,
eleven columns of messages, a preamble, hidden members, dates as LinkedIn writes them, cells in the language
of the profile, header lines in English as they are in every language. No calendar, no goals, no settings.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote

ARCHIVE = "Complete_LinkedInDataExport_11-07-2026.zip"
OWNER = ("Élodie", "Brandstätter")
OWNER_URL = "https://www.linkedin.com/in/elodie-brandstaetter"
LAST = datetime(2026, 11, 6, 18, tzinfo=UTC)
FIRST = datetime(2011, 9, 5, 9, tzinfo=UTC)

FRENCH = (
    "Camille Léa Manon Chloé Inès Jade Louise Zoé Margaux Anaïs Océane Hélène Céline Sandrine Nathalie Aurélie "
    "Émilie Mathilde Clémence Solène Hugo Lucas Théo Nathan Enzo Mathis Léo Gabriel Raphaël Antoine Julien "
    "Nicolas François Jérôme Loïc Benoît Cédric Sébastien Yannick Guillaume"
).split()
GERMAN = (
    "Anke Birgit Claudia Dörte Elke Franziska Gudrun Heike Ilka Jana Katrin Lena Maren Nele Petra Rike Silke Tanja "
    "Ulrike Wiebke Bernd Carsten Dirk Eike Florian Götz Hannes Ingo Jörg Klaus Lars Markus Niklas Olaf Philipp "
    "Rainer Sönke Thorsten Uwe Volker"
).split()
FRENCH_FAMILIES = (
    "Lefèvre Moreau Girard Bonnet Dupuis Fontaine Rousseau Chevalier Marchand Gauthier Perrin Clément Morel Lemaire "
    "Mercier Blanchard Barbier Renard Leclerc Guillot Vasseur Cordier Maillard Pelletier Colin Aubry Prévost Poirier "
    "Gaillard Hamel Béranger Delorme Tessier Chauvin Carpentier Joubert Lacroix Meunier Besson Étienne"
).split()
GERMAN_FAMILIES = (
    "Albers Böttcher Claussen Dietrich Ebert Fröhlich Gerlach Hartmann Immel Jäger Köhler Lindemann Mühlberg Neumann "
    "Ostermann Pfeiffer Quast Rademacher Schäfer Thiele Uhlig Vogt Wegener Zöllner Brinkmann Drechsler Eggers Falk "
    "Grünewald Heuer Junker Kröger Lüdtke Mertens Nolte Overbeck Petersen Reimers Stein Wiegand"
).split()
WORDS = (
    "Alsa Rhéna Vosges Lumen Arvena Belcour Castel Diaphane Ecluse Fauvel Garance Héliane Isère Jurade Kerval Lorane "
    "Moselia Norvent Orphée Pavane Quercy Romane Saline Tavernier Ulmea Vauban Weiler Xanthe Ypso Zellweg Bruchsal "
    "Donner Elbtal Feldberg Hohenau Isartal Kaiserstuhl Lahn Murgtal Neckar Ostwind Pforta Rheinau Salem Tauber"
).split()
KINDS: tuple[str, ...] = (
    "{} SA",
    "{} SAS",
    "Groupe {}",
    "{} GmbH",
    "{} AG",
    "Stadtwerke {}",
    "Hôpital {}",
    "Université {}",
)
KINDS += (
    "Klinikum {}",
    "Hochschule {}",
    "Banque {}",
    "{} Versicherung",
    "Cabinet {}",
    "Ville de {}",
    "Verlag {}",
)
TITLES = {
    "fr": (
        "Directrice des ressources humaines",
        "Directeur général",
        "Directeur financier",
        "Responsable marketing",
        "Responsable des achats",
        "Cheffe de projet",
        "Ingénieur logiciel",
        "Ingénieure d'études",
        "Chargée de communication",
        "Chargé de recrutement",
        "Commercial grands comptes",
        "Avocate associée",
        "Médecin",
        "Infirmière",
        "Enseignante-chercheuse",
        "Stagiaire",
        "Assistante de direction",
        "Consultant senior",
        "Développeuse full stack",
        "Fondateur",
    ),
    "de": (
        "Leiterin Personal",
        "Geschäftsführer",
        "Kaufmännische Leiterin",
        "Leiter Vertrieb",
        "Einkaufsleiterin",
        "Projektleiter",
        "Softwareentwicklerin",
        "Wissenschaftlicher Mitarbeiter",
        "Referentin Öffentlichkeitsarbeit",
        "Personalreferent",
        "Vertriebsmitarbeiterin",
        "Rechtsanwalt",
        "Oberärztin",
        "Krankenpfleger",
        "Professorin für Maschinenbau",
        "Praktikant",
        "Sachbearbeiterin",
        "Unternehmensberater",
        "Datenanalyst",
        "Gründerin",
    ),
}
SENTENCES = {
    "fr": (
        "Bonjour, merci beaucoup pour l'échange de la semaine dernière.",
        "Seriez-vous disponible pour un café jeudi ?",
        "Félicitations pour le nouveau poste !",
        "Je te mets en relation avec une collègue qui connaît bien le sujet.",
        "À bientôt, bonne journée.",
    ),
    "de": (
        "Hallo, vielen Dank für das Gespräch in der letzten Woche.",
        "Hätten Sie am Donnerstag Zeit für einen Kaffee?",
        "Herzlichen Glückwunsch zur neuen Stelle!",
        "Ich stelle Ihnen gern eine Kollegin vor, die sich damit auskennt.",
        "Bis bald und viele Grüße",
    ),
}
OWN_PLACES = (
    ("Université Rhéna", "Étudiante en gestion", "Sep 2009", "Jun 2012"),
    ("Groupe Alsa", "Chargée d'études", "Sep 2012", "Aug 2016"),
    ("Neckar AG", "Projektmanagerin", "Sep 2016", "Dec 2021"),
    ("Lumen SAS", "Responsable de l'innovation", "Jan 2022", ""),
)
PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will '
    "only see email addresses for connections who have allowed their connections to see or download their email "
    "address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n'
    "\n"
)


class Contact(NamedTuple):
    """Somebody the stranger is connected with."""

    given: str
    family: str
    url: str
    language: str
    company: str
    position: str
    since: datetime


def write_stranger(folder: Path, *, contacts: int = 2_500, seed: int = 7) -> Path:
    """Write the archive into `folder`, and return where it is."""
    random = Random(seed)
    people = list(_people(contacts, random))
    files = {
        "Connections.csv": PREAMBLE + _rows(CONNECTION_COLUMNS, _connections(people, random), quoted=False),
        "messages.csv": _rows(MESSAGE_COLUMNS, _messages(people, random)),
        "Invitations.csv": _rows(INVITATION_COLUMNS, _invitations(people, random), quoted=False),
        "Profile.csv": _rows(PROFILE_COLUMNS, [_profile()], quoted=False),
        "Positions.csv": _rows(
            POSITION_COLUMNS, [(c, t, "", "Strasbourg", s, u) for c, t, s, u in OWN_PLACES[1:]], quoted=False
        ),
        "Education.csv": _rows(
            EDUCATION_COLUMNS, [(OWN_PLACES[0][0], "2009", "2012", "", "Master", "")], quoted=False
        ),
        "Endorsement_Received_Info.csv": _rows(
            ENDORSEMENT_COLUMNS, _endorsements(people, random), quoted=False
        ),
        "Company Follows.csv": "Organization,Followed On\nGroupe Alsa,Tue Aug 04 10:12:00 UTC 2020\n",
        "guide_messages.csv": ",".join(MESSAGE_COLUMNS) + "\n",
    }
    path = folder / ARCHIVE
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 7, 6, 0, 0)), text)
    return path


CONNECTION_COLUMNS = (
    "First Name",
    "Last Name",
    "URL",
    "Email Address",
    "Company",
    "Position",
    "Connected On",
)
MESSAGE_COLUMNS = (
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "FOLDER",
    "ATTACHMENTS",
)
INVITATION_COLUMNS = (
    "From",
    "To",
    "Sent At",
    "Message",
    "Direction",
    "inviterProfileUrl",
    "inviteeProfileUrl",
)
PROFILE_COLUMNS = (
    "First Name",
    "Last Name",
    "Maiden Name",
    "Address",
    "Birth Date",
    "Headline",
    "Summary",
    "Industry",
    "Zip Code",
    "Geo Location",
    "Twitter Handles",
    "Websites",
    "Instant Messengers",
)
POSITION_COLUMNS = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
EDUCATION_COLUMNS = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
ENDORSEMENT_COLUMNS = (
    "Endorsement Date",
    "Skill Name",
    "Endorser First Name",
    "Endorser Last Name",
    "Endorser Public Url",
    "Endorsement Status",
)


def _rows(
    columns: Sequence[str], rows: Iterator[Sequence[str]] | list[Sequence[str]], *, quoted: bool = True
) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _people(many: int, random: Random) -> Iterator[Contact]:
    companies = [kind.format(word) for word in WORDS for kind in KINDS]
    random.shuffle(companies)
    sizes = [1 / (rank + 5) for rank in range(len(companies))]
    taken: set[str] = set()
    for number in range(many):
        language = "fr" if random.random() < 0.6 else "de"
        given = random.choice(FRENCH if language == "fr" else GERMAN)
        family = random.choice(FRENCH_FAMILIES if language == "fr" else GERMAN_FAMILIES)
        own = OWN_PLACES[min(number * 4 // many, 3)][0]
        company = own if random.random() < 0.15 else random.choices(companies, sizes)[0]
        slug = (
            normalize("NFKD", f"{given}-{family}".lower())
            if random.random() < 0.5
            else f"{given}-{family}".lower()
        )
        slug = "".join(letter for letter in slug if letter.isalnum() or letter == "-")
        if slug in taken or random.random() < 0.6:
            slug = f"{slug}-{random.randrange(16**8):08x}"
        taken.add(slug)
        since = FIRST + (LAST - FIRST) * ((number + random.random()) / many)
        position = random.choice(TITLES[language]) if random.random() < 0.96 else ""
        url = f"https://www.linkedin.com/in/{quote(slug)}"
        yield Contact(given, family, url, language, company if position else "", position, since)


def _connections(people: list[Contact], random: Random) -> Iterator[Sequence[str]]:
    for each in reversed(people):
        if random.random() < 0.01:
            yield ("", "", "", "", "", "", f"{each.since:%d %b %Y}")
        mail = f"{each.url.rsplit('/', 1)[1][:20]}@courriel.example" if random.random() < 0.03 else ""
        yield (each.given, each.family, each.url, mail, each.company, each.position, f"{each.since:%d %b %Y}")


def _messages(people: list[Contact], random: Random) -> Iterator[Sequence[str]]:
    owner = " ".join(OWNER)
    for number, each in enumerate(random.sample(people, len(people) // 3)):
        at = each.since + timedelta(hours=random.randrange(1, 900))
        talk = f"2-{number:08d}=="
        for turn in range(1 + int(random.paretovariate(0.8)) % 30):
            if at > LAST:
                break
            name = f"{each.given} {each.family}"
            text = "\n".join(random.sample(SENTENCES[each.language], 2))
            ends = ((owner, OWNER_URL), (name, each.url))
            (who, url), (to, to_url) = ends if (turn + number) % 2 else ends[::-1]
            yield (talk, "", who, url, to, to_url, f"{at:%Y-%m-%d %H:%M:%S} UTC", "", text, "INBOX", "")
            at += timedelta(hours=random.choice((2, 20, 60, 400, 3000)))


def _invitations(people: list[Contact], random: Random) -> Iterator[Sequence[str]]:
    owner = " ".join(OWNER)
    for each in people[-200:]:
        at = each.since - timedelta(hours=random.randrange(1, 80))
        when = f"{at.month}/{at.day}/{at:%y}, {at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"
        name = f"{each.given} {each.family}"
        if random.random() < 0.5:
            yield (name, owner, when, "", "INCOMING", each.url, OWNER_URL)
        else:
            yield (owner, name, when, "Bonjour !", "OUTGOING", OWNER_URL, each.url)


def _endorsements(people: list[Contact], random: Random) -> Iterator[Sequence[str]]:
    for each in random.sample(people, 60):
        at = each.since + timedelta(days=3)
        url = each.url.removeprefix("https://")
        yield (f"{at:%Y/%m/%d %H:%M:%S} UTC", "Gestion de projet", each.given, each.family, url, "ACCEPTED")


def _profile() -> Sequence[str]:
    said = {
        "First Name": OWNER[0],
        "Last Name": OWNER[1],
        "Headline": "Responsable de l'innovation chez Lumen SAS",
    }
    said |= {"Industry": "Énergie", "Geo Location": "Strasbourg, Grand Est, France"}
    return [said.get(column, "") for column in PROFILE_COLUMNS]
