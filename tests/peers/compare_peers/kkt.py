"""Whether answers are worth a time: the residual of the optimality conditions, the same for all solvers.

For multipliers nu of Ax = b and lambda of Gx <= h. All norms are the largest absolute value, all residuals are relative
to the largest of their terms where that exceeds 1.
"""

import numpy as np

TOLERANCE = 1e-8


@np.errstate(invalid="ignore", over="ignore")
def residuals(problems, x, nu, lam):
    """The residuals by name, each an array with a number per problem; NaN counts as infinite."""
    Qx = product(problems.Q, x)
    Ax = product(problems.A, x)
    Gx = product(problems.G, x)
    Anu = product(problems.A.transpose(0, 2, 1), nu)
    Glam = product(problems.G.transpose(0, 2, 1), lam)
    slack = problems.h - Gx
    quadratic = dot(x, Qx)
    linear = dot(problems.q, x)
    equal = dot(problems.b, nu)
    bound = dot(problems.h, lam)
    found = {
        "stationarity": relative(Qx + problems.q + Anu + Glam, Qx, problems.q, Anu, Glam),
        "equalities": relative(Ax - problems.b, Ax, problems.b),
        "inequalities": relative(np.minimum(slack, 0), Gx, problems.h),
        "sign of lambda": relative(np.minimum(lam, 0), lam),
        "complementarity": relative(lam * slack, quadratic / 2, linear),
        "gap": relative(quadratic + linear + equal + bound, quadratic, linear, equal, bound),
    }
    return {name: np.where(np.isnan(values), np.inf, values) for name, values in found.items()}


def worst(problems, x, nu, lam):
    """The largest residual of the batch, and in words where it is."""
    found = residuals(problems, x, nu, lam)
    name = max(found, key=lambda each: found[each].max())
    problem = int(found[name].argmax())
    return float(found[name][problem]), f"{name} of problem {problem}"


def product(matrices, vectors):
    return np.matmul(matrices, vectors[:, :, None])[:, :, 0]


def dot(left, right):
    return (left * right).sum(axis=1, keepdims=True)


def relative(residual, *terms):
    scale = np.maximum.reduce([np.ones(len(residual)), *(largest(term) for term in terms)])
    return largest(residual) / scale


def largest(array):
    return np.abs(array).max(axis=1, initial=0)
