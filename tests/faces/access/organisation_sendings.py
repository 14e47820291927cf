"""How to send to the pages of organisations; found by `sendings.SENDINGS`."""

from congvu.apps.evaluation.actions import organisations as acts
from congvu.apps.evaluation.actions.organisations import (
    NewCriteria,
    OrganisationReview,
    SelfAssessment,
)
from congvu.apps.evaluation.models import OrganisationAssessment, Recognition
from congvu.apps.evaluation.queries import organisations as reads
from congvu.apps.org.models import Person
from congvu.apps.org.queries import unit as unit_row
from congvu.apps.work.queries import Figures
from tests.apps import world
from tests.faces.access import cast
from tests.faces.access.sending import Sending, at

YEAR = 2026
KINDS = ("commune", "commune_room", "department")
COUNTED = Figures(10, 10, 10, 3, 0)
ROOMS = {"P1": "binh", "P2": "chi"}


def made() -> None:
    """Let the units of the town be rated, by the decree's own words."""
    lines = acts.written_lines(reads.organisation_rules(YEAR))
    for kind in KINDS:
        row = NewCriteria(kind, world.START, "QĐ 5", lines)
        acts.set_criteria(row, by=None, at=world.AT)


def _there() -> None:
    if not reads.criteria_sets():
        made()


def _points() -> dict[str, int]:
    (lines, *_) = (one.lines for one in reads.criteria_sets())
    return {line.code: line.most_hundredths * 8 // 10 for line in lines}


def _person(code: str) -> int:
    return Person.objects.get(code=code).pk


def settled(unit: str) -> None:
    """Let a room be assessed, sent and settled, unless it is recognised."""
    found = OrganisationAssessment.objects.filter(unit__code=unit, year=YEAR).first()
    if found and found.state == "recognised":
        return
    if found and found.state != "draft":
        acts.return_organisation(
            unit, YEAR, reason="Lại", authority=_person("alice"), by=None, at=world.AT
        )
    row = SelfAssessment(_points(), {}, "good", COUNTED, "Sổ")
    head = _person(ROOMS[unit])
    acts.assess_organisation(unit, YEAR, row, head=head, send=True, by=None, at=world.AT)
    acts.review_organisation(
        unit, YEAR, OrganisationReview(), authority=_person("alice"), by=None, at=world.AT
    )


def recognised() -> None:
    """Recognise whatever room is ready, by decision QĐ 8."""
    acts.recognise_organisations(
        "P", YEAR, acts.Decision("QĐ 8", cast.TODAY), authority=_person("alice"), by=None,
        at=world.AT,
    )  # fmt: skip


def organisation(n: int) -> Sending:
    _there()
    head = _person("alice")
    row = reads.assessment("P", YEAR)
    if row is None:
        acts.assess_organisation(
            "P", YEAR, SelfAssessment({}), head=head, send=False, by=None, at=world.AT
        )
        row = reads.assessment("P", YEAR)
    typed = {"viec": "luu", "nam": YEAR, "thay": row.seen, "diem-I.1": str(n % 9)}
    return Sending("alice", at("organisation", "P"), typed)


def organisations_recognise(n: int) -> Sending:
    _there()
    unit = ("P1", "P2")[Recognition.objects.filter(unit__code="P1").count() and 1]
    settled(unit)
    found = reads.authority_year(YEAR, unit_row("P").path, cast.TODAY)
    typed = {"viec": "cong-nhan", "nam": YEAR, "thay": found.digest, "quyet-dinh": f"QĐ {n}"}
    return Sending("alice", at("organisations_recognise") + "?don-vi=P", typed)


def organisation_replace(n: int) -> Sending:
    _there()
    if not Recognition.objects.filter(unit__code="P1").exists():
        settled("P1")
        recognised()
    typed = {"nam": YEAR, "quyet-dinh": f"QĐ thay {n}", "ly-do": f"Sai {n}", "ket-luan": "co"}
    return Sending("alice", at("organisation_replace", "P1"), typed | {"ket-luan-ghi": "KL"})


def organisation_figures(n: int) -> Sending:
    line = f"P1; Hồ sơ giải quyết đúng hạn; {n % 100},25; Một cửa {n}; 20/11/2026"
    return Sending("office", at("organisation_figures"), {"viec": "nap", "danh-sach": line})


def organisation_criteria(n: int) -> Sending:
    lines = ["I.1 | chung | 30 | Chung", "II.a | kết quả | 70 | Kết quả"]
    typed = {"loai": "sub_department", "tu-ngay": f"{n % 28 + 1:02}/{n // 28 % 12 + 1:02}/2030",
             "quyet-dinh": "QĐ", "dong": "\n".join(lines)}  # fmt: skip
    return Sending("noi.vu", at("organisation_criteria"), typed)
