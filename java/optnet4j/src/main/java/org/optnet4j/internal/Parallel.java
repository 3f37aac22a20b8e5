package org.optnet4j.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs independent pieces of work on a pool, by halving the range. */
public final class Parallel extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    /** Ranges per thread: enough that threads with cheap problems find more to do. */
    private static final int RANGES_PER_THREAD = 8;

    private final int from;
    private final int to;
    private final int grain;
    private final transient IntConsumer body;

    private Parallel(int from, int to, int grain, IntConsumer body) {
        this.from = from;
        this.to = to;
        this.grain = grain;
        this.body = body;
    }

    /**
     * Calls the body with each of 0 .. count - 1 once, and returns when all calls have: no call is left that could use
     * what the caller then takes away. After a failure no more calls begin, and the first one is thrown as it is.
     */
    public static void forEach(ForkJoinPool pool, int count, IntConsumer body) {
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        run(pool, count, i -> {
            if (first.get() != null) {
                return;
            }
            try {
                body.accept(i);
            } catch (RuntimeException | Error failure) {
                first.compareAndSet(null, failure);
            }
        });
        Throwable failure = first.get();
        if (failure != null) {
            rethrow(failure);
        }
    }

    /** A body that throws nothing: where one call does, those that others have begun go on after this has returned. */
    private static void run(ForkJoinPool pool, int count, IntConsumer body) {
        int grain = Math.max(1, count / (RANGES_PER_THREAD * pool.getParallelism()));
        Parallel all = new Parallel(0, count, grain, body);
        if (count <= grain) {
            all.compute();
        } else {
            pool.invoke(all);
        }
    }

    /**
     * Runs a piece of work on the pool: what it runs there in turn costs no change of threads any more. A failure is thrown
     * as it is.
     */
    public static <T> T within(ForkJoinPool pool, Supplier<T> work) {
        List<T> result = new ArrayList<>(1);
        List<Throwable> failure = new ArrayList<>(1);
        pool.invoke(new Parallel(0, 1, 1, i -> {
            try {
                result.add(work.get());
            } catch (RuntimeException | Error e) {
                failure.add(e);
            }
        }));
        if (!failure.isEmpty()) {
            rethrow(failure.get(0));
        }
        return result.get(0);
    }

    /** Like forEach, but all calls end before the first failure by index, if there is one, is thrown as it is. */
    public static void forEachToTheEnd(ForkJoinPool pool, int count, IntConsumer body) {
        @Nullable Throwable[] failures = new Throwable[count];
        run(pool, count, i -> {
            try {
                body.accept(i);
            } catch (RuntimeException | Error failure) {
                failures[i] = failure;
            }
        });
        for (Throwable failure : failures) {
            if (failure != null) {
                rethrow(failure);
            }
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    protected void compute() {
        if (to - from <= grain) {
            for (int i = from; i < to; i++) {
                body.accept(i);
            }
            return;
        }
        int middle = (from + to) >>> 1;
        invokeAll(new Parallel(from, middle, grain, body), new Parallel(middle, to, grain, body));
    }
}
