"""Files of a record: looked into and kept on the way in, given out as they were kept, or not."""

import logging
import unicodedata
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from congvu.exchange.evidence.kinds import LARGEST_BYTES, EvidenceRefused
from congvu.exchange.evidence.looking import Examined, examined
from congvu.exchange.evidence.store import Altered, Missing, content_of, keep

GONE = 410
CHANGED = (
    "Tệp “{}” trên máy chủ không còn đúng như lúc gửi nên không mở. Hãy báo người vận hành, và gửi "
    "lại tệp nếu còn giữ."
)
LOST = "Tệp “{}” không còn trên máy chủ. Hãy báo người vận hành, và gửi lại tệp nếu còn giữ."
TOO_LARGE = f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB; hãy nén ảnh, chia nhỏ, hoặc gửi đường dẫn."
_log = logging.getLogger(__name__)


class NotThere(Exception):
    """A kept file cannot be given out; the message is for the reader."""


def taken(sent: UploadedFile) -> Examined:
    """Look into a file that was sent and keep it; raises EvidenceRefused."""
    if (sent.size or 0) > LARGEST_BYTES:
        raise EvidenceRefused(TOO_LARGE)
    content = sent.read()
    looked = examined(content, sent.name or "")
    keep(settings.EVIDENCE, content)
    return looked


def given_out(sha256: str, content_type: str, name: str) -> HttpResponse:
    """Give a file out, to be saved and never shown, if it is still what was kept.

    Raises NotThere.
    """
    try:
        content = content_of(settings.EVIDENCE, sha256)
    except (Missing, Altered) as wrong:
        _log.error("file %s, %s: %r", sha256, name, wrong)
        words = CHANGED if isinstance(wrong, Altered) else LOST
        raise NotThere(words.format(name)) from wrong
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = disposition(name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def disposition(name: str) -> str:
    """To be saved under a name: its letters without marks, and the whole for who reads UTF-8."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(sign if sign.isascii() and sign not in '"\\' else "" for sign in bare)
    return f"attachment; filename=\"{plain or 'minh-chung'}\"; filename*=UTF-8''{quote(name)}"
