"""Two provinces in one small database: one publishes, the other takes over and issues."""

from dataclasses import replace
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.enums import Verdict
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind
from congvu.exchange.toolkit.adoption import Choosing, Reception, receive, take_over
from congvu.exchange.toolkit.assembly import Facts, assemble, lists_in_force
from congvu.exchange.toolkit.contents import Publisher, Toolkit
from congvu.exchange.toolkit.meeting import Way
from congvu.exchange.toolkit.package import pack, unpack
from tests.apps import world

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
TODAY = date(2026, 11, 23)
SENDER = Publisher("KH", "Tỉnh Khánh Hòa")
NAMES = ("Báo cáo tháng của phòng", "Tờ trình ban hành quy chế", "Giấy mời họp giao ban")
OUTPUTS = ("01 báo cáo", "01 tờ trình", "01 giấy mời")


def row(number: int, points: str = "10", **more: str) -> dict[str, str]:
    """A product that the linter has nothing against."""
    tenths = {"5": "1", "10": "2", "15": "3", "20": "4", "25": "5"}[points]
    return {
        "code": f"A.{number:02d}",
        "group": "C",
        "section": "Văn phòng",
        "name": NAMES[number - 1] if number <= len(NAMES) else f"Công việc số {number}",
        "output": OUTPUTS[number - 1] if number <= len(OUTPUTS) else f"01 văn bản số {number}",
        "unit": "văn bản",
        "complexity": "N1",
        "points": points,
        "coefficient": tenths,
        **more,
    }


def catalogue(*rows: dict[str, str], code: str = "XA", name: str = "Danh mục cấp xã") -> Document:
    """A catalogue whose standard product is of five points."""
    return document(ListKind.CATALOGUE, code, name, {"standard_points": "5"}, {"products": rows})


def framework(*levels: str, code: str = "KNL") -> Document:
    """A framework of one competency with so many levels described."""
    return document(
        ListKind.FRAMEWORK,
        code,
        "Khung năng lực",
        {},
        {
            "competencies": [{"code": "NL1", "name": "Soạn thảo văn bản", "group": "general"}],
            "levels": [
                {"competency": "NL1", "level": str(number), "descriptor": text}
                for number, text in enumerate(levels, start=1)
            ],
        },
    )


def toolkit(*documents: Document, version: str = "1.0.0", previous: str | None = None) -> Toolkit:
    """A version of the sender's toolkit."""
    return Toolkit(
        code="BCC-KH",
        name="Bộ công cụ Khánh Hòa",
        version=version,
        publisher=SENDER,
        created=TODAY,
        licence="CC-BY-4.0",
        documents=documents,
        previous=previous,
    )


def packed(one: Toolkit, key: Ed25519PrivateKey = KEY) -> bytes:
    """The signed file."""
    return pack(one, key).content


def received(content: bytes, **more: object) -> Reception:
    """A file held against what stands here."""
    return receive(unpack(content), on=TODAY, **more)


def adopted(
    content: bytes,
    *,
    ways: dict[str, Way] | None = None,
    trusts_key: bool = True,
    choices: dict | None = None,
    reason: str = "",
) -> list[int]:
    """Every list of a file taken over in the way first offered, or in the way told by series."""
    found = received(content)
    chosen = [
        Choosing(one.theirs.kind, one.theirs.code, (ways or {}).get(one.theirs.code, one.ways[0]),
                 choices)
        for one in found.meetings
        if one.ways[0] is not Way.SAME
    ]  # fmt: skip
    return take_over(found, chosen, trusts_key=trusts_key, reason=reason, by=None, at=world.AT)


def user(name: str) -> User:
    """A person who works on lists."""
    return User.objects.get_or_create(username=name, display_name=name.title(), password="!")[0]


def issued(proposal: int, *, valid_from: date = date(2026, 6, 1)) -> str:
    """A proposal taken all the way: appraised by a second person, issued by a third."""
    appraiser, issuer = user("appraiser"), user("issuer")
    actions.submit(proposal, by=None, at=world.AT)
    if found := [one.fingerprint for one in queries.judged(proposal).findings]:
        actions.rule(proposal, found, Verdict.OVERRIDE, reason="Đã soát", by=appraiser, at=world.AT)
    actions.appraise(proposal, opinion="Đạt", by=appraiser, at=world.AT)
    return actions.issue(
        proposal,
        decision="QĐ 1/QĐ-UBND",
        decided_on=TODAY,
        issued_by="UBND tỉnh",
        valid_from=valid_from,
        by=issuer,
        at=world.AT,
    )


def exported(version: str = "1.0.0") -> Toolkit:
    """What this province would publish under the sender's name, for comparing."""
    facts = Facts("BCC-KH", "Bộ công cụ Khánh Hòa", version, SENDER)
    made = assemble(facts, lists_in_force(TODAY), on=TODAY)
    return replace(made, provenance=(), law=())
