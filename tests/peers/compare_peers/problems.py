"""Problem files: one batch of min 1/2 x'Qx + q'x subject to Ax = b, Gx <= h in an .npz file."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np


class BadFile(Exception):
    """The file cannot be a batch of problems; the message is one line and names the file."""


@dataclass(frozen=True)
class Problems:
    """A batch. All arrays have the problems on their first axis; A, b or G, h have no rows where the file has none."""

    Q: np.ndarray
    q: np.ndarray
    A: np.ndarray
    b: np.ndarray
    G: np.ndarray
    h: np.ndarray

    @property
    def batch(self):
        return self.q.shape[0]

    @property
    def n(self):
        return self.q.shape[1]

    @property
    def m(self):
        return self.h.shape[1]

    @property
    def p(self):
        return self.b.shape[1]


def case_name(path, problems):
    """F1_n32_m32_p8.npz is the case "F1 32,32,8"; a file of another name is the case of its name."""
    match = re.fullmatch(r"(.+)_n\d+_m\d+_p\d+", Path(path).stem)
    return f"{match[1]} {problems.n},{problems.m},{problems.p}" if match else Path(path).stem


def read(path):
    """Reads a batch; BadFile says what is wrong."""
    try:
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
    except (OSError, ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise BadFile(f"{path}: not an .npz file of arrays: {one_line(error)}") from error
    missing = [key for key in ("Q", "q") if key not in arrays]
    for matrix, right in (("A", "b"), ("G", "h")):
        if (matrix in arrays) != (right in arrays):
            missing.append(right if matrix in arrays else matrix)
    if missing:
        raise BadFile(f"{path}: no {' and no '.join(missing)}")
    unknown = sorted(set(arrays) - set("QqAbGh"))
    if unknown:
        raise BadFile(f"{path}: unknown array {unknown[0]}")
    for key, array in arrays.items():
        if array.dtype != np.float64:
            raise BadFile(f"{path}: {key} is {array.dtype}, expected float64")
    if arrays["q"].ndim != 2 or 0 in arrays["q"].shape:
        raise BadFile(f"{path}: q is {list(arrays['q'].shape)}, expected batch times n")
    batch, n = arrays["q"].shape
    for matrix, right in (("A", "b"), ("G", "h")):
        arrays.setdefault(matrix, np.zeros((batch, 0, n)))
        arrays.setdefault(right, np.zeros((batch, 0)))
        rows = arrays[right].shape[1] if arrays[right].ndim == 2 else "rows"
        require_shape(path, right, arrays[right], (batch, rows))
        require_shape(path, matrix, arrays[matrix], (batch, rows, n))
    require_shape(path, "Q", arrays["Q"], (batch, n, n))
    for key, array in arrays.items():
        if not np.isfinite(array).all():
            raise BadFile(f"{path}: {key} has a number that is not finite")
    asymmetry = np.abs(arrays["Q"] - arrays["Q"].transpose(0, 2, 1)).max()
    if asymmetry > 1e-12 * np.abs(arrays["Q"]).max():
        raise BadFile(f"{path}: Q is not symmetric")
    return Problems(**{key: np.ascontiguousarray(array) for key, array in arrays.items()})


def require_shape(path, key, array, shape):
    if array.shape != shape:
        expected = ", ".join(str(size) for size in shape)
        raise BadFile(f"{path}: {key} is {list(array.shape)}, expected [{expected}]")


def one_line(error):
    """What an exception says, as one line of bounded length."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 200 else text[:197] + "..."
