"""Files attached to tasks: kept on the way in, given out as they were kept, or not at all."""

import logging
import unicodedata
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.work import actions as work
from congvu.apps.work.queries import proof
from congvu.exchange.evidence.kinds import LARGEST_BYTES, EvidenceRefused
from congvu.exchange.evidence.looking import examined
from congvu.exchange.evidence.store import Altered, Missing, content_of, keep
from congvu.web.officer.task import readable, show_task
from congvu.web.officer.task_view import Wrong

GONE = 410
CHANGED = (
    "Tệp “{}” trên máy chủ không còn đúng như lúc gửi nên không mở. Hãy báo người vận hành, và gửi "
    "lại tệp nếu còn giữ."
)
LOST = "Tệp “{}” không còn trên máy chủ. Hãy báo người vận hành, và gửi lại tệp nếu còn giữ."
TOO_LARGE = f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; hãy nén ảnh, chia nhỏ, hoặc gửi đường dẫn."
_log = logging.getLogger(__name__)


@require_safe
def file(request: HttpRequest, task_id: int, proof_id: int) -> HttpResponse:
    """Give a file out, to be saved and never shown, if it is still what was kept."""
    giving = readable(request, task_id)
    found = proof(proof_id) if proof_id < 1 << 63 else None
    if found is None or found.task_id != task_id or not found.sha256:
        raise Http404
    try:
        content = content_of(settings.EVIDENCE, found.sha256)
    except (Missing, Altered) as wrong:
        _log.error("evidence %s of task %s: %r", proof_id, task_id, wrong)
        words = (CHANGED if isinstance(wrong, Altered) else LOST).format(found.label)
        return show_task(request, giving, GONE, wrong=Wrong("tep", words))
    answer = HttpResponse(content, content_type=found.content_type)
    answer["Content-Disposition"] = disposition(found.label)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def disposition(name: str) -> str:
    """To be saved under a name: its letters without marks, and the whole for who reads UTF-8."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(sign if sign.isascii() and sign not in '"\\' else "" for sign in bare)
    return f"attachment; filename=\"{plain or 'minh-chung'}\"; filename*=UTF-8''{quote(name)}"


def attach(request: HttpRequest, task_id: int, sent: UploadedFile) -> None:
    """Look into a file, keep it, and attach it; raises EvidenceRefused, Refused."""
    if (sent.size or 0) > LARGEST_BYTES:
        raise EvidenceRefused(TOO_LARGE)
    content = sent.read()
    looked = examined(content, sent.name or "")
    keep(settings.EVIDENCE, content)
    work.attach_file(
        task_id,
        label=looked.name,
        sha256=looked.sha256,
        size=looked.size,
        content_type=looked.kind.content_type,
        by=request.user,
        at=clock.now(),
    )
