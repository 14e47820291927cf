"""Another's toolkit taken over here: what each of its lists meets, and what becomes of it.

A list comes in as a proposal, to be appraised and issued here like any other. The first time it is
new, or takes the place of ours, or only adds its rows. After that the version that was taken over
is the common ancestor: what only one side changed is taken, the rest is chosen row by row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.actions import NewAdoption, Part, UnderWay
from congvu.apps.toolkit.enums import EDITABLE, ENDED
from congvu.apps.toolkit.queries import AdoptedPart, ProposalView
from congvu.engine.lists.conflicts import Choice, ConflictId
from congvu.engine.lists.differences import KeyTwice, by_key
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import LISTS, ListKind
from congvu.exchange.toolkit.assembly import (
    Named,
    Standing,
    document_of,
    latest_lists,
)
from congvu.exchange.toolkit.inspection import Adopted, Inspection, Step, Trust, inspect
from congvu.exchange.toolkit.meeting import Meeting, Way
from congvu.exchange.toolkit.package import Package, unpack


@lru_cache(maxsize=6)
def opened(content: bytes) -> Package:
    """Return what a file of the records holds: the same bytes need not be checked again."""
    return unpack(content)


@dataclass(frozen=True)
class Reception:
    """A package and what it meets here; `adopted_version` is the one taken over last, or ""."""

    package: Package
    inspection: Inspection
    meetings: tuple[Meeting, ...]
    adopted_version: str

    @property
    def is_upgrade(self) -> bool:
        """Whether a version of this toolkit was taken over before."""
        return self.inspection.step is not Step.FIRST

    @property
    def is_known(self) -> bool:
        """Whether it is signed with a key that this publisher's toolkits were adopted under."""
        return self.inspection.trust is Trust.KNOWN

    @property
    def refusal(self) -> str:
        """Why nothing of it can be taken over; empty where something can."""
        if self.inspection.step is not Step.OLDER:
            return ""
        version = self.package.toolkit.version
        if version == self.adopted_version:
            return (
                f"Phiên bản {version} đã nhận có nội dung khác tệp này dù cùng số; hãy hỏi nơi "
                "phát hành."
            )
        return (
            f"Ở đây đã nhận phiên bản {self.adopted_version}; phiên bản {version} cũ hơn, không "
            "nhận lùi được."
        )

    @property
    def notice(self) -> str:
        """What whoever takes it over should know of its place among the versions."""
        return _NOTICES.get(self.inspection.step, "")

    def meeting(self, kind: str, there: str) -> Meeting:
        """Return the meeting of one list; raises Refused."""
        for one in self.meetings:
            if one.named == (kind, there):
                return one
        raise Refused(f"Trong gói không có danh mục “{there}”.")


@dataclass(frozen=True, slots=True)
class Choosing:
    """What is taken over of a list, in which way, with the word on each of its conflicts."""

    kind: str
    there: str
    way: Way
    choices: Mapping[ConflictId, Choice] | None = None


def receive(
    package: Package, *, on: date, names: Mapping[tuple[str, str], str] | None = None
) -> Reception:
    """Hold a package against what stands here; `names` are series here by (kind, series there).

    Raises Refused where a list of ours cannot be read.
    """
    toolkit = package.toolkit
    publisher = toolkit.publisher.code
    world = _World(publisher, toolkit.code, on, names or {})
    meetings = tuple(world.meeting(one) for one in toolkit.documents)
    last = queries.latest_adoption(publisher, toolkit.code)
    seen = inspect(
        package,
        {one.named: one.ours for one in meetings if one.ours and one.is_comparable},
        on=on,
        keys=queries.known_keys(publisher),
        adopted=Adopted(last.version, last.digest) if last else None,
    )
    return Reception(package, seen, meetings, last.version if last else "")


def take_over(
    reception: Reception,
    chosen: Sequence[Choosing],
    *,
    trusts_key: bool,
    reason: str = "",
    by: Actor | None,
    at: datetime,
) -> list[int]:
    """Take lists of a package over as proposals here and return their ids.

    `trusts_key` is the user's word that an unknown key is the publisher's; for one that changed
    the reason must tell who said so. Raises Refused without them, for an older version, for a list
    that cannot come in now, and as `adopt` does; NotResolved for a conflict without a choice.
    """
    refuse_untrusted(reception, trusts_key=trusts_key, reason=reason)
    package = reception.package
    toolkit = package.toolkit
    parts = [_part(reception, one) for one in chosen]
    _refuse_twins(parts)
    return actions.adopt(
        NewAdoption(
            toolkit.publisher.code, toolkit.code, toolkit.version, toolkit.name,
            package.digest, package.fingerprint, package.content,
        ),
        parts,
        reason=reason,
        by=by,
        at=at,
    )  # fmt: skip


def refuse_untrusted(reception: Reception, *, trusts_key: bool, reason: str) -> None:
    """Raise Refused for a version or a key of which nothing is taken over so."""
    trust = reception.inspection.trust
    if reception.refusal:
        raise Refused(reception.refusal)
    if trust is not Trust.KNOWN and not trusts_key:
        raise Refused(_ASKS_KEY[trust])
    if trust is Trust.CHANGED and not reason.strip():
        raise Refused("Khóa đã đổi: phải ghi ai ở nơi phát hành đã xác nhận, bằng cách nào.")


_ASKS_KEY = {
    Trust.UNKNOWN: "Khóa ký của gói này chưa từng gặp ở đây: hãy đối chiếu dấu của khóa với nơi "
    "phát hành (qua điện thoại, văn bản), rồi xác nhận.",
    Trust.CHANGED: "Gói này ký bằng khóa khác với các bản đã nhận: có thể bị giả mạo. Hãy hỏi lại "
    "nơi phát hành; chỉ xác nhận khi họ nói rõ đã đổi khóa.",
}
_NOTICES = {
    Step.SAME: "Phiên bản này đã nhận về rồi; vẫn nhận thêm được danh mục chưa lấy lần trước.",
    Step.LATER: "Gói này không nối tiếp ngay bản đã nhận (có bản ở giữa chưa nhận). Vẫn hợp nhất "
    "được: mọi thay đổi từ bản đã nhận đến nay được tính một lần.",
}


@dataclass(frozen=True)
class _World:
    """What stands here, read once for all lists of a package."""

    publisher: str
    code: str
    on: date
    names: Mapping[tuple[str, str], str]

    @cached_property
    def _adopted(self) -> list[AdoptedPart]:
        return queries.adopted_parts(self.publisher, self.code)

    @cached_property
    def _standing(self) -> Mapping[Named, Standing]:
        return latest_lists(self.on)

    @cached_property
    def _drafts(self) -> Mapping[tuple[str, str], ProposalView]:
        return {
            (one.kind, one.series): one for one in queries.proposals() if one.state not in ENDED
        }

    @cached_property
    def _bases(self) -> dict[int, Mapping[Named, Document]]:
        return {}

    def meeting(self, theirs: Document) -> Meeting:
        adopted = next(
            (one for one in self._adopted if (one.kind, one.there) == (theirs.kind, theirs.code)),
            None,
        )
        named = self.names.get((theirs.kind, theirs.code), theirs.code)
        here = adopted.here if adopted else named
        draft = self._drafts.get((theirs.kind, here))
        standing = self._standing.get((theirs.kind, here))
        ours = self._ours(draft, standing)
        twin = _twin(ours) if ours else ""
        return Meeting(
            theirs,
            here,
            ours,
            standing,
            draft,
            self._base(adopted) if adopted else None,
            adopted.version if adopted else "",
            twin or _hindrance(draft),
            is_comparable=not twin,
        )

    def _ours(self, draft: ProposalView | None, standing: Standing | None) -> Document | None:
        if draft is not None:
            return queries.draft_document(draft.id)
        return document_of(standing, self.on) if standing else None

    def _base(self, adopted: AdoptedPart) -> Document | None:
        if adopted.adoption not in self._bases:
            package = opened(queries.adopted_package(adopted.adoption))
            self._bases[adopted.adoption] = {
                (one.kind, one.code): one for one in package.toolkit.documents
            }
        return self._bases[adopted.adoption].get((ListKind(adopted.kind), adopted.there))


def _hindrance(draft: ProposalView | None) -> str:
    if draft is None or draft.state in EDITABLE:
        return ""
    return (
        "Bản đề xuất của danh mục này đang chờ thẩm định hoặc ban hành; xong hoặc trả lại rồi mới "
        "nhận được."
    )


def _twin(ours: Document) -> str:
    """Say which key stands twice in a list of ours, which cannot be compared then."""
    try:
        for sheet in LISTS[ours.kind]:
            by_key(sheet, ours.rows(sheet.name))
    except KeyTwice as fault:
        return f"Danh mục ở đây chưa so được: {fault}"
    return ""


def _part(reception: Reception, one: Choosing) -> Part:
    met = reception.meeting(one.kind, one.there)
    if met.hindrance:
        raise Refused(f"“{met.theirs.name}”: {met.hindrance}")
    choices = one.choices if one.choices is not None else {}
    result = met.result(one.way, choices if one.way is Way.MERGE and met.merged else None)
    if met.draft is not None:
        return Part(result, met.theirs.code, into=UnderWay(met.draft.id, met.draft.revision))
    standing = met.standing
    return Part(
        result,
        met.theirs.code,
        based_on=standing.edition if standing else "",
        unit=standing.unit if standing else None,
        before=met.ours,
    )


def _refuse_twins(parts: Iterable[Part]) -> None:
    seen: set[Named] = set()
    for one in parts:
        named = (one.document.kind, one.document.code)
        if named in seen:
            raise Refused(f"Hai danh mục của gói không thể cùng mang mã “{named[1]}” ở đây.")
        seen.add(named)
