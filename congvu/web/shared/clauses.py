"""Clauses of the law as words and links: "Đ14.2b" → điểm b khoản 2 Điều 14, /quy-dinh/#d14-2b."""

import re
from dataclasses import dataclass

from django.urls import reverse

SHORT = re.compile(
    r"^Đ(?P<article>\d+)(?:\.(?P<clause>\d+))?(?:\.?(?P<point>[a-zđ](?:[–-][a-zđ])?))?$"
)
LOCAL = "local."


@dataclass(frozen=True)
class Clause:
    """A clause as shown (`text`) and where its quotation is (`href`)."""

    text: str
    href: str


def clause_of(at: str) -> Clause:
    """The clause that a rule line or a bar names, ready to show."""
    return Clause(words(at), f"{reverse('rules')}#{anchor(at)}")


def words(at: str) -> str:
    """A clause in the order Vietnamese law is quoted: điểm, khoản, Điều."""
    if at.startswith(LOCAL):
        return "lựa chọn của địa phương"
    found = SHORT.match(at.strip())
    if not found:
        return at
    point, clause = found["point"], found["clause"]
    parts = [f"điểm {point}"] * bool(point) + [f"khoản {clause}"] * bool(clause)
    return " ".join([*parts, f"Điều {found['article']}"])


def anchor(at: str) -> str:
    """The name of a clause inside the page of rules: Latin letters, digits and dashes only."""
    text = at.strip().replace("Đ", "d").replace("đ", "dd").replace("–", "-").lower()
    return re.sub(r"[^a-z0-9_]+", "-", text).strip("-")
