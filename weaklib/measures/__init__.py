"""WHAT IS: ties, the network among the contacts, bridges, circles and diversity, as of any day."""
