"""Every era of LinkedIn's export, typed by hand from what real files look like, read to the expected tables.

The expected tables stand below as text, one block an era; `-` is an unknown value. They say what
a careful person would have noted from the files, and nothing in them was printed by the reader.
"""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import weaklib
from weaklib.book import Book

ERAS = Path(__file__).parents[1] / "data" / "linkedin"
OWNER = "Robin Ahlers"

# name | id, where the files give one | e-mails | organisation | position | connected on
PEOPLE = {
    "2017-18": """
        Alan Grey             | -                       | -                       | Grey & Co         | Clerk               | 2018-02-02
        Henrik Lund           | -                       | -                       | Sygehus           | Chief Physician     | 2017-12-05
        Kim Park              | -                       | -                       | Parkhaus GmbH     | Manager             | 2017-03-05
        Kim Park              | -                       | -                       | Seoul Steel       | Buyer               | 2017-03-04
        Ned Low               | -                       | -                       | -                 | -                   | 2018-02-05
        Paul Fremd            | -                       | -                       | -                 | -                   | -
        Rosa Diaz             | rosa@diaz.example       | rosa@diaz.example       | Mercado           | Cook                | 2018-02-01
        Tess Vogel            | -                       | -                       | Vogelhof          | Farmer              | 2018-02-04
        Zoë Brandt            | zoe@brandt.example      | zoe@brandt.example      | Uni Kiel          | Student             | 2018-01-23
    """,
    "to-mid-2021": """
        Colm Byrne            | colm-byrne              | -                       | Liffey Labs       | Researcher          | 2018-02-05
        Elif Demir            | elif-demir              | -                       | Bosporus          | Lawyer              | 2020-11-11
        Fay Late              | -                       | -                       | -                 | -                   | -
        Jan Smit              | -                       | -                       | Polder            | Engineer            | 2021-02-28
        Lena Gast             | lena-gast               | -                       | -                 | -                   | -
        Ravi Menon            | ravi-menon              | ravi.menon@kite.example | Kite              | VP, Product         | 2020-04-08
        Sara Holt             | -                       | -                       | Hafen AG          | Controller          | 2019-03-06
        Sara Holt             | -                       | -                       | Talent Nord       | Recruiter           | 2019-03-07
        Ulla Krag             | -                       | -                       | Krag ApS          | Owner               | 2020-05-09
        Zoë Brandt            | zoe@brandt.example      | zoe@brandt.example      | Nordlicht Energie | Trainee             | 2018-02-04
    """,
    "to-mid-2023": """
        Agnes Brook           | -                       | -                       | Brook & Sons      | Partner             | 2021-06-21
        Ida Fremd             | ida-fremd               | -                       | -                 | -                   | -
        Jonas Roth            | jonas-roth              | jonas.roth@klinik.example | Klinik am See   | Oberarzt, Chirurgie | 2016-10-10
        Maria Sommer          | -                       | -                       | Blumenwerk        | Florist             | 2020-03-01
        Maria Sommer          | maria.sommer@taktvoll.example | maria.sommer@taktvoll.example | Taktvoll | Dirigentin        | 2020-03-02
        Nia Okafor            | nia@okafor.example      | nia@okafor.example      | Lagoon            | CTO                 | 2023-04-28
        Otto Neu              | -                       | -                       | -                 | -                   | -
        Pavel Novák           | -                       | -                       | -                 | -                   | 2023-04-29
        Viktor Hall           | -                       | -                       | Northgate         | Planner             | 2022-07-14
        Zoë Brandt            | zoë-brandt              | -                       | Nordlicht Energie | Engineer            | 2018-02-04
    """,
    "2023-25": """
        Beatriz Prado         | beatriz-prado           | -                       | Kupferhaus        | Buyer               | 2024-03-11
        Chiara Conti          | chiara-conti-4b1a       | -                       | Ponte Verde       | Architect           | 2022-01-01
        Chiara Conti          | chiara-conti-99         | chiara@ponte.example    | Studio Conti, Roma | Owner              | 2022-01-02
        Dana                  | dana-x                  | -                       | Solo              | Freelance           | 2024-05-05
        Nils Holm             | nils-holm               | -                       | -                 | -                   | -
        Omar El-Sayed         | omar-el-sayed           | -                       | Kupferhaus        | Director, Sales     | 2020-08-15
        Sven Nyström          | svennystrom             | -                       | -                 | -                   | 2023-11-30
        Yuki Tanaka           | yuki-tanaka             | -                       | Kumo              | Engineer            | 2024-12-12
        Zoë Brandt            | zoë-brandt              | zoe@brandt.example      | Nordlicht Energie | Engineer            | 2018-02-04
    """,
    "2026": """
        Amina Yusuf           | amina-yusuf             | amina.yusuf@mirador.example | Mirador       | CFO                 | 2023-05-08
        Greta Sandvik         | greta-sandvik           | -                       | -                 | -                   | -
        Hanna Ó Briain        | hanna-obriain           | -                       | Skellig Press     | Editor              | 2026-06-20
        Ivo Doe               | ivo-doe                 | -                       | Universität Rostock | Professor, Statistics | 2020-09-01
        Li Wei                | li-wei-1                | -                       | Kranich Logistik  | Dispatcher          | 2025-07-15
        Li Wei                | li-wei-2                | -                       | Sonnenhof Klinik  | Nurse               | 2024-05-02
        Marta Lindqvist       | marta-lindqvist         | -                       | Fjord Analytics   | Data Scientist      | 2021-09-12
        Noor Haddad           | noor-haddad             | -                       | -                 | -                   | -
        Pedro Álvarez         | pedro-álvarez-77        | -                       | Puerto Azul       | Port Planner        | 2023-03-30
        Tom Becker            | tom-becker-5512         | -                       | Becker Bau        | Polier              | 2025-12-06
        Zoë Brandt            | zoë-brandt              | zoe.brandt@nordlicht.example | Nordlicht Energie | Head of Grid   | 2019-03-03
    """,
}

# at (UTC) | person: a name, or an id where two share the name | channel | direction | group size | words | skill
INTERACTIONS = {
    "2017-18": """
        2017-07-21 12:11:00 | Henrik Lund     | recommendation | in  | 2 | 3 | -
        2017-12-06 07:45:00 | Henrik Lund     | message        | in  | 2 | 3 | -
        2017-12-06 20:00:00 | Henrik Lund     | message        | out | 2 | 1 | -
        2018-01-01 00:00:00 | Paul Fremd      | message        | in  | 2 | 2 | -
        2018-01-15 10:00:00 | Rosa Diaz       | endorsement    | in  | 2 | - | Cooking
        2018-01-16 10:00:00 | Alan Grey       | endorsement    | out | 2 | - | Filing
        2018-02-03 21:00:00 | Tess Vogel      | invitation     | out | 2 | 0 | -
        2018-02-04 21:00:00 | Ned Low         | invitation     | in  | 2 | 1 | -
        2018-02-10 10:10:00 | Henrik Lund     | group_message  | out | 4 | 3 | -
        2018-02-10 10:10:00 | Rosa Diaz       | group_message  | out | 4 | 3 | -
        2018-02-10 10:10:00 | Zoë Brandt      | group_message  | out | 4 | 3 | -
        2018-02-10 12:30:00 | Rosa Diaz       | group_message  | in  | 4 | 1 | -
        2018-02-11 18:00:00 | Tess Vogel      | message        | in  | 2 | 1 | -
    """,
    "to-mid-2021": """
        2019-04-05 00:30:00 | Colm Byrne        | recommendation | in  | 2 | 4 | -
        2019-09-09 09:09:09 | Ravi Menon        | endorsement    | in  | 2 | - | Roadmaps
        2019-10-10 10:10:10 | Zoë Brandt        | endorsement    | out | 2 | - | Grids
        2020-01-05 08:00:00 | Colm Byrne        | message        | in  | 2 | 4 | -
        2020-01-06 09:00:00 | Colm Byrne        | message        | out | 2 | 4 | -
        2020-06-01 10:00:00 | Ravi Menon        | group_message  | in  | 4 | 3 | -
        2020-06-01 11:00:00 | Colm Byrne        | group_message  | out | 4 | 3 | -
        2020-06-01 11:00:00 | Ravi Menon        | group_message  | out | 4 | 3 | -
        2020-06-01 11:00:00 | Ulla Krag         | group_message  | out | 4 | 3 | -
        2020-11-10 13:00:00 | Elif Demir        | invitation     | out | 2 | 0 | -
        2021-02-02 20:20:20 | Elif Demir        | message        | in  | 2 | 1 | -
        2021-02-27 00:05:00 | Jan Smit          | invitation     | in  | 2 | 2 | -
        2021-03-01 11:00:00 | Fay Late          | invitation     | in  | 2 | 0 | -
        2021-03-03 03:03:03 | Lena Gast         | message        | in  | 2 | 1 | -
    """,
    "to-mid-2023": """
        2020-05-06 07:08:09 | Agnes Brook     | endorsement    | in  | 2 | - | Logistics
        2021-01-01 00:00:00 | Jonas Roth      | endorsement    | out | 2 | - | Surgery
        2022-01-10 12:00:00 | Zoë Brandt      | message        | in  | 2 | 4 | -
        2022-01-11 08:00:00 | Zoë Brandt      | message        | out | 2 | 4 | -
        2022-02-03 16:05:00 | Pavel Novák     | recommendation | in  | 2 | 3 | -
        2022-07-13 18:30:00 | Viktor Hall     | invitation     | in  | 2 | 0 | -
        2022-09-01 15:00:00 | Agnes Brook     | group_message  | out | 4 | 3 | -
        2022-09-01 15:00:00 | Jonas Roth      | group_message  | out | 4 | 3 | -
        2022-09-01 15:00:00 | Zoë Brandt      | group_message  | out | 4 | 3 | -
        2022-09-01 15:20:00 | Jonas Roth      | group_message  | in  | 4 | 2 | -
        2023-04-27 09:00:00 | Nia Okafor      | invitation     | out | 2 | 4 | -
        2023-04-30 10:10:00 | Otto Neu        | invitation     | out | 2 | 0 | -
        2023-05-01 09:45:00 | Nia Okafor      | recommendation | out | 2 | 3 | -
        2023-05-02 10:00:00 | Ida Fremd       | message        | in  | 2 | 3 | -
        2023-05-02 11:00:00 | Ida Fremd       | message        | out | 2 | 2 | -
    """,
    "2023-25": """
        2021-12-31 12:30:00 | chiara-conti-4b1a  | invitation     | out | 2 | 0 | -
        2023-01-02 03:04:00 | Omar El-Sayed      | recommendation | out | 2 | 2 | -
        2023-08-08 08:08:08 | Yuki Tanaka        | message        | out | 2 | 5 | -
        2023-08-08 16:02:04 | Omar El-Sayed      | endorsement    | in  | 2 | - | Negotiation
        2023-09-09 09:09:09 | Zoë Brandt         | endorsement    | out | 2 | - | Grids
        2024-02-02 02:02:02 | chiara-conti-99    | endorsement    | in  | 2 | - | Choir Singing
        2024-03-01 09:00:00 | Omar El-Sayed      | message        | in  | 2 | 6 | -
        2024-03-01 10:30:00 | Omar El-Sayed      | message        | out | 2 | 2 | -
        2024-03-10 08:15:00 | Beatriz Prado      | invitation     | out | 2 | 0 | -
        2024-04-10 18:00:00 | Omar El-Sayed      | group_message  | out | 4 | 3 | -
        2024-04-10 18:00:00 | Zoë Brandt         | group_message  | out | 4 | 3 | -
        2024-04-10 18:00:00 | chiara-conti-99    | group_message  | out | 4 | 3 | -
        2024-04-10 19:05:09 | chiara-conti-99    | group_message  | in  | 4 | 1 | -
        2024-04-11 07:00:00 | Zoë Brandt         | group_message  | in  | 4 | 2 | -
        2024-05-04 23:59:00 | Nils Holm          | invitation     | in  | 2 | 4 | -
        2024-05-05 05:05:05 | Nils Holm          | message        | in  | 2 | 2 | -
        2024-08-19 23:04:00 | Yuki Tanaka        | recommendation | in  | 2 | 4 | -
        2024-12-18 23:59:59 | Beatriz Prado      | message        | in  | 2 | 2 | -
    """,
    "2026": """
        2009-07-21 12:11:00 | Zoë Brandt      | recommendation | out | 2 | 5  | -
        2023-05-09 10:00:00 | Amina Yusuf     | message        | in  | 2 | 1  | -
        2023-05-09 10:01:30 | Amina Yusuf     | message        | in  | 2 | 0  | -
        2024-06-01 12:00:00 | li-wei-2        | message        | out | 2 | 2  | -
        2024-08-08 16:02:04 | Zoë Brandt      | endorsement    | in  | 2 | -  | Grid Planning
        2024-08-09 06:00:00 | Ivo Doe         | endorsement    | in  | 2 | -  | Statistics, Bayesian
        2024-08-19 23:04:00 | Amina Yusuf     | recommendation | in  | 2 | 3  | -
        2024-09-01 10:00:00 | Marta Lindqvist | endorsement    | out | 2 | -  | Python
        2025-01-02 03:04:05 | Marta Lindqvist | endorsement    | in  | 2 | -  | Python
        2025-07-14 00:00:00 | li-wei-1        | invitation     | out | 2 | 0  | -
        2025-11-20 16:00:05 | Marta Lindqvist | group_message  | in  | 4 | 5  | -
        2025-11-20 17:22:41 | Ivo Doe         | group_message  | out | 4 | 2  | -
        2025-11-20 17:22:41 | Marta Lindqvist | group_message  | out | 4 | 2  | -
        2025-11-20 17:22:41 | Pedro Álvarez   | group_message  | out | 4 | 2  | -
        2025-11-21 07:03:00 | Ivo Doe         | group_message  | in  | 4 | 2  | -
        2025-12-05 09:05:00 | Tom Becker      | invitation     | out | 2 | 7  | -
        2026-01-29 14:37:00 | Noor Haddad     | invitation     | in  | 2 | 0  | -
        2026-02-03 08:15:00 | Zoë Brandt      | message        | in  | 2 | 11 | -
        2026-02-03 09:40:12 | Zoë Brandt      | message        | out | 2 | 5  | -
        2026-03-15 11:11:11 | Greta Sandvik   | message        | in  | 2 | 3  | -
        2026-03-16 06:00:00 | Greta Sandvik   | message        | out | 2 | 3  | -
    """,
}

# file | what the reason says | what the kept row shows
SET_ASIDE = {
    "2017-18": """
        Connections.csv           | hidden          | 2/3/18
        Messages.csv              | two contacts    | Kim Park
        Messages.csv              | LinkedIn Member | 1/2/18
        Recommendations Given.csv | two contacts    | Hafenamt
    """,
    "to-mid-2021": """
        Connections.csv           | hidden          | 10 Jun 2020
        Endorsement_Given_Info.csv | two contacts   | Controlling
        Recommendations_Given.csv | two contacts    | Anderswo
        messages.csv              | LinkedIn Member | 5004
        messages.csv              | sponsored       | Kaufhaus Meer
        messages.csv              | two contacts    | Sara Holt
    """,
    "to-mid-2023": """
        Connections.csv           | hidden          | 07 Jun 2022
        Endorsement_Received_Info.csv | two contacts | Music
        Invitations.csv           | two contacts    | 2/29/20
        messages.csv              | LinkedIn Member | 2021-12-24
        messages.csv              | LinkedIn Member | 2021-12-25
        messages.csv              | sponsored       | Verlag Neu
        messages.csv              | two contacts    | Maria Sommer
    """,
    "2023-25": """
        Connections.csv           | hidden          | 07 Jun 2022
        Connections.csv           | hidden          | 07 Jun 2022
        Recommendations_Given.csv | two contacts    | Elsewhere
        coach_messages.csv        | coach           | 2024-10-01 09:00:00
        coach_messages.csv        | coach           | 2024-10-01 09:00:03
        messages.csv              | LinkedIn Member | 2-d
        messages.csv              | draft           | 2024-03-02
        messages.csv              | draft           | Sven Nyström
        messages.csv              | sponsored       | Campus Nord
    """,
    "2026": """
        Connections.csv           | hidden          | 01 Apr 2022
        Connections.csv           | hidden          | 07 Jun 2026
        Recommendations_Received.csv | two contacts | Altes Werk
        learning_coach_messages.csv | coach         | 2026-01-05 10:00:00
        learning_coach_messages.csv | coach         | 2026-01-05 10:00:04
        messages.csv              | LinkedIn Member | 2025-10-10
        messages.csv              | LinkedIn Member | 2025-10-11
        messages.csv              | draft           | Amina Yusuf
        messages.csv              | draft           | Hanna Ó Briain
        messages.csv              | sponsored       | Aurora Learning
    """,
}

# file | kind, where the files leave no doubt | rows | used | merged | set aside | first dated row
COVERAGE = {
    "2017-18": """
        Connections.csv               | linkedin connections     | 10 | 8 | 1 | 1 | 2017-03-04
        Education.csv                 | linkedin education       | 1  | 1 | 0 | 0 | -
        Email Addresses.csv           | linkedin email addresses | 1  | 1 | 0 | 0 | -
        Endorsement Given Info.csv    | linkedin endorsements    | 1  | 1 | 0 | 0 | 2018-01-16
        Endorsement Received Info.csv | linkedin endorsements    | 1  | 1 | 0 | 0 | 2018-01-15
        Invitations.csv               | linkedin invitations     | 2  | 2 | 0 | 0 | 2018-02-03
        Messages.csv                  | linkedin messages        | 9  | 6 | 1 | 2 | -
        Positions.csv                 | linkedin positions       | 1  | 1 | 0 | 0 | -
        Profile.csv                   | linkedin profile         | 1  | 1 | 0 | 0 | -
        Recommendations Given.csv     | linkedin recommendations | 1  | 0 | 0 | 1 | -
        Recommendations Received.csv  | linkedin recommendations | 1  | 1 | 0 | 0 | 2017-07-21
        Skills.csv                    | linkedin skills          | 1  | 1 | 0 | 0 | -
    """,
    "to-mid-2021": """
        Connections.csv               | linkedin connections     | 10 | 8 | 1 | 1 | 2018-02-04
        Education.csv                 | linkedin education       | 1  | 1 | 0 | 0 | -
        Email Addresses.csv           | linkedin email addresses | 1  | 1 | 0 | 0 | -
        Endorsement_Given_Info.csv    | linkedin endorsements    | 2  | 1 | 0 | 1 | 2019-10-10
        Endorsement_Received_Info.csv | linkedin endorsements    | 1  | 1 | 0 | 0 | 2019-09-09
        Invitations.csv               | linkedin invitations     | 3  | 3 | 0 | 0 | 2020-11-10
        Positions.csv                 | linkedin positions       | 1  | 1 | 0 | 0 | -
        Profile.csv                   | linkedin profile         | 1  | 1 | 0 | 0 | -
        Recommendations_Given.csv     | linkedin recommendations | 1  | 0 | 0 | 1 | -
        Recommendations_Received.csv  | linkedin recommendations | 1  | 1 | 0 | 0 | 2019-04-05
        Skills.csv                    | linkedin skills          | 1  | 1 | 0 | 0 | -
        messages.csv                  | linkedin messages        | 10 | 6 | 1 | 3 | 2020-01-05
    """,
    "to-mid-2023": """
        Connections.csv               | linkedin connections     | 10 | 8 | 1 | 1 | 2016-10-10
        Education.csv                 | linkedin education       | 1  | 1 | 0 | 0 | -
        Email Addresses.csv           | linkedin email addresses | 2  | 2 | 0 | 0 | -
        Endorsement_Given_Info.csv    | linkedin endorsements    | 1  | 1 | 0 | 0 | 2021-01-01
        Endorsement_Received_Info.csv | linkedin endorsements    | 2  | 1 | 0 | 1 | 2020-05-06
        Invitations.csv               | linkedin invitations     | 4  | 3 | 0 | 1 | -
        Positions.csv                 | linkedin positions       | 2  | 2 | 0 | 0 | -
        Profile.csv                   | linkedin profile         | 1  | 1 | 0 | 0 | -
        Recommendations_Given.csv     | linkedin recommendations | 1  | 1 | 0 | 0 | 2023-05-01
        Recommendations_Received.csv  | linkedin recommendations | 1  | 1 | 0 | 0 | 2022-02-03
        Shares.csv                    | not read                 | 0  | 0 | 0 | 0 | -
        messages.csv                  | linkedin messages        | 11 | 6 | 1 | 4 | -
    """,
    "2023-25": """
        Connections.csv               | linkedin connections     | 11 | 8 | 1 | 2 | 2018-02-04
        Education.csv                 | linkedin education       | 1  | 1 | 0 | 0 | -
        Email Addresses.csv           | linkedin email addresses | 1  | 1 | 0 | 0 | -
        Endorsement_Given_Info.csv    | linkedin endorsements    | 1  | 1 | 0 | 0 | 2023-09-09
        Endorsement_Received_Info.csv | linkedin endorsements    | 2  | 2 | 0 | 0 | 2023-08-08
        Invitations.csv               | linkedin invitations     | 3  | 3 | 0 | 0 | 2021-12-31
        Positions.csv                 | linkedin positions       | 1  | 1 | 0 | 0 | -
        Profile.csv                   | linkedin profile         | 1  | 1 | 0 | 0 | -
        Recommendations_Given.csv     | linkedin recommendations | 2  | 1 | 0 | 1 | 2023-01-02
        Recommendations_Received.csv  | linkedin recommendations | 1  | 1 | 0 | 0 | 2024-08-19
        Shares.csv                    | not read                 | 0  | 0 | 0 | 0 | -
        coach_messages.csv            | -                        | 2  | 0 | 0 | 2 | -
        guide_messages.csv            | -                        | 0  | 0 | 0 | 0 | -
        messages.csv                  | linkedin messages        | 13 | 8 | 1 | 4 | 2023-08-08
    """,
    "2026": """
        Connections.csv               | linkedin connections     | 12 | 9 | 1 | 2 | 2019-03-03
        Education.csv                 | linkedin education       | 2  | 2 | 0 | 0 | -
        Email Addresses.csv           | linkedin email addresses | 2  | 2 | 0 | 0 | -
        Endorsement_Given_Info.csv    | linkedin endorsements    | 1  | 1 | 0 | 0 | 2024-09-01
        Endorsement_Received_Info.csv | linkedin endorsements    | 3  | 3 | 0 | 0 | 2024-08-08
        Invitations.csv               | linkedin invitations     | 3  | 3 | 0 | 0 | 2025-07-14
        LearningCoachMessages.csv     | -                        | 0  | 0 | 0 | 0 | -
        Positions.csv                 | linkedin positions       | 2  | 2 | 0 | 0 | -
        Profile.csv                   | linkedin profile         | 1  | 1 | 0 | 0 | -
        Recommendations_Given.csv     | linkedin recommendations | 1  | 1 | 0 | 0 | 2009-07-21
        Recommendations_Received.csv  | linkedin recommendations | 2  | 1 | 0 | 1 | -
        Shares_90210.csv              | not read                 | 0  | 0 | 0 | 0 | -
        Skills.csv                    | linkedin skills          | 2  | 2 | 0 | 0 | -
        guide_messages.csv            | -                        | 0  | 0 | 0 | 0 | -
        learning_coach_messages.csv   | -                        | 2  | 0 | 0 | 2 | -
        learning_role_play_messages.csv | -                      | 0  | 0 | 0 | 0 | -
        messages.csv                  | linkedin messages        | 16 | 10 | 1 | 5 | 2023-05-09
    """,
}

LAST_DAY = {
    "2017-18": "2018-02-11",
    "to-mid-2021": "2021-03-03",
    "to-mid-2023": "2023-05-02",
    "2023-25": "2024-12-18",
    "2026": "2026-06-20",
}

OWNER_PROFILE = {era: "" if era == "2017-18" else "robin-ahlers" for era in LAST_DAY}
OWNER_EMAILS = {
    "2017-18": {"robin.ahlers@example.org"},
    "to-mid-2021": {"robin.ahlers@example.org"},
    "to-mid-2023": {"robin.ahlers@example.org", "robin@ahlers.example"},
    "2023-25": {"robin.ahlers@example.org"},
    "2026": {"robin.ahlers@example.org", "robin@ahlers.example"},
}

# role | from | until
OWNER_AFFILIATIONS = {
    "2017-18": ["Trainee | 2017 | -", "M.Sc. | 2012 | 2017"],
    "to-mid-2021": ["Trainee | 2017 | -", "M.Sc. | 2012 | 2017"],
    "to-mid-2023": ["Analyst | 2021 | -", "Trainee | 2017 | 2021", "M.Sc. | 2012 | 2017"],
    "2023-25": ["Analyst | 2021 | -", "M.Sc. | 2012 | 2017"],
    "2026": ["Analyst | 2021 | -", "Trainee | 2017 | 2021", "M.Sc. | 2012 | 2017", "- | 2006 | 2012"],
}

Packer = Callable[[Path, Path, int | None], Path]


def cells(block: str) -> list[list[str]]:
    """Return the rows of a text table as lists of stripped cells."""
    return [[cell.strip() for cell in line.split("|")] for line in block.strip().splitlines()]


def text(value: object) -> str:
    """Return a value of a table as the text tables above write it."""
    if isinstance(value, tuple):
        return " ".join(value) or "-"
    if pd.isna(value) or value == "":
        return "-"
    return f"{value:g}" if isinstance(value, float) else str(value)


def shuffled(content: str, name: str, seed: int) -> str:
    """Return a csv with its data rows in another order, header and preamble where they were."""
    records = re.findall(r'(?:[^"\n]|"(?:[^"]|"")*")*(?:\n|$)', content)
    records = [record.rstrip("\n") for record in records[:-1]] if content else []
    lead = next((n for n, r in enumerate(records, 1) if "First Name,Last Name" in r), 1)
    rows = records[lead if name == "Connections.csv" else 1 :]
    random.Random(f"{seed} {name}").shuffle(rows)
    ending = "\n" if content.endswith("\n") else ""
    return "\n".join(records[: len(records) - len(rows)] + rows) + ending


def files_of(era: Path, seed: int | None) -> dict[str, str]:
    """Return the files of an era by name, in shuffled row order where a seed is given."""
    contents = {path.name: path.read_bytes().decode() for path in sorted(era.iterdir())}
    if seed is None:
        return contents
    return {name: shuffled(content, name, seed) for name, content in contents.items()}


def as_folder(era: Path, place: Path, seed: int | None) -> Path:
    """Lay the era's files into `place` as the unzipped folder that a person would have."""
    folder = place / "Complete_LinkedInDataExport"
    folder.mkdir()
    for name, content in files_of(era, seed).items():
        (folder / name).write_bytes(content.encode())
    return place


def as_zip(era: Path, place: Path, seed: int | None) -> Path:
    """Lay the era's files into `place` as the zip that LinkedIn sends, members at its root."""
    with zipfile.ZipFile(place / "Complete_LinkedInDataExport.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_of(era, seed).items():
            archive.writestr(name, content.encode())
    return place


READINGS = [(as_folder, None), (as_zip, None), (as_folder, 1), (as_folder, 2), (as_zip, 3)]


@pytest.fixture(scope="module", params=sorted(LAST_DAY))
def era(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(
    scope="module",
    params=READINGS,
    ids=lambda reading: f"{reading[0].__name__} {reading[1] or 'as exported'}",
)
def book(request: pytest.FixtureRequest, era: str, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The era as it is read from a folder and from a zip, as exported and with its rows shuffled."""
    pack: Packer
    pack, seed = request.param
    return weaklib.read(pack(ERAS / era, tmp_path_factory.mktemp("data"), seed)).check()


def base_name(source: str) -> str:
    return source.rsplit("/", 1)[-1]


def test_the_shuffle_keeps_every_record() -> None:
    """The helper itself: same records, other order, multi-line fields whole."""
    original = (ERAS / "2026" / "messages.csv").read_bytes().decode()
    again = shuffled(original, "messages.csv", 1)
    first, second = (list(csv.reader(io.StringIO(each, newline=""))) for each in (original, again))
    assert first[0] == second[0]
    assert first != second
    assert sorted(first) == sorted(second)


def test_people(book: Book, era: str) -> None:
    expected = cells(PEOPLE[era])
    people = book.people.reset_index().sort_values(["name", "organisation"], ignore_index=True)
    read = [
        [
            text(row.name_),
            text(row.emails),
            text(row.organisation),
            text(row.position),
            text(row.connected_on)[:10],
        ]
        for row in people.rename(columns={"name": "name_"}).itertuples()
    ]
    assert read == [[name, emails, *rest] for name, _, emails, *rest in expected]
    known = {row[1] for row in expected} - {"-"}
    by_row = set(book.people.index) - known
    assert known <= set(book.people.index)
    assert all(re.fullmatch(r"\S+#(\d{4}-\d\d-\d\d|linkedin)(~\d)?", person) for person in by_row)
    assert book.people.index.is_unique


def test_profile_is_the_slug(book: Book) -> None:
    """Whoever has a profile has it as their id; an id that is a slug is in `profile`."""
    known = book.people["profile"].dropna()
    known = known[known != ""]
    assert [re.sub(r".*/in/", "", profile) for profile in known] == list(known.index)


def test_connections_name_their_source(book: Book) -> None:
    connected = book.people[book.people["connected_on"].notna()]
    assert all("Connections.csv" in {base_name(s) for s in sources} for sources in connected["sources"])
    others = book.people[book.people["connected_on"].isna()]
    assert all(sources for sources in others["sources"])
    assert all("Connections.csv" not in {base_name(s) for s in sources} for sources in others["sources"])


def test_interactions(book: Book, era: str) -> None:
    names = book.people["name"]
    namesakes = set(names[names.duplicated(keep=False)])
    read = [
        [
            f"{row.at:%Y-%m-%d %H:%M:%S}",
            row.person if names[row.person] in namesakes else names[row.person],
            row.channel,
            row.direction,
            text(row.group_size),
            text(row.words),
            text(row.skill),
        ]
        for row in book.interactions.itertuples()
    ]
    assert sorted(read) == sorted(cells(INTERACTIONS[era]))
    assert str(book.interactions["at"].dt.tz) == "UTC"


def test_events_are_shared_by_a_thread_and_by_nothing_else(book: Book) -> None:
    """Everyone who is in one group thread has its event; no other thread has it."""
    contact = book.interactions[book.interactions["channel"].isin(["message", "group_message"])]
    groups = contact[contact["channel"] == "group_message"]
    assert groups["event"].nunique() == 1
    assert groups["person"].nunique() >= 3 or set(groups["direction"]) == {"in", "out"}
    alone = contact[contact["channel"] == "message"]
    assert not set(alone["event"].dropna()) & set(groups["event"])
    assert (alone.groupby("event")["person"].nunique() == 1).all()


def test_set_aside(book: Book, era: str) -> None:
    expected = cells(SET_ASIDE[era])
    left = [[base_name(row.source), row.reason, row.raw] for row in book.set_aside.itertuples()]
    for file, keyword, shown in expected:
        fits = [r for r in left if r[0] == file and keyword.lower() in r[1].lower() and shown in r[2]]
        assert fits, f"no row of {file} is set aside as {keyword!r} with {shown!r} in {left}"
        left.remove(fits[0])
    assert not left


def test_coverage(book: Book, era: str) -> None:
    coverage = book.coverage.reset_index()
    coverage["source"] = coverage["source"].map(base_name)
    coverage = coverage.set_index("source").sort_index()
    expected = cells(COVERAGE[era])
    figures = coverage[["rows", "used", "merged", "set_aside"]]
    assert {
        name: list(map(int, row)) for name, row in zip(figures.index, figures.to_numpy(), strict=True)
    } == {name: list(map(int, counts)) for name, _, *counts, _ in expected}
    for name, kind, *_, first in expected:
        assert kind in ("-", coverage.at[name, "kind"])
        assert first in ("-", text(coverage.at[name, "first"])[:10])


def test_one_export_ends_on_one_day(book: Book, era: str) -> None:
    """Every file of one export speaks until the last date anywhere in it, also the silent ones."""
    read = book.coverage[book.coverage["kind"].str.startswith("linkedin")]
    assert set(read["last"]) == {pd.Timestamp(LAST_DAY[era])}
    assert book.last_day() == pd.Timestamp(LAST_DAY[era])


def test_owner(book: Book, era: str) -> None:
    assert book.owner.name == OWNER
    assert re.sub(r".*/in/", "", book.owner.profile) == OWNER_PROFILE[era]
    assert book.owner.emails == OWNER_EMAILS[era]
    assert OWNER not in set(book.people["name"])
    assert "robin-ahlers" not in book.people.index
    years = book.owner.affiliations.assign(
        since=lambda t: t["since"].dt.year.map(text), until=lambda t: t["until"].dt.year.map(text)
    )
    read = [f"{text(row.role)} | {row.since} | {row.until}" for row in years.itertuples()]
    assert sorted(read) == sorted(OWNER_AFFILIATIONS[era])


def test_no_body_is_kept(book: Book, era: str) -> None:
    """No text of a message, note or recommendation stands in any table, not even in what is set aside."""
    tables = [book.people.reset_index(), book.interactions, book.affiliations, book.set_aside]
    kept = "\n".join(table.to_csv() for table in [*tables, book.coverage.reset_index()])
    bodies = [
        content
        for name, content_of in files_of(ERAS / era, None).items()
        for row in csv.DictReader(io.StringIO(content_of, newline=""))
        for content in [row.get("CONTENT") or row.get("Content") or row.get("Message") or row.get("Text")]
        if content and len(content) > 8 and name != "Shares.csv"
    ]
    assert bodies
    assert [body for body in bodies if body in kept or body.split("\n")[0] in kept] == []


def test_reading_twice_gives_the_same(era: str) -> None:
    first, second = (weaklib.read(ERAS / era) for _ in range(2))
    for table in ("people", "interactions", "affiliations", "set_aside", "coverage"):
        pd.testing.assert_frame_equal(getattr(first, table), getattr(second, table))


MESSAGE_HEADERS = [
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER",
    *(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
        + more
        for more in (
            "",
            ",IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
            ",ATTACHMENTS",
            ",ATTACHMENTS,IS MESSAGE DRAFT",
            ",IS MESSAGE DRAFT",
            ",ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
        )
    ),
]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL], ids=["bare", "quoted"])
@pytest.mark.parametrize(
    "header", MESSAGE_HEADERS, ids=lambda header: f"{header.count(',') + 1}-{header[-20:]}"
)
def test_every_header_that_messages_have_had(header: str, quoting: int, tmp_path: Path) -> None:
    """Columns are found by name, whichever of the seven known headers the file has."""
    values = {
        "CONVERSATION ID": "2-x",
        "FROM": "Zoë Brandt",
        "SENDER PROFILE URL": "https://www.linkedin.com/in/zo%C3%AB-brandt",
        "TO": OWNER,
        "RECIPIENT PROFILE URLS": "https://www.linkedin.com/in/robin-ahlers",
        "DATE": "2025-03-04 05:06:07 UTC",
        "CONTENT": "Two words",
        "FOLDER": "INBOX",
        "IS MESSAGE DRAFT": "No",
        "IS CONVERSATION DRAFT": "No",
    }
    draft = values | {
        "DATE": "2025-03-05 05:06:07 UTC",
        "FROM": OWNER,
        "SENDER PROFILE URL": "https://www.linkedin.com/in/robin-ahlers",
        "TO": "Zoë Brandt",
        "RECIPIENT PROFILE URLS": "https://www.linkedin.com/in/zo%C3%AB-brandt",
        "IS MESSAGE DRAFT": "TRUE",
    }
    columns = header.split(",")
    with (tmp_path / "messages.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, columns, restval="", extrasaction="ignore", quoting=quoting, lineterminator="\n"
        )  # type: ignore[arg-type]
        writer.writeheader()
        writer.writerows([values, draft])
    for name in ("Connections.csv", "Profile.csv"):
        (tmp_path / name).write_bytes((ERAS / "2026" / name).read_bytes())

    book = weaklib.read(tmp_path).check()

    drafted = "IS MESSAGE DRAFT" in columns
    assert list(book.interactions["direction"]) == (["in"] if drafted else ["in", "out"])
    assert set(book.interactions["person"]) == {"zoë-brandt"}
    assert set(book.interactions["words"]) == {2}
    assert len(book.set_aside[book.set_aside["reason"].str.contains("draft")]) == int(drafted)
    assert book.owner.profile.endswith("robin-ahlers")
