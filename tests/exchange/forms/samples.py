"""Filled forms to print: duties from a commune (their source beside them), the rest made up."""

import csv
from datetime import date
from pathlib import Path

from congvu.exchange.forms.competency_profile import CompetencyProfile, CompetencyRow
from congvu.exchange.forms.job_description import Duty, JobDescription, Outside, Requirement
from congvu.exchange.forms.position_list import ListedPosition, PositionList, RankCount
from congvu.exchange.forms.product_catalogue import CatalogueForm, CatalogueRow, CatalogueSection
from congvu.exchange.forms.words import FormWords, words_of

DAY = date(2026, 2, 5)
OURS = {
    "parent": "ỦY BAN NHÂN DÂN TỈNH MẪU",
    "body": "ỦY BAN NHÂN DÂN\nXÃ MẪU",
    "number": "Số: 12/BMT-UBND",
    "place": "Xã Mẫu",
    "attached": "(Kèm theo Quyết định số 11/QĐ-UBND)",
    "basis": "Căn cứ thứ nhất;\nCăn cứ thứ hai.",
    "signatory": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "signer": "Lê Văn Mẫu",
    "recipients": "- Như trên;\n- Lưu: VT.",
}


def our_words(form: str) -> FormWords:
    """Return a form's words after a province has changed them."""
    return words_of(
        form, [{"form": "all", "field": name, "text": text} for name, text in OURS.items()]
    )


def commune_duties() -> tuple[Duty, ...]:
    with Path(__file__).with_name("commune_duties.csv").open(encoding="utf-8") as file:
        return tuple(
            Duty(row["item"], row["duty"], row["specific_work"], row["completion_criteria"])
            for row in csv.DictReader(file)
        )


def description(**changed: object) -> JobDescription:
    """Return the description of an office's specialist, every field filled."""
    filled = {
        "code": "TP-NVCN-01",
        "name": "Chuyên viên Văn phòng",
        "unit": "Văn phòng HĐND và UBND",
        "starts_on": date(2026, 7, 1),
        "procedures": "Quy trình văn bản đi, đến",
        "purpose": "Tham mưu, tổng hợp cho lãnh đạo.",
        "duties": commune_duties(),
        "managed_by": "Chánh Văn phòng",
        "manages": "Không quản lý ai",
        "works_with": "Phòng Kinh tế",
        "outside": (
            Outside("Sở Nội vụ", "Nhận hướng dẫn"),
            Outside("Công dân", "Trả lời kiến nghị"),
        ),
        "authority": ("Chủ động về phương pháp.", "Được cung cấp thông tin."),
        "education": "Đại học trở lên",
        "training": "Chứng chỉ quản lý nhà nước",
        "experience": "Một năm công tác",
        "qualities": "Cẩn thận, trung thực",
        "other": "Biết dùng máy tính",
        "requirements": (
            Requirement("Năng lực chung", "Đạo đức và bản lĩnh", "2-3"),
            Requirement("Năng lực chung", "Giao tiếp ứng xử", "2"),
            Requirement("Năng lực quản lý", "Ra quyết định", "1"),
        ),
    }
    return JobDescription(**filled | changed)


def positions() -> PositionList:
    heads = (RankCount("Chuyên viên chính", 1), RankCount("Chuyên viên", 2))
    return PositionList(
        "UBND xã Mẫu",
        (
            ListedPosition("I.01", "Trưởng phòng", "Lãnh đạo, quản lý", heads),
            ListedPosition("II.01", "Văn thư viên", "Chuyên môn", (RankCount("Văn thư viên", 4),)),
            ListedPosition("II.02", "Kế toán viên", "Chuyên môn"),
        ),
    )


def catalogue(products: int = 3, *, criteria: tuple[str, ...] | None = None) -> CatalogueForm:
    rows = tuple(
        CatalogueRow(
            f"DC.{n:04d}",
            f"Nhiệm vụ {n}",
            f"Sản phẩm {n}",
            "N2",
            "14,5",
            "2,9",
            f"Chi tiết {n}",
            "200",
            criteria,
            f"Ghi chú {n}",
        )
        for n in range(1, products + 1)
    )
    sections = (CatalogueSection("Dùng chung", rows[:2]), CatalogueSection("Tài chính", rows[2:]))
    return CatalogueForm("Danh mục mẫu", "Văn bản đơn giản, 5 điểm", sections)


def profile() -> CompetencyProfile:
    rows = (
        CompetencyRow("Chung", "Đạo đức", "2-3", own=3, judged=3),
        CompetencyRow("Chung", "Giao tiếp", "3", own=4, judged=1),
        CompetencyRow("Chung", "Phối hợp", "1-2", own=None, judged=4),
        CompetencyRow("Quản lý", "Ra quyết định", "2", own=2, judged=None),
    )
    return CompetencyProfile("Trần Thị Mẫu", "Chuyên viên Văn phòng", "Văn phòng", "Năm 2026", rows)
