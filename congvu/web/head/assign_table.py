"""Dán cả bảng: a block of lines, looked at before it is handed out, bad cells mended in place."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.queries import offered_products
from congvu.apps.rulebook.queries import PeriodClosed
from congvu.apps.work import actions
from congvu.apps.work.actions import Given
from congvu.exchange.assigning.block import Block, NotABlock, read_block, text_of_file
from congvu.exchange.assigning.fields import TITLES
from congvu.exchange.assigning.matching import People, Products
from congvu.exchange.assigning.planning import PlannedLine, plan
from congvu.exchange.workbook.refusal import Refused as FileRefused
from congvu.web.head.assign import MISTAKEN, given, waiting_in
from congvu.web.head.assign_table_page import Sent, table_page
from congvu.web.head.desk import Desk, desk_of
from congvu.web.shared.frame import show

GIVE = "giao"
LARGEST_BYTES = 5 << 20
LARGEST_TEXT = 500_000
TAKEN = (".xlsx", ".ods", ".csv")


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    """Show where to paste; the preview of what was pasted; or hand it out."""
    if request.method != "POST":
        desk = desk_of(request, request.GET)
        return _show(request, desk, Sent(key=str(uuid4())))
    desk = desk_of(request, request.POST)
    sent = sent_of(request.POST)
    if desk.period is None:
        return _show(request, desk, sent)
    try:
        sent.text = _text(request.FILES.get("tep"), sent.text)
        block = read_block(sent.text, sent.columns or None)
    except NotABlock as wrong:
        sent.problem = str(wrong)
        return _show(request, desk, sent, status=MISTAKEN)
    except FileRefused as wrong:
        sent.problem = wrong.message
        return _show(request, desk, sent, status=MISTAKEN)
    return _judged(request, desk, sent, block)


def sent_of(posted: QueryDict) -> Sent:
    """The table as it was sent: its text, what the columns are, what was mended and left out."""
    mended: dict[tuple[int, str], str] = {}
    for name, text in posted.items():
        start, _, rest = name.partition("-")
        line, _, key = rest.partition("-")
        if start == "o" and line.isdecimal() and key in TITLES:
            mended[int(line), key] = " ".join(text.replace("\x00", "").split())
    left_out = {int(number) for number in posted.getlist("bo") if number.isdecimal()}
    return Sent(
        key=posted.get("khoa", ""),
        text=posted.get("chu", "")[:LARGEST_TEXT],
        columns=tuple(posted.getlist("cot")),
        mended=mended,
        left_out=frozenset(left_out),
    )


def _text(file: UploadedFile | None, pasted: str) -> str:
    """The block as text: pasted, or as pasting a file's table would give."""
    if file is None:
        return pasted
    suffix = Path(file.name or "").suffix.lower()
    if suffix not in TAKEN:
        raise NotABlock(f"“{file.name}” không phải bảng tính; cần tệp {', '.join(TAKEN)}.")
    if (file.size or 0) > LARGEST_BYTES:
        raise NotABlock(f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; chỉ cần trang có bảng giao việc.")
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / f"tep{suffix}"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return text_of_file(path)


def _judged(request: HttpRequest, desk: Desk, sent: Sent, block: Block) -> HttpResponse:
    people = People(desk.givable)
    products = Products(offered_products(desk.here.path, on=desk.day))
    lines = plan(block, people, products, desk.terms(), mended=sent.mended, left_out=sent.left_out)
    gives = request.POST.get("viec") == GIVE
    wrong = sum(bool(line.faults) for line in lines)
    if gives and not wrong and lines:
        try:
            made = _give(desk, sent, lines)
        except (Refused, PeriodClosed) as refused:
            sent.problem = str(refused)
            return _show(request, desk, sent, block, lines, MISTAKEN)
        return given(request, desk, made, sent.key)
    if gives:
        sent.problem = (
            f"Chưa giao việc nào: còn {wrong} dòng phải sửa." if wrong else "Không còn dòng nào."
        )
    return _show(request, desk, sent, block, lines, MISTAKEN if gives else 200)


def _give(desk: Desk, sent: Sent, lines: Sequence[PlannedLine]) -> Given:
    try:
        key = UUID(sent.key)
    except ValueError as none:
        raise Refused("Biểu mẫu này không còn dùng được; hãy dán lại từ đầu.") from none
    rows = [line.row for line in lines if line.row]

    def give() -> Given:
        made = actions.assign_tasks(desk.period.id, rows, by=desk.by, at=desk.now)
        return Given(tuple(made))

    return actions.give_once(key, give, by=desk.by, at=desk.now)


def _show(
    request: HttpRequest,
    desk: Desk,
    sent: Sent,
    block: Block | None = None,
    lines: Sequence[PlannedLine] = (),
    status: int = 200,
) -> HttpResponse:
    if desk.period is None:
        return show(request, "head/no_open_month.html")
    waiting = waiting_in(desk, desk.period) if block is None else None
    page = table_page(desk, desk.period, sent, block, lines, waiting)
    return show(request, "head/assign_table.html", status, page=page)
