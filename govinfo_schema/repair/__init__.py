"""Repair: proposals for wrong and missing figures, each with its proof. Published values are never altered."""

from govinfo_schema.repair.proposal import Change, Explanation, Proposal
from govinfo_schema.repair.proposing import propose

__all__ = ["Change", "Explanation", "Proposal", "propose"]
