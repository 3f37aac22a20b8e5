package org.optnet4j.internal.forms;

import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.internal.general.GeneralSolution;

/** Which of two answers to one problem is kept, where the dual form did not solve it. */
final class Preference {
    private Preference() {}

    /** Whether the normal form's answer says more than that of the dual form. */
    static boolean isBetter(GeneralSolution normal, BackendSolution dual, int problem) {
        if (!normal.status().hasIterate() || normal.status() == QpStatus.SOLVED) {
            return true;
        }
        if (!QpStatus.ofCode(dual.status()[problem]).hasIterate()) {
            return true;
        }
        double before = worst(dual.primalResidual()[problem], dual.dualResidual()[problem], dual.gap()[problem]);
        double after = worst(normal.primalResidual(), normal.dualResidual(), normal.gap());
        return !(before <= after);
    }

    private static double worst(double primal, double dual, double gap) {
        return Math.max(primal, Math.max(dual, gap));
    }
}
