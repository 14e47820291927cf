"""The pages of objections and amendments: who opens them, sees and does what; part of `table`."""

from collections.abc import Iterable

from tests.faces.access.asked import CARDS, HEADS, Page, Thing, over, reads_month
from tests.faces.access.cast import NEW, Who
from tests.faces.access.disputes import OCTOBER, SCORED_BY
from tests.faces.access.rules import ABOVE, PERSON_OF, has, holding
from tests.faces.access.samples import Samples
from tests.faces.town import MONTH

UNKNOWN = "khong-co"


def objections(samples: Samples) -> Iterable[Thing]:
    for person, number in samples.disputes.objections.items():
        yield Thing({"pk": number}, CARDS[person], person, (SCORED_BY[person],))
    yield Thing({"pk": 999_999}, known=False)


def proposals_to_amend(samples: Samples) -> Iterable[Thing]:
    for person, number in samples.disputes.proposals.items():
        yield Thing({"pk": number}, CARDS[person], person)
    yield Thing({"pk": 999_999}, known=False)


def published(_samples: Samples) -> Iterable[Thing]:
    for person in ("an", "chi", "dung", "giang", "mai"):
        yield Thing({"code": person, "key": OCTOBER}, (CARDS | NEW)[person], person)
    yield Thing({"code": "an", "key": MONTH}, known=False)
    yield Thing({"code": UNKNOWN, "key": OCTOBER}, known=False)


def october(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"key": OCTOBER}), Thing({"key": "2031-01"}, known=False))


def objects(who: Who, thing: Thing) -> bool:
    return who.person == thing.person and has(who, "own.object")


def scored(who: Who, thing: Thing) -> bool:
    return bool(who.person) and who.person in thing.whose


def amends(who: Who, thing: Thing) -> bool:
    return who.person != thing.person and over("result.amend_unit")(who, thing)


def answers(who: Who, thing: Thing) -> bool:
    """Whoever heads the nearest unit above, or acts for her; nobody about herself."""
    above = (HEADS.get(unit, "") for unit in ABOVE[thing.unit])
    head = next((one for one in above if one and one != thing.person), None)
    for one in holding(who, "result.decide_unit"):
        behalf = PERSON_OF[one.behalf] if one.behalf else ""
        if (behalf or who.person) == head and thing.person not in (who.person, behalf):
            return True
    return False


DISPUTES: dict[str, Page] = {
    "objections": Page("/kien-nghi/", ("own.object", "month.read_unit")),
    "objection_new": Page("/kien-nghi/gui/{key}/", ("own.object",), october, post={}),
    "objection": Page(
        "/kien-nghi/{pk}/", ("own.object", "month.read_unit"), objections, reads_month
    ),
    "objection_file": Page(
        "/kien-nghi/{pk}/tep/", ("own.object", "month.read_unit"), objections, reads_month
    ),
    "objection_paper": Page(
        "/kien-nghi/{pk}/ho-so/docx/", ("own.object", "month.read_unit"), objections, reads_month
    ),
    "objection_withdraw": Page(
        "/kien-nghi/{pk}/rut/", ("own.object",), objections, reads_month, objects, get=False,
        post={},
    ),
    "objection_reply": Page(
        "/kien-nghi/{pk}/tra-loi/", ("month.read_unit",), objections, reads_month, scored,
        get=False, post={},
    ),
    "objection_opinion": Page(
        "/kien-nghi/{pk}/y-kien/", ("result.amend_unit",), objections, reads_month, amends,
        get=False, post={},
    ),
    "objection_decide": Page(
        "/kien-nghi/{pk}/quyet/", ("result.decide_unit",), objections, reads_month, answers,
        get=False, post={},
    ),
    "amendments": Page("/dieu-chinh/", ("month.read_unit",)),
    "amendment_new": Page(
        "/dieu-chinh/lap/{code}/{key}/", ("result.amend_unit",), published, amends, post={}
    ),
    "amendment": Page(
        "/dieu-chinh/{pk}/", ("own.month", "month.read_unit"), proposals_to_amend, reads_month
    ),
    "amendment_check": Page(
        "/dieu-chinh/{pk}/kiem-tra/", ("result.amend_unit",), proposals_to_amend, reads_month,
        amends, get=False, post={},
    ),
    "amendment_sign": Page(
        "/dieu-chinh/{pk}/ky/", ("result.decide_unit",), proposals_to_amend, reads_month,
        lambda _who, _thing: False, get=False, post={},
    ),
}  # fmt: skip
