"""A file that shows a general criterion: given out to its owner, and once sent to who reads it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.access.policy import may_read_month
from congvu.apps.evaluation.queries import card_proof
from congvu.web.shared.frame import show
from congvu.web.shared.kept_files import GONE, NotThere, given_out


@require_safe
def card_file(request: HttpRequest, proof_id: int) -> HttpResponse:
    """Give the file out; a draft's is its owner's alone, and no other's exists for others."""
    found = card_proof(proof_id) if proof_id < 1 << 63 else None
    if found is None:
        raise Http404
    rights = request.rights
    mine = rights.person == found.person_id
    readable = may_read_month(rights, person=found.person_id, unit_path=found.unit_path)
    if not readable or not (mine or found.sent):
        raise Http404
    try:
        return given_out(found.sha256, found.content_type, found.label)
    except NotThere as gone:
        return show(request, "officer/file_gone.html", GONE, told=str(gone))
