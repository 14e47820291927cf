"""DOC-TRUOC.md: what the package is and how to read it without this product, in two languages."""

from collections.abc import Iterator

from congvu.engine.lists.sheets import LIST_TITLES, LISTS, Column, Kind, Sheet
from congvu.exchange.toolkit.contents import Toolkit
from congvu.exchange.toolkit.lists import folder_of
from congvu.kernel.dates import format_day

README = "DOC-TRUOC.md"
_KINDS = {
    Kind.TEXT: "chữ / text",
    Kind.CODE: "mã, một dòng / code, one line",
    Kind.WHOLE: "số nguyên / whole number",
    Kind.TENTHS: "số, nhiều nhất 1 số lẻ / number, at most 1 decimal",
    Kind.HUNDREDTHS: "số, nhiều nhất 2 số lẻ / number, at most 2 decimals",
    Kind.SPAN: "cấp 1–5 hoặc khoảng như 2-3 / level 1–5 or a span such as 2-3",
}
_HOW = """\
## Đọc mà không cần chương trình nào

- Tệp này là một tệp nén ZIP thường: đổi đuôi thành `.zip` rồi giải nén.
- Mỗi trang của một danh mục là một tệp CSV: UTF-8 có BOM, dấu phẩy ngăn cột, dòng đầu là tên cột,
  số viết dấu phẩy thập phân. Trong bảng tính, hãy mở bằng *Dữ liệu › Từ văn bản/CSV* và chọn kiểu
  **Văn bản** cho mọi cột, để không ô nào bị hiểu thành công thức hay ngày tháng.
- `document.json` ghi mã, tên và thiết lập của danh mục; `rules/*.rule` là văn bản luật của địa
  phương.
- `TOOLKIT.json` ghi mã băm SHA-256 của từng tệp (kiểm tra: `sha256sum`). `SIGNATURE` là chữ ký
  Ed25519 trên đúng các byte của `TOOLKIT.json`. Hãy hỏi nơi phát hành qua điện thoại xem dấu của
  khóa (`fingerprint`) có đúng không.
- Gói không chứa dữ liệu về người nào.

## Reading it without any program

- This file is an ordinary ZIP: rename it to `.zip` and unpack it.
- Each sheet of a list is a CSV file: UTF-8 with a BOM, commas between columns, column names in
  the first line, decimal commas. In a spreadsheet import it as **text**, so that no cell becomes
  a formula or a date.
- `document.json` holds a list's code, name and settings; `rules/*.rule` are local rule texts.
- `TOOLKIT.json` states the SHA-256 of every file (check with `sha256sum`). `SIGNATURE` is an
  Ed25519 signature over the exact bytes of `TOOLKIT.json`. Ask the publisher by telephone whether
  the key's `fingerprint` is theirs.
- The package holds no data about any person.
"""


def readme_text(toolkit: Toolkit) -> str:
    """Return the text of DOC-TRUOC.md; the same for the same toolkit."""
    return "\n".join((*_title(toolkit), *_inside(toolkit), _HOW, *_fields(toolkit)))


def _title(toolkit: Toolkit) -> Iterator[str]:
    yield f"# {_line(toolkit.name)}, {toolkit.version}"
    yield ""
    yield f"- Mã / code: {_line(toolkit.code)}"
    yield f"- Nơi phát hành / publisher: {_line(toolkit.publisher.name)}"
    yield f"- Ngày / day: {format_day(toolkit.created)}"
    yield f"- Giấy phép / licence: {_line(toolkit.licence)}"
    yield from (f"- Căn cứ, nguồn / source: {_line(one)}" for one in toolkit.provenance)
    yield ""


def _inside(toolkit: Toolkit) -> Iterator[str]:
    yield "## Có gì bên trong / what is inside"
    yield ""
    yield "| thư mục / folder | danh mục / list | số dòng / rows |"
    yield "|---|---|---|"
    for one in toolkit.documents:
        rows = ", ".join(f"{sheet}: {len(found)}" for sheet, found in one.sheets.items())
        yield f"| `{folder_of(one)}` | {LIST_TITLES[one.kind]}: {_cell(one.name)} | {rows} |"
    for name in toolkit.rules:
        yield f"| `rules/{name}.rule` | văn bản luật của địa phương / local rule text | |"
    yield ""


def _fields(toolkit: Toolkit) -> Iterator[str]:
    yield "## Các cột / columns"
    for kind in dict.fromkeys(one.kind for one in toolkit.documents):
        for sheet in LISTS[kind]:
            yield from _table(sheet)
    yield ""


def _table(sheet: Sheet) -> Iterator[str]:
    yield ""
    yield f"### {sheet.name}.csv: {sheet.title}"
    yield ""
    yield f"Khóa của một dòng / key of a row: {', '.join(sheet.key)}"
    yield ""
    yield "| cột / column | nghĩa / meaning | ghi gì / holds | phải có / required |"
    yield "|---|---|---|---|"
    for column in sheet.columns:
        needed = "có / yes" if column.required else ""
        yield f"| {column.name} | {column.title} | {_holds(column)} | {needed} |"


def _holds(column: Column) -> str:
    if column.kind is Kind.CHOICE:
        return "; ".join(f"{code} = {label}" for code, label in column.choices.items())
    return _KINDS[column.kind]


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")
