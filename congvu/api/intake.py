"""POST /api/nhan-viec/<system>/: another system sends its records, each counted once.

JSON or CSV, with the key as a Bearer token. Sending the same again changes nothing; the answer
says of every record what became of it, and why if it does not count.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import UnknownPerson
from congvu.apps.rulebook.queries import PeriodClosed, UnknownPeriod
from congvu.apps.work.enums import How
from congvu.apps.work.queries import SystemRow, Verdict, pushes_since
from congvu.exchange.intake.receiving import Outcome, receive_content
from congvu.exchange.intake.words import counts_words
from congvu.exchange.workbook.refusal import Refused as ContentRefused

LARGEST_BYTES = 5 << 20
TYPES = {"application/json": "json", "text/csv": "csv"}
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 60
RESULTS = {
    Verdict.NEW: "da-nhan",
    Verdict.CHANGED: "da-nhan",
    Verdict.WITHDRAWN: "da-nhan",
    Verdict.SAME: "da-co",
    Verdict.REMARKED: "cho-nghiem-thu",
    Verdict.UNMAPPED: "khong-tinh",
    Verdict.REFUSED: "khong-tinh",
}
TOO_LARGE = (
    f"Nội dung lớn hơn {LARGEST_BYTES >> 20} MB; hãy gửi làm nhiều lần. Gửi lại phần đã gửi không "
    "bị tính hai lần."
)
WRONG_TYPE = "Gửi Content-Type là application/json hoặc text/csv (UTF-8)."
TOO_OFTEN = (
    f"Đã gửi {MOST_A_MINUTE} lần trong một phút; hãy chờ một phút rồi gửi lại, gộp nhiều bản ghi "
    "vào một lần."
)
ONLY_POST = "Địa chỉ này chỉ nhận POST."


def push(request: HttpRequest, code: str) -> HttpResponse:
    """Take in what a system sends; the gate has let it in by its key."""
    system: SystemRow = request.system
    if request.method != "POST":
        return _refused(ONLY_POST, 405, Allow="POST")
    kind = TYPES.get(request.content_type or "")
    if kind is None:
        return _refused(WRONG_TYPE, 415)
    if _too_often(system):
        return _refused(TOO_OFTEN, 429, **{"Retry-After": "60"})
    content = request.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        return _refused(TOO_LARGE, 413)
    try:
        done = receive_content(system, content, f"gui.{kind}", How.PUSH, by=None, at=clock.now())
    except ContentRefused as refused:
        return _refused(refused.message, 422)
    except (Refused, PeriodClosed, UnknownPeriod, UnknownPerson) as refused:
        return _refused(str(refused), 409)
    return _answer(done, 200)


def _too_often(system: SystemRow) -> bool:
    """Whether a system has sent often enough for now; where the clock stands still, never."""
    if clock.is_fixed():
        return False
    return pushes_since(system.id, clock.now() - MINUTE) >= MOST_A_MINUTE


def _answer(done: Outcome, status: int) -> HttpResponse:
    records = [
        {"ma": one.source_id, "ketQua": RESULTS[told], "lyDo": one.reason}
        for one, told in done.records
    ]
    records += [{"ma": "", "viTri": one.address, "ketQua": "khong-tinh", "lyDo": one.reason}
                for one in done.nameless]  # fmt: skip
    return _json(
        {"lanNhan": done.batch_id, "tomTat": counts_words(done.counts), "banGhi": records}, status
    )


def _refused(message: str, status: int, **headers: str) -> HttpResponse:
    answer = _json({"loi": message}, status)
    for name, value in headers.items():
        answer[name] = value
    return answer


def _json(value: dict[str, object], status: int) -> HttpResponse:
    return JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})
