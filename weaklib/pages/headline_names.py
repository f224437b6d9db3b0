"""What the headline figures of a report are called; what lists them need not load how they are measured."""

FIGURES = ("people", "in touch", "gone quiet", "circles", "sole ways in", "employers")
"""The headline figures of the private report, in their order."""
