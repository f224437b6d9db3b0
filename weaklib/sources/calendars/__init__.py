"""Calendars, in every form in which people can export theirs: who met whom, and when."""
