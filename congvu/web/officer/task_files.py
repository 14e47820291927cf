"""Files attached to tasks: kept on the way in, given out as they were kept, or not at all."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.work import actions as work
from congvu.apps.work.queries import proof
from congvu.web.officer.task import readable, show_task
from congvu.web.officer.task_view import Wrong
from congvu.web.shared.kept_files import GONE, NotThere, given_out, taken


@require_safe
def file(request: HttpRequest, task_id: int, proof_id: int) -> HttpResponse:
    """Give a file out, to be saved and never shown, if it is still what was kept."""
    giving = readable(request, task_id)
    found = proof(proof_id) if proof_id < 1 << 63 else None
    if found is None or found.task_id != task_id or not found.sha256:
        raise Http404
    try:
        return given_out(found.sha256, found.content_type, found.label)
    except NotThere as gone:
        return show_task(request, giving, GONE, wrong=Wrong("tep", str(gone)))


def attach(request: HttpRequest, task_id: int, sent: UploadedFile) -> None:
    """Look into a file, keep it, and attach it; raises EvidenceRefused, Refused."""
    looked = taken(sent)
    work.attach_file(
        task_id,
        label=looked.name,
        sha256=looked.sha256,
        size=looked.size,
        content_type=looked.kind.content_type,
        by=request.user,
        at=clock.now(),
    )
