"""WHAT TO DO, AND DID IT HELP: goals, lists of whom to write to, drafts, and the ledger."""
