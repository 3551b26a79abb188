"""One name for the arrays that training passes around."""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]
