"""Who may do what, told a second time: by roles and the tree of units, not by the policy.

RIGHTS says which roles carry a right; `reaches` how far: a role goes down from its unit, a deputy's
over the units she was assigned, a lent one over neither the lender nor the borrower. What begins
with "own" is about oneself and is never lent.
"""

from tests.faces.access.cast import CAST, FIELDS, PROVINCE, Holds, Who

ABOVE = {
    "P1": ("P1", "P", "T", PROVINCE),
    "P2": ("P2", "P", "T", PROVINCE),
    "P": ("P", "T", PROVINCE),
    "S": ("S", "T", PROVINCE),
    "T": ("T", PROVINCE),
    PROVINCE: (PROVINCE,),
}
"""Each unit with those it lies under, itself first; "" is the whole province."""

RIGHTS = {
    "own.month": "officer head deputy",
    "own.competency": "officer head deputy",
    "own.report": "officer head deputy",
    "own.score": "officer head deputy",
    "scorecard.review_unit": "head",
    "scorecard.comment_unit": "deputy",
    "own.object": "officer head deputy",
    "own.rate": "officer head deputy",
    "rating.prepare_unit": "agency_office personnel_adviser home_affairs",
    "rating.decide_unit": "head",
    "year.open": "home_affairs",
    "result.decide_unit": "head",
    "result.amend_unit": "agency_office personnel_adviser home_affairs",
    "organisation.assess_unit": "head",
    "organisation.recognise_unit": "head",
    "work.assign_unit": "head",
    "work.accept_unit": "head deputy",
    "audit.read": "inspector",
    "decision.reconcile": "agency_office personnel_adviser home_affairs inspector",
    "account.set_address": "agency_office",
    "people.keep": "agency_office personnel_adviser home_affairs",
    "units.keep": "agency_office home_affairs",
    "intake.keep": "agency_office province_admin home_affairs",
    "room.read_unit": "head deputy agency_office personnel_adviser home_affairs leadership"
    " inspector",
    "month.read_unit": "head deputy agency_office personnel_adviser home_affairs inspector",
    "competency.read_unit": "head deputy agency_office personnel_adviser home_affairs inspector",
    "competency.assess_unit": "head deputy",
    "period.open": "home_affairs",
    "rulebook.adopt": "home_affairs",
    "province.read": "home_affairs leadership inspector",
    "health.read": "operator",
    "period.close": "home_affairs",
    "list.propose": "agency_office home_affairs",
    "list.appraise": "home_affairs",
    "list.issue": "home_affairs",
    "list.read_drafts": "leadership inspector",
    "toolkit.publish": "home_affairs",
    "toolkit.adopt": "home_affairs",
    "grants.keep": "province_admin",
    "delegations.read": "officer head deputy agency_office personnel_adviser province_admin"
    " inspector",
}
BY_NAME = {one.name: one for one in CAST}
PERSON_OF = {one.name: one.person for one in CAST}


def holding(who: Who, right: str) -> list[Holds]:
    """The roles of somebody that carry a right, lent ones as far as it was lent."""
    return [
        one
        for one in who.holds
        if one.role in RIGHTS[right].split()
        and not (one.behalf and right.startswith("own."))
        and not (one.only and right not in one.only)
    ]


def has(who: Who, *rights: str) -> bool:
    """Whether somebody holds one of the rights anywhere."""
    return any(holding(who, right) for right in rights)


def units_of(who: Who, right: str, person: str = "") -> set[str]:
    """The units from which a right goes down, as far as `person` is concerned."""
    found: set[str] = set()
    for one in holding(who, right):
        if one.behalf and person and person in (who.person, PERSON_OF[one.behalf]):
            continue
        holder = PERSON_OF[one.behalf] if one.behalf else who.person
        found.update(FIELDS.get(holder, ()) if one.role == "deputy" else (one.unit,))
    return found


def reaches(who: Who, right: str, unit: str, person: str = "") -> bool:
    """Whether a right reaches a unit, or a person in it."""
    return bool(units_of(who, right, person) & set(ABOVE[unit]))
