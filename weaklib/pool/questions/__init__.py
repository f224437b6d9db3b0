"""What a pool can be asked: each question is one expression, the same wherever it is answered."""

from __future__ import annotations

from weaklib.pool.questions.introducers import introducers as introducers
from weaklib.pool.questions.nearest import nearest as nearest
from weaklib.pool.questions.reached import also_know as also_know
from weaklib.pool.questions.reached import coverage as coverage
from weaklib.pool.questions.reached import only_bridges as only_bridges
from weaklib.pool.questions.reached import overlap as overlap

__all__ = ["also_know", "coverage", "introducers", "nearest", "only_bridges", "overlap"]
