"""What the exports suggest came of what was asked, or came unasked: to confirm or to refuse."""

from weaklib.action.proposals.answers import confirm, refuse
from weaklib.action.proposals.listed import proposals

__all__ = ["confirm", "proposals", "refuse"]
