"""Every page, what it asks for, and who sees and does what on which object.

To add a page: one entry in PAGES by the name it is mounted under: its address, the rights any one
of which opens it (none: every account), and, if it shows one of several things, the objects with
who sees each (else: not found) and who acts on each (else: forbidden). `post` is what to send; a
page that is only read has none, one that is only sent to says `get=False`. A new right goes into
rules.RIGHTS with the roles that carry it. A mounted page without an entry fails the tests.
"""

from collections.abc import Callable, Iterable

from tests.faces.access.asked import CARDS, HEADS, Page, Thing, over, reads_month
from tests.faces.access.card_file_table import FILES
from tests.faces.access.cast import NEW, Who
from tests.faces.access.dispute_table import DISPUTES
from tests.faces.access.organisations import ORGANISATIONS
from tests.faces.access.rules import ABOVE, PERSON_OF, has, holding, reaches, units_of
from tests.faces.access.ruling_table import RULINGS
from tests.faces.access.samples import COMMON, DIGEST, Samples
from tests.faces.access.systems import CODES
from tests.faces.access.year_after_table import YEAR_AFTER
from tests.faces.access.year_form_table import YEAR_FORMS
from tests.faces.access.year_round_table import YEAR_ROUNDS
from tests.faces.town import MONTH

PUBLIC = {
    *("sign_in", "sign_in_factor", "passkey_challenge", "sso_start", "sso_return", "sso_left"),
    *("sign_out", "today_worker", "intake_push", "digest_stop", "check"),
}
"""Open before signing in, or by a key of its own, hence not in the table; tested beside them."""
UNKNOWN = "khong-co"
DRAFTS = ("list.propose", "list.appraise", "list.issue", "list.read_drafts")
TOOLS = (*DRAFTS, "toolkit.publish", "toolkit.adopt")


# --- things -----------------------------------------------------------------------------------


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


# --- judges -----------------------------------------------------------------------------------


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


CARD_RIGHTS = ("scorecard.review_unit", "scorecard.comment_unit")
SEES_DRAFT = over(*DRAFTS)
PROPOSES = over("list.propose")
KEEPS_INTAKE = over("intake.keep")
RECONCILES = over("decision.reconcile")

PAGES: dict[str, Page] = {
    "home": Page("/"),
    "rules": Page("/quy-dinh/"),
    "month": Page("/thang/", ("own.month",)),
    "month_of": Page("/thang/{key}/", ("own.month",), months),
    "person_month": Page(
        "/nguoi/{code}/{key}/", ("own.month", "month.read_unit"), people, reads_month
    ),
    "room": Page("/phong/?don-vi={unit}", ("room.read_unit",), rooms, over("room.read_unit")),
    "room_of": Page(
        f"/phong/{MONTH}/?don-vi={{unit}}", ("room.read_unit",), rooms, over("room.read_unit")
    ),
    "province": Page("/tinh/", ("province.read",)),
    "province_of": Page("/tinh/{key}/", ("province.read",), months),
    "calendar": Page("/lich-ky/", ("period.open", "province.read")),
    "calendar_of": Page("/lich-ky/{key}/", ("period.open", "province.read"), months),
    "calendar_open": Page("/lich-ky/mo/", ("period.open",), post={"ky": MONTH}),
    "calendar_extend": Page("/lich-ky/{key}/gia-han/", ("period.open",), months, post={}),
    "calendar_setting": Page(
        "/lich-ky/thiet-dat/?muc=comment_by", ("rulebook.adopt",), post={"muc": "comment_by"}
    ),
    "self_score_reopen": Page(
        "/nguoi/{code}/{key}/mo-tu-cham/", ("scorecard.review_unit",), people, reopens, post={}
    ),
    "health": Page("/suc-khoe/", ("health.read",)),
    "catalogues": Page("/danh-muc/"),
    "catalogue": Page("/danh-muc/{code}/", things=codes("DM-P")),
    "catalogue_file": Page("/danh-muc/{code}/tai/xlsx/", things=codes("DM-P")),
    "framework": Page("/khung-nang-luc/{code}/", things=codes("KNL")),
    "positions": Page("/vi-tri/"),
    "positions_file": Page("/vi-tri/tai/{code}/docx/", things=codes("VTVL")),
    "position": Page("/vi-tri/{code}/", things=codes("V1", "V2")),
    "position_file": Page("/vi-tri/{code}/tai/docx/", things=codes("V1")),
    "own_position": Page("/vi-tri-cua-toi/", ("own.competency",)),
    "own_competencies": Page(
        "/vi-tri-cua-toi/nang-luc/", ("own.competency",), get=False, post={"cap-C2": "2"}
    ),
    "competencies": Page(
        "/nang-luc/?don-vi={unit}", ("competency.read_unit",), rooms, over("competency.read_unit")
    ),
    "person_competencies": Page(
        "/nang-luc/{code}/", ("own.competency", "competency.read_unit"), posted, reads_competency,
        assesses, post={"cap-C2": "2"},
    ),
    "person_competencies_file": Page(
        "/nang-luc/{code}/tai/docx/", ("own.competency", "competency.read_unit"), posted,
        reads_competency,
    ),
    "toolkit": Page("/bo-cong-cu/", TOOLS),
    "toolkit_release": Page(
        "/bo-cong-cu/ban/{code}/1.0.0/", TOOLS, codes("BCC-KH")
    ),
    "toolkit_begin": Page(
        "/bo-cong-cu/lap/", ("list.propose",), acts=proposes_common, get=False, post={}
    ),
    "toolkit_publish": Page("/bo-cong-cu/cong-bo/", ("toolkit.publish",), get=False, post={}),
    "toolkit_receive": Page("/bo-cong-cu/xem/", ("toolkit.adopt",), get=False, post={}),
    "toolkit_inspection": Page(
        "/bo-cong-cu/xem/{code}/", ("toolkit.adopt",), codes(DIGEST), post={"buoc": "so"}
    ),
    "toolkit_conflicts": Page(
        "/bo-cong-cu/xem/{code}/hop-nhat/", ("toolkit.adopt",), codes(DIGEST), post={}
    ),
    "toolkit_put_away": Page(
        "/bo-cong-cu/xem/{code}/bo/", ("toolkit.adopt",), codes(DIGEST), get=False, post={}
    ),
    "proposal_start": Page(
        "/de-xuat/lap/", ("list.propose",), acts=proposes_common, get=False, post={}
    ),
    "proposal": Page("/de-xuat/{pk}/", DRAFTS, drafts, SEES_DRAFT),
    "proposal_rows": Page(
        "/de-xuat/{pk}/dong/", ("list.propose",), drafts, SEES_DRAFT, PROPOSES, get=False,
        post={"viec": "luu"},
    ),
    "proposal_paste": Page(
        "/de-xuat/{pk}/dan/", ("list.propose",), drafts, SEES_DRAFT, PROPOSES, get=False, post={}
    ),
    "proposal_undo": Page(
        "/de-xuat/{pk}/hoan-tac/", ("list.propose",), drafts, SEES_DRAFT, PROPOSES, get=False,
        post={},
    ),
    "proposal_settings": Page(
        "/de-xuat/{pk}/thong-tin/", ("list.propose",), drafts, SEES_DRAFT, PROPOSES, get=False,
        post={},
    ),
    "proposal_comment": Page(
        "/de-xuat/{pk}/y-kien/", ("list.propose", "list.appraise", "list.issue"), drafts,
        SEES_DRAFT, over("list.propose", "list.appraise", "list.issue"), get=False, post={},
    ),
    "proposal_step": Page(
        "/de-xuat/{pk}/buoc/", ("list.propose",), drafts, SEES_DRAFT, PROPOSES, get=False,
        post={"viec": "rut"},
    ),
    "imports": Page("/de-xuat/{pk}/nhap/", DRAFTS, drafts, SEES_DRAFT, PROPOSES, post={}),
    "import_plan": Page(
        "/de-xuat/{pk}/nhap/{plan}/", DRAFTS, plans, SEES_DRAFT, PROPOSES, post={}
    ),
    "appraisal": Page("/de-xuat/{pk}/tham-dinh/", DRAFTS, drafts, SEES_DRAFT),
    "appraisal_rule": Page(
        "/de-xuat/{pk}/tham-dinh/phat-hien/", ("list.appraise",), drafts, SEES_DRAFT,
        over("list.appraise"), get=False, post={},
    ),
    "appraisal_step": Page(
        "/de-xuat/{pk}/tham-dinh/buoc/", ("list.appraise",), drafts, SEES_DRAFT,
        over("list.appraise"), get=False, post={},
    ),
    "impact": Page("/de-xuat/{pk}/tac-dong/", DRAFTS, drafts, SEES_DRAFT),
    "issue": Page(
        "/de-xuat/{pk}/ban-hanh/", ("list.issue",), drafts, SEES_DRAFT, over("list.issue"), post={}
    ),
    "grants": Page("/quyen/", ("grants.keep",)),
    "grant_new": Page("/quyen/cap/", ("grants.keep",), post={}),
    "grant": Page("/quyen/{pk}/", ("grants.keep",), grants, post={"viec": "thu"}),
    "delegations": Page("/uy-quyen/", acts=lends, post={"nguoi": UNKNOWN}),
    "review": Page("/duyet/", ("work.accept_unit",), post={"dong": ""}),
    "review_task": Page(
        "/duyet/viec/{pk}/", ("work.accept_unit",), reported, reviews, get=False,
        post={"lam": "nhan"},
    ),
    "review_person": Page(
        "/duyet/{code}/", ("work.accept_unit", "audit.read"), reviewed, reads_reviews
    ),
    "batch_shares": Page("/duyet-gop/", ("audit.read",)),
    "batch_shares_of": Page("/duyet-gop/{key}/", ("audit.read",), months),
    "delegation_end": Page(
        "/uy-quyen/{pk}/ket-thuc/", (), loans, sees_loan, ends_loan, get=False, post={}
    ),
    "security": Page("/bao-mat/"),
    "security_password": Page("/bao-mat/mat-khau/", post={}),
    "security_totp": Page("/bao-mat/ung-dung/", post={}),
    "security_passkeys": Page("/bao-mat/khoa/", post={}),
    "security_codes": Page("/bao-mat/ma-du-phong/", post={}),
    "security_remove": Page("/bao-mat/go/", post={}),
    "security_sessions": Page("/bao-mat/phien/", get=False, post={}),
    "step_up": Page("/xac-nhan-lai/", post={}),
    "resume": Page("/tiep-tuc/", post={}),
    "keep_alive": Page("/phien/giu/", get=False, post={}),
    "today": Page("/hom-nay/", ("own.report",)),
    "today_send": Page("/hom-nay/gui/", ("own.report",), post={}),
    "today_undo": Page(
        "/hom-nay/hoan-tac/", ("own.report",), lines, reports, get=False, post={"dong": "{pk}"}
    ),
    "today_repeat": Page("/hom-nay/chep/", ("own.report",), post={}),
    "log_work": Page(
        "/ghi-viec/", ("own.report",), own_tasks, finds=reports,
        post={"key": "6f0e0c52-0000-4000-8000-000000000001", "viec": "{pk}", "so-luong": "1"},
    ),
    "diary": Page("/nhat-ky/", ("own.report",)),
    "diary_line": Page("/nhat-ky/{pk}/", ("own.report",), lines, reports, post={}),
    "task": Page("/viec/{pk}/", ("own.month", "month.read_unit"), tasks, reads_month),
    "task_file": Page(
        "/viec/{pk}/tep/{file}/", ("own.month", "month.read_unit"), files_of_tasks, reads_month
    ),
    "task_write": Page(
        "/viec/{pk}/ghi/", ("own.report",), tasks, reads_month, reports, get=False, post={}
    ),
    "assign": Page("/giao-viec/", ("work.assign_unit",), post={}),
    "assign_products": Page("/giao-viec/san-pham/", ("work.assign_unit",)),
    "assign_table": Page("/giao-viec/bang/", ("work.assign_unit",), post={}),
    "assign_undo": Page(
        "/giao-viec/thu-lai/", ("work.assign_unit",), givings, gave, get=False,
        post={"lan": "{key}"},
    ),
    "assign_planned": Page("/giao-viec/ke-hoach/", ("work.assign_unit",), get=False, post={}),
    "unit_tasks": Page("/viec-phong/", ("work.assign_unit",)),
    "unit_task": Page(
        "/viec-phong/{pk}/", ("work.assign_unit",), tasks, sees_handed_out, hands_out, post={}
    ),
    "task_change": Page(
        "/viec-phong/thay-doi/{pk}/", ("work.assign_unit",), changes, hands_out, get=False,
        post={"viec": "duyet"},
    ),
    "outside_list": Page("/ngoai-danh-muc/", ("list.propose",), post={}),
    "units": Page("/don-vi/"),
    "unit": Page("/don-vi/{code}/", things=codes("P1", "S")),
    "unit_change": Page(
        "/don-vi/{unit}/sap-xep/", ("units.keep",), rooms, over("units.keep"), post={}
    ),
    "people": Page(
        "/nhan-su/?don-vi={unit}", ("room.read_unit", "people.keep"), rooms,
        over("room.read_unit", "people.keep"),
    ),
    "person_add": Page("/nhan-su/them/", ("people.keep",), post={}),
    "person": Page(
        "/nhan-su/{code}/", ("own.month", "room.read_unit", "people.keep"), files_of_people,
        reads_person, keeps_person, post={},
    ),
    "rosters": Page("/nap-nhan-su/", ("people.keep", "units.keep"), post={}),
    "roster": Page(
        "/nap-nhan-su/{pk}/", ("people.keep", "units.keep"), rosters, keeps_list,
        post={"buoc": "ap-dung"},
    ),
    "search": Page("/tim/?q=an"),
    "intake": Page("/nhan-viec/", ("intake.keep",)),
    "intake_start": Page("/nhan-viec/lap/", ("intake.keep",), post={}),
    "intake_system": Page("/nhan-viec/{code}/", ("intake.keep",), systems, KEEPS_INTAKE),
    "intake_settings": Page(
        "/nhan-viec/{code}/thiet-dat/", ("intake.keep",), systems, KEEPS_INTAKE, post={}
    ),
    "intake_key": Page(
        "/nhan-viec/{code}/khoa/", ("intake.keep",), systems, KEEPS_INTAKE, get=False, post={}
    ),
    "intake_rule": Page(
        "/nhan-viec/{code}/luat/?sua={pk}", ("intake.keep",), rules, KEEPS_INTAKE,
        post={"buoc": "thoi"},
    ),
    "intake_file": Page(
        "/nhan-viec/{code}/tep/", ("intake.keep",), systems, KEEPS_INTAKE, get=False, post={}
    ),
    "intake_batch": Page(
        "/nhan-viec/{code}/lan/{pk}/", ("intake.keep",), batches, KEEPS_INTAKE,
        post={"buoc": "hoan-tac", "ly-do": "Nhầm"},
    ),
    "intake_records": Page(
        "/nhan-viec/{code}/dong/", ("intake.keep",), systems, KEEPS_INTAKE, post={}
    ),
    "source_remarks": Page(
        "/nguon-sua/", ("work.accept_unit",), remarks, finds=settles, post={"ban-ghi": "{pk}"}
    ),
    "reconciliations": Page("/doi-chieu/", ("decision.reconcile",), post={}),
    "reconciliation": Page("/doi-chieu/{pk}/", ("decision.reconcile",), comparisons, RECONCILES),
    "reconciliation_file": Page(
        "/doi-chieu/{pk}/tai/", ("decision.reconcile",), comparisons, RECONCILES
    ),
    "reminders": Page("/nhac-viec/", ("own.month", "work.accept_unit")),
    "mail_settings": Page("/nhac-viec/thu/", ("own.month", "work.accept_unit"), post={}),
    "addresses": Page("/nhac-viec/dia-chi/", ("account.set_address",), post={}),
    "closing": Page("/chot-ky/", ("period.close",)),
    "closing_of": Page("/chot-ky/{key}/", ("period.close",), months),
    "closing_gap": Page("/chot-ky/{key}/muc/{gap}/", ("period.close",), gaps, post={}),
    "close_propose": Page(
        "/chot-ky/{key}/de-nghi/", ("period.close",), months, get=False, post={"viec": "thu"}
    ),
    "close_run": Page("/chot-ky/lan/{pk}/", ("period.close",), closes, post={"viec": "huy"}),
    "close_seal": Page("/chot-ky/{key}/khoa/", ("period.close",), months, get=False, post={}),
    "close_later": Page(
        "/chot-ky/{key}/viec-sau/", ("period.close",), months, get=False, post={}
    ),
    "self_score": Page("/tu-cham/", ("own.score",), post={"viec": "luu"}),
    "self_score_of": Page(
        "/tu-cham/{key}/", ("own.score",), months, post={"viec": "luu"}
    ),
    "cards": Page("/cham-phieu/", CARD_RIGHTS, post={"dong": ""}),
    "card_answer": Page(
        f"/cham-phieu/{{code}}/?ky={MONTH}", CARD_RIGHTS, reviewed, says_of_card, confirms_card,
        get=False, post={"viec": "xac-nhan"},
    ),
    "card_paper": Page(
        "/nguoi/{code}/{key}/phieu/docx/", ("own.month", "month.read_unit"), people, reads_month
    ),
    "notice_paper": Page(
        "/nguoi/{code}/{key}/thong-bao/docx/", ("own.month", "month.read_unit"), people, nobody
    ),
    "list_paper": Page(
        f"/phong/{MONTH}/danh-sach/docx/?don-vi={{unit}}", ("room.read_unit",), rooms,
        over("room.read_unit"),
    ),
    "paper_runs": Page(
        "/in-phieu/?don-vi={unit}", ("month.read_unit",), rooms, over("month.read_unit"),
        post={"don-vi": "{unit}", "ky": MONTH},
    ),
    "paper_run": Page("/in-phieu/{pk}/", ("month.read_unit",), paper_runs, asked_herself, post={}),
    "paper_run_file": Page("/in-phieu/{pk}/tep/", ("month.read_unit",), paper_runs, nobody),
}  # fmt: skip
PAGES |= DISPUTES | FILES | ORGANISATIONS | RULINGS
PAGES |= YEAR_FORMS | YEAR_ROUNDS | YEAR_AFTER
