"""Changes to a published result's inputs, looked through before they are granted or proposed."""

from collections.abc import Mapping
from typing import Any

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.held_cards import maxima_of, refuse_out_of_range
from congvu.apps.evaluation.enums import Step
from congvu.apps.evaluation.queries.amended import TASK_INPUTS, Stored, rescored

_STEPS = ("organising", "unity")
_KNOWN = {"tasks", "general", "settled", *_STEPS}


def checked_changes(stored: Stored, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes in their one shape; raises Refused for what the card or the rules forbid."""
    if not changes or changes.keys() - _KNOWN:
        raise Refused("Hãy ghi ít nhất một điều được sửa, trong các mục của phiếu.")
    told: dict[str, Any] = {}
    if given := changes.get("tasks"):
        told["tasks"] = {str(task): _task(inputs) for task, inputs in given.items()}
    if given := changes.get("general"):
        told["general"] = _general(stored, given)
    for name in _STEPS:
        if name in changes:
            told[name] = _step(stored, changes[name])
    if "settled" in changes:
        _refuse_no_leader(stored)
        told["settled"] = bool(changes["settled"])
    rescored(stored, told)
    return told


def _task(inputs: Mapping[str, Any]) -> dict[str, int]:
    unknown = inputs.keys() - set(TASK_INPUTS)
    if unknown or not inputs:
        raise Refused("Chỉ sửa được số hoàn thành, số lượt chưa đạt và số ngày được miễn.")
    told = {name: int(value) for name, value in inputs.items()}
    if min(told.values()) < 0:
        raise Refused("Số hoàn thành, số lượt chưa đạt, số ngày được miễn không được âm.")
    return told


def _general(stored: Stored, given: Mapping[str, Any]) -> dict[str, int]:
    told = {code: int(value) for code, value in given.items()}
    maxima = maxima_of(stored.period)
    refuse_out_of_range(maxima, stored.card.person, told)
    missing = maxima.keys() - {*stored.card.general_confirmed, *told}
    if missing:
        raise Refused(
            "Phiếu chưa có điểm tiêu chí chung được xác nhận; phải ghi điểm mọi tiêu chí, còn "
            f"thiếu {', '.join(sorted(missing))}."
        )
    return told


def _step(stored: Stored, given: object) -> int:
    _refuse_no_leader(stored)
    if given not in Step.values:
        raise Refused("Tiêu chí đ, e chấm ở một trong hai mức.")
    return Step(given).value


def _refuse_no_leader(stored: Stored) -> None:
    if not stored.card.is_leader:
        raise Refused("Chỉ người giữ chức vụ lãnh đạo, quản lý có tiêu chí d, đ, e.")
