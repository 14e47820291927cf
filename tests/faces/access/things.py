"""The things that pages show one of: each with the unit and the person that it belongs to."""

from collections.abc import Callable, Iterable

from tests.faces.access.asked import CARDS, Thing
from tests.faces.access.cast import NEW
from tests.faces.access.samples import Samples
from tests.faces.access.systems import CODES
from tests.faces.town import MONTH

UNKNOWN = "khong-co"


def months(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"key": MONTH}), Thing({"key": "2031-01"}, known=False))


def people(_samples: Samples) -> Iterable[Thing]:
    for person, unit in CARDS.items():
        yield Thing({"code": person, "key": MONTH}, unit, person)
    yield Thing({"code": "an", "key": "2031-01"}, known=False)
    yield Thing({"code": UNKNOWN, "key": MONTH}, known=False)


def posted(_samples: Samples) -> Iterable[Thing]:
    for person in ("an", "binh", "chi", "dung", "giang", "mai", "uyen"):
        yield Thing({"code": person}, (CARDS | NEW)[person], person)
    yield Thing({"code": UNKNOWN}, known=False)


def rooms(_samples: Samples) -> Iterable[Thing]:
    for unit in ("P", "P1", "P2", "S", "T"):
        yield Thing({"unit": unit}, unit)
    yield Thing({"unit": UNKNOWN}, known=False)


def drafts(samples: Samples) -> Iterable[Thing]:
    for unit, number in samples.proposals.items():
        yield Thing({"pk": number}, unit)
    yield Thing({"pk": 999_999}, known=False)


def plans(samples: Samples) -> Iterable[Thing]:
    for unit, number in samples.plans.items():
        yield Thing({"pk": samples.proposals[unit], "plan": number}, unit)
    other = {"pk": samples.proposals["P"], "plan": samples.plans["S"]}
    yield Thing(other, known=False)


def files_of_people(_samples: Samples) -> Iterable[Thing]:
    for person in ("an", "binh", "chi", "giang", "mai", "son"):
        yield Thing({"code": person}, (CARDS | NEW)[person], person)
    yield Thing({"code": UNKNOWN}, known=False)


def tasks(samples: Samples) -> Iterable[Thing]:
    yield Thing({"pk": samples.task}, "P1", "an")
    yield Thing({"pk": samples.reported["binh"]}, "P1", "binh")
    yield Thing({"pk": 999_999}, known=False)


def own_tasks(samples: Samples) -> Iterable[Thing]:
    """The form opens for everybody who reports; only sending names a task."""
    yield Thing({"pk": samples.task}, "P1", "an")
    yield Thing({"pk": 999_999})


def lines(samples: Samples) -> Iterable[Thing]:
    for person in ("an", "chi"):
        yield Thing({"pk": samples.lines[person]}, CARDS[person], person)
    yield Thing({"pk": 999_999}, known=False)


def files_of_tasks(samples: Samples) -> Iterable[Thing]:
    """A file under another's task is none, as are one and a task that there are not."""
    for person, (task, proof) in samples.files.items():
        yield Thing({"pk": task, "file": proof}, "P1", person)
    yield Thing({"pk": samples.files["an"][0], "file": samples.files["binh"][1]}, known=False)
    yield Thing({"pk": 999_999, "file": samples.files["an"][1]}, known=False)


def changes(samples: Samples) -> Iterable[Thing]:
    for person, number in samples.changes.items():
        yield Thing({"pk": number}, "P1", person)
    yield Thing({"pk": 999_999}, known=False)


def givings(samples: Samples) -> Iterable[Thing]:
    yield Thing({"key": samples.giving}, "P1", "an", whose=("binh",))
    yield Thing({"key": UNKNOWN}, known=False)
    yield Thing({"key": "6f0e0c52-0000-4000-8000-000000000000"}, known=False)


def rosters(samples: Samples) -> Iterable[Thing]:
    for (kind, unit), number in samples.rosters.items():
        yield Thing({"pk": number}, unit, whose=(f"{kind}.keep",))
    yield Thing({"pk": 999_999}, known=False)


def comparisons(samples: Samples) -> Iterable[Thing]:
    for unit, number in samples.compared.items():
        yield Thing({"pk": number}, unit)
    yield Thing({"pk": 999_999}, known=False)


def systems(_samples: Samples) -> Iterable[Thing]:
    for unit, code in CODES.items():
        yield Thing({"code": code}, unit)
    yield Thing({"code": UNKNOWN}, known=False)


def rules(samples: Samples) -> Iterable[Thing]:
    """A rule of another system is none."""
    for unit, code in CODES.items():
        yield Thing({"code": code, "pk": samples.intake.rules[unit]}, unit)
    yield Thing({"code": CODES["P"], "pk": samples.intake.rules["S"]}, known=False)


def batches(samples: Samples) -> Iterable[Thing]:
    """A batch of another system is none."""
    for unit, code in CODES.items():
        yield Thing({"code": code, "pk": samples.intake.batches[unit]}, unit)
    yield Thing({"code": CODES["P"], "pk": samples.intake.batches["S"]}, known=False)


def remarks(samples: Samples) -> Iterable[Thing]:
    """The page lists what there is for its reader; only sending names one of them."""
    for person, number in samples.intake.remarks.items():
        yield Thing({"pk": number}, "P1", person)
    yield Thing({"pk": 999_999})


def gaps(_samples: Samples) -> Iterable[Thing]:
    yield Thing({"key": MONTH, "gap": "unreviewed"})
    yield Thing({"key": MONTH, "gap": UNKNOWN}, known=False)
    yield Thing({"key": "2031-01", "gap": "unreviewed"}, known=False)


def closes(samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"pk": samples.closing}), Thing({"pk": 999_999}, known=False))


def codes(*known: str) -> Callable[[Samples], Iterable[Thing]]:
    """Things that everybody whom the page admits may see, by code."""

    def listed(_samples: Samples) -> Iterable[Thing]:
        yield from (Thing({"code": one}) for one in known)
        yield Thing({"code": UNKNOWN}, known=False)

    return listed


def grants(samples: Samples) -> Iterable[Thing]:
    for name in ("an", "noi.vu", "dung", "giang"):
        yield Thing({"pk": samples.grants[name]})
    yield Thing({"pk": 999_999}, known=False)


def loans(samples: Samples) -> Iterable[Thing]:
    for name, giver, unit in (("mai", "binh", "P1"), ("son", "phong", "P"), ("nga", "binh", "P1")):
        yield Thing({"pk": samples.delegations[name]}, unit, whose=(giver, name))
    yield Thing({"pk": 999_999}, known=False)


def reported(samples: Samples) -> Iterable[Thing]:
    for person, number in samples.reported.items():
        yield Thing({"pk": number}, CARDS[person], person)
    yield Thing({"pk": 999_999}, known=False)


def paper_runs(samples: Samples) -> Iterable[Thing]:
    for name, number in samples.papers.items():
        yield Thing({"pk": number}, "P1", whose=(name,))
    yield Thing({"pk": 999_999}, known=False)


def reviewed(_samples: Samples) -> Iterable[Thing]:
    for person, unit in CARDS.items():
        yield Thing({"code": person}, unit, person)
    yield Thing({"code": UNKNOWN}, known=False)
