"""`python -m tests.house`: print what breaks the rules of the house."""

import sys

from tests.house import ROOT
from tests.house.rules import RULES

found = [finding for rule in RULES for finding in rule(ROOT)]
print("\n".join(found) or f"House rules: {len(RULES)} kept.")
sys.exit(bool(found))
