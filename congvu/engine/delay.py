"""How many delays a task has: what one delay is, is a setting of the rules (`delay_unit`)."""

from datetime import date

from congvu.kernel.workdays import working_days_between

UNITS = ("calendar_day", "working_day", "occurrence")


def delays(due: date, finished: date, *, unit: str, excused: int = 0) -> int:
    """Return the number of delays (Đ14.2c) of a task due on one day and finished on another.

    `unit` is the rules' `delay_unit`: each calendar day late, each working day late, or one
    for being late at all. `excused` counts, in the same unit, the delays whose objective cause a
    competent level confirmed; they never make the number negative. Raises ValueError for an
    unknown unit or a negative `excused`.
    """
    if excused < 0:
        raise ValueError(f"Số được miễn không thể âm, gặp {excused}.")
    return max(0, _counted(due, finished, unit) - excused)


def _counted(due: date, finished: date, unit: str) -> int:
    late = max(0, (finished - due).days)
    if unit == "calendar_day":
        return late
    if unit == "working_day":
        return working_days_between(due, finished)
    if unit == "occurrence":
        return min(1, late)
    raise ValueError(f"Không có cách tính chậm “{unit}”; chỉ có: {', '.join(UNITS)}.")
