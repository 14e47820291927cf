"""The pages. Each is mounted through its policy; one without a policy stops the start."""

from django.urls import URLPattern, path

from congvu.access.guard import View, guarded
from congvu.web.appraisal import impact, issue
from congvu.web.appraisal import views as appraisal
from congvu.web.closing import run_view as closing_run
from congvu.web.closing import views as closing
from congvu.web.delegations import views as delegations
from congvu.web.grants import views as grants
from congvu.web.head import (
    assign,
    assign_table,
    card_answers,
    cards,
    reopen,
    review,
    review_answers,
    review_person,
    unit_task,
    unit_tasks,
)
from congvu.web.head import views as head
from congvu.web.imports import list_files
from congvu.web.imports import views as imports
from congvu.web.inspector import batch_shares
from congvu.web.intake import batches as intake_batches
from congvu.web.intake import records as intake_records
from congvu.web.intake import rules as intake_rules
from congvu.web.intake import settings as intake_settings
from congvu.web.intake import views as intake
from congvu.web.means import views as means
from congvu.web.objections import amendments, lodging, objection_papers, objection_steps
from congvu.web.objections import views as objections
from congvu.web.office import outside, row_writes, starts
from congvu.web.office import views as office
from congvu.web.office import writes as office_writes
from congvu.web.officer import (
    card_file,
    diary,
    log,
    repeat,
    self_score,
    task,
    task_files,
    task_writes,
    today,
)
from congvu.web.officer import views as officer
from congvu.web.operator import views as operator
from congvu.web.organisations import criteria as organisation_criteria
from congvu.web.organisations import figures as organisation_figures
from congvu.web.organisations import listing as organisations
from congvu.web.organisations import papers as organisation_papers
from congvu.web.organisations import recognising as organisations_recognising
from congvu.web.organisations import replacing as organisation_replacing
from congvu.web.organisations import summary as unit_summary
from congvu.web.organisations import year as organisation_year
from congvu.web.papers import check_views as paper_checks
from congvu.web.papers import run_views as paper_runs
from congvu.web.papers import views as papers
from congvu.web.people import (
    change_views,
    people_views,
    person_views,
    roster_views,
    search_views,
    units_views,
)
from congvu.web.periods import settings as calendar_settings
from congvu.web.periods import views as calendar
from congvu.web.positions import frameworks, own_views, team_views
from congvu.web.positions import views as positions
from congvu.web.province import views as province
from congvu.web.reconcile import views as reconcile
from congvu.web.reminders import addresses
from congvu.web.reminders import views as reminding
from congvu.web.rulings import asking as ruling_asking
from congvu.web.rulings import drafts as ruling_drafts
from congvu.web.rulings import views as rulings
from congvu.web.shared import entry, errors, received, rules
from congvu.web.signin import again, enrolling, security, sso
from congvu.web.signin import views as signin
from congvu.web.toolkit import beginning, conflict_views, inspection_views
from congvu.web.toolkit import views as toolkit
from congvu.web.years import (
    calibration,
    criteria,
    decision,
    meeting,
    meetings,
    objecting,
    opinions,
    own_form,
    person_form,
    replacing,
    round_person,
    rounds,
    year_papers,
    year_province,
)


def page(route: str, view: View, name: str) -> URLPattern:
    """A page at `route`, behind the policy of its name."""
    behind = guarded(name, view, received.ANSWERS, stranger=again.stranger, unproven=again.unproven)
    return path(route, behind, name=name)


urlpatterns = [
    page("", entry.home, "home"),
    page("dang-nhap/", signin.sign_in, "sign_in"),
    page("dang-nhap/buoc-hai/", signin.sign_in_factor, "sign_in_factor"),
    page("dang-nhap/khoa/", signin.passkey_challenge, "passkey_challenge"),
    page("dang-nhap/sso/", sso.sso_start, "sso_start"),
    page("dang-nhap/sso/ve/", sso.sso_return, "sso_return"),
    page("dang-xuat/", signin.sign_out, "sign_out"),
    page("dang-xuat/sso/", sso.sso_left, "sso_left"),
    page("xac-nhan-lai/", again.step_up, "step_up"),
    page("tiep-tuc/", again.resume, "resume"),
    page("phien/giu/", again.keep_alive, "keep_alive"),
    page("bao-mat/", security.security, "security"),
    page("bao-mat/mat-khau/", security.security_password, "security_password"),
    page("bao-mat/ung-dung/", enrolling.security_totp, "security_totp"),
    page("bao-mat/khoa/", enrolling.security_passkeys, "security_passkeys"),
    page("bao-mat/ma-du-phong/", security.security_codes, "security_codes"),
    page("bao-mat/go/", security.security_remove, "security_remove"),
    page("bao-mat/phien/", security.security_sessions, "security_sessions"),
    page("thang/", officer.month, "month"),
    page("thang/<key>/", officer.month, "month_of"),
    page("nguoi/<code>/<key>/", officer.person_month, "person_month"),
    page("phong/", head.room, "room"),
    page("phong/<key>/", head.room, "room_of"),
    page("tinh/", province.province, "province"),
    page("tinh/<key>/", province.province, "province_of"),
    page("quy-dinh/", rules.rules, "rules"),
    page("danh-muc/", office.catalogues, "catalogues"),
    page("danh-muc/<code>/", office.catalogue, "catalogue"),
    page("de-xuat/lap/", starts.start, "proposal_start"),
    page("de-xuat/<int:proposal_id>/", office.proposal, "proposal"),
    page("de-xuat/<int:proposal_id>/dong/", row_writes.rows, "proposal_rows"),
    page("de-xuat/<int:proposal_id>/dan/", office_writes.paste, "proposal_paste"),
    page("de-xuat/<int:proposal_id>/hoan-tac/", office_writes.undo, "proposal_undo"),
    page("de-xuat/<int:proposal_id>/thong-tin/", office_writes.settings, "proposal_settings"),
    page("de-xuat/<int:proposal_id>/y-kien/", office_writes.comment, "proposal_comment"),
    page("de-xuat/<int:proposal_id>/buoc/", office_writes.step, "proposal_step"),
    page("suc-khoe/", operator.health, "health"),
    page("bo-cong-cu/", toolkit.hub, "toolkit"),
    page("bo-cong-cu/lap/", beginning.begin, "toolkit_begin"),
    page("khung-nang-luc/<path:series>/", frameworks.framework, "framework"),
    page("bo-cong-cu/cong-bo/", toolkit.publish, "toolkit_publish"),
    page("bo-cong-cu/ban/<code>/<version>/", toolkit.release_file, "toolkit_release"),
    page("bo-cong-cu/xem/", toolkit.receive_file, "toolkit_receive"),
    page("bo-cong-cu/xem/<digest>/", inspection_views.inspection, "toolkit_inspection"),
    page("bo-cong-cu/xem/<digest>/hop-nhat/", conflict_views.conflicts, "toolkit_conflicts"),
    page("bo-cong-cu/xem/<digest>/bo/", inspection_views.put_away, "toolkit_put_away"),
    page("de-xuat/<int:proposal_id>/nhap/", imports.imports, "imports"),
    page("de-xuat/<int:proposal_id>/nhap/<int:plan_id>/", imports.import_plan, "import_plan"),
    page("danh-muc/<path:code>/tai/<fmt>/", list_files.catalogue_file, "catalogue_file"),
    page("vi-tri-cua-toi/", own_views.own_position, "own_position"),
    page("vi-tri-cua-toi/nang-luc/", own_views.own_competencies, "own_competencies"),
    page("vi-tri/", positions.positions, "positions"),
    page("vi-tri/tai/<path:series>/<fmt>/", positions.positions_file, "positions_file"),
    page("vi-tri/<path:code>/tai/<fmt>/", positions.position_file, "position_file"),
    page("vi-tri/<path:code>/", positions.position, "position"),
    page("nang-luc/", team_views.competencies, "competencies"),
    page(
        "nang-luc/<person>/tai/<fmt>/",
        team_views.person_competencies_file,
        "person_competencies_file",
    ),
    page("nang-luc/<person>/", team_views.person_competencies, "person_competencies"),
    page("de-xuat/<int:pk>/tham-dinh/", appraisal.appraisal, "appraisal"),
    page("de-xuat/<int:pk>/tham-dinh/phat-hien/", appraisal.appraisal_rule, "appraisal_rule"),
    page("de-xuat/<int:pk>/tham-dinh/buoc/", appraisal.appraisal_step, "appraisal_step"),
    page("de-xuat/<int:pk>/tac-dong/", impact.impact, "impact"),
    page("de-xuat/<int:pk>/ban-hanh/", issue.issue, "issue"),
    page("giao-viec/", assign.assign, "assign"),
    page("giao-viec/san-pham/", assign.products, "assign_products"),
    page("giao-viec/bang/", assign_table.table, "assign_table"),
    page("giao-viec/thu-lai/", assign.undo, "assign_undo"),
    page("giao-viec/ke-hoach/", assign.planned, "assign_planned"),
    page("viec-phong/", unit_tasks.listing, "unit_tasks"),
    page("viec-phong/thay-doi/<int:change_id>/", unit_task.change, "task_change"),
    page("viec-phong/<int:task_id>/", unit_task.task, "unit_task"),
    page("ngoai-danh-muc/", outside.outside, "outside_list"),
    page("don-vi/", units_views.units, "units"),
    page("don-vi/<path:code>/tong-hop/", unit_summary.unit_summary, "unit_summary"),
    page("don-vi/<path:code>/sap-xep/", change_views.unit_change, "unit_change"),
    page("don-vi/<path:code>/", units_views.unit, "unit"),
    page("nhan-su/", people_views.people, "people"),
    page("nhan-su/them/", people_views.person_add, "person_add"),
    page("nhan-su/<code>/", person_views.person, "person"),
    page("nap-nhan-su/", roster_views.rosters, "rosters"),
    page("nap-nhan-su/<int:plan_id>/", roster_views.roster, "roster"),
    page("tim/", search_views.search, "search"),
    page("quyen/", grants.grants, "grants"),
    page("quyen/cap/", grants.grant_new, "grant_new"),
    page("quyen/<int:grant_id>/", grants.grant, "grant"),
    page("uy-quyen/", delegations.delegations, "delegations"),
    page("uy-quyen/<int:delegation_id>/ket-thuc/", delegations.delegation_end, "delegation_end"),
    page("hom-nay/", today.today, "today"),
    page("hom-nay/gui/", today.send, "today_send"),
    page("hom-nay/hoan-tac/", today.undo, "today_undo"),
    page("hom-nay/chep/", repeat.repeat, "today_repeat"),
    page("ghi-viec/", log.log, "log_work"),
    page("nhat-ky/", diary.diary, "diary"),
    page("nhat-ky/<int:entry_id>/", diary.diary_line, "diary_line"),
    page("viec/<int:task_id>/", task.task, "task"),
    page("viec/<int:task_id>/tep/<int:proof_id>/", task_files.file, "task_file"),
    page("viec/<int:task_id>/<step>/", task_writes.write, "task_write"),
    page("sw.js", today.worker, "today_worker"),
    page("nhan-viec/", intake.systems, "intake"),
    page("nhan-viec/lap/", intake_settings.start, "intake_start"),
    page("nhan-viec/<code>/", intake.system, "intake_system"),
    page("nhan-viec/<code>/thiet-dat/", intake_settings.settings, "intake_settings"),
    page("nhan-viec/<code>/khoa/", intake_settings.key, "intake_key"),
    page("nhan-viec/<code>/luat/", intake_rules.rule, "intake_rule"),
    page("nhan-viec/<code>/tep/", intake_batches.file, "intake_file"),
    page("nhan-viec/<code>/lan/<int:batch_id>/", intake_batches.batch, "intake_batch"),
    page("nhan-viec/<code>/dong/", intake_records.records, "intake_records"),
    page("nguon-sua/", intake_records.remarks, "source_remarks"),
    page("duyet/", review.review, "review"),
    page("duyet/viec/<int:task_id>/", review_answers.answer, "review_task"),
    page("duyet/<code>/", review_person.review_person, "review_person"),
    page("duyet-gop/", batch_shares.batch_shares, "batch_shares"),
    page("duyet-gop/<key>/", batch_shares.batch_shares, "batch_shares_of"),
    page("doi-chieu/", reconcile.reconciliations, "reconciliations"),
    page("doi-chieu/<int:reconciliation_id>/", reconcile.reconciliation, "reconciliation"),
    page(
        "doi-chieu/<int:reconciliation_id>/tai/",
        reconcile.reconciliation_file,
        "reconciliation_file",
    ),
    page("nguoi/<code>/<key>/mo-tu-cham/", reopen.self_score_reopen, "self_score_reopen"),
    page("lich-ky/", calendar.calendar, "calendar"),
    page("lich-ky/mo/", calendar.calendar_open, "calendar_open"),
    page("lich-ky/thiet-dat/", calendar_settings.calendar_setting, "calendar_setting"),
    page("lich-ky/<key>/", calendar.calendar, "calendar_of"),
    page("lich-ky/<key>/gia-han/", calendar.calendar_extend, "calendar_extend"),
    page("tu-cham/", self_score.self_score, "self_score"),
    page("tu-cham/<key>/", self_score.self_score, "self_score_of"),
    page("tu-cham/tep/<int:proof_id>/", card_file.card_file, "card_file"),
    page("cham-phieu/", cards.cards, "cards"),
    page("cham-phieu/<code>/", card_answers.answer, "card_answer"),
    page("nhac-viec/", reminding.reminders, "reminders"),
    page("nhac-viec/thu/", reminding.mail_settings, "mail_settings"),
    page("nhac-viec/dia-chi/", addresses.addresses, "addresses"),
    page("nhac-viec/thoi/<token>/", reminding.digest_stop, "digest_stop"),
    page("chot-ky/", closing.closing, "closing"),
    page("chot-ky/lan/<int:pk>/", closing_run.close_run, "close_run"),
    page("chot-ky/<str:key>/", closing.closing, "closing_of"),
    page("chot-ky/<str:key>/de-nghi/", closing.close_propose, "close_propose"),
    page("chot-ky/<str:key>/khoa/", closing.close_seal, "close_seal"),
    page("chot-ky/<str:key>/viec-sau/", closing.close_later, "close_later"),
    page("chot-ky/<str:key>/muc/<str:gap>/", closing.closing_gap, "closing_gap"),
    page("kien-nghi/", objections.objections, "objections"),
    page("kien-nghi/gui/<key>/", lodging.objection_new, "objection_new"),
    page("kien-nghi/<int:objection_id>/", objections.objection, "objection"),
    page("kien-nghi/<int:objection_id>/tep/", objections.objection_file, "objection_file"),
    page("kien-nghi/<int:objection_id>/ho-so/<fmt>/", objection_papers.paper, "objection_paper"),
    page("kien-nghi/<int:objection_id>/rut/", objection_steps.withdraw, "objection_withdraw"),
    page("kien-nghi/<int:objection_id>/tra-loi/", objection_steps.reply, "objection_reply"),
    page("kien-nghi/<int:objection_id>/y-kien/", objection_steps.opinion, "objection_opinion"),
    page("kien-nghi/<int:objection_id>/quyet/", objection_steps.decide, "objection_decide"),
    page("dieu-chinh/", amendments.amendments, "amendments"),
    page("dieu-chinh/lap/<code>/<key>/", amendments.amendment_new, "amendment_new"),
    page("dieu-chinh/<int:proposal_id>/", amendments.amendment, "amendment"),
    page("dieu-chinh/<int:proposal_id>/kiem-tra/", amendments.check, "amendment_check"),
    page("dieu-chinh/<int:proposal_id>/ky/", amendments.sign, "amendment_sign"),
    page("nguoi/<code>/<key>/phieu/<fmt>/", papers.card_paper, "card_paper"),
    page("nguoi/<code>/<key>/thong-bao/<fmt>/", papers.notice_paper, "notice_paper"),
    page("phong/<key>/danh-sach/<fmt>/", papers.list_paper, "list_paper"),
    page("in-phieu/", paper_runs.runs, "paper_runs"),
    page("in-phieu/<int:run_id>/", paper_runs.run, "paper_run"),
    page("in-phieu/<int:run_id>/tep/", paper_runs.run_file, "paper_run_file"),
    page("kiem-tra/", paper_checks.check, "check"),
    page("to-chuc/", organisations.organisations, "organisations"),
    page("to-chuc/cong-nhan/", organisations_recognising.recognise, "organisations_recognise"),
    page("to-chuc/chi-so/", organisation_figures.figures, "organisation_figures"),
    page("to-chuc/tieu-chi/", organisation_criteria.criteria, "organisation_criteria"),
    page("to-chuc/<path:code>/thay/", organisation_replacing.replace, "organisation_replace"),
    page("to-chuc/<path:code>/thong-bao/<fmt>/", organisation_papers.notice, "organisation_notice"),
    page("to-chuc/<path:code>/", organisation_year.organisation, "organisation"),
    page("ky/", means.means, "means"),
    page("ky/<str:key>/", means.means, "means_of"),
    page("quy-dinh/thu/", rulings.rulings, "rulings"),
    page("quy-dinh/thu/so/", ruling_asking.ruling_new, "ruling_new"),
    page("quy-dinh/thu/so/<int:pk>/", rulings.ruling_run, "ruling_run"),
    page("quy-dinh/thu/so/<int:pk>/<code>/", rulings.ruling_person, "ruling_person"),
    page("quy-dinh/thu/du-thao/", ruling_drafts.overlay_new, "overlay_new"),
    page("quy-dinh/thu/du-thao/<int:pk>/", ruling_drafts.overlay, "overlay"),
    page("quy-dinh/thu/du-thao/<int:pk>/sua/", ruling_drafts.overlay_edit, "overlay_edit"),
    page("quy-dinh/thu/du-thao/<int:pk>/buoc/", ruling_drafts.overlay_step, "overlay_step"),
    page("xep-loai/tieu-chi/<int:year>/", criteria.year_criteria, "year_criteria"),
    page("xep-loai/tieu-chi/<int:year>/<code>/", criteria.year_criteria_of, "year_criteria_of"),
    page("xep-loai/kien-nghi/<int:year>/", objecting.year_objection, "year_objection"),
    page("xep-loai/thay-the/", replacing.replacements, "replacements"),
    page("xep-loai/thay-the/lap/<int:year>/<code>/", replacing.replacement_new, "replacement_new"),
    page("xep-loai/thay-the/<int:replacement_id>/", replacing.replacement, "replacement"),
    page("xep-loai/thay-the/<int:replacement_id>/kiem-tra/", replacing.check, "replacement_check"),
    page("xep-loai/thay-the/<int:replacement_id>/ky/", replacing.sign, "replacement_sign"),
    page("xep-loai/", rounds.years, "years"),
    page("xep-loai/mo/", rounds.year_open, "year_open"),
    page("xep-loai/cua-toi/", own_form.own_rating, "own_rating"),
    page("xep-loai/<int:year>/cua-toi/", own_form.own_rating, "own_rating_of"),
    page("xep-loai/<int:year>/nguoi/<code>/", person_form.rating, "rating"),
    page("xep-loai/hop/", meetings.meetings, "meetings"),
    page("xep-loai/<int:year>/hop/", meetings.meetings, "meetings_of"),
    page("xep-loai/<int:year>/hop/goi/", meetings.call, "meeting_call"),
    page("xep-loai/hop/<int:meeting_id>/", meeting.meeting, "meeting"),
    page("xep-loai/hop/<int:meeting_id>/y-kien/", opinions.opinions, "meeting_opinions"),
    page("xep-loai/<int:year>/nguoi/<code>/phieu/<fmt>/", year_papers.form, "rating_paper"),
    page("xep-loai/<int:year>/nguoi/<code>/thong-bao/<fmt>/", year_papers.notice, "rating_notice"),
    page("xep-loai/hop/<int:meeting_id>/bien-ban/<fmt>/", year_papers.minutes, "minutes_paper"),
    page(
        "xep-loai/quyet-dinh/<int:decision_id>/<fmt>/",
        year_papers.decision,
        "rating_decision_paper",
    ),
    page("xep-loai/<int:year>/danh-sach/<fmt>/", year_papers.unit_list, "rating_list_paper"),
    page("xep-loai/<int:year>/can-chinh/", year_province.calibration, "province_calibration"),
    page("xep-loai/<int:year>/<unit>/", rounds.year_round, "year_round"),
    page("xep-loai/<int:year>/<unit>/can-chinh/", calibration.calibration, "year_calibration"),
    page("xep-loai/<int:year>/<unit>/quyet-dinh/", decision.decision, "year_decision"),
    page("xep-loai/<int:year>/<unit>/cong-khai/", rounds.year_public, "year_public"),
    page("xep-loai/<int:year>/<unit>/nguoi/<code>/", round_person.person, "year_person"),
]
handler403, handler404, handler500 = errors.forbidden, errors.missing, errors.broken
