"""To keep and to share: notebooks run into pages that stand on their own."""
