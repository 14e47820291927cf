"""The ward's two systems connected, their rules written, their November taken in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest

from congvu.apps.audit.actions import Actor
from congvu.apps.catalogue.queries import version
from congvu.apps.rulebook.queries import period
from congvu.apps.work import actions
from congvu.apps.work.actions import NewTask, RuleTerms, SystemTerms
from congvu.apps.work.enums import How, PersonBy
from congvu.apps.work.queries import places_of, system, tasks
from congvu.exchange.demo import feeds, products, standing, story
from congvu.exchange.demo.feeds import Feed
from congvu.exchange.demo.frames import OPEN, moment
from congvu.exchange.demo.issue import ProductIds
from congvu.exchange.demo.people import PersonPlan
from congvu.exchange.demo.tasks import FROM_PLAN, ONE
from congvu.exchange.intake.receiving import receive_content

CONNECTED = moment(date(2026, 11, 2))
ACCEPTED = (moment(date(2026, 11, 16), 9), moment(date(2026, 11, 20), 9))
"""When the head accepted what the first files told; the last one waits for her."""
PULLED, PUSHED = moment(date(2026, 11, 23), 7), moment(date(2026, 11, 23), 11, 30)
RETURN, POST, MEND = "HCC.12", "HCC.13", "HCC.11"
PLANNED = ((RETURN, 75), (POST, 30), (MEND, 10))
LETTER, REPORT, DECISION = "DC.01", "DC.05", "DC.09"


def everything(
    people: Sequence[PersonPlan], ids: ProductIds, users: Mapping[str, Actor]
) -> Feed | None:
    """Connect both systems and take in what they told up to the clock; return their files."""
    found = feeds.feed(people)
    if found is None:
        return None
    by = users["van.phong"]
    _connect(by)
    staff = [one for one in people if one.postings[-1].unit == feeds.CENTRE]
    made = _assign([one for one in staff if one.postings[-1].leads == "none"], ids)
    one_stop, office = system(feeds.ONE_STOP), system(feeds.OFFICE)
    for export, accepted in zip_longest(found.dossiers, ACCEPTED):
        receive_content(
            one_stop, export.content, export.name, How.FILE, by=by, at=moment(export.day, 17)
        )
        if accepted is not None:
            _accept(made, at=accepted)
    receive_content(office, found.documents, "", How.PULL, by=None, at=PULLED)
    actions.note_pull(office.id, '"2026-11-23"', at=PULLED)
    receive_content(one_stop, found.pushed, "", How.PUSH, by=None, at=PUSHED)
    return found


def _connect(by: Actor) -> None:
    back = [{"field": "Trạng thái", "test": "one_of", "values": [feeds.TAKEN_BACK]}]
    one_stop = SystemTerms(
        "Một cửa điện tử", "one_stop", story.WARD, "Mã hồ sơ", back, ["Thủ tục", "Lĩnh vực"]
    )
    office = SystemTerms(
        "Văn phòng điện tử", "office", story.WARD, "Số ký hiệu",
        pull_address=f"https://localhost:8443{standing.DOCUMENTS}",
        pull_header=standing.SECRET_HEADER,
    )  # fmt: skip
    for code, terms, rules in (
        (feeds.ONE_STOP, one_stop, _dossier_rules()),
        (feeds.OFFICE, office, _document_rules()),
    ):
        made = actions.connect_system(code, terms, by=by, at=CONNECTED)
        for rule in rules:
            actions.make_rule(made, rule, by=by, at=CONNECTED)


def _says(field: str, *values: str, test: str = "one_of") -> dict[str, object]:
    return {"field": field, "test": test, "values": list(values)}


def _dossier_rules() -> list[RuleTerms]:
    returned = _says("Trạng thái", feeds.RETURNED)
    return [
        _dossier_rule(
            "Trả kết quả qua bưu chính", POST, returned, _says("Hình thức trả", "Bưu chính")
        ),
        _dossier_rule("Trả kết quả tại quầy", RETURN, returned),
        _dossier_rule("Hồ sơ cần bổ sung", MEND, _says("Trạng thái", "bổ sung", test="contains")),
    ]


def _dossier_rule(name: str, code: str, *conditions: dict[str, object]) -> RuleTerms:
    return RuleTerms(
        name, conditions, _series(), code, PersonBy.CODE, "Ngày trả", person_field="Cán bộ xử lý"
    )


def _document_rules() -> list[RuleTerms]:
    issued = _says("Trạng thái", "Đã ban hành")
    kinds = (("Công văn", LETTER), ("Báo cáo", REPORT), ("Quyết định", DECISION))
    return [
        RuleTerms(
            f"{kind} đã ban hành", [_says("Loại văn bản", kind), issued], _series(), code,
            PersonBy.NAME, "Ngày ban hành", person_field="Người soạn",
        )
        for kind, code in kinds
    ]  # fmt: skip


def _series() -> str:
    return version(products.COMMUNE_VERSION).series


def _assign(staff: Sequence[PersonPlan], ids: ProductIds) -> list[int]:
    """The centre's plan of the month: what comes of it is counted from the one-stop system."""
    listed = {one.code: one for one in products.commune_products()}
    rows = [
        NewTask(
            person=person.code,
            unit=feeds.CENTRE,
            title=f"{listed[code].name} (đếm từ Một cửa điện tử)",
            coefficient_tenths=listed[code].coefficient_tenths,
            assigned_hundredths=amount * ONE,
            due_on=OPEN.last_day,
            product_id=ids[products.COMMUNE_VERSION, code],
            output=listed[code].output,
            source=FROM_PLAN,
        )
        for person in staff
        for code, amount in PLANNED
    ]
    return actions.assign_tasks(period(OPEN.key).id, rows, by=None, at=CONNECTED)


def _accept(made: Sequence[int], *, at: datetime) -> None:
    """The centre's results so far, accepted; what comes later waits beside them."""
    month = period(OPEN.key)
    told = {
        one.id
        for one in tasks(month.id, _people_of(made))
        if one.id in set(made) and one.completed_hundredths
    }
    actions.accept_results(sorted(told), by=None, at=at)


def _people_of(made: Sequence[int]) -> set[int]:
    return {one.person_id for one in places_of(made).values()}
