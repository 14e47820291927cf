"""For every page that can be sent to: how to make a sending of it that does something.

To add a page: a function that prepares what the sending needs (everything anew at each call; `n` is
a number never used before) and returns who sends which fields where. `SENDINGS` finds it by its
name, which is the name of the page.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from congvu.apps.catalogue.models import Product
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewDelegation, NewGrant
from congvu.apps.org.models import Delegation, Grant
from congvu.apps.positions.models import Position, Posting
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewRecurrence
from congvu.apps.work.models import Entry, TaskChange
from congvu.apps.work.queries import seen_of
from congvu.engine.lists.document import Document
from congvu.exchange.toolkit.package import unpack
from tests.apps import world
from tests.apps.toolkit import drafts
from tests.apps.work import days
from tests.exchange.toolkit import sharing
from tests.exchange.toolkit.sharing import catalogue, packed, row, toolkit
from tests.faces import files, workday
from tests.faces.access import cast
from tests.faces.access.calendar_sendings import (
    calendar_extend,
    calendar_open,
    calendar_setting,
    self_score_reopen,
)
from tests.faces.access.card_sendings import card_answer, cards, self_score, self_score_of
from tests.faces.access.cast import DAY, TODAY
from tests.faces.access.closing_sendings import (
    close_later,
    close_propose,
    close_run,
    close_seal,
    closing_gap,
)
from tests.faces.access.dispute_sendings import (
    amendment_check,
    amendment_new,
    amendment_sign,
    objection_decide,
    objection_new,
    objection_opinion,
    objection_reply,
    objection_withdraw,
)
from tests.faces.access.intake_sendings import (
    intake_batch,
    intake_file,
    intake_key,
    intake_records,
    intake_rule,
    intake_settings,
    intake_start,
    source_remarks,
)
from tests.faces.access.organisation_sendings import (
    organisation,
    organisation_criteria,
    organisation_figures,
    organisation_replace,
    organisations_recognise,
)
from tests.faces.access.paper_sendings import paper_run, paper_runs
from tests.faces.access.ruling_sendings import (
    overlay_edit,
    overlay_new,
    overlay_step,
    ruling_new,
)
from tests.faces.access.security_sendings import (
    keep_alive,
    resume,
    security_codes,
    security_passkeys,
    security_password,
    security_remove,
    security_sessions,
    security_totp,
    step_up,
)
from tests.faces.access.sending import Sending, at, send, signed_in
from tests.faces.access.year_after_sendings import (
    replacement_check,
    replacement_new,
    replacement_sign,
    year_criteria,
    year_criteria_of,
    year_objection,
)
from tests.faces.access.year_form_sendings import (
    meeting,
    meeting_call,
    meeting_opinions,
    own_rating,
    own_rating_of,
    rating,
)
from tests.faces.access.year_round_sendings import (
    year_calibration,
    year_decision,
    year_open,
    year_person,
)
from tests.faces.test_issue_page import CLEAN, TYPED
from tests.faces.test_unit_tasks import form
from tests.faces.town import MONTH

FRIDAY = date(2026, 11, 20)


def _list(n: int, *rows: dict[str, str]) -> Document:
    return catalogue(*(rows or (row(1), row(2))), code=f"N{n}", name=f"Danh mục {n}")


def _draft(n: int) -> int:
    return files.started(by="office", document=_list(n))


def _waiting(n: int) -> str:
    """A file that came in; its digest."""
    content = packed(replace(toolkit(_list(n)), code=f"BCC-{n}"))
    digest = unpack(content).digest
    actions.receive(
        content, digest=digest, filename="goi.congvu", by=cast.account("noi.vu"), at=world.AT
    )
    return digest


def _submitted(n: int, *rows: dict[str, str]) -> int:
    made = files.started(by="office", document=_list(n, *rows))
    actions.submit(made, by=cast.account("office"), at=world.AT)
    return made


def _described(person: str) -> None:
    """Let somebody hold the position that asks for two competencies."""
    Posting.objects.filter(person__code=person, is_primary=True).update(
        position=Position.objects.get(code="V1")
    )


def own_competencies(n: int) -> Sending:
    who = "an" if n % 2 else "mai"
    _described(who)
    return Sending(who, at("own_competencies"), {"cap-C2": "2", "ghi-C2": "Soạn", "cap-C1": "3"})


def person_competencies(n: int) -> Sending:
    head, who = ("binh", "son") if n % 2 else ("chi", "nga")
    _described(who)
    return Sending(head, at("person_competencies", who), {"cap-C2": "2", "cap-C1": "3"})


def toolkit_begin(n: int) -> Sending:
    typed = {"loai": "framework", "ten": f"Khung {n}", "ma": f"K{n}"}
    return Sending("noi.vu", at("toolkit_begin"), typed)


def toolkit_publish(n: int) -> Sending:
    typed = {"so": f"{n + 1}.0.0", "ten": "Bộ công cụ", "danh-muc": "catalogue/DM-P"}
    return Sending("noi.vu", at("toolkit_publish"), typed)


def toolkit_receive(n: int) -> Sending:
    content = packed(replace(toolkit(_list(n)), code=f"BCC-{n}"))
    return Sending("noi.vu", at("toolkit_receive"), files={"tep": ("goi.congvu", content)})


def toolkit_inspection(n: int) -> Sending:
    part = f"catalogue/N{n}"
    typed = {"phan": part, f"cach-{part}": "new", "tin": "co", "buoc": "nhan"}
    return Sending("noi.vu", at("toolkit_inspection", _waiting(n)), typed)


def toolkit_conflicts(n: int) -> Sending:
    first = packed(replace(toolkit(_list(n)), code=f"BCC-{n}"))
    (made,) = sharing.adopted(first)
    sharing.issued(made)
    ours = _list(n, row(1, name="Tên của ta"), row(2))
    begun = actions.start(ours, based_on=f"N{n}", by=None, at=world.AT)
    sharing.issued(begun, valid_from=date(2026, 7, 1))
    theirs = _list(n, row(1, name="Tên của họ"), row(2))
    later = toolkit(theirs, version="1.1.0", previous=unpack(first).digest)
    second = packed(replace(later, code=f"BCC-{n}"))
    digest, part = unpack(second).digest, f"catalogue/N{n}"
    clerk = cast.account("noi.vu")
    actions.receive(second, digest=digest, filename="goi.congvu", by=clerk, at=world.AT)
    picked = {"picked": {"ways": {part: "merge"}, "names": [], "trusts_key": False, "reason": ""}}
    actions.keep_choices(digest, picked, by=clerk, at=world.AT)
    return Sending("noi.vu", at("toolkit_conflicts", digest), {"buoc": "con-lai-ours"})


def toolkit_put_away(n: int) -> Sending:
    return Sending("noi.vu", at("toolkit_put_away", _waiting(n)))


def proposal_start(n: int) -> Sending:
    typed = {"name": f"Danh mục {n}", "code": f"M{n}", "unit": "P", "standard_points": "5"}
    return Sending("office", at("proposal_start"), typed)


def proposal_rows(n: int) -> Sending:
    typed = {"viec": "luu", "ve": "bang=products", "o-code": "SP-99", "o-name": "Việc mới"}
    return Sending("office", at("proposal_rows", _draft(n)), typed)


def proposal_paste(n: int) -> Sending:
    typed = {"viec": "dua-vao", "ve": "bang=products", "chu": "Mã\tNhiệm vụ\nSP-98\tViệc dán"}
    return Sending("office", at("proposal_paste", _draft(n)), typed)


def proposal_undo(n: int) -> Sending:
    made = _draft(n)
    edits = [RowEdit("products", row(number)) for number in (7, 8)]
    for edit in edits:
        actions.change_rows(made, [edit], label="Thêm", by=cast.account("office"), at=world.AT)
    return Sending("office", at("proposal_undo", made), {"ve": ""})


def proposal_settings(n: int) -> Sending:
    typed = {"name": f"Tên mới {n}", "standard_points": "5"}
    return Sending("office", at("proposal_settings", _draft(n)), typed)


def proposal_comment(n: int) -> Sending:
    return Sending("office", at("proposal_comment", _draft(n)), {"loi": "Xem lại"})


def proposal_step(n: int) -> Sending:
    typed = {"viec": "rut", "ly-do": "Làm lại"}
    return Sending("office", at("proposal_step", _draft(n)), typed)


def imports(n: int) -> Sending:
    titles = "Mã;Nhóm nhiệm vụ;Phòng;Nhiệm vụ;Sản phẩm đầu ra;Đơn vị tính;Phân nhóm;Điểm;Hệ số"
    line = f"A.{n};Chuyên môn;Văn phòng;Công việc {n};01 văn bản {n};văn bản;N1;10;2"
    content = f"{titles}\n{line}\n".encode()
    return Sending("office", at("imports", _draft(n)), files={"tep": ("moi.csv", content)})


def import_plan(n: int) -> Sending:
    made = _draft(n)
    plan = actions.NewPlan("moi.xlsx", "a" * 64, {"sheets": {}})
    loaded = actions.plan_import(made, plan, by=cast.account("office"), at=world.AT)
    return Sending("office2", at("import_plan", made, loaded), {"buoc": "bo"})


def appraisal_rule(n: int) -> Sending:
    made = _submitted(n, *drafts.ROWS)
    (first, *_) = queries.judged(made).waiting
    typed = {"van": first.fingerprint, "viec": "return", "ly-do": "Tính lại"}
    return Sending("tham.dinh", at("appraisal_rule", made), typed)


def appraisal_step(n: int) -> Sending:
    typed = {"buoc": "back", "y-kien": "Làm lại"}
    return Sending("tham.dinh", at("appraisal_step", _submitted(n)), typed)


def issue(n: int) -> Sending:
    made, by = _submitted(n, *CLEAN), cast.account("tham.dinh")
    if open_ := [one.fingerprint for one in queries.judged(made).waiting]:
        actions.rule(made, open_, "override", reason="Đúng", by=by, at=world.AT)
    actions.appraise(made, opinion="Đạt", by=by, at=world.AT)
    return Sending("noi.vu", at("issue", made), TYPED)


def grant_new(n: int) -> Sending:
    unit = "P1" if n % 2 else "P2"
    typed = {"nguoi": "nga", "vai-tro": "agency_office", "don-vi": unit, "tu": "23/11/2026",
             "ly-do": "QĐ 1"}  # fmt: skip
    return Sending("quan.tri", at("grant_new"), typed)


def grant(n: int) -> Sending:
    row = NewGrant(cast.account("oanh").pk, "leadership", TODAY + n * DAY)
    org.grant_roles([row], by=None, at=world.AT)
    made = Grant.objects.latest("pk").pk
    return Sending("quan.tri", at("grant", made), {"viec": "thu", "ly-do": "Thôi"})


def delegations(n: int) -> Sending:
    day = TODAY + (10 + n) * DAY
    typed = {"nguoi": "an", "tu": f"{day:%d/%m/%Y}", "den": f"{day:%d/%m/%Y}", "ly-do": "Họp"}
    return Sending("chi", at("delegations"), typed)


def delegation_end(n: int) -> Sending:
    held = Grant.objects.get(user__username="alice")
    day = TODAY + n * DAY
    org.delegate(
        NewDelegation(held.pk, cast.account("uyen").pk, day, day + DAY, "Họp"),
        by=held.user, at=world.AT,
    )  # fmt: skip
    made = Delegation.objects.latest("pk").pk
    return Sending("alice", at("delegation_end", made), {"ly-do": "Hoãn"})


def assign(n: int) -> Sending:
    typed = {"khoa": workday.key(), "cach": "moi", "don-vi": "P1", "ky": MONTH, "viec": "giao",
             "nguoi": "an", "ten": f"Dọn kho {n}", "he-so": "1", "so-luong": "1"}  # fmt: skip
    return Sending("binh", at("assign"), typed)


def log_work(n: int) -> Sending:
    typed = {"key": workday.key(), "viec": str(workday.given(title=f"Việc {n}")), "so-luong": "1"}
    return Sending("an", at("log_work"), typed)


def today_send(n: int) -> Sending:
    who = signed_in("an").get(workday.SEND).json()["who"]
    typed = {"who": who, "key": workday.key(), "viec": str(workday.given(title=f"Gửi {n}")),
             "so-luong": "1"}  # fmt: skip
    return Sending("an", at("today_send"), typed)


def task_write(n: int) -> Sending:
    made = workday.given(title=f"Báo {n}")
    typed = {"ten": f"Văn bản {n}", "duong-dan": "https://van-ban.example/1"}
    return Sending("an", at("task_write", made, "minh-chung"), typed)


def unit_change(n: int) -> Sending:
    typed = {"viec": "doi-ten", "quyet-dinh": "NQ 9", "ten": f"Phòng Văn hóa {n}",
             "ngay": f"{world.START + n * DAY:%d/%m/%Y}"}  # fmt: skip
    return Sending("office", at("unit_change", "P2"), typed)


def person_add(n: int) -> Sending:
    typed = {
        "viec": "them", "ho-ten": f"Lê Thị Mới {n}", "ma": f"moi{n}", "loai": "civil_servant",
        "phong": "P2", "chuc-vu": "Chuyên viên", "lanh-dao": "none", "ngay": "01/11/2026",
        "quyet-dinh": "QĐ 2",
    }  # fmt: skip
    return Sending("office", at("person_add"), typed)


def person(n: int) -> Sending:
    day = f"{world.START + n * DAY:%d/%m/%Y}"
    typed = {"viec": "nghi", "loai": "sick", "tu": day, "den": day}
    return Sending("office", at("person", "an"), typed)


def today_undo(n: int) -> Sending:
    made = workday.given(title=f"Lỡ {n}")
    workday.press(signed_in("an"), viec=str(made))
    return Sending("an", at("today_undo"), {"dong": Entry.objects.latest("pk").pk})


def assign_undo(n: int) -> Sending:
    given = assign(n)
    signed_in(given.by).post(given.path, given.fields)
    typed = {"don-vi": "P1", "lan": given.fields["khoa"]}
    return Sending("binh", at("assign_undo"), typed)


def unit_task(n: int) -> Sending:
    made = workday.given(title=f"Đổi {n}")
    return Sending("binh", at("unit_task", made), form(made, **{"so-luong": "7"}))


def task_change(n: int) -> Sending:
    asked = unit_task(n)
    signed_in(asked.by).post(asked.path, asked.fields)
    made = TaskChange.objects.latest("pk").pk
    return Sending("binh", at("task_change", made), {"viec": "rut"})


def _reported(n: int) -> int:
    """A product of the list, done in time: nothing is odd about it."""
    product = Product.objects.get(code="SP-0").pk
    made = workday.given(title=f"Duyệt {n}", product_id=product)
    workday.press(signed_in("an"), viec=str(made))
    return made


def review_task(n: int) -> Sending:
    made = _reported(n)
    path = f"{at('review_task', made)}?ban={seen_of([made])[made]}"
    return Sending("binh", path, {"lam": "nhan"})


def review(n: int) -> Sending:
    made = _reported(n)
    return Sending("binh", at("review"), {"dong": f"{made}:{seen_of([made])[made]}"})


def assign_table(n: int) -> Sending:
    text = f"Người\tNội dung\tHệ số\nan\tDán {n}\t1"
    typed = {"khoa": workday.key(), "don-vi": "P1", "ky": MONTH, "viec": "giao", "chu": text}
    return Sending("binh", at("assign_table"), typed)


def assign_planned(n: int) -> Sending:
    row = NewRecurrence("an", "P1", f"Lặp {n}", 10, 100, 5, world.NOVEMBER)
    work.repeat_work([row], by=None, at=world.AT)
    typed = {"don-vi": "P1", "ky": MONTH, "viec": "giao"}
    return Sending("binh", at("assign_planned"), typed)


def outside_list(n: int) -> Sending:
    workday.given(title=f"Ngoài {n}")
    typed = {"don-vi": "P", "viec": f"ngoai {n}", "lam": "khong-them", "ly-do": "Việc lặt vặt"}
    return Sending("office", at("outside_list"), typed)


def today_repeat(n: int) -> Sending:
    made = _logged(n)
    typed = {"tu": f"{FRIDAY}", "ngay": f"{TODAY}", "chon": made, f"key-{made}": workday.key(),
             f"so-luong-{made}": "2"}  # fmt: skip
    return Sending("an", at("today_repeat"), typed)


def diary_line(n: int) -> Sending:
    typed = {"key": workday.key(), "so-luong": "4", "ngay": f"{FRIDAY}", "buoc": "sua",
             "ly-do": "Ghi nhầm"}  # fmt: skip
    return Sending("an", at("diary_line", _logged(n)), typed)


def _logged(n: int) -> int:
    """A line of An's on Friday."""
    task = workday.given(title=f"Nhật ký {n}", amount=900)
    (made,) = days.logged(days.line(task_id=task, day=FRIDAY))
    return made.entry_id


def rosters(n: int) -> Sending:
    text = (
        "STT;Họ và tên;Ngày vào;Chức vụ;Phòng;Mã\n"
        f"1;Cao Thị Mới {n};16/11/2026;Chuyên viên;Phòng Văn hóa;nap{n}\n"
    )
    typed = {"loai": "people", "don-vi": "P", "ngay": "16/11/2026"}
    files = {"tep": ("danh-sach.csv", text.encode())}
    return Sending("office", at("rosters"), typed, files)


def roster(n: int) -> Sending:
    return Sending("office2", send(rosters(n)), {"buoc": "ap-dung"})


def reconciliations(n: int) -> Sending:
    text = f"STT;Họ và tên;Điểm;Xếp loại\n1;Nguyễn Văn An;7{n % 10},07;Hoàn thành tốt nhiệm vụ\n"
    typed = {"ky": MONTH, "don-vi": "P"}
    return Sending("office", at("reconciliations"), typed, {"tep": ("12.csv", text.encode())})


def mail_settings(n: int) -> Sending:
    return Sending("an", at("mail_settings"), {"thu": f"an.{n}@a.vn", "nhan": "on"})


def addresses(n: int) -> Sending:
    return Sending("office", at("addresses"), {"dia-chi": f"an an.{n}@a.vn\nbinh b.{n}@a.vn"})


SENDINGS: dict[str, Callable[[int], Sending]] = {
    made.__name__: made
    for made in (
        *(calendar_open, calendar_extend, calendar_setting, self_score_reopen),
        *(own_competencies, person_competencies, toolkit_begin, toolkit_publish, toolkit_receive),
        *(toolkit_inspection, toolkit_conflicts, toolkit_put_away, proposal_start, proposal_rows),
        *(proposal_paste, proposal_undo, proposal_settings, proposal_comment, proposal_step),
        *(imports, import_plan, appraisal_rule, appraisal_step, issue),
        *(grant_new, grant, delegations, delegation_end),
        *(assign, log_work, today_send, task_write, unit_change, person_add, person, intake_start),
        *(today_undo, assign_undo, unit_task, task_change, review_task, review, intake_settings),
        *(intake_key, assign_table, assign_planned, outside_list),
        *(today_repeat, diary_line, rosters, roster, reconciliations, mail_settings, addresses),
        *(intake_rule, intake_file, intake_batch, intake_records, source_remarks),
        *(security_password, security_totp, security_passkeys, security_codes),
        *(security_remove, security_sessions),
        *(closing_gap, close_propose, close_run, close_seal, close_later),
        *(self_score, self_score_of, cards, card_answer),
        *(paper_runs, paper_run),
        *(objection_new, objection_withdraw, objection_reply, objection_opinion, objection_decide),
        *(ruling_new, overlay_new, overlay_edit, overlay_step),
        *(amendment_new, amendment_check, amendment_sign),
        *(organisation, organisations_recognise, organisation_replace),
        *(organisation_figures, organisation_criteria),
        *(year_criteria, year_criteria_of, year_objection),
        *(replacement_new, replacement_check, replacement_sign),
        *(own_rating, own_rating_of, rating, meeting_call, meeting, meeting_opinions),
        *(year_open, year_calibration, year_decision, year_person),
    )
}

TOUCHING: dict[str, Callable[[int], Sending]] = {
    made.__name__: made for made in (step_up, resume, keep_alive)
}
"""Those that change nothing but what their own session remembers, so nothing is recorded."""

OWED: dict[str, str] = {}
"""Pages without a sample, and why; each is behind the same guard."""
