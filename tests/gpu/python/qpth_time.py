"""Times qpth on the GPU, on problems that gpu_timing --write has written.

usage: qpth_time.py QPTH_SOURCE PROBLEMS

Prints one JSON object per batch size: forward and backward milliseconds (medians), and the worst scaled KKT residual of
its answers, computed here. No time is given for answers whose residual is above 1e-6; the row then says so.
"""

import array
import json
import sys
import types

import torch


def read(path):
    """The problems: tensors Q, q, G, h."""
    with open(path, "rb") as file:
        sizes = array.array("q", file.read(32))
        count, n, m, p = sizes
        if p != 0:
            raise ValueError(f"{path}: expected problems without equalities, got p = {p}")
        shapes = ((count, n, n), (count, n), (count, m, n), (count, m))
        tensors = []
        for shape in shapes:
            numbers = 1
            for each in shape:
                numbers *= each
            data = bytearray(file.read(8 * numbers))
            if len(data) != 8 * numbers:
                raise ValueError(f"{path}: too short")
            tensors.append(torch.frombuffer(data, dtype=torch.float64).reshape(shape).cuda())
        return tensors


def worst_residual(Q, q, G, h, x, lam):
    """Stationarity, feasibility, signs and complementarity, each relative to the largest of its terms."""

    def largest(values):
        return values.abs().amax(-1).clamp(min=1)

    Qx = (Q @ x[:, :, None])[:, :, 0]
    Gx = (G @ x[:, :, None])[:, :, 0]
    pull = (G.mT @ lam[:, :, None])[:, :, 0]
    scale = torch.stack([largest(Qx), largest(q), largest(pull)]).amax(0)
    stationarity = (Qx + q + pull).abs().amax(-1) / scale
    feasibility = (Gx - h).clamp(min=0).amax(-1) / torch.maximum(largest(Gx), largest(h))
    signs = (-lam).clamp(min=0).amax(-1)
    objective = ((x * Qx).sum(-1) / 2 + (x * q).sum(-1)).abs().clamp(min=1)
    gap = ((x * Qx).sum(-1) + (x * q).sum(-1) + (h * lam).sum(-1)).abs() / objective
    return float(torch.stack([stationarity, feasibility, signs, gap]).max())


def main():
    source, path = sys.argv[1:]
    sys.path.insert(0, source)
    # qpth imports cvxpy for a solver that is not used here.
    try:
        import cvxpy  # noqa: F401
    except ImportError:
        sys.modules["cvxpy"] = types.ModuleType("cvxpy")
    from qpth.qp import QPFunction
    from qpth.solvers.pdipm import batch as pdipm

    answers = {}
    original = pdipm.forward

    def forward(*arguments, **keywords):
        found = original(*arguments, **keywords)
        answers["x"], answers["lambda"] = found[0], found[2]
        return found

    pdipm.forward = forward
    own = read(path)
    count, n = own[1].shape
    m = own[3].shape[1]
    solve = QPFunction(verbose=-1, maxIter=30, check_Q_spd=False)
    nothing = torch.empty(0, dtype=torch.float64, device="cuda")
    torch.manual_seed(1)
    for batch in (128, 4096) if n <= 100 else (128,):
        repeats = -(-batch // count)
        Q, q, G, h = (each.repeat(repeats, *[1] * (each.dim() - 1))[:batch] for each in own)
        upstream = torch.randn(batch, n, dtype=torch.float64, device="cuda")
        times = {"forward": [], "backward": []}
        for _ in range(6):
            leaves = [each.clone().requires_grad_() for each in (Q, q, G, h)]
            events = [torch.cuda.Event(enable_timing=True) for _ in range(3)]
            torch.cuda.synchronize()
            events[0].record()
            x = solve(leaves[0], leaves[1], leaves[2], leaves[3], nothing, nothing)
            events[1].record()
            x.backward(upstream)
            events[2].record()
            torch.cuda.synchronize()
            times["forward"].append(events[0].elapsed_time(events[1]))
            times["backward"].append(events[1].elapsed_time(events[2]))
        residual = worst_residual(Q, q, G, h, answers["x"], answers["lambda"])
        row = {"what": "qpth", "torch": torch.__version__, "n": n, "m": m, "p": 0, "batch": batch}
        row["precision"], row["worstKkt"] = "float64", residual
        if residual <= 1e-6:
            # The first pass loads libraries.
            row["forwardMs"] = sorted(times["forward"][1:])[2]
            row["backwardMs"] = sorted(times["backward"][1:])[2]
        else:
            row["untimed"] = f"KKT residual {residual} above 1e-6"
        print(json.dumps(row, separators=(",", ":")), flush=True)


if __name__ == "__main__":
    main()
