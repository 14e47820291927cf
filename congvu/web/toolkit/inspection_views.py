"""Looking into a toolkit's file that came in; taking lists of it over, or putting it away."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.apps.toolkit.queries import IncomingRow
from congvu.engine.lists.document import NotValid, entered
from congvu.engine.lists.sheets import Column, Kind
from congvu.exchange.toolkit.adoption import (
    Choosing,
    Reception,
    opened,
    receive,
    refuse_untrusted,
    take_over,
)
from congvu.exchange.toolkit.meeting import Way
from congvu.web.shared.frame import Link, show
from congvu.web.toolkit.inspection_page import Picked, inspection_page, part_value
from congvu.web.toolkit.views import MISTAKEN, address_of

PICKED = "picked"
"""Under which name the chosen lists wait with the file while its conflicts are settled."""
_SERIES = Column("series", "Mã ở đây", Kind.CODE, required=True, longest=60)
Names = dict[tuple[str, str], str]


@require_http_methods(["GET", "HEAD", "POST"])
def inspection(request: HttpRequest, digest: str) -> HttpResponse:
    """Show what a file holds and would change; take the chosen lists over."""
    waiting, content = waiting_file(digest)
    if request.method != "POST":
        before = picked_from(waiting.choices.get(PICKED, {}))
        return _show(request, received(content, before.names), before)
    picked = _picked(request)
    try:
        names = _checked(picked.names)
        found = received(content, names)
        _refuse_other_ways(found, picked)
        if request.POST.get("buoc") == "so":
            return _show(request, found, picked)
        return _take_over(request, found, picked)
    except Refused as refused:
        again = replace(picked, problem=str(refused))
        return _show(request, received(content, _readable(picked.names)), again, MISTAKEN)


@require_POST
def put_away(request: HttpRequest, digest: str) -> HttpResponse:
    """Drop a file that came in."""
    waiting, _ = waiting_file(digest)
    actions.put_away(digest, by=request.user, at=clock.now())
    messages.success(request, f"Đã bỏ tệp {waiting.filename}.")
    return redirect("toolkit")


def waiting_file(digest: str) -> tuple[IncomingRow, bytes]:
    """Return a file that waits; Http404 for one that does not."""
    found = queries.incoming_package(digest)
    if found is None:
        raise Http404
    return found


def received(content: bytes, names: Mapping[tuple[str, str], str]) -> Reception:
    """Hold a file against what stands here today."""
    return receive(opened(content), on=clock.today(), names=names)


def finish(
    request: HttpRequest, found: Reception, picked: Picked, choices: Mapping[str, Any]
) -> HttpResponse:
    """Take the picked lists over with the word on their conflicts, and say which proposals came."""
    ways = picked.ways or {}
    chosen = [
        Choosing(*one.named, Way(ways[value]), choices.get(value))
        for one in found.meetings
        if (value := part_value(one)) in ways
    ]
    made = take_over(
        found, chosen, trusts_key=picked.trusts_key, reason=picked.reason, by=request.user,
        at=clock.now(),
    )  # fmt: skip
    messages.success(
        request,
        f"Đã lập {len(made)} bản đề xuất từ {found.package.toolkit.name} "
        f"{found.package.toolkit.version}. Chưa có gì đổi: thẩm định và ban hành như mọi bản khác.",
    )
    return redirect("proposal", made[0]) if len(made) == 1 else redirect("toolkit")


def picked_from(stored: Mapping[str, Any]) -> Picked:
    """Return what was picked, as it waits with the file."""
    names = {(kind, there): here for kind, there, here in stored.get("names", ())}
    return Picked(
        dict(stored["ways"]) if "ways" in stored else None,
        names,
        bool(stored.get("trusts_key")),
        stored.get("reason", ""),
    )


def _take_over(request: HttpRequest, found: Reception, picked: Picked) -> HttpResponse:
    conflicts = [
        one for one in found.meetings
        if part_value(one) in (picked.ways or {})
        and one.is_comparable and one.conflicts
    ]  # fmt: skip
    if not conflicts:
        return finish(request, found, picked, {})
    # The word on the key comes before the work on conflicts, not after.
    refuse_untrusted(found, trusts_key=picked.trusts_key, reason=picked.reason)
    stored = {
        "ways": dict(picked.ways or {}),
        "names": [[*named, here] for named, here in picked.names.items()],
        "trusts_key": picked.trusts_key,
        "reason": picked.reason,
    }
    digest = found.package.digest
    actions.keep_choices(digest, {PICKED: stored}, by=request.user, at=clock.now())
    return redirect("toolkit_conflicts", digest)


def _refuse_other_ways(found: Reception, picked: Picked) -> None:
    for value, way in (picked.ways or {}).items():
        met = found.meeting(*_named(value))
        if way not in met.ways or way == Way.SAME:
            raise Refused(
                f"“{met.theirs.name}”: mã {met.here} ở đây nay gặp danh mục khác với lúc xem. Xem "
                "lại thay đổi và cách nhận ở dưới rồi nhận."
            )


def _picked(request: HttpRequest) -> Picked:
    values = request.POST.getlist("phan")
    names: Names = {}
    for value in request.POST.getlist("co-ma"):
        kind, there = _named(value)
        names[kind, there] = request.POST.get(f"ma-{value}", "").strip() or there
    return Picked(
        {value: request.POST.get(f"cach-{value}", "") for value in values},
        names,
        request.POST.get("tin") == "co",
        request.POST.get("ly-do", "").strip(),
    )


def _checked(names: Mapping[tuple[str, str], str]) -> Names:
    """Return the codes as they stand in cells; raises Refused."""
    try:
        return {named: entered(_SERIES, here) for named, here in names.items()}
    except NotValid as fault:
        raise Refused(f"Mã ở đây {fault.what}; cần {fault.right}.") from fault


def _readable(names: Mapping[tuple[str, str], str]) -> Names:
    try:
        return _checked(names)
    except Refused:
        return {}


def _named(value: str) -> tuple[str, str]:
    kind, _, there = value.partition("/")
    return kind, there


def _show(
    request: HttpRequest, found: Reception, picked: Picked, status: int = 200
) -> HttpResponse:
    page = inspection_page(found, picked)
    up = Link("Bộ công cụ", address_of("toolkit"), here=False)
    return show(request, "toolkit/inspection.html", status, page=page, up=up)
