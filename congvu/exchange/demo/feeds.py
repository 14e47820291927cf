"""What the ward's one-stop centre and its e-office tell of November, as files they would export.

Every person, dossier and document is invented; the shapes are those of such exports.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from congvu.exchange.demo import story
from congvu.exchange.demo.dice import Dice, Weighted
from congvu.exchange.demo.frames import OPEN, frame
from congvu.exchange.demo.people import PersonPlan
from congvu.kernel.dates import format_day

ONE_STOP, OFFICE = "mot-cua-nha-trang", "van-ban-nha-trang"
COMMUNE = story.WARD.partition("-")[2]
CENTRE, BUREAU = f"{story.WARD}-HCC", f"{story.WARD}-VP"
A_DAY = 54
FILES = ((date(2026, 11, 2), date(2026, 11, 13)), (date(2026, 11, 16), date(2026, 11, 19)),
         (date(2026, 11, 20), date(2026, 11, 20)))  # fmt: skip
"""First and last day of each export that the centre saved as a file."""
ACCEPTED_DAY, OPEN_DAY = date(2026, 11, 3), date(2026, 11, 20)
MADE = datetime(2026, 11, 23, 7, 0)  # noqa: DTZ001 - a workbook's clock knows no zone
DOSSIERS = (
    "Mã hồ sơ", "Thủ tục", "Lĩnh vực", "Trạng thái", "Hình thức trả", "Cán bộ xử lý", "Ngày trả",
    "Người nộp",
)  # fmt: skip
DOCUMENTS = ("Số ký hiệu", "Loại văn bản", "Trích yếu", "Trạng thái", "Người soạn", "Ngày ban hành")
RETURNED, MENDED, MOVED, TAKEN_BACK = (
    "Đã trả kết quả", "Yêu cầu bổ sung", "Chuyển liên thông cấp tỉnh", "Công dân rút hồ sơ",
)  # fmt: skip
STATES = Weighted(((RETURNED, 880), (MENDED, 90), (MOVED, 30)))
WAYS = Weighted((("Trực tiếp", 72), ("Bưu chính", 28)))
PROCEDURES = (
    ("Đăng ký khai sinh", "Hộ tịch"),
    ("Xác nhận tình trạng hôn nhân", "Hộ tịch"),
    ("Chứng thực bản sao từ bản chính", "Chứng thực"),
    ("Chứng thực chữ ký", "Chứng thực"),
    ("Đăng ký biến động đất đai", "Đất đai"),
    ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Xây dựng"),
    ("Đăng ký hộ kinh doanh", "Kinh doanh"),
    ("Hưởng trợ cấp xã hội hằng tháng", "Bảo trợ xã hội"),
)
PAPERS = Weighted((("Công văn", 60), ("Báo cáo", 18), ("Quyết định", 14), ("Tờ trình", 8)))
GONE = "KH09999"
"""An officer's code that nobody in the ward has: the one-stop system still names her."""
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A file that the centre saved at the end of a day."""

    name: str
    day: date
    content: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """The exports: dossiers by files, those of the clock's day, documents, and a file to try."""

    dossiers: tuple[Export, ...]
    pushed: bytes
    documents: bytes
    sample: bytes

    def named(self) -> Iterator[tuple[str, bytes]]:
        """Each file with the name it would be saved under."""
        yield from ((one.name, one.content) for one in self.dossiers)
        yield "mot-cua-23-11.json", self.pushed
        yield "van-ban-thang-11.xlsx", self.documents
        yield "mot-cua-nap-thu.csv", self.sample


def feed(people: Sequence[PersonPlan]) -> Feed | None:
    """Return the exports of the centre and the e-office; None where the ward has no such rooms."""
    centre, bureau = _staff(people, CENTRE), _staff(people, BUREAU)
    if not centre or not bureau:
        return None
    known = frame(OPEN)
    days = [day for day in known.days if day <= known.cut]
    rows = {day: _dossiers(day, centre) for day in days}
    return Feed(
        dossiers=tuple(_export(first, last, rows) for first, last in FILES),
        pushed=_json([*rows[days[-1]], *_second_thoughts(rows)]),
        documents=_workbook(_documents(days, bureau)),
        sample=_csv(_sample(rows[OPEN_DAY], centre)),
    )


def _export(first: date, last: date, rows: Mapping[date, Sequence[Row]]) -> Export:
    days = f"{first:%d}-den-{last:%d-%m}" if first < last else f"{last:%d-%m}"
    listed = [row for day, told in rows.items() if first <= day <= last for row in told]
    return Export(f"mot-cua-{days}.csv", last, _csv(listed))


def _staff(people: Sequence[PersonPlan], unit: str) -> list[PersonPlan]:
    return [
        one for one in people
        if one.postings[-1].unit == unit and one.postings[-1].leads == "none" and not one.away
    ]  # fmt: skip


def _dossiers(day: date, centre: Sequence[PersonPlan]) -> list[Row]:
    return [_dossier(day, number, centre) for number in range(1, A_DAY + 1)]


def _dossier(day: date, number: int, centre: Sequence[PersonPlan]) -> Row:
    dice = Dice("one-stop", day.isoformat(), str(number))
    procedure, area = dice.pick(PROCEDURES)
    officer = GONE if (day.day, number) in ((9, 17), (16, 40)) else dice.pick(centre).code
    return (
        f"000.12.H32-{day:%y%m%d}-{number:04d}", procedure, area, dice.draw(STATES),
        dice.draw(WAYS), officer, format_day(day), f"Người nộp hồ sơ {dice.between(1, 900)}",
    )  # fmt: skip


def _changed(row: Row, **to: str) -> Row:
    values = dict(zip(DOSSIERS, row, strict=True)) | {k.replace("_", " "): v for k, v in to.items()}
    return tuple(values[title] for title in DOSSIERS)


def _returned(rows: Sequence[Row], day: date) -> Iterator[Row]:
    told = format_day(day)
    return (row for row in rows if row[3] == RETURNED and row[6] == told and row[5] != GONE)


def _second_thoughts(rows: Mapping[date, Sequence[Row]]) -> list[Row]:
    """What the centre set right on the clock's day: two days, and one that the citizen took back.

    The first was accepted by then, so that its head is asked.
    """
    early = next(_returned(rows[ACCEPTED_DAY], ACCEPTED_DAY))
    late, gone, *_ = _returned(rows[OPEN_DAY], OPEN_DAY)
    return [
        _changed(early, Ngày_trả=format_day(date(2026, 11, 4))),
        _changed(late, Ngày_trả=format_day(date(2026, 11, 19))),
        _changed(gone, Trạng_thái=TAKEN_BACK),
    ]


def _sample(before: Sequence[Row], centre: Sequence[PersonPlan]) -> list[Row]:
    """A file to try by hand: known dossiers, new ones, two that differ, one nobody can count."""
    day = date(2026, 11, 20)
    new = [_dossier(day, number, centre) for number in range(A_DAY + 1, A_DAY + 13)]
    doubled = _changed(new[0], Trạng_thái=RETURNED)
    return [
        *before[-6:], *new[1:], doubled, _changed(doubled, Ngày_trả=format_day(date(2026, 11, 18))),
        _changed(new[1], Mã_hồ_sơ=f"000.12.H32-{day:%y%m%d}-0099", Ngày_trả="31/11/2026"),
    ]  # fmt: skip


def _documents(days: Sequence[date], bureau: Sequence[PersonPlan]) -> list[Row]:
    rows = []
    for day in days:
        dice = Dice("e-office", day.isoformat())
        for _ in range(dice.between(5, 9)):
            kind = dice.draw(PAPERS)
            sign = {"Công văn": "UBND-VP", "Báo cáo": "BC-UBND", "Quyết định": "QĐ-UBND"}.get(
                kind, "TTr-UBND"
            )
            state = "Dự thảo" if dice.chance(60) else "Đã ban hành"
            rows.append((
                f"{1210 + len(rows)}/{sign}", kind, f"Về việc nhiệm vụ số {len(rows) + 1}", state,
                dice.pick(bureau).name.full, format_day(day),
            ))  # fmt: skip
    return rows


def _csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([DOSSIERS, *rows])
    return out.getvalue().encode("utf-8-sig")


def _json(rows: Sequence[Row]) -> bytes:
    told = {"hoSo": [dict(zip(DOSSIERS, row, strict=True)) for row in rows]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _workbook(rows: Sequence[Row]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("Văn bản đi")
        sheet.write_string(0, 0, "SỔ VĂN BẢN ĐI THÁNG 11 NĂM 2026")
        for number, row in enumerate([DOCUMENTS, *rows], 2):
            sheet.write_row(number, 0, row)
    return out.getvalue()
