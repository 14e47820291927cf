"""Our own lists as they stand, and a version of our toolkit put together from them and signed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import queries as catalogue
from congvu.apps.catalogue.queries import VersionRow
from congvu.apps.org import queries as org
from congvu.apps.positions import queries as positions
from congvu.apps.positions.queries import EditionRow
from congvu.apps.rulebook.queries import adopted, rules_in_force
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import NewRelease
from congvu.engine.lists.document import Document, NotValid, document, entered
from congvu.engine.lists.sheets import LIST_TITLES, LISTS, ListKind, Row, Sheet
from congvu.exchange.toolkit.contents import Publisher, Toolkit
from congvu.exchange.toolkit.law_checks import law_marks
from congvu.exchange.toolkit.package import Package, pack
from congvu.kernel.dates import format_day
from congvu.law.registry import the_law

LOCAL_SERIES = "DIA-PHUONG"
"""The one list of our local values and words of forms."""
SUBJECT = "civil_servant"
LICENCE = "CC-BY-4.0"
Named = tuple[ListKind, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A list of ours: its kind, series and name, the edition, whose it is, by which decision.

    `unit` is None for a list common to the province; `edition` names it as proposals do.
    """

    kind: ListKind
    series: str
    name: str
    edition: str
    unit: str | None
    unit_name: str | None
    decision: str
    valid_from: date
    valid_until: date | None
    rows: int

    @property
    def title(self) -> str:
        """What kind of list it is, in words."""
        return LIST_TITLES[self.kind]

    @property
    def named(self) -> Named:
        """Its kind and series, which name it."""
        return self.kind, self.series

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a publisher says of a version: its code, name, number, whose it is, the licence."""

    code: str
    name: str
    version: str
    publisher: Publisher
    licence: str = LICENCE
    note: str = ""


def lists_in_force(on: date) -> list[Standing]:
    """Return our lists in force on a day, common ones first within each kind."""
    editions = [one for one in _editions() if one.holds_on(on)]
    local = _local(on)
    return [*editions, *([local] if local else [])]


def latest_lists(on: date) -> dict[Named, Standing]:
    """Return the latest edition of each list, also one that is yet to come into force.

    A proposal follows the latest edition; local values stand as they are on the day.
    """
    found: dict[Named, Standing] = {}
    local = _local(on)
    for one in [*_editions(), *([local] if local else [])]:
        found.setdefault(one.named, one)
    return found


def document_of(one: Standing, on: date) -> Document:
    """Return a list of ours as a document, every cell written the canonical way.

    Raises Refused naming the row whose cell cannot be read; local values are those of the day.
    """
    if one.kind is ListKind.CATALOGUE:
        return _canonical(catalogue.document_of(one.edition))
    if one.kind is ListKind.LOCAL:
        return _canonical(_local_document(on))
    number = int(one.edition.rpartition("/")[2])
    read = (
        positions.scheme_document
        if one.kind is ListKind.POSITIONS
        else positions.framework_document
    )
    return _canonical(read(one.series, number))


def proposed_facts(
    province: str,
    *,
    on: date,
    version: str,
    code: str = "",
    name: str = "",
    licence: str = LICENCE,
    note: str = "",
) -> Facts:
    """Return what a version of ours says of itself: code and name as published last.

    The publisher is the province, by the code of its unit. Raises Refused where no unit is one.
    """
    units = org.units(on=on, kind="province")
    if not units:
        raise Refused("Chưa có đơn vị cấp tỉnh nào; hãy lập đơn vị trước khi công bố.")
    last = next(iter(queries.releases()), None)
    code = code.strip() or (last.code if last else f"BCC-{units[0].code}")
    name = name.strip() or (last.name if last else f"Bộ công cụ {province}")
    publisher = Publisher(units[0].code, province[:1].upper() + province[1:])
    return Facts(code, name, version.strip(), publisher, licence.strip(), note)


def next_version(released: Iterable[str]) -> str:
    """Return the number to offer after those released: the middle one up, "1.0.0" at first."""
    last = max(map(version_order, released), default=None)
    return f"{last[0]}.{last[1] + 1}.0" if last else "1.0.0"


def assemble(facts: Facts, lists: Sequence[Standing], *, on: date) -> Toolkit:
    """Put lists together as one version of our toolkit; the rules we adopted are named in it.

    Raises Refused for no lists, or one that cannot be read.
    """
    if not lists:
        raise Refused("Chưa chọn danh mục nào để đóng gói.")
    rules = rules_in_force(on, SUBJECT)
    return Toolkit(
        code=facts.code,
        name=facts.name,
        version=facts.version,
        publisher=facts.publisher,
        created=on,
        licence=facts.licence,
        documents=tuple(document_of(one, on) for one in lists),
        rules={rules.name: rules.text} if _is_local_text(rules.name) else {},
        provenance=tuple(_provenance(facts, lists)),
        law=law_marks(on),
        previous=_previous(facts.code),
    )


def release(
    facts: Facts,
    lists: Sequence[Standing],
    key: Ed25519PrivateKey,
    *,
    on: date,
    by: Actor | None,
    at: datetime,
) -> Package:
    """Publish a version of our toolkit: assemble, sign, record.

    Raises Refused for a number that is not above the last one, and PackageRefused as `pack` does.
    """
    _refuse_older(facts)
    package = pack(assemble(facts, lists, on=on), key)
    actions.publish(
        NewRelease(
            facts.code, facts.version, facts.name, package.digest,
            package.toolkit.previous or "", package.content,
        ),
        by=by,
        at=at,
    )  # fmt: skip
    return package


def version_order(version: str) -> tuple[int, ...]:
    """Return what orders versions: "1.10.0" is above "1.9.2"; raises Refused for other texts."""
    parts = version.split(".")
    if len(parts) != 3 or not all(one.isdecimal() and one.isascii() for one in parts):
        raise Refused(f"“{version}” không phải là số phiên bản; hãy viết ba số như 1.2.0.")
    return tuple(map(int, parts))


def _refuse_older(facts: Facts) -> None:
    asked = version_order(facts.version)
    ours = [one.version for one in queries.releases() if one.code == facts.code]
    last = max(ours, key=version_order, default=None)
    if last is not None and asked <= version_order(last):
        raise Refused(f"Đã công bố phiên bản {last}; phiên bản mới phải có số lớn hơn.")


def _editions() -> Iterator[Standing]:
    """Every edition of every list, latest edition first; those common to the province first."""
    versions = sorted(catalogue.versions(), key=lambda one: one.unit is not None)
    yield from map(_of_version, versions)
    yield from (_of_edition(ListKind.POSITIONS, one) for one in positions.schemes())
    yield from (_of_edition(ListKind.FRAMEWORK, one) for one in positions.frameworks())


def _of_version(one: VersionRow) -> Standing:
    return Standing(
        ListKind.CATALOGUE, one.series, one.name, one.code, one.unit, one.unit_name,
        one.decision, one.valid_from, one.valid_until, one.products,
    )  # fmt: skip


def _of_edition(kind: ListKind, one: EditionRow) -> Standing:
    return Standing(
        kind, one.series, one.name, f"{one.series}/{one.number}", None, None,
        one.decision, one.valid_from, one.valid_until, one.rows,
    )  # fmt: skip


def _local(on: date) -> Standing | None:
    rows = sum(map(len, _local_document(on).sheets.values()))
    if not rows:
        return None
    overlay = adopted(on, SUBJECT)
    decision = overlay.decision if overlay else ""
    name = LIST_TITLES[ListKind.LOCAL]
    return Standing(
        ListKind.LOCAL, LOCAL_SERIES, name, f"{LOCAL_SERIES}/{on.isoformat()}", None, None,
        decision, on, None, rows,
    )  # fmt: skip


def _local_document(on: date) -> Document:
    overlay = adopted(on, SUBJECT)
    chosen = overlay.parameters if overlay else {}
    parameters = [{"name": name, "value": str(value)} for name, value in sorted(chosen.items())]
    forms = [
        {"form": form, "field": field, "text": text}
        for (form, field), text in sorted(queries.form_texts(on=on).items())
    ]
    return document(
        ListKind.LOCAL,
        LOCAL_SERIES,
        LIST_TITLES[ListKind.LOCAL],
        {},
        {"parameters": parameters, "forms": forms},
    )


def _canonical(one: Document) -> Document:
    sheets = {
        sheet.name: tuple(_row(sheet, row) for row in one.rows(sheet.name))
        for sheet in LISTS[one.kind]
    }
    plain = document(one.kind, one.code, one.name, one.settings, sheets)
    return replace(plain, name=" ".join(one.name.split()))


def _row(sheet: Sheet, row: Row) -> Row:
    try:
        return {one.name: entered(one, row.get(one.name, "")) for one in sheet.columns}
    except NotValid as fault:
        named = " · ".join(filter(None, sheet.key_of(row)))
        raise Refused(
            f"“{sheet.title}”, dòng {named}: {fault.what}; hãy ban hành bản sửa ({fault.right}) "
            "rồi đóng gói."
        ) from fault


def _provenance(facts: Facts, lists: Iterable[Standing]) -> Iterator[str]:
    if facts.note.strip():
        yield " ".join(facts.note.split())
    for one in lists:
        since = f"có hiệu lực từ {format_day(one.valid_from)}" if one.decision else ""
        yield ": ".join(filter(None, (one.name, ", ".join(filter(None, (one.decision, since))))))


def _previous(code: str) -> str | None:
    listed = [one for one in queries.releases() if one.code == code]
    last = max(listed, key=lambda one: version_order(one.version), default=None)
    return last.digest if last else None


def _is_local_text(name: str) -> bool:
    return any(one.name == name and one.local for one in the_law().rule_texts)
