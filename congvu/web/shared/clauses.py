"""Clauses of the law as words and links: "Đ14.2b" → điểm b khoản 2 Điều 14, /quy-dinh/#d14-2b."""

import re
from dataclasses import dataclass

from django.urls import reverse

from congvu.law.clauses import clause_in_words
from congvu.law.registry import the_law

LOCAL = "local."


@dataclass(frozen=True)
class Clause:
    """A clause as shown (`text`) and where its quotation is (`href`)."""

    text: str
    href: str


def clause_of(at: str) -> Clause:
    """The clause that a rule line or a bar names first, ready to show; "Đ14.1, local.x" → Đ14.1."""
    first = references(at)[0]
    return Clause(words(first), f"{reverse('rules')}#{anchor(first)}")


def references(at: str) -> tuple[str, ...]:
    """The single references in what a rule line cites: "Đ14.1, Đ18.1d" → two."""
    return tuple(part for part in re.split(r"[,;\s]+", at) if part) or ("",)


def words(at: str) -> str:
    """A clause in the order Vietnamese law is quoted: điểm, khoản, Điều."""
    if at.startswith(LOCAL):
        return "địa phương chọn"
    instrument, _, place = at.rpartition(":")
    named = the_law().instruments.get(instrument)
    return f"{clause_in_words(place)}, {named.number}" if named else clause_in_words(place)


def anchor(at: str) -> str:
    """The name of a clause inside the page of rules: Latin letters, digits and dashes only."""
    text = at.strip().replace("Đ", "d").replace("đ", "dd").lower()
    return re.sub(r"[^a-z0-9_]+", "-", text).strip("-")
