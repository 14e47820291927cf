"""Who sees and who acts on a thing, where no right alone says so."""

from tests.faces.access.asked import CARDS, HEADS, Thing, over
from tests.faces.access.cast import NEW, Who
from tests.faces.access.rules import ABOVE, PERSON_OF, has, holding, reaches, units_of
from tests.faces.access.samples import COMMON


def reads_competency(who: Who, thing: Thing) -> bool:
    own = who.person == thing.person and has(who, "own.competency")
    return own or over("competency.read_unit")(who, thing)


def reviews(who: Who, thing: Thing) -> bool:
    """Not herself, nor whoever heads the unit that she works in, or one above it."""
    own = (CARDS | NEW).get(who.person, "")
    above = {HEADS.get(unit, "") for unit in ABOVE[own]}
    others = thing.person not in {who.person, *above}
    return others and over("work.accept_unit")(who, thing)


def reads_reviews(who: Who, thing: Thing) -> bool:
    others = who.person != thing.person
    return others and over("work.accept_unit", "month.read_unit")(who, thing)


def assesses(who: Who, thing: Thing) -> bool:
    return who.person != thing.person and over("competency.assess_unit")(who, thing)


def _named(person: str) -> str:
    """Whom Điều 10 names for a person of the town: the nearest head at or above her unit."""
    heads = (HEADS.get(unit, "") for unit in ABOVE[CARDS[person]])
    return next((one for one in heads if one and one != person), "")


def confirms_card(who: Who, thing: Thing) -> bool:
    """The head who is named, or whoever acts for her, but for nobody's own card."""
    named = _named(thing.person)
    if not named or who.person in ("", thing.person):
        return False
    own = [one for one in holding(who, "scorecard.review_unit")
           if (PERSON_OF[one.behalf] if one.behalf else who.person) == named]  # fmt: skip
    return any(one.unit in ABOVE[thing.unit] for one in own)


def says_of_card(who: Who, thing: Thing) -> bool:
    """Whoever confirms, and a deputy in whose field the person is."""
    if confirms_card(who, thing):
        return True
    within = bool(_named(thing.person)) and over("scorecard.comment_unit")(who, thing)
    return within and who.person != thing.person


def proposes_common(who: Who, _thing: Thing) -> bool:
    return reaches(who, "list.propose", COMMON)


def lends(who: Who, _thing: Thing) -> bool:
    """Whoever heads or deputises in her own name."""
    return any(one.role in ("head", "deputy") and not one.behalf for one in who.holds)


def reads_person(who: Who, thing: Thing) -> bool:
    return who.person == thing.person or over("room.read_unit", "people.keep")(who, thing)


def keeps_person(who: Who, thing: Thing) -> bool:
    return who.person != thing.person and over("people.keep")(who, thing)


def reports(who: Who, thing: Thing) -> bool:
    return who.person == thing.person and has(who, "own.report")


def accepts(who: Who, thing: Thing) -> bool:
    return who.person != thing.person and over("work.accept_unit")(who, thing)


def reopens(who: Who, thing: Thing) -> bool:
    return who.person != thing.person and over("scorecard.review_unit")(who, thing)


def hands_out(who: Who, thing: Thing) -> bool:
    return who.person != thing.person and over("work.assign_unit")(who, thing)


def sees_handed_out(who: Who, thing: Thing) -> bool:
    """What she hands out, and what she herself was given."""
    return who.person == thing.person or hands_out(who, thing)


def gave(who: Who, thing: Thing) -> bool:
    return who.name in thing.whose and hands_out(who, thing)


def keeps_list(who: Who, thing: Thing) -> bool:
    """Whoever keeps people sees their lists, whoever keeps units those of units."""
    return over(*thing.whose)(who, thing)


def settles(who: Who, thing: Thing) -> bool:
    return bool(thing.person) and accepts(who, thing)


def sees_loan(who: Who, thing: Thing) -> bool:
    """Her own, or one whose unit lies above or below a unit whose list she reads."""
    lists = units_of(who, "delegations.read")
    touched = any(one in ABOVE[thing.unit] or thing.unit in ABOVE[one] for one in lists)
    return who.name in thing.whose or touched


def asked_herself(who: Who, thing: Thing) -> bool:
    """Only whoever asked, and only while the unit is hers to read."""
    return who.name in thing.whose and over("month.read_unit")(who, thing)


def nobody(_who: Who, _thing: Thing) -> bool:
    """What there is not yet: a notice before the publication, a file before it is made."""
    return False


def ends_loan(who: Who, thing: Thing) -> bool:
    return who.name == thing.whose[0] or over("grants.keep")(who, thing)


DRAFTS = ("list.propose", "list.appraise", "list.issue", "list.read_drafts")
CARD_RIGHTS = ("scorecard.review_unit", "scorecard.comment_unit")
SEES_DRAFT = over(*DRAFTS)
PROPOSES = over("list.propose")
KEEPS_INTAKE = over("intake.keep")
RECONCILES = over("decision.reconcile")
