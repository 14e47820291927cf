"""Print the chapters as docs/algorithms/scoring.md: `python -m tests.engine.spec.toc`."""

from pathlib import Path

from tests.engine.spec.cases import Chapter, printed
from tests.engine.spec.chapters import CHAPTERS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "scoring.md"
OPENING = """# Cách tính điểm và xếp loại công chức theo Nghị định 335/2025/NĐ-CP

Trang này được in ra từ chính các phép thử của phần mềm: mỗi ví dụ dưới đây được tính lại mỗi
lần phần mềm thay đổi, bằng hai cách độc lập, và phải ra đúng kết quả ghi ở đây. “Đ14.2b” là
Điều 14, khoản 2, điểm b của Nghị định; “[chưa quy định]” là điều Nghị định để ngỏ, kết quả
theo lựa chọn mặc định."""


def page() -> str:
    """The whole page, ending in one newline."""
    headings = [f"{n}. {chapter.title}" for n, chapter in enumerate(CHAPTERS, 1)]
    chapters = [chapter_text(n, chapter) for n, chapter in enumerate(CHAPTERS, 1)]
    return "\n\n".join([OPENING, "\n".join(headings), *chapters]) + "\n"


def chapter_text(number: int, chapter: Chapter) -> str:
    """A chapter with its cases."""
    return "\n\n".join(
        [f"## {number}. {chapter.title}", chapter.text, *(printed(case) for case in chapter.cases)]
    )


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
