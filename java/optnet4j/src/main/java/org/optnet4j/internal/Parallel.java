package org.optnet4j.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs independent pieces of work on as many threads as a pool has. The calling thread is one of them: it waits for no thread to
 * begin, and what no other has taken up it does itself.
 */
public final class Parallel {
    /** Ranges per thread: enough that threads with cheap problems find more to do. */
    private static final int RANGES_PER_THREAD = 8;

    /** Of tasks that a pool has not begun: those of earlier calls may be among them, which ended without help. */
    private static final int MOST_WAITING_PER_THREAD = 4;

    private Parallel() {}

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
            } catch (Throwable failure) {
                first.compareAndSet(null, failure);
            }
        });
        Throwable failure = first.get();
        if (failure != null) {
            Parallel.<RuntimeException>rethrow(failure);
        }
    }

    /** Like forEach, but all calls end before the first failure by index, if there is one, is thrown as it is. */
    public static void forEachToTheEnd(ForkJoinPool pool, int count, IntConsumer body) {
        @Nullable Throwable[] failures = new Throwable[count];
        run(pool, count, i -> {
            try {
                body.accept(i);
            } catch (Throwable failure) {
                failures[i] = failure;
            }
        });
        for (Throwable failure : failures) {
            if (failure != null) {
                Parallel.<RuntimeException>rethrow(failure);
            }
        }
    }

    /** A body that throws nothing. */
    private static void run(ForkJoinPool pool, int count, IntConsumer body) {
        int threads = threads(pool);
        Ranges ranges = new Ranges(count, Math.max(1, count / (RANGES_PER_THREAD * threads)), body);
        Deque<ForkJoinTask<?>> helpers = askForHelp(pool, Math.min(threads, ranges.number()) - 1, ranges);
        ranges.work();
        while (!helpers.isEmpty()) {
            helpers.pop().tryUnfork();
        }
        ranges.await();
    }

    /** Tasks that help once a thread is free; fewer where the pool cannot take them, and none if it has enough waiting. */
    private static Deque<ForkJoinTask<?>> askForHelp(ForkJoinPool pool, int count, Ranges ranges) {
        Deque<ForkJoinTask<?>> helpers = new ArrayDeque<>(Math.max(0, count));
        if (count <= 0 || pool.getQueuedSubmissionCount() > MOST_WAITING_PER_THREAD * count) {
            return helpers;
        }
        try {
            for (int i = 0; i < count; i++) {
                ForkJoinTask<?> helper = ForkJoinTask.adapt(ranges::work);
                pool.execute(helper);
                helpers.push(helper);
            }
        } catch (RuntimeException | Error noThread) {
            return helpers;
        }
        return helpers;
    }

    /**
     * Threads that work on a call, the calling one among them. The parallelism of the common pool leaves one processor to it.
     */
    public static int threads(ForkJoinPool pool) {
        return pool == ForkJoinPool.commonPool() ? ForkJoinPool.getCommonPoolParallelism() + 1 : pool.getParallelism();
    }

    /** As it is: what bodies call may throw anything, if it is not written in Java. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
