"""Tables in text files, whoever wrote or re-saved them: their rows, and their texts by the thousand."""
