"""Every page, what it asks for, and who sees and does what on which object.

To add a page: one entry in PAGES by the name it is mounted under: its address, the rights any one
of which opens it (none: every account), and, if it shows one of several things, the objects with
who sees each (else: not found) and who acts on each (else: forbidden). `post` is what to send; a
page that is only read has none, one that is only sent to says `get=False`. A new right goes into
rules.RIGHTS with the roles that carry it. A mounted page without an entry fails the tests.
"""

from tests.faces.access.asked import Page, over, reads_month
from tests.faces.access.card_file_table import FILES
from tests.faces.access.dispute_table import DISPUTES
from tests.faces.access.judges import (
    CARD_RIGHTS,
    DRAFTS,
    KEEPS_INTAKE,
    PROPOSES,
    RECONCILES,
    SEES_DRAFT,
    asked_herself,
    assesses,
    confirms_card,
    ends_loan,
    gave,
    hands_out,
    keeps_list,
    keeps_person,
    lends,
    nobody,
    proposes_common,
    reads_competency,
    reads_person,
    reads_reviews,
    reopens,
    reports,
    reviews,
    says_of_card,
    sees_handed_out,
    sees_loan,
    settles,
)
from tests.faces.access.organisations import ORGANISATIONS
from tests.faces.access.ruling_table import RULINGS
from tests.faces.access.samples import DIGEST
from tests.faces.access.things import (
    UNKNOWN,
    batches,
    changes,
    closes,
    codes,
    comparisons,
    drafts,
    files_of_people,
    files_of_tasks,
    gaps,
    givings,
    grants,
    lines,
    loans,
    months,
    own_tasks,
    paper_runs,
    people,
    plans,
    posted,
    remarks,
    reported,
    reviewed,
    rooms,
    rosters,
    rules,
    systems,
    tasks,
)
from tests.faces.access.year_after_table import YEAR_AFTER
from tests.faces.access.year_form_table import YEAR_FORMS
from tests.faces.access.year_round_table import YEAR_ROUNDS
from tests.faces.town import MONTH

PUBLIC = {
    *("sign_in", "sign_in_factor", "passkey_challenge", "sso_start", "sso_return", "sso_left"),
    *("sign_out", "today_worker", "intake_push", "digest_stop", "check"),
}
"""Open before signing in, or by a key of its own, hence not in the table; tested beside them."""
TOOLS = (*DRAFTS, "toolkit.publish", "toolkit.adopt")

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
