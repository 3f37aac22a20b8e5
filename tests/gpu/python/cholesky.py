"""Times torch's batched Cholesky factorisation (cuSOLVER or MAGMA behind it) on the GPU, data on the device.

usage: cholesky.py [--quick] --json FILE

Appends one JSON object per size, batch and precision, on the grid of gpu_cholesky. Each factor is checked by its
product before it is timed.
"""

import argparse
import json
import sys

import torch


def median_ms(call, at_least):
    call()
    times = []
    while len(times) < at_least:
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        call()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    return sorted(times)[len(times) // 2]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", required=True)
    options = parser.parse_args()
    sizes = (10, 100) if options.quick else (8, 10, 16, 32, 50, 64, 100, 128, 200, 256, 500)
    batches = (128,) if options.quick else (128, 1024, 4096)
    torch.manual_seed(1)
    wrong = False
    with open(options.json, "a", encoding="utf-8") as file:
        for n in sizes:
            for batch in batches:
                for dtype in (torch.float64, torch.float32):
                    factor = torch.randn(batch, n, n, dtype=dtype, device="cuda")
                    matrices = factor @ factor.mT / n + torch.eye(n, dtype=dtype, device="cuda")
                    factored = torch.linalg.cholesky_ex(matrices, check_errors=False).L
                    error = float((factored @ factored.mT - matrices).abs().max())
                    bound = 200 * torch.finfo(dtype).eps
                    row = {
                        "what": "torch.linalg.cholesky_ex",
                        "torch": torch.__version__,
                        "n": n,
                        "batch": batch,
                        "precision": str(dtype).replace("torch.", ""),
                        "largestError": error,
                    }
                    if not error <= bound:
                        row["error"] = f"largest error {error}, expected at most {bound}"
                        wrong = True
                    else:
                        ms = median_ms(lambda: torch.linalg.cholesky_ex(matrices, check_errors=False), 20)
                        row["milliseconds"] = ms
                        row["gflops"] = batch * n**3 / 3 / ms * 1e-6
                    file.write(json.dumps(row, separators=(",", ":")) + "\n")
                    file.flush()
                    print(row, flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
