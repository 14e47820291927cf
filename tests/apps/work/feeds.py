"""A small agency whose one-stop centre is told of by another system."""

import hashlib
import json
from dataclasses import replace
from datetime import date

from congvu.apps.audit.actions import Actor
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.catalogue.models import Product
from congvu.apps.org.models import Person
from congvu.apps.work import actions
from congvu.apps.work.actions import NewBatch, RuleTerms, SystemTerms
from congvu.apps.work.enums import ReceivedState
from congvu.apps.work.models import System
from congvu.apps.work.queries import Counts, Taken
from tests.apps import world

CODE, SERIES, LETTER, DOSSIER = "mot-cua", "DM", "CV.01", "TN.03"
TERMS = SystemTerms(
    name="Một cửa điện tử",
    kind="one_stop",
    unit="P",
    id_field="Mã hồ sơ",
    withdrawn_when=[{"field": "Trạng thái", "test": "one_of", "values": ["Đã rút"]}],
)
RETURNED = RuleTerms(
    name="Trả kết quả",
    conditions=[{"field": "Trạng thái", "test": "equals", "values": ["Đã trả kết quả"]}],
    series=SERIES,
    product_code=DOSSIER,
    person_by="code",
    person_field="Cán bộ xử lý",
    day_field="Ngày trả",
)


def catalogue_of_two() -> None:
    """Issue a catalogue with a letter (coefficient 1) and a dossier (0,4)."""
    catalogue.issue_version(
        NewVersion(
            code="DM-1", name="Danh mục", decision="1/QĐ", issued_by="UBND",
            valid_from=world.START, standard_points_tenths=50, bands={"N1": (10, 100)},
            series=SERIES,
        ),
        [
            NewProduct(code=LETTER, group="B", name="Soạn công văn", complexity=1,
                       points_tenths=50, coefficient_tenths=10, output="Công văn"),
            NewProduct(code=DOSSIER, group="C", name="Tiếp nhận và trả kết quả hồ sơ",
                       complexity=1, points_tenths=20, coefficient_tenths=4, output="Hồ sơ"),
        ],
        by=None,
        at=world.AT,
    )  # fmt: skip


def connected(**changes: object) -> System:
    """The agency in November, a catalogue, and the one-stop system with its rule."""
    world.agency()
    world.november()
    catalogue_of_two()
    actions.connect_system(CODE, replace(TERMS, **changes), by=None, at=world.AT)
    made = System.objects.get(code=CODE)
    actions.make_rule(made.pk, RETURNED, by=None, at=world.AT)
    return made


def dossier(
    name: str, person: str = "an", day: int = 5, *, product: str = DOSSIER, **more: object
) -> Taken:
    """A dossier that counts one for a person on a day of November."""
    payload = {"Mã hồ sơ": name, "Cán bộ xử lý": person, "Ngày trả": f"{day:02d}/11/2026"}
    payload |= {"Trạng thái": "Đã trả kết quả", "Sản phẩm": product}
    counts = Counts(
        person_id=Person.objects.get(code=person).pk, person=person, unit="P1",
        product_id=Product.objects.get(code=product).pk, product=(SERIES, product),
        day=date(2026, 11, day), amount_hundredths=100,
    )  # fmt: skip
    return told(name, payload, ReceivedState.COUNTED, counts=counts, **more)


def told(name: str, payload: dict[str, str], state: str, **more: object) -> Taken:
    """A record with the hash of its content."""
    digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    return Taken(name, payload, digest, state, **more)


def withdrawn(name: str) -> Taken:
    """A dossier that was taken back at its source."""
    payload = {"Mã hồ sơ": name, "Trạng thái": "Đã rút"}
    return told(name, payload, ReceivedState.WITHDRAWN, reason="Nguồn đã rút bản ghi.")


def strange(name: str) -> Taken:
    """A dossier that no rule speaks of."""
    payload = {"Mã hồ sơ": name, "Trạng thái": "Đang xử lý"}
    return told(name, payload, ReceivedState.UNMAPPED, reason="Chưa có luật nào khớp.")


def take(*records: Taken, by: Actor | None = None, at=world.AT) -> actions.TakenIn:
    """Take records in as one push."""
    pk = System.objects.get(code=CODE).pk
    return actions.take_in(NewBatch(pk, "push"), records, by=by, at=at)
