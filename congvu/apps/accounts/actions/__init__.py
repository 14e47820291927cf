"""Writes to sign-in: accounts, wrong tries, second factors, sessions and devices."""

from congvu.apps.accounts.actions.accounts import (
    create_user,
    deactivate,
    note_refused_sign_in,
    note_sign_in,
    set_password,
)
from congvu.apps.accounts.actions.attempts import Slowed, attempt, open_door
from congvu.apps.accounts.actions.factors import (
    bind_sso,
    make_recovery_codes,
    register_passkey,
    remove_passkey,
    remove_totp,
    reset_factors,
    set_up_totp,
    use_passkey,
    use_recovery_code,
    use_totp,
)
from congvu.apps.accounts.actions.mail import choose_mail, set_addresses
from congvu.apps.accounts.actions.sessions import (
    end_other_sessions,
    end_session,
    forget_devices,
    remember_device,
    sweep,
)

__all__ = [
    "Slowed",
    "attempt",
    "bind_sso",
    "choose_mail",
    "create_user",
    "deactivate",
    "end_other_sessions",
    "end_session",
    "forget_devices",
    "make_recovery_codes",
    "note_refused_sign_in",
    "note_sign_in",
    "open_door",
    "register_passkey",
    "remember_device",
    "remove_passkey",
    "remove_totp",
    "reset_factors",
    "set_addresses",
    "set_password",
    "set_up_totp",
    "sweep",
    "use_passkey",
    "use_recovery_code",
    "use_totp",
]
