"""Each kind of list is issued by its own family: positions, competencies, local choices."""

from datetime import date

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.positions import queries as positions
from congvu.apps.rulebook.queries import rules_in_force
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import Decision
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from congvu.law.faults import OverlayRefused
from tests.apps import world

pytestmark = pytest.mark.django_db
DECISION = Decision("QĐ 2815/QĐ-UBND", date(2026, 6, 25), "UBND tỉnh", date(2026, 12, 1))
LATER = Decision("QĐ 1/QĐ-UBND", date(2027, 1, 4), "UBND tỉnh", date(2027, 2, 1))
FRAMEWORK = document(
    ListKind.FRAMEWORK, "KNL", "Khung năng lực", {},
    {
        "competencies": [{"code": "C1", "name": "Đạo đức và bản lĩnh", "group": "general"}],
        "levels": [
            {"competency": "C1", "level": str(level), "descriptor": f"Cấp {level}"}
            for level in range(1, 6)
        ],
    },
)  # fmt: skip
SCHEME = document(
    ListKind.POSITIONS, "VTVL-XA", "Vị trí việc làm cấp xã", {"unit_kind": "commune_room"},
    {
        "positions": [{"code": "II.04", "name": "Chuyên viên tư pháp", "group": "professional"}],
        "ranks": [{"position": "II.04", "rank": "Chuyên viên", "headcount": "1"}],
        "duties": [{"position": "II.04", "number": "2.1", "duty": "Chứng thực"}],
        "requirements": [{"position": "II.04", "competency": "C1", "level": "2-3"}],
    },
)  # fmt: skip


def issue(what, decision=DECISION):
    return actions.issue_document(what, decision, unit=None, source="", by=None, at=world.AT)


def test_a_framework_and_a_scheme_come_back_as_they_were_issued():
    assert (issue(FRAMEWORK), issue(SCHEME)) == ("KNL/1", "VTVL-XA/1")
    assert positions.framework_document("KNL", 1) == FRAMEWORK
    assert positions.scheme_document("VTVL-XA", 1) == SCHEME


def test_a_scheme_that_names_an_unknown_competency_is_refused_whole():
    with pytest.raises(Refused, match="năng lực mang mã “C1”"):
        issue(SCHEME)
    assert positions.schemes() == []


def test_the_provinces_choices_take_effect_on_their_day_and_give_way_to_the_next():
    def chosen(value, text):
        rows = {
            "parameters": [{"name": "delay_unit", "value": value}],
            "forms": [{"form": "job_description", "field": "issuer", "text": text}],
        }
        return document(ListKind.LOCAL, "RIENG", "Tham số", {}, rows)

    issue(chosen("occurrence", "UBND TỈNH"))
    issue(chosen("working_day", "UBND TỈNH MỚI"), LATER)
    days = date(2026, 12, 31), date(2027, 2, 28)
    assert [rules_in_force(day).value("delay_unit") for day in days] == [
        "occurrence", "working_day"
    ]  # fmt: skip
    assert [list(queries.form_texts(on=day).values()) for day in days] == [
        ["UBND TỈNH"], ["UBND TỈNH MỚI"]
    ]  # fmt: skip


def test_a_choice_that_the_law_does_not_leave_open_is_refused():
    rows = {"parameters": [{"name": "threshold_good", "value": "60"}]}
    with pytest.raises(OverlayRefused):
        issue(document(ListKind.LOCAL, "RIENG", "Tham số", {}, rows))
