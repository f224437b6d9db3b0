"""Address books: cards and tables, whose addresses join what other exports say of a human."""
