"""What the owner of the example wants next: her goals.yaml."""

from __future__ import annotations

GOALS_YAML = """\
# What Marit wants. Every line may be left out; your own go into data/goals.yaml.

# What she would like to be, as it might stand on a profile.
roles:
  - Head of Data
  - Engineering Manager

# Where she would like to work: fields, organisations and places.
fields:
  - energy
  - research
  - agriculture and environment
organisations:
  - Nordlicht Energie
  - Parsley Systems
  - Polar Research Tromvik
  - Moorland Hydrogen
  - Institut Wind und Watt
  - Fjordkraft Tromvik
places:
  - Norderhaven
  - Tromvik

# Whom she would like to meet.
people:
  - Henrietta Quill

# What she is stuck with, in her own words and in any language.
challenges:
  - Our data warehouse has to leave the cellar for the cloud, and nobody may notice the day it moves.
  - How do I lead a team of twelve when I have only ever led one of four?
  - Wie wird unser Register auch für Menschen verständlich, die nicht sehen können?

# What she would like to have reached by some day.
targets:
  - count: 3
    what: two-way contacts
    in: energy
    since: 2026-02-01
    by: 2027-03-31
  - count: 4
    what: introductions
    since: 2026-05-01
    by: 2026-12-31

# How many people she can write to in a week.
weekly: 5

# Whom never to suggest, and where nobody should be asked.
leave_out:
  people:
    - Declan Featherstonehaugh
  organisations:
    - Hansa Alba Versicherung

# The language of the openers.
language: en
"""
"""The goals, as a person would write them down."""
