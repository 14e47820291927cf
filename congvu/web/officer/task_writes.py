"""What the person does with her task: report, show evidence, claim a cause, hand back, answer."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import PeriodClosed
from congvu.apps.work import actions as work
from congvu.apps.work.enums import CauseKind
from congvu.apps.work.queries import change, giving_of, proof
from congvu.exchange.evidence.kinds import EvidenceRefused
from congvu.web.officer.line_form import Problem, typed_of
from congvu.web.officer.logging import log_line
from congvu.web.officer.task import mine, readable, show_task
from congvu.web.officer.task_files import attach
from congvu.web.officer.task_view import Wrong

MISTAKEN = 422
LONGEST = 500
LONGEST_LINK = 1000
_MOST_DIGITS = 18
NO_EVIDENCE = "Ghi số văn bản, dán đường dẫn, hoặc chọn một tệp."
_CANNOT = (Refused, PeriodClosed, EvidenceRefused)
Act = Callable[[HttpRequest, int], str]


@require_POST
def write(request: HttpRequest, task_id: int, step: str) -> HttpResponse:
    """Do one step on a task of the reader's own; what could not be done is said beside its form."""
    giving = readable(request, task_id)
    if not mine(request, giving):
        raise PermissionDenied
    if step == "ghi":
        return _report(request, task_id)
    act = _STEPS.get(step)
    if act is None:
        raise Http404
    try:
        said = act(request, task_id)
    except _CANNOT as refused:
        typed = request.POST.get(_KEPT[step], ""), request.POST.get("ten", "")
        wrong = Wrong(step, str(refused), *typed)
        return show_task(request, giving, MISTAKEN, wrong=wrong)
    messages.success(request, said)
    return redirect("task", task_id) if giving_of(task_id) else redirect("today")


def _report(request: HttpRequest, task_id: int) -> HttpResponse:
    typed = typed_of(request.POST.dict() | {"viec": str(task_id), "san-pham": ""})
    answer = log_line(request, typed)
    if answer.logged is None:
        giving = readable(request, task_id)
        problems: tuple[Problem, ...] = answer.problems
        return show_task(request, giving, MISTAKEN, typed=typed, problems=problems)
    if answer.was:
        messages.warning(request, f"Dòng này đã ghi trước đó với số lượng {answer.was}.")
    messages.success(request, "Đã ghi kết quả.")
    return redirect("task", task_id)


def _evidence(request: HttpRequest, task_id: int) -> str:
    sent = request.FILES.get("tep")
    label, link = _text(request, "ten"), _text(request, "duong-dan", LONGEST_LINK)
    if sent is not None:
        attach(request, task_id, sent)
    if label or link:
        work.attach_link(task_id, label=label, link=link, by=request.user, at=clock.now())
    elif sent is None:
        raise Refused(NO_EVIDENCE)
    return "Đã gửi minh chứng."


def _remove(request: HttpRequest, task_id: int) -> str:
    found = proof(_number(request, "minh-chung"))
    if found is None or found.task_id != task_id:
        raise Refused("Minh chứng này không có, hoặc đã được gỡ.")
    work.remove_evidence(found.id, by=request.user, at=clock.now())
    return f"Đã gỡ minh chứng {found.label}."


def _cause(request: HttpRequest, task_id: int) -> str:
    kind, note = request.POST.get("ly-do", ""), _text(request, "ghi-chu")
    work.claim_cause(task_id, kind, note=note, by=request.user, at=clock.now())
    label = str(CauseKind(kind).label)
    return f"Đã gửi lý do khách quan: {label.lower()}. Chờ cấp có thẩm quyền xác nhận."


def _hand_back(request: HttpRequest, task_id: int) -> str:
    work.hand_back(task_id, reason=_text(request, "ly-do"), by=request.user, at=clock.now())
    return "Đã trả lại việc; phần đã làm vẫn được tính."


def _agree(request: HttpRequest, task_id: int) -> str:
    work.acknowledge_change(_change(request, task_id), by=request.user, at=clock.now())
    return "Đã xác nhận thay đổi."


def _decline(request: HttpRequest, task_id: int) -> str:
    note = _text(request, "ly-do")
    work.decline_change(_change(request, task_id), note=note, by=request.user, at=clock.now())
    return "Đã ghi ý kiến không đồng ý; người duyệt thứ hai sẽ xem."


def _change(request: HttpRequest, task_id: int) -> int:
    found = change(_number(request, "thay-doi"))
    if found is None or found.task_id != task_id:
        raise Refused("Không có thay đổi này trong hồ sơ.")
    return found.id


_STEPS: dict[str, Act] = {
    "minh-chung": _evidence,
    "go-minh-chung": _remove,
    "ly-do": _cause,
    "tra-lai": _hand_back,
    "dong-y": _agree,
    "khong-dong-y": _decline,
}
_KEPT = {
    "minh-chung": "duong-dan",
    "go-minh-chung": "",
    "ly-do": "ghi-chu",
    "tra-lai": "ly-do",
    "dong-y": "",
    "khong-dong-y": "ly-do",
}
"""Which field of a step holds the words that were typed."""


def _text(request: HttpRequest, name: str, most: int = LONGEST) -> str:
    """A field as it was typed; raises Refused where it is longer than the records hold."""
    text = request.POST.get(name, "").replace("\0", "").strip()
    if len(text) > most:
        raise Refused(f"Chữ dài {len(text)} ký tự; nhiều nhất {most}.")
    return text


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    known = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if known else 0
