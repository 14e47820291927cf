"""The gate before every page: no policy, no page; no sign-in, sign-in first; no right, 403."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from config import clock
from congvu.access.once import LOOKING, Answers, sent_once
from congvu.access.policy import POLICIES
from congvu.access.rights import rights_of

View = Callable[..., HttpResponseBase]


def guarded(name: str, view: View, answers: Answers) -> View:
    """Put the policy of the page `name` before its view; raises KeyError where there is none.

    A view that is let through finds the user's rights in `request.rights`. What is sent to it is
    received once; `answers` tell the twins of a sending.
    """
    policy = POLICIES[name]

    @wraps(view)
    def behind(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if policy.public:
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.rights = rights_of(request.user, today=clock.today())
        if not policy.admits(request.rights):
            raise PermissionDenied
        if request.method in LOOKING:
            return view(request, *args, **kwargs)
        return sent_once(request, lambda: view(request, *args, **kwargs), answers)

    behind.policy = policy
    return behind
