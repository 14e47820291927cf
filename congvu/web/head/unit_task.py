"""One task as whoever assigns it sees it: change it in the open, keep it with her, or move it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congvu.access.policy import ASSIGN_WORK, may_assign
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import PeriodClosed
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import Changed, Moved, Seen
from congvu.apps.work.queries import ChangeRow, TaskPlace, TaskRow, WaitingChange
from congvu.exchange.workbook.cells import Fault, day_of, number_of
from congvu.kernel.dates import NotADay, parse_day
from congvu.web.head.desk import Desk, desk_of
from congvu.web.head.unit_task_page import conflict_page, unit_task_page
from congvu.web.shared.frame import show

MISTAKEN, CONFLICT = 422, 409
NUMBERS = {"so-luong": (2, "most_amount"), "he-so": (1, "most_coefficient")}
TEXTS = ("so-luong", "he-so", "han", "ly-do", "thoi", "nguoi", "han-moi", "viec")


@dataclass
class Typed:
    """A form of the page as typed, and what is wrong by field."""

    texts: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """One field without the blanks around it."""
        return self.texts.get(name, "").strip()


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show a task in reach; ask for a change, keep it with who handed it back, or move it."""
    place, row = _in_reach(request, task_id)
    desk = _desk(request, place)
    if request.method != "POST":
        return _show(request, desk, place, row, Typed())
    if not _may_assign(request, place):
        raise Http404
    typed = Typed({name: request.POST.get(name, "").replace("\x00", "") for name in TEXTS})
    act = {"thay-doi": _change, "giu": _keep, "chuyen": _move}.get(typed.text("viec"))
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm.")
        messages.success(request, act(request, _by(request, place), desk, row, typed))
    except Moved:
        return _conflict(request, desk, place, typed)
    except (Refused, PeriodClosed) as refused:
        typed.faults = typed.faults or {"chung": str(refused)}
        return _show(request, desk, place, row, typed, MISTAKEN)
    return redirect(f"{reverse('unit_task', args=(task_id,))}?{desk.query()}")


@require_POST
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """Approve somebody else's change, or withdraw one's own."""
    found = queries.change(change_id)
    if found is None:
        raise Http404
    place = queries.places_of([found.task_id])[found.task_id]
    if not _may_assign(request, place):
        raise Http404
    desk = _desk(request, place)
    act: Callable[..., None] | None = {
        "duyet": actions.approve_change,
        "rut": actions.withdraw_change,
    }.get(request.POST.get("viec", ""))
    try:
        if act is None:
            raise Refused("Chưa chọn việc cần làm.")
        if act is actions.withdraw_change and found.asked_by_id != request.user.pk:
            raise Refused("Chỉ người đề nghị mới rút lại được thay đổi này.")
        if act is actions.approve_change and not is_second(request, place, found):
            raise Refused("Người duyệt thay đổi phải khác người đề nghị.")
        act(change_id, by=_by(request, place), at=desk.now)
    except (Refused, PeriodClosed) as refused:
        row = _row(found.task_id)
        typed = Typed(faults={"chung": str(refused)})
        return _show(request, desk, place, row, typed, MISTAKEN)
    told = "Đã duyệt thay đổi; có hiệu lực từ bây giờ." if act is actions.approve_change else ""
    messages.success(request, told or "Đã rút lại thay đổi.")
    if request.POST.get("ve") == "danh-sach":
        return redirect(f"{reverse('unit_tasks')}?{desk.query()}")
    if told and found.cancels:
        return redirect(f"{reverse('unit_tasks')}?{desk.query()}")
    return redirect(f"{reverse('unit_task', args=(found.task_id,))}?{desk.query()}")


def _in_reach(request: HttpRequest, task_id: int) -> tuple[TaskPlace, TaskRow]:
    place = queries.places_of([task_id]).get(task_id)
    if place is None:
        raise Http404
    own = place.person_id == request.rights.person
    if not own and not _may_assign(request, place):
        raise Http404
    return place, _row(task_id)


def _row(task_id: int) -> TaskRow:
    try:
        return queries.task(task_id)
    except queries.UnknownTask as unknown:
        raise Http404 from unknown


def _may_assign(request: HttpRequest, place: TaskPlace) -> bool:
    return may_assign(request.rights, person=place.person_id, unit_path=place.unit_path)


def _by(request: HttpRequest, place: TaskPlace) -> Actor:
    """Who writes: the reader, or the reader for whoever lent her the right over this person."""
    return request.rights.acting(request.user, ASSIGN_WORK, place.unit_path, place.person_id)


def is_second(request: HttpRequest, place: TaskPlace | WaitingChange, asked: ChangeRow) -> bool:
    """Whether the reader is another than who asked, and acts for another than who asked."""
    held = request.rights.reach(ASSIGN_WORK).by(place.unit_path, place.person_id)
    behalf = held.behalf.user if held and held.behalf else None
    return asked.asked_by_id is None or asked.asked_by_id not in (request.user.pk, behalf)


def _desk(request: HttpRequest, place: TaskPlace) -> Desk:
    """The desk of the unit asked for (the task's own where none is) in the task's month."""
    unit = request.GET.get("don-vi") or request.POST.get("don-vi") or place.unit
    return desk_of(request, {"don-vi": unit, "ky": place.period}, closed=True)


def _change(request: HttpRequest, by: Actor, desk: Desk, row: TaskRow, typed: Typed) -> str:
    """Ask for the change that was typed; before the month begins it holds at once."""
    to = _changed(desk, row, typed)
    seen = _seen(request.POST)
    if desk.today < desk.period.starts_on:
        actions.amend_task(row.id, to, by=by, at=desk.now, seen=seen)
        return "Đã sửa; kỳ chưa bắt đầu nên có hiệu lực ngay."
    if not typed.text("ly-do"):
        typed.faults["ly-do"] = "Ghi lý do thay đổi; người thực hiện sẽ đọc."
        raise Refused(typed.faults["ly-do"])
    actions.ask_change(row.id, to, reason=typed.text("ly-do"), by=by, at=desk.now, seen=seen)
    return "Đã gửi thay đổi; có hiệu lực khi người thực hiện xác nhận hoặc người thứ hai duyệt."


def _changed(desk: Desk, row: TaskRow, typed: Typed) -> Changed:
    if typed.text("thoi"):
        return Changed(cancels=True)
    terms = desk.terms()
    found: dict[str, int | None] = {}
    for name, (places, limit) in NUMBERS.items():
        try:
            text = typed.text(name)
            found[name] = number_of(f"s{text}", places) if text else None
            if found[name] is not None and not 0 < found[name] <= getattr(terms, limit):
                raise Fault("ngoài khoảng cho phép", "một số lớn hơn 0")
        except Fault as fault:
            typed.faults[name] = f"{fault.what}; cần {fault.right}."
    due = None
    if typed.text("han"):
        try:
            due, _serial = day_of(f"s{typed.text('han')}")
        except Fault as fault:
            typed.faults["han"] = f"{fault.what}; cần {fault.right}."
    if typed.faults:
        raise Refused("Có ô chưa đúng.")
    return Changed(found["so-luong"], found["he-so"], due)


def _seen(posted: QueryDict) -> Seen:
    """What stood on the task when the form was made, as the form carries it."""
    try:
        assigned, weight, due = posted.get("thay", "").split("|")
        return Seen(int(assigned), int(weight), parse_day(due))
    except (ValueError, NotADay) as none:
        raise Refused("Biểu mẫu này không còn dùng được; hãy tải lại trang.") from none


def _keep(request: HttpRequest, by: Actor, desk: Desk, row: TaskRow, typed: Typed) -> str:
    if not typed.text("ly-do"):
        typed.faults["ly-do"] = "Ghi lý do để người thực hiện biết vì sao vẫn giao."
        raise Refused(typed.faults["ly-do"])
    actions.keep_with(row.id, reason=typed.text("ly-do"), by=by, at=desk.now)
    return "Đã để việc này lại cho người cũ."


def _move(request: HttpRequest, by: Actor, desk: Desk, row: TaskRow, typed: Typed) -> str:
    taker = next((one for one in desk.givable if one.code == typed.text("nguoi")), None)
    if taker is None:
        typed.faults["nguoi"] = "Chọn người nhận thay trong đơn vị."
        raise Refused(typed.faults["nguoi"])
    try:
        text = typed.text("han-moi")
        due = day_of(f"s{text}")[0] if text else row.due_on
    except Fault as fault:
        typed.faults["han-moi"] = f"{fault.what}; cần {fault.right}."
        raise Refused(typed.faults["han-moi"]) from fault
    actions.take_over(row.id, person=taker.code, unit=taker.unit, due_on=due, by=by, at=desk.now)
    return f"Đã giao phần còn lại cho {taker.name}."


def _conflict(request: HttpRequest, desk: Desk, place: TaskPlace, typed: Typed) -> HttpResponse:
    row = _row(place.task_id)
    page = conflict_page(
        desk, row, place, typed, _seen(request.POST), queries.last_touch(place.task_id)
    )
    return show(request, "head/task_conflict.html", CONFLICT, page=page)


def _show(
    request: HttpRequest,
    desk: Desk,
    place: TaskPlace,
    row: TaskRow,
    typed: Typed,
    status: int = 200,
) -> HttpResponse:
    page = unit_task_page(
        desk,
        row,
        place,
        queries.changes_of([row.id]),
        queries.portions_with([row.id]) if row.share is not None else [],
        typed,
        may_change=_may_assign(request, place) and place.is_open,
        reader=request.user.pk,
    )
    return show(request, "head/unit_task.html", status, page=page)
