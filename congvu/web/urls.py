"""The pages. Each is mounted through its policy; one without a policy stops the start."""

from django.urls import URLPattern, path

from congvu.access.guard import View, guarded
from congvu.web.appraisal import impact, issue
from congvu.web.appraisal import views as appraisal
from congvu.web.head import views as head
from congvu.web.imports import list_files
from congvu.web.imports import views as imports
from congvu.web.office import row_writes, starts
from congvu.web.office import views as office
from congvu.web.office import writes as office_writes
from congvu.web.officer import views as officer
from congvu.web.operator import views as operator
from congvu.web.positions import frameworks, own_views, team_views
from congvu.web.positions import views as positions
from congvu.web.province import views as province
from congvu.web.reconcile import views as reconcile
from congvu.web.reminders import addresses
from congvu.web.reminders import views as reminding
from congvu.web.shared import entry, errors, rules
from congvu.web.toolkit import beginning, conflict_views, inspection_views
from congvu.web.toolkit import views as toolkit


def page(route: str, view: View, name: str) -> URLPattern:
    """A page at `route`, behind the policy of its name."""
    return path(route, guarded(name, view), name=name)


urlpatterns = [
    page("", entry.home, "home"),
    page("dang-nhap/", entry.sign_in, "sign_in"),
    page("dang-xuat/", entry.sign_out, "sign_out"),
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
    page("doi-chieu/", reconcile.reconciliations, "reconciliations"),
    page("doi-chieu/<int:reconciliation_id>/", reconcile.reconciliation, "reconciliation"),
    page(
        "doi-chieu/<int:reconciliation_id>/tai/",
        reconcile.reconciliation_file,
        "reconciliation_file",
    ),
    page("nhac-viec/", reminding.reminders, "reminders"),
    page("nhac-viec/thu/", reminding.mail_settings, "mail_settings"),
    page("nhac-viec/dia-chi/", addresses.addresses, "addresses"),
    page("nhac-viec/thoi/<token>/", reminding.digest_stop, "digest_stop"),
]
handler403, handler404, handler500 = errors.forbidden, errors.missing, errors.broken
