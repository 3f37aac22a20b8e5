"""Gradients of the loss c'x of an answer by all parameters: equations 6 to 8 of OptNet (arXiv 1703.00443).

The solvers' own gradients are measured against these. Nothing here comes from a solver but which inequalities are
active; with that, the answer is computed anew.
"""

import numpy as np

from compare_peers import kkt

TOLERANCE = 1e-4
# An inequality counts as active or inactive only if the larger of multiplier and slack, relative to the largest of its
# kind, is at least this. Answers are accurate to about 1e-8, so gradients to about 1e-8 divided by this margin.
MARGIN = 1e-4


def reference(problems, c, x, nu, lam):
    """The gradients by parameter, and which problems of the batch have them; those of the others are NaN."""
    slack = problems.h - kkt.product(problems.G, x)
    shapes = {key: getattr(problems, key).shape for key in "QqAbGh"}
    found = {key: np.full(shape, np.nan) for key, shape in shapes.items()}
    unique = np.zeros(problems.batch, dtype=bool)
    for i in range(problems.batch):
        one = [getattr(problems, key)[i] for key in "QqAbGh"]
        gradients = of_one(*one, c[i], lam[i], slack[i])
        if gradients is not None:
            unique[i] = True
            for key, value in zip("QqAbGh", gradients):
                found[key][i] = value
    return found, unique


def of_one(Q, q, A, b, G, h, c, lam, slack):
    """The gradients of one problem in the order Q, q, A, b, G, h; None if the active set is in doubt."""
    n, p, m = len(q), len(b), len(h)
    scaled_lam = lam / max(1, np.abs(lam).max(initial=0))
    scaled_slack = slack / max(1, np.abs(h).max(initial=0))
    if m and np.maximum(scaled_lam, scaled_slack).min() < MARGIN:
        return None
    active = scaled_lam > scaled_slack
    rows = np.vstack([A, G[active]])
    matrix = np.block([[Q, rows.T], [rows, np.zeros((len(rows), len(rows)))]])
    if not well_conditioned(matrix):
        return None
    exact = np.linalg.solve(matrix, np.concatenate([-q, b, h[active]]))
    x, nu = exact[:n], exact[n:n + p]
    lam = np.zeros(m)
    lam[active] = exact[n + p:]
    # Equation 6, its second block row as in equation 7: D(lambda) is taken into the unknown's column.
    D = np.diag(lam)
    slack = np.where(active, 0, G @ x - h)
    differential = np.block([
        [Q, G.T @ D, A.T],
        [G, np.diag(slack), np.zeros((m, p))],
        [A, np.zeros((p, m + p))],
    ])
    d = np.linalg.solve(differential, -np.concatenate([c, np.zeros(m + p)]))
    dx, dlam, dnu = d[:n], d[n:n + m], d[n + m:]
    # Equation 8.
    return (
        (np.outer(dx, x) + np.outer(x, dx)) / 2,
        dx,
        np.outer(dnu, x) + np.outer(nu, dx),
        -dnu,
        D @ np.outer(dlam, x) + np.outer(lam, dx),
        -D @ dlam,
    )


def well_conditioned(matrix):
    return np.linalg.cond(matrix) < 1e12


def worst(expected, unique, actual):
    """The largest difference over the problems that have gradients, relative to their largest numbers, and where."""
    largest, where = 0.0, ""
    for key in "QqAbGh":
        difference = np.abs(actual[key] - expected[key])[unique].reshape(unique.sum(), -1)
        scale = np.maximum(1, np.abs(expected[key])[unique].reshape(unique.sum(), -1).max(axis=1, initial=0))
        relative = difference.max(axis=1, initial=0) / scale
        relative = np.where(np.isnan(relative), np.inf, relative)
        if relative.max(initial=0) >= largest:
            largest = float(relative.max(initial=0))
            where = f"{key} of problem {np.flatnonzero(unique)[relative.argmax()]}"
    return largest, where
