package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;
import org.optnet4j.Form;
import org.optnet4j.QpBatch;

/** A batch as the native methods take it, in one of the forms, with the memory plan of one instruction set. */
final class NativeBatch {
    /** Numbers of problem data per native call: enough work to outweigh the call, little enough to share out. */
    private static final long NUMBERS_PER_CALL = 1 << 15;

    final QpBatch batch;
    final int isa;
    final int[] shape;
    final @Nullable Object[] operands;
    final int shared;
    final int lanes;
    final long sharedBytes;
    final long factorBytes;
    final long scratchBytes;

    NativeBatch(QpBatch batch, Form form, int isa) {
        this.batch = batch;
        this.isa = isa;
        BatchOperands given = new BatchOperands(batch, form);
        shape = given.shape;
        operands = given.operands;
        shared = given.shared;
        long[] plan = new long[4];
        NativeCall.check("plan", Bindings.makePlan(isa, shape, batch.batchSize(), operands, shared, plan), this);
        lanes = (int) plan[0];
        sharedBytes = plan[1];
        factorBytes = plan[2];
        scratchBytes = plan[3];
    }

    /** Bytes of factor memory for the whole batch. */
    long allFactorBytes() {
        return Math.multiplyExact((batch.batchSize() + lanes - 1L) / lanes, factorBytes);
    }

    /** Problems per native call: a multiple of the lanes. */
    int problemsPerCall() {
        long perProblem = (long) batch.n() * (batch.n() + batch.m() + batch.p());
        long groups = Math.max(1, NUMBERS_PER_CALL / (perProblem * lanes));
        return (int) Math.min(Integer.MAX_VALUE / 2, groups * lanes);
    }

    int calls() {
        return (int) ((batch.batchSize() + (long) problemsPerCall() - 1) / problemsPerCall());
    }

    /** The first problem of a call. */
    int first(int call) {
        return call * problemsPerCall();
    }

    /** The number of problems of a call. */
    int count(int call) {
        return Math.min(problemsPerCall(), batch.batchSize() - first(call));
    }
}
