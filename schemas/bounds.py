"""What a value of a job may be: least, most, and why, kept with the field and said to whoever leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError


@dataclass(frozen=True, slots=True)
class Because:
    """Why a field has its bounds; `takes` says what it takes where that is more than a number between them."""

    reason: str
    takes: str | None = None


class Bounded(BaseModel):
    """A model whose numbers are finite and numbers: neither `nan`, nor `true` for 1; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth_for_a_number(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, bool) and bool not in _kinds(cls.model_fields[str(info.field_name)]):
            raise PydanticCustomError("truth_for_another", "true and false are no value of this")
        return value


def limits(field: FieldInfo) -> tuple[float | None, float | None]:
    """Return the least and the most of a number, None where it has no such bound."""
    least: list[float] = [piece.ge for piece in field.metadata if hasattr(piece, "ge")]
    most: list[float] = [piece.le for piece in field.metadata if hasattr(piece, "le")]
    return least[0] if least else None, most[0] if most else None


def reason(field: FieldInfo) -> str | None:
    """Return why the field has its bounds."""
    return next((piece.reason for piece in field.metadata if isinstance(piece, Because)), None)


def takes(field: FieldInfo) -> str:
    """Return what the field takes, as it follows on "takes": "a whole number from 0 to 256, or none"."""
    kinds = _kinds(field)
    said = next((piece.takes for piece in field.metadata if isinstance(piece, Because) and piece.takes), None)
    if said is None and bool in kinds:
        said = "true or false"
    elif said is None:
        least, most = limits(field)
        said = f"a {'whole ' if int in kinds else ''}number from {plain(least)} to {plain(most)}"
    return f"{said}, or none" if NoneType in kinds else said


def is_optional(field: FieldInfo) -> bool:
    """Tell whether the field may hold nothing."""
    return NoneType in _kinds(field)


def is_list(field: FieldInfo) -> bool:
    """Tell whether the field holds several values."""
    return not {list, tuple}.isdisjoint(_kinds(field))


def plain(number: float | None) -> str:
    """Return a number as people write it.

    >>> plain(1610612736), plain(0.05), plain(20.0)
    ('1,610,612,736', '0.05', '20')
    """
    if number is None:
        return "none"
    return f"{int(number):,}" if float(number).is_integer() else f"{number:g}"


def _kinds(field: FieldInfo) -> tuple[Any, ...]:
    kinds = get_args(field.annotation) if NoneType in get_args(field.annotation) else (field.annotation,)
    return tuple(get_origin(kind) or kind for kind in kinds)
