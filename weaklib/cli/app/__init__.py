"""`weaklib lab --app`: three notebooks as an app without code, on this machine alone."""
