"""A process for one solver on one case: a solver that crashes or hangs takes nothing else with it.

usage: worker.py FILE SOLVER BUDGET THREADS

The last line of its output is a JSON array of rows.
"""

import json
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from compare_peers import measure, problems, solvers  # noqa: E402: only now can they be found


def main():
    path, name, budget, threads = sys.argv[1:]
    case = measure.Case(Path(path), problems.read(path))
    try:
        found = measure.rows(case, solvers.BY_NAME[name](), float(budget), int(threads))
    except KeyboardInterrupt:
        sys.exit(130)
    print()
    print(json.dumps(found, allow_nan=False))


main()
