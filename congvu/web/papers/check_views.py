"""Kiểm tra giấy tờ: whether a paper's code fits the records. Open to everybody; names nobody."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.guard import owes_factor
from congvu.access.policy import may_read_month, may_read_organisation
from congvu.access.rights import Rights, rights_of
from congvu.exchange.papers.checking import Verdict, checked
from congvu.exchange.papers.codes import Told, looks_like_a_code, told_in
from congvu.exchange.papers.reading import LARGEST_BYTES, NotAPaper, told_by
from congvu.web.papers.check_page import CheckPage, check_page
from congvu.web.shared.frame import show

CODE, SEAL, FILE = "ma", "dau", "tep"
LONGEST_TYPED = 400
STRANGERS_BYTES = 5 << 20
"""Whoever is not signed in sends a paper, not the joined file of a unit."""
MISTAKEN = 422
NO_CODE = (
    "Không thấy mã nào. Mã ở chân trang có dạng P-7K3M-2Q9X-A, sau đó là dấu gồm 12 chữ số và chữ "
    "cái a–f."
)
SLIP = "Mã gõ nhầm một chữ: các chữ trong mã không khớp nhau. Hãy đối chiếu lại với chân trang."
NOTHING_IN_FILE = (
    "Tệp không mang mã nào ở chân trang: không phải tệp do hệ thống làm ra, hoặc là bản chụp, bản "
    "quét. Với bản quét, hãy gõ mã in ở chân trang."
)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a code from an address or a form, or the codes of a file."""
    rights = _known(request)
    if request.method == "POST":
        return _file(request, rights, request.FILES.get(FILE))
    typed = _typed(request)
    if not typed.strip():
        return _shown(request, CheckPage())
    told = list(told_in(typed))
    if not told:
        problem = SLIP if looks_like_a_code(typed) else NO_CODE
        return _shown(request, CheckPage(*_parts(request), problem=problem))
    return _shown(request, _page(rights, told, *_parts(request)))


def _file(request: HttpRequest, rights: Rights | None, sent: UploadedFile | None) -> HttpResponse:
    if sent is None:
        return _shown(request, CheckPage(problem="Chưa chọn tệp pdf hoặc docx."))
    most = LARGEST_BYTES if rights else STRANGERS_BYTES
    if sent.size > most:
        told = f"Tệp lớn hơn {most >> 20} MB; hãy gửi từng phiếu."
        return _shown(request, CheckPage(problem=told))
    try:
        told = told_by(sent.read())
    except NotAPaper as fault:
        return _shown(request, CheckPage(problem=str(fault)))
    if not told:
        return _shown(request, CheckPage(problem=NOTHING_IN_FILE))
    return _shown(request, _page(rights, told))


def _known(request: HttpRequest) -> Rights | None:
    """The rights of a reader who is signed in whole; a stranger has none."""
    if not request.user.is_authenticated:
        return None
    request.rights = rights_of(request.user, today=clock.today())
    if owes_factor(request):
        del request.rights
        return None
    return request.rights


def _typed(request: HttpRequest) -> str:
    """Code and seal as typed: in one field, or in two."""
    return " ".join(_parts(request))


def _parts(request: HttpRequest) -> tuple[str, str]:
    code, seal = (request.GET.get(name, "")[:LONGEST_TYPED] for name in (CODE, SEAL))
    return code, seal


def _page(rights: Rights | None, told: Sequence[Told], code: str = "", seal: str = "") -> CheckPage:
    return check_page(checked(told), lambda one: _href(rights, one), code=code, seal=seal)


def _href(rights: Rights | None, verdict: Verdict) -> str:
    """The way to the record itself, for whoever may read it; else nothing of it is shown."""
    card, year, body = verdict.card, verdict.year, verdict.organisation
    if rights is not None and body is not None:
        mine = may_read_organisation(rights, unit_path=body.unit_path)
        return f"{reverse('organisation', args=(body.unit,))}?nam={body.year}" if mine else ""
    if rights is not None and year is not None:
        mine = may_read_month(rights, person=year.person_id, unit_path=year.unit_path)
        return reverse("rating", args=(int(year.year), year.person)) if mine else ""
    if rights is None or card is None:
        return ""
    readable = may_read_month(rights, person=card.person_id, unit_path=card.unit_path)
    return reverse("person_month", args=(card.person, card.period)) if readable else ""


def _shown(request: HttpRequest, page: CheckPage) -> HttpResponse:
    return show(request, "papers/check.html", MISTAKEN if page.problem else 200, page=page)
