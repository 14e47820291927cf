"""What the database refused, in the words of the constraint that refused it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.db.models import Model


class Refused(ValueError):
    """A change that a rule of the records forbids; the message is for the user."""


@contextmanager
def in_words(*models: type[Model]) -> Iterator[None]:
    """Turn an IntegrityError on a constraint of these models into Refused with its message."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        raise Refused(_message(name, models)) from error


def _message(name: str, models: tuple[type[Model], ...]) -> str:
    for model in models:
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    if any(name.startswith(model._meta.db_table) for model in models) and "_code_" in name:
        return "Mã này đã có; mỗi mã chỉ dùng một lần."
    return f"Dữ liệu không hợp lệ ({name or 'ràng buộc không tên'})."
