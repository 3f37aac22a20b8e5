"""The JSON document of a run, and the table that people read."""

import datetime
import json
import os
import platform
from pathlib import Path


def document(command, rows):
    return {"machine": machine(), "date": datetime.date.today().isoformat(), "command": command, "rows": rows}


def machine():
    return {
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "os": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def processor():
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def write(path, content):
    """Replaces the file as a whole, so that a run that is stopped leaves a readable one."""
    beside = path.with_name(path.name + ".part")
    beside.write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    beside.replace(path)


HEADINGS = ("case", "batch", "solver", "version", "threads", "call", "us/problem", "residual", "")


def line(row):
    """One row of the table."""
    time = row["microsecondsPerProblem"]
    residual = row["worstResidual"]
    cells = (row["case"], row["batch"], row["solver"], row["version"], row["threads"], row["call"],
             "-" if time is None else f"{time:.1f}", "-" if residual is None else f"{residual:.1e}",
             f"{row['status']}: {row['reason']}" if row["reason"] else row["status"])
    return layout(cells)


def heading():
    return layout(HEADINGS)


def layout(cells):
    case, batch, solver, version, threads, call, time, residual, status = cells
    measured = f"{call:<8} {time:>12} {residual:>9}  {status}"
    return f"{case:<18} {batch:>5} {solver:<10} {version:<10} {threads:>7} {measured}".rstrip()
