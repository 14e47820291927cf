"""The gate before every page: no policy, no page; no sign-in, sign-in first; no right, 403.

A door for other systems has a gate of its own: no key, no entry (401), whoever is signed in.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from config import clock
from congvu.access.keys import holder_of, stranger
from congvu.access.policy import POLICIES
from congvu.access.rights import rights_of

View = Callable[..., HttpResponseBase]


def guarded(name: str, view: View) -> View:
    """Put the policy of the page `name` before its view; raises KeyError where there is none.

    A view that is let through finds the user's rights in `request.rights`, one by key the system
    in `request.system`.
    """
    policy = POLICIES[name]

    @wraps(view)
    def behind(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if policy.by_key:
            request.system = holder_of(str(kwargs["code"]), request.headers.get("Authorization"))
            return view(request, *args, **kwargs) if request.system else stranger()
        if policy.public:
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.rights = rights_of(request.user, today=clock.today())
        if not policy.admits(request.rights):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    behind.policy = policy
    behind.csrf_exempt = policy.by_key
    return behind
