"""The policy itself: what each page asks for, and what each relation to a person or unit allows.

A page that is not in POLICIES cannot be mounted (`guard`), so nothing is open by forgetting.
A person or unit out of reach looks like one that does not exist: the face answers 404.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from congvu.access.rights import PROVINCE, Held, Rights

READ_OWN = "month.read_own"
READ_MONTH = "month.read_unit"
READ_ROOM = "room.read_unit"
REPORT_OWN = "work.report_own"
ASSIGN_WORK = "work.assign_unit"
ACCEPT_WORK = "work.accept_unit"
READ_PROVINCE = "province.read"
READ_HEALTH = "health.read"
PROPOSE_LIST = "list.propose"
APPRAISE_LIST = "list.appraise"
ISSUE_LIST = "list.issue"
READ_DRAFTS = "list.read_drafts"
PUBLISH_TOOLKIT = "toolkit.publish"
ADOPT_TOOLKIT = "toolkit.adopt"
ASSESS_OWN = "competency.assess_own"
READ_COMPETENCY = "competency.read_unit"
ASSESS_COMPETENCY = "competency.assess_unit"
KEEP_PEOPLE = "people.keep"
KEEP_UNITS = "units.keep"
KEEP_GRANTS = "grants.keep"
READ_DELEGATIONS = "delegations.read"
KEEP_INTAKE = "intake.keep"
READ_AUDIT = "audit.read"
RECONCILE = "decision.reconcile"
SET_ADDRESS = "account.set_address"
CLOSE_PERIOD = "period.close"
OPEN_PERIOD = "period.open"
REVIEW_CARD = "scorecard.review_unit"
ADOPT_RULES = "rulebook.adopt"
SCORE_SELF = "scorecard.self_score_own"
REVIEW_CARD = "scorecard.review_unit"
COMMENT_CARD = "scorecard.comment_unit"
LODGE_OBJECTION = "objection.lodge_own"
DECIDE_RESULT = "result.decide_unit"
AMEND_RESULT = "result.amend_unit"
ASSESS_ORGANISATION = "organisation.assess_unit"
RECOGNISE_ORGANISATION = "organisation.recognise_unit"
READS_ORGANISATIONS = (READ_ROOM, READ_PROVINCE)
RATE_OWN = "rating.rate_own"
PREPARE_RATING = "rating.prepare_unit"
DECIDE_RATING = "rating.decide_unit"
OPEN_YEAR = "year.open"
SEES_DRAFTS = (PROPOSE_LIST, APPRAISE_LIST, ISSUE_LIST, READ_DRAFTS)


class StepUp(StrEnum):
    """When a page wants its reader to have shown a password or a factor within 15 minutes."""

    NEVER = "never"
    ON_WRITE = "on_write"
    ALWAYS = "always"


@dataclass(frozen=True)
class Policy:
    """What a page asks for: nothing (public), a sign-in, or any one of some permissions.

    `step_up`: whether it asks for a fresh proof too. `owing` pages open to a reader who still
    owes a second factor. What is posted to a `secret` page is never kept for later. `by_key`: no
    person opens it, but another system with the key it was given (see access.keys).
    """

    any_of: tuple[str, ...] = ()
    public: bool = False
    step_up: StepUp = StepUp.NEVER
    owing: bool = False
    secret: bool = False
    by_key: bool = False

    def admits(self, rights: Rights) -> bool:
        """Whether these rights open the page at all; what it shows is asked again, per object."""
        return not self.any_of or any(rights.may(permission) for permission in self.any_of)


PUBLIC = Policy(public=True)
SIGNED_IN = Policy()
OWN_SECURITY = Policy(owing=True, secret=True)
CHANGES_FACTORS = Policy(owing=True, secret=True, step_up=StepUp.ALWAYS)
BY_KEY = Policy(by_key=True)

POLICIES = MappingProxyType(
    {
        "sign_in": PUBLIC,
        "sign_out": PUBLIC,
        "sign_in_factor": PUBLIC,
        "passkey_challenge": PUBLIC,
        "sso_start": PUBLIC,
        "sso_return": PUBLIC,
        "sso_left": PUBLIC,
        "step_up": OWN_SECURITY,
        "resume": SIGNED_IN,
        "keep_alive": OWN_SECURITY,
        "security": OWN_SECURITY,
        "security_password": OWN_SECURITY,
        "security_totp": CHANGES_FACTORS,
        "security_passkeys": CHANGES_FACTORS,
        "security_codes": CHANGES_FACTORS,
        "security_remove": CHANGES_FACTORS,
        "security_sessions": OWN_SECURITY,
        "home": SIGNED_IN,
        "rules": SIGNED_IN,
        "month": Policy((READ_OWN,)),
        "month_of": Policy((READ_OWN,)),
        "person_month": Policy((READ_OWN, READ_MONTH)),
        "room": Policy((READ_ROOM,)),
        "room_of": Policy((READ_ROOM,)),
        "province": Policy((READ_PROVINCE,)),
        "province_of": Policy((READ_PROVINCE,)),
        "health": Policy((READ_HEALTH,)),
        "toolkit": Policy((*SEES_DRAFTS, PUBLISH_TOOLKIT, ADOPT_TOOLKIT)),
        "toolkit_release": Policy((*SEES_DRAFTS, PUBLISH_TOOLKIT, ADOPT_TOOLKIT)),
        "toolkit_begin": Policy((PROPOSE_LIST,)),
        "framework": SIGNED_IN,
        "toolkit_publish": Policy((PUBLISH_TOOLKIT,)),
        "toolkit_receive": Policy((ADOPT_TOOLKIT,)),
        "toolkit_inspection": Policy((ADOPT_TOOLKIT,)),
        "toolkit_conflicts": Policy((ADOPT_TOOLKIT,)),
        "toolkit_put_away": Policy((ADOPT_TOOLKIT,)),
        "imports": Policy(SEES_DRAFTS),
        "import_plan": Policy(SEES_DRAFTS),
        "catalogue_file": SIGNED_IN,
        "positions": SIGNED_IN,
        "positions_file": SIGNED_IN,
        "position": SIGNED_IN,
        "position_file": SIGNED_IN,
        "own_position": Policy((ASSESS_OWN,)),
        "own_competencies": Policy((ASSESS_OWN,)),
        "competencies": Policy((READ_COMPETENCY,)),
        "person_competencies": Policy((ASSESS_OWN, READ_COMPETENCY)),
        "person_competencies_file": Policy((ASSESS_OWN, READ_COMPETENCY)),
        "appraisal": Policy(SEES_DRAFTS),
        "appraisal_rule": Policy((APPRAISE_LIST,)),
        "appraisal_step": Policy((APPRAISE_LIST,)),
        "impact": Policy(SEES_DRAFTS),
        "issue": Policy((ISSUE_LIST,)),
        "catalogues": SIGNED_IN,
        "catalogue": SIGNED_IN,
        "proposal_start": Policy((PROPOSE_LIST,)),
        "proposal": Policy(SEES_DRAFTS),
        "proposal_rows": Policy((PROPOSE_LIST,)),
        "proposal_paste": Policy((PROPOSE_LIST,)),
        "proposal_undo": Policy((PROPOSE_LIST,)),
        "proposal_settings": Policy((PROPOSE_LIST,)),
        "proposal_comment": Policy((PROPOSE_LIST, APPRAISE_LIST, ISSUE_LIST)),
        "proposal_step": Policy((PROPOSE_LIST,)),
        "assign": Policy((ASSIGN_WORK,)),
        "assign_products": Policy((ASSIGN_WORK,)),
        "assign_table": Policy((ASSIGN_WORK,)),
        "assign_undo": Policy((ASSIGN_WORK,)),
        "assign_planned": Policy((ASSIGN_WORK,)),
        "unit_tasks": Policy((ASSIGN_WORK,)),
        "unit_task": Policy((ASSIGN_WORK,)),
        "task_change": Policy((ASSIGN_WORK,)),
        "outside_list": Policy((PROPOSE_LIST,)),
        "units": SIGNED_IN,
        "unit": SIGNED_IN,
        "unit_change": Policy((KEEP_UNITS,)),
        "people": Policy((READ_ROOM, KEEP_PEOPLE)),
        "person_add": Policy((KEEP_PEOPLE,)),
        "person": Policy((READ_OWN, READ_ROOM, KEEP_PEOPLE)),
        "search": SIGNED_IN,
        "rosters": Policy((KEEP_PEOPLE, KEEP_UNITS)),
        "roster": Policy((KEEP_PEOPLE, KEEP_UNITS)),
        "grants": Policy((KEEP_GRANTS,)),
        "grant_new": Policy((KEEP_GRANTS,)),
        "grant": Policy((KEEP_GRANTS,)),
        "delegations": SIGNED_IN,
        "delegation_end": SIGNED_IN,
        "today": Policy((REPORT_OWN,)),
        "today_send": Policy((REPORT_OWN,)),
        "today_undo": Policy((REPORT_OWN,)),
        "today_repeat": Policy((REPORT_OWN,)),
        "log_work": Policy((REPORT_OWN,)),
        "diary": Policy((REPORT_OWN,)),
        "diary_line": Policy((REPORT_OWN,)),
        "task": Policy((READ_OWN, READ_MONTH)),
        "task_file": Policy((READ_OWN, READ_MONTH)),
        "task_write": Policy((REPORT_OWN,)),
        "today_worker": PUBLIC,
        "intake": Policy((KEEP_INTAKE,)),
        "intake_start": Policy((KEEP_INTAKE,)),
        "intake_system": Policy((KEEP_INTAKE,)),
        "intake_settings": Policy((KEEP_INTAKE,)),
        "intake_key": Policy((KEEP_INTAKE,)),
        "intake_rule": Policy((KEEP_INTAKE,)),
        "intake_file": Policy((KEEP_INTAKE,)),
        "intake_batch": Policy((KEEP_INTAKE,)),
        "intake_records": Policy((KEEP_INTAKE,)),
        "source_remarks": Policy((ACCEPT_WORK,)),
        "intake_push": BY_KEY,
        "review": Policy((ACCEPT_WORK,)),
        "review_task": Policy((ACCEPT_WORK,)),
        "review_person": Policy((ACCEPT_WORK, READ_AUDIT)),
        "batch_shares": Policy((READ_AUDIT,)),
        "batch_shares_of": Policy((READ_AUDIT,)),
        "reconciliations": Policy((RECONCILE,)),
        "reconciliation": Policy((RECONCILE,)),
        "reconciliation_file": Policy((RECONCILE,)),
        "reminders": Policy((READ_OWN, ACCEPT_WORK)),
        "mail_settings": Policy((READ_OWN, ACCEPT_WORK)),
        "digest_stop": PUBLIC,
        "addresses": Policy((SET_ADDRESS,)),
        "closing": Policy((CLOSE_PERIOD,)),
        "closing_of": Policy((CLOSE_PERIOD,)),
        "closing_gap": Policy((CLOSE_PERIOD,)),
        "close_propose": Policy((CLOSE_PERIOD,)),
        "close_run": Policy((CLOSE_PERIOD,)),
        "close_seal": Policy((CLOSE_PERIOD,)),
        "close_later": Policy((CLOSE_PERIOD,)),
        "calendar": Policy((OPEN_PERIOD, READ_PROVINCE)),
        "calendar_of": Policy((OPEN_PERIOD, READ_PROVINCE)),
        "calendar_open": Policy((OPEN_PERIOD,)),
        "calendar_extend": Policy((OPEN_PERIOD,)),
        "calendar_setting": Policy((ADOPT_RULES,)),
        "self_score": Policy((SCORE_SELF,)),
        "self_score_of": Policy((SCORE_SELF,)),
        "card_file": Policy((READ_OWN, READ_MONTH)),
        "cards": Policy((REVIEW_CARD, COMMENT_CARD)),
        "card_answer": Policy((REVIEW_CARD, COMMENT_CARD)),
        "objections": Policy((LODGE_OBJECTION, READ_MONTH)),
        "objection_new": Policy((LODGE_OBJECTION,)),
        "objection": Policy((LODGE_OBJECTION, READ_MONTH)),
        "objection_file": Policy((LODGE_OBJECTION, READ_MONTH)),
        "objection_paper": Policy((LODGE_OBJECTION, READ_MONTH)),
        "objection_withdraw": Policy((LODGE_OBJECTION,)),
        "objection_reply": Policy((READ_MONTH,)),
        "objection_opinion": Policy((AMEND_RESULT,)),
        "objection_decide": Policy((DECIDE_RESULT,)),
        "amendments": Policy((READ_MONTH,)),
        "amendment_new": Policy((AMEND_RESULT,)),
        "amendment": Policy((READ_OWN, READ_MONTH)),
        "amendment_check": Policy((AMEND_RESULT,)),
        "amendment_sign": Policy((DECIDE_RESULT,)),
        "card_paper": Policy((READ_OWN, READ_MONTH)),
        "notice_paper": Policy((READ_OWN, READ_MONTH)),
        "list_paper": Policy((READ_ROOM,)),
        "paper_runs": Policy((READ_MONTH,)),
        "paper_run": Policy((READ_MONTH,)),
        "paper_run_file": Policy((READ_MONTH,)),
        "check": PUBLIC,
        "self_score_reopen": Policy((REVIEW_CARD,)),
        "organisations": Policy(READS_ORGANISATIONS),
        "organisation": Policy(READS_ORGANISATIONS),
        "organisation_notice": Policy(READS_ORGANISATIONS),
        "organisation_replace": Policy((RECOGNISE_ORGANISATION,)),
        "organisations_recognise": Policy((RECOGNISE_ORGANISATION,)),
        "organisation_figures": Policy((KEEP_UNITS,)),
        "organisation_criteria": Policy((*READS_ORGANISATIONS, ADOPT_RULES)),
        "unit_summary": Policy(READS_ORGANISATIONS),
        "means": Policy((READ_MONTH,)),
        "means_of": Policy((READ_MONTH,)),
        "rulings": Policy((READ_PROVINCE,)),
        "ruling_new": Policy((ADOPT_RULES,)),
        "ruling_run": Policy((READ_PROVINCE,)),
        "ruling_person": Policy((READ_PROVINCE,)),
        "overlay": Policy((READ_PROVINCE,)),
        "overlay_new": Policy((ADOPT_RULES,)),
        "overlay_edit": Policy((ADOPT_RULES,)),
        "overlay_step": Policy((ADOPT_RULES,)),
        "year_criteria": Policy((RATE_OWN, PREPARE_RATING)),
        "year_criteria_of": Policy((PREPARE_RATING,)),
        "year_objection": Policy((LODGE_OBJECTION,)),
        "replacements": Policy((READ_MONTH,)),
        "replacement_new": Policy((AMEND_RESULT,)),
        "replacement": Policy((READ_OWN, READ_MONTH)),
        "replacement_check": Policy((AMEND_RESULT,)),
        "replacement_sign": Policy((DECIDE_RESULT,)),
        "years": Policy((RATE_OWN, PREPARE_RATING, DECIDE_RATING, READ_MONTH, OPEN_YEAR)),
        "year_open": Policy((OPEN_YEAR,)),
        "province_calibration": Policy((READ_PROVINCE,)),
        "year_round": Policy((PREPARE_RATING, DECIDE_RATING, READ_MONTH)),
        "year_calibration": Policy((PREPARE_RATING, DECIDE_RATING, READ_MONTH)),
        "year_decision": Policy((PREPARE_RATING, DECIDE_RATING, READ_MONTH)),
        "year_person": Policy((PREPARE_RATING, DECIDE_RATING, READ_MONTH)),
        "year_public": Policy((RATE_OWN, PREPARE_RATING, DECIDE_RATING, READ_MONTH)),
        "own_rating": Policy((RATE_OWN,)),
        "own_rating_of": Policy((RATE_OWN,)),
        "rating": Policy((READ_OWN, READ_MONTH)),
        "meetings": Policy((RATE_OWN, PREPARE_RATING, READ_MONTH)),
        "meetings_of": Policy((RATE_OWN, PREPARE_RATING, READ_MONTH)),
        "meeting_call": Policy((PREPARE_RATING, DECIDE_RATING)),
        "meeting": Policy((RATE_OWN, PREPARE_RATING, READ_MONTH)),
        "meeting_opinions": Policy((RATE_OWN,)),
        "rating_paper": Policy((READ_OWN, READ_MONTH)),
        "rating_notice": Policy((READ_OWN, READ_MONTH)),
        "minutes_paper": Policy((RATE_OWN, PREPARE_RATING, READ_MONTH)),
        "rating_decision_paper": Policy((PREPARE_RATING, DECIDE_RATING, READ_MONTH)),
        "rating_list_paper": Policy((PREPARE_RATING, DECIDE_RATING, READ_MONTH)),
    }
)


class Relation(StrEnum):
    """How a user stands to a person whose month is asked for."""

    SELF = "self"
    OVER = "over"
    NONE = "none"


def relation(rights: Rights, *, person: int, unit_path: str) -> Relation:
    """How the user stands to a person, by the unit that the person's scorecard lies in.

    The unit is that of the period asked for: after a transfer the old head keeps reading the
    months of her time, the new head reads those of his (Đ19.1).
    """
    if rights.person == person:
        return Relation.SELF
    covered = rights.reach(READ_MONTH).covers(unit_path, person)
    return Relation.OVER if covered else Relation.NONE


def may_read_month(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether the month of a person may be shown to this user."""
    stands = relation(rights, person=person, unit_path=unit_path)
    return stands is Relation.OVER or (stands is Relation.SELF and rights.may(READ_OWN))


def may_report(rights: Rights, *, person: int) -> bool:
    """Whether the user logs and reports the work of a person: her own only."""
    return rights.person == person and rights.may(REPORT_OWN)


def may_assign(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether the user hands out work to a person of a unit; nobody does so to herself."""
    return rights.person != person and rights.reach(ASSIGN_WORK).covers(unit_path, person)


def may_accept(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether the user reviews a person's results and causes; nobody reviews her own."""
    return rights.person != person and rights.reach(ACCEPT_WORK).covers(unit_path, person)


def may_reopen(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether the user takes a person's self-score after the grace; nobody her own."""
    return rights.person != person and rights.reach(REVIEW_CARD).covers(unit_path, person)


def may_read_work(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether a task with its log, evidence and reviews may be shown: like the month it is in."""
    return may_read_month(rights, person=person, unit_path=unit_path)


def may_keep_intake(rights: Rights, *, unit_path: str) -> bool:
    """Whether the user keeps what other systems tell of a unit: its systems, rules and batches."""
    return rights.reach(KEEP_INTAKE).covers(unit_path)


def may_self_score(rights: Rights, *, person: int) -> bool:
    """Whether the user scores a person's general criteria as her own: nobody else's (Đ17.2)."""
    return rights.person == person and rights.may(SCORE_SELF)


def confirming(
    rights: Rights, *, person: int, unit_path: str, authority: int | None
) -> Held | None:
    """The grant by which the user confirms a person's card, if she may (Đ10.1).

    Only the `authority` (whom Điều 10 names) may, or whoever acts for her; nobody her own card.
    """
    if authority is None or person in (rights.person, authority):
        return None
    return rights.reach(REVIEW_CARD).of(authority).by(unit_path, person)


def commenting(
    rights: Rights, *, person: int, unit_path: str, authority: int | None, heads: bool
) -> Held | None:
    """The grant by which the user reviews a person's card, if she may; another then confirms it.

    Whoever confirms may, and a deputy within his field, but not the head of his own unit or of one
    above it (`heads`: the person heads the unit of `unit_path`); nobody her own card, nor one that
    nobody can confirm.
    """
    signs = confirming(rights, person=person, unit_path=unit_path, authority=authority)
    if signs is not None or authority is None or person == rights.person:
        return signs
    held = rights.reach(COMMENT_CARD).by(unit_path, person)
    above = heads and held is not None and held.unit.startswith(unit_path)
    return None if above else held


def may_read_organisation(rights: Rights, *, unit_path: str) -> bool:
    """Whether the year of an organisation, and a unit's roll-up, may be shown to the user."""
    return any(rights.reach(one).covers(unit_path) for one in READS_ORGANISATIONS)


def assessing(rights: Rights, *, unit_path: str, head: int | None) -> Held | None:
    """The grant by which the user assesses an organisation as its head, or for her (Đ9.2a)."""
    return None if head is None else rights.reach(ASSESS_ORGANISATION).of(head).by(unit_path)


def recognising(
    rights: Rights, *, unit_path: str, authority: int | None, head: int | None
) -> Held | None:
    """The grant by which the user decides on an organisation as its authority, or for her (Đ5).

    Nobody decides on the organisation that she heads, for whomever she acts.
    """
    if authority is None or (head is not None and head in (rights.person, authority)):
        return None
    return rights.reach(RECOGNISE_ORGANISATION).of(authority).by(unit_path, head)


def may_propose(rights: Rights, *, unit_path: str | None) -> bool:
    """Whether the user may draft lists of a unit; None is a list common to the province."""
    return _covers(rights, PROPOSE_LIST, unit_path)


def may_appraise(rights: Rights, *, unit_path: str | None) -> bool:
    """Whether the user may appraise and send back lists of a unit (or the common ones)."""
    return _covers(rights, APPRAISE_LIST, unit_path)


def may_issue(rights: Rights, *, unit_path: str | None) -> bool:
    """Whether the user may enter the decision that issues a list of a unit (or a common one)."""
    return _covers(rights, ISSUE_LIST, unit_path)


def may_read_draft(rights: Rights, *, unit_path: str | None) -> bool:
    """Whether a list under way may be shown: to those who work on it, and to those above."""
    return any(_covers(rights, permission, unit_path) for permission in SEES_DRAFTS)


def may_read_competencies(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether a person's competency assessment may be shown: her own, or one in reach."""
    own = rights.person == person and rights.may(ASSESS_OWN)
    return own or rights.reach(READ_COMPETENCY).covers(unit_path, person)


def may_assess(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether the user assesses a person as her head; nobody assesses herself so."""
    within = rights.reach(ASSESS_COMPETENCY).covers(unit_path, person)
    return within and rights.person != person


def _covers(rights: Rights, permission: str, unit_path: str | None) -> bool:
    return rights.reach(permission).covers(unit_path or PROVINCE)


def may_read_room(rights: Rights, *, unit_path: str) -> bool:
    """Whether the people of a unit may be listed to this user."""
    return rights.reach(READ_ROOM).covers(unit_path)


def may_keep_units(rights: Rights, *, unit_path: str) -> bool:
    """Whether the user may rename, move and reorganise a unit."""
    return _covers(rights, KEEP_UNITS, unit_path)


def may_keep_people(rights: Rights, *, unit_path: str) -> bool:
    """Whether the user may enter people, postings, absences and discipline in a unit."""
    return _covers(rights, KEEP_PEOPLE, unit_path)


def may_list_people(rights: Rights, *, unit_path: str) -> bool:
    """Whether the people of a unit may be listed: to those over it and to those who keep them."""
    return may_read_room(rights, unit_path=unit_path) or may_keep_people(
        rights, unit_path=unit_path
    )


def may_read_person(rights: Rights, *, person: int, unit_paths: Collection[str]) -> bool:
    """Whether a person's file may be shown: her own, or one of whoever works in reach.

    `unit_paths` are the units she works in, or worked in last.
    """
    reach = (rights.reach(READ_ROOM), rights.reach(KEEP_PEOPLE))
    return rights.person == person or any(
        one.covers(path, person) for one in reach for path in unit_paths or (PROVINCE,)
    )


def may_keep_person(rights: Rights, *, person: int, unit_paths: Collection[str]) -> bool:
    """Whether the user keeps a person's file; nobody keeps her own."""
    paths = unit_paths or (PROVINCE,)
    return rights.person != person and any(
        may_keep_people(rights, unit_path=path) for path in paths
    )


def may_read_discipline(rights: Rights, *, person: int, unit_paths: Collection[str]) -> bool:
    """Whether a person's discipline may be shown: to herself and to those who keep people."""
    return rights.person == person or may_keep_person(rights, person=person, unit_paths=unit_paths)


def people_in_reach(rights: Rights) -> tuple[frozenset[str], frozenset[int]]:
    """Whose names a search may show: subtrees read or kept, and people one by one, oneself too."""
    reach = [rights.reach(one) for one in (READ_ROOM, READ_MONTH, KEEP_PEOPLE)]
    own = frozenset(() if rights.person is None else (rights.person,))
    paths: frozenset[str] = frozenset()
    return paths.union(*(one.paths for one in reach)), own.union(*(one.people for one in reach))


def may_keep_grants(rights: Rights, *, unit_path: str | None) -> bool:
    """Whether the user gives and ends roles on a unit; None is the whole province."""
    return _covers(rights, KEEP_GRANTS, unit_path)


def may_end_delegation(rights: Rights, *, user: int, from_user: int, unit_path: str | None) -> bool:
    """Whether the user may end a delegation early: whoever gave it, or keeps the grants there."""
    return user == from_user or may_keep_grants(rights, unit_path=unit_path)


def may_see_delegation(
    rights: Rights, *, user: int, of_users: tuple[int, int], unit_path: str | None
) -> bool:
    """Whether a delegation is shown: to its two people, and to those whose unit it touches.

    That is its own unit, those above, and those below, on which the delegate acts.
    """
    here = unit_path or PROVINCE
    paths = rights.reach(READ_DELEGATIONS).paths
    touched = any(here.startswith(path) or path.startswith(here) for path in paths)
    return user in of_users or touched


def may_reconcile(rights: Rights, *, unit_path: str) -> bool:
    """Whether a unit's list may be held against a decision, and the comparison be read."""
    return rights.reach(RECONCILE).covers(unit_path)


def may_lodge(rights: Rights, *, person: int) -> bool:
    """Whether the user objects to the results of a person: her own only."""
    return rights.person == person and rights.may(LODGE_OBJECTION)


def may_amend(rights: Rights, *, person: int, unit_path: str) -> bool:
    """Whether the user gives an opinion on, proposes or checks an amendment of a result.

    Nobody does so for herself; who scored is refused by the act itself.
    """
    return rights.person != person and rights.reach(AMEND_RESULT).covers(unit_path, person)


def decides_as(rights: Rights, *, decider: int | None, person: int, unit_path: str) -> bool:
    """Whether the user decides about a person's result in the right of `decider` (a person's id).

    That is the decider herself, or whoever acts for her; nobody decides about herself.
    """
    giving = rights.reach(DECIDE_RESULT).giving
    return decider is not None and any(
        (one.behalf.person if one.behalf else rights.person) == decider
        and one.covers(unit_path, person, rights.person)
        and rights.person != person
        for one in giving
    )


def may_see_run(rights: Rights, *, user: int, by: int | None, unit_path: str) -> bool:
    """Whether the papers of many people may be fetched: by who asked, while the unit is hers.

    Those that nobody asked for, made ready after a publication, by whoever reads the unit's months.
    """
    return by in (None, user) and rights.reach(READ_MONTH).covers(unit_path)
