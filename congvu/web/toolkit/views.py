"""Bộ công cụ: the hub, publishing a version of ours, receiving a file of another's."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from config import clock
from congvu.access.policy import ADOPT_TOOLKIT, PROPOSE_LIST, PUBLISH_TOOLKIT
from congvu.apps.audit.refusals import Refused
from congvu.apps.toolkit import actions, queries
from congvu.exchange.toolkit.assembly import (
    LICENCE,
    lists_in_force,
    next_version,
    proposed_facts,
    release,
)
from congvu.exchange.toolkit.keys import KeyRefused, fingerprint, load_key, public_part
from congvu.exchange.toolkit.package import unpack
from congvu.exchange.toolkit.refusal import PackageRefused
from congvu.web.shared.frame import show
from congvu.web.toolkit.hub_page import Beginning, Key, Publishing, Records, hub_page, value_of

MISTAKEN = 422
LARGEST_BYTES = 5 << 20
NO_KEY = (
    "Máy chủ này chưa có khóa ký nên chưa công bố được. Người vận hành tạo khóa (congvu toolkit "
    "key) rồi đặt CONGVU_TOOLKIT_KEY."
)


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader, what is in force, what was published and taken over."""
    return show_hub(request)


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the chosen lists in force as the next version; what was typed is kept on refusal."""
    today, typed = clock.today(), _typed(request)
    try:
        facts = proposed_facts(
            settings.PROVINCE, on=today, version=typed.version, code=typed.code, name=typed.name,
            licence=typed.licence or LICENCE, note=typed.note,
        )  # fmt: skip
        chosen = [one for one in lists_in_force(today) if value_of(one) in (typed.lists or ())]
        made = release(facts, chosen, _key(), on=today, by=request.user, at=clock.now())
    except (Refused, PackageRefused, KeyRefused) as refused:
        return show_hub(request, publishing=_typed(request, str(refused)), status=MISTAKEN)
    messages.success(
        request, f"Đã công bố {made.toolkit.name} {made.toolkit.version}. Gửi tệp cho nơi nhận."
    )
    return redirect("toolkit")


@require_safe
def release_file(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """Give a published version's file, as it was signed."""
    content = queries.release_package(code, version)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{code}-{version}.congvu"'
    return answer


@require_POST
def receive_file(request: HttpRequest) -> HttpResponse:
    """Take a file in to be looked into; one that does not hold together is refused at once."""
    sent = request.FILES.get("tep")
    if sent is None:
        return show_hub(request, problem="Chưa chọn tệp. Cần một tệp .congvu.", status=MISTAKEN)
    if sent.size > LARGEST_BYTES:
        told = f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; hãy xin bản chia nhỏ."
        return show_hub(request, problem=told, status=MISTAKEN)
    content = sent.read()
    try:
        package = unpack(content)
    except PackageRefused as refused:
        return show_hub(request, problem=f"Không nhận gói này: {refused}", status=MISTAKEN)
    actions.receive(
        content, digest=package.digest, filename=Path(sent.name).name, by=request.user,
        at=clock.now(),
    )  # fmt: skip
    return redirect("toolkit_inspection", package.digest)


def address_of(name: str, *words: object) -> str:
    """Return the address of a page."""
    return reverse(name, args=words)


def show_hub(
    request: HttpRequest,
    *,
    publishing: Publishing | None = None,
    beginning: Beginning | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the hub, with what was typed into one of its forms if it was refused."""
    rights, today = request.rights, clock.today()
    releases = queries.releases()
    records = Records(
        queries.proposals(),
        queries.waiting_plans(),
        lists_in_force(today),
        releases,
        queries.adoptions(),
        queries.incoming() if rights.may(ADOPT_TOOLKIT) else (),
    )
    if rights.may(PUBLISH_TOOLKIT) and publishing is None:
        last = next(iter(releases), None)
        publishing = Publishing(
            version=next_version(one.version for one in releases),
            name=last.name if last else f"Bộ công cụ {settings.PROVINCE}",
            code=last.code if last else "",
            licence=LICENCE,
        )
    page = hub_page(
        records, rights, request.user.pk, href=address_of, publishing=publishing,
        key=_known_key() if publishing else Key(), beginning=beginning or Beginning(),
        problem=problem,
    )  # fmt: skip
    return show(
        request, "toolkit/hub.html", status, page=page, drafts=request.rights.may(PROPOSE_LIST)
    )


def _typed(request: HttpRequest, problem: str = "") -> Publishing:
    words = (request.POST.get(name, "").strip() for name in ("so", "ten", "ma", "phep", "ghi-chu"))
    return Publishing(*words, frozenset(request.POST.getlist("danh-muc")), problem)


def _key():
    if settings.TOOLKIT_KEY is None:
        raise KeyRefused(NO_KEY)
    return load_key(settings.TOOLKIT_KEY)


def _known_key() -> Key:
    try:
        return Key(mark=fingerprint(public_part(_key())))
    except KeyRefused as refused:
        return Key(fault=str(refused))
