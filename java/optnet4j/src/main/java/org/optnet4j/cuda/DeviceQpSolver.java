package org.optnet4j.cuda;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpSettings;
import org.optnet4j.internal.nativelib.DeviceCalls;

/**
 * Solves batches that are in device memory, on one stream: what {@link org.optnet4j.QpSolver} is on the host when it is told
 * to use the {@linkplain org.optnet4j.Form#DUAL dual form}, with the same answers. What that form leaves unsolved stays so,
 * labelled by its status; NaN stands where there is no answer at all.
 *
 * <pre>{@code
 * CudaDevice device = CudaDevice.of(0);
 * try (CudaStream stream = CudaStream.create(device);
 *         DeviceQpSolver solver = DeviceQpSolver.create(stream, QpSettings.defaults());
 *         DeviceQpSolution solution = solver.prepare(batch);
 *         DeviceQpGradients gradients = DeviceQpGradients.allocate(batch)) {
 *     for (int step = 0; step < steps; step++) {
 *         solver.solveInto(batch, solution);
 *         // ... queue what computes dLdx from solution.x() on the same stream ...
 *         solution.gradientsInto(DeviceParameter.perProblem(dLdx), null, null, gradients);
 *         // ... queue what changes the parameters ...
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #solveInto} and {@link DeviceQpSolution#gradientsInto} only launch kernels: no allocation, no copy, no waiting.
 * A CUDA graph can be captured from them (capture with mode {@code cudaStreamCaptureModeThreadLocal}, since collecting
 * dropped arrays frees memory on another thread); what it uses must stay open as long as the graph is launched, this solver
 * included.
 *
 * <p>For each shape of batch the solver keeps a working area on the device until it is closed.
 *
 * <p>Thread-safe: calls of several threads are queued one after another.
 */
public final class DeviceQpSolver implements AutoCloseable {
    private final CudaStream stream;
    private final QpSettings settings;
    private final Map<DeviceShape, Workplace> workplaces = new HashMap<>();
    private boolean closed;

    private DeviceQpSolver(CudaStream stream, QpSettings settings) {
        this.stream = stream;
        this.settings = settings;
    }

    /** Plan and working area for the batches of one shape. */
    record Workplace(DeviceCalls calls, DeviceMemory memory) {}

    /**
     * Makes a solver.
     *
     * @param stream the stream to queue on; stays the caller's to close, after the solver
     * @param settings when to stop, and what to keep for the gradients
     * @return the solver; close it
     */
    public static DeviceQpSolver create(CudaStream stream, QpSettings settings) {
        return new DeviceQpSolver(
                Objects.requireNonNull(stream, "stream"), Objects.requireNonNull(settings, "settings"));
    }

    /**
     * The stream that everything is queued on.
     *
     * @return the stream
     */
    public CudaStream stream() {
        return stream;
    }

    /**
     * When this solver stops and what it keeps.
     *
     * @return the settings
     */
    public QpSettings settings() {
        return settings;
    }

    /**
     * Allocates everything that solving batches of this shape needs, and queues nothing.
     *
     * @param batch a batch of the shape, on the solver's device
     * @return memory for {@link #solveInto}; close it
     * @throws IllegalArgumentException if the batch is on another device, or its problems are too large for the kernels
     * @throws IllegalStateException if this solver is closed
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public synchronized DeviceQpSolution prepare(DeviceQpBatch batch) {
        requireOpen("prepare");
        Checks.requireDevice("batch", batch.device(), stream.device());
        return new DeviceQpSolution(this, batch.shape(), workplace(batch.shape()));
    }

    /**
     * Allocates memory for the solution of a batch and queues solving it.
     *
     * @param batch the problems
     * @return the solution, complete when the stream has got there; close it
     * @throws IllegalArgumentException if the batch is on another device, or its problems are too large for the kernels
     * @throws IllegalStateException if this solver, its stream or an array of the batch is closed
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public DeviceQpSolution solve(DeviceQpBatch batch) {
        DeviceQpSolution solution = prepare(batch);
        try {
            solveInto(batch, solution);
        } catch (RuntimeException | Error failure) {
            solution.close();
            throw failure;
        }
        return solution;
    }

    /**
     * Queues solving a batch.
     *
     * @param batch the problems
     * @param solution where the answers go, replacing those of a batch that was solved before: made by {@link #prepare} or
     *     {@link #solve} of this solver for a batch of the same sizes, precision and shared parameters
     * @throws IllegalArgumentException if the solution was made by another solver or for another shape
     * @throws IllegalStateException if this solver, its stream, the solution or an array of the batch is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public synchronized void solveInto(DeviceQpBatch batch, DeviceQpSolution solution) {
        requireOpen("solveInto");
        Checks.requireDevice("batch", batch.device(), stream.device());
        solution.requireMadeFor(this, batch.shape());
        Precision precision = batch.precision();
        Uses uses = new Uses()
                .add("solveInto: the CudaStream", stream.lease())
                .add("solveInto: the DeviceQpSolution", solution.lease());
        batch.addTo(uses, "solveInto");
        uses.during(() -> {
            Workplace workplace = workplace(batch.shape());
            workplace
                    .calls()
                    .solve(
                            settings,
                            settings.epsAbs(precision),
                            settings.epsRel(precision),
                            batch.addresses(),
                            solution.sharedAddress(),
                            solution.factorAddress(),
                            workplace.memory().address(),
                            solution.addresses(),
                            stream.rawHandle());
            solution.solved(batch);
        });
    }

    /** Frees the working areas. Solutions stay readable, but give no gradients any more. A second call does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        workplaces.values().forEach(workplace -> workplace.memory().lease().close());
        workplaces.clear();
    }

    synchronized void gradients(
            DeviceQpSolution solution, @Nullable DeviceParameter[] upstream, DeviceQpGradients gradients) {
        if (closed) {
            throw new IllegalStateException("gradientsInto: the DeviceQpSolver of this solution is closed");
        }
        DeviceQpBatch batch = solution.batch();
        long[] cotangents = new long[upstream.length];
        int mask = 0;
        Uses uses = new Uses()
                .add("gradientsInto: the CudaStream", stream.lease())
                .add("gradientsInto: this DeviceQpSolution", solution.lease());
        batch.addTo(uses, "gradientsInto");
        gradients.addTo(uses, "gradientsInto");
        for (int i = 0; i < upstream.length; i++) {
            DeviceParameter given = upstream[i];
            if (given != null) {
                uses.add(
                        "gradientsInto: the DeviceArray of " + DeviceQpSolution.UPSTREAM[i],
                        given.array().lease());
                cotangents[i] = given.array().rawAddress();
                mask |= given.isShared() ? 1 << i : 0;
            }
        }
        int shared = mask;
        uses.during(() -> {
            Workplace workplace = workplace(batch.shape());
            workplace
                    .calls()
                    .gradients(
                            batch.addresses(),
                            solution.sharedAddress(),
                            solution.factorAddress(),
                            workplace.memory().address(),
                            solution.addresses(),
                            cotangents,
                            shared,
                            solution.adjointAddresses(),
                            gradients.addresses(),
                            stream.rawHandle());
        });
    }

    private Workplace workplace(DeviceShape shape) {
        return workplaces.computeIfAbsent(shape, this::makeWorkplace);
    }

    private Workplace makeWorkplace(DeviceShape shape) {
        int[] sizes = {shape.n(), shape.m(), shape.p(), shape.precision().ordinal()};
        DeviceCalls calls = new DeviceCalls(stream.device().index(), sizes, shape.batchSize(), shape.shared());
        return new Workplace(calls, DeviceMemory.allocate(stream.device(), calls.workspaceBytes()));
    }

    private void requireOpen(String call) {
        if (closed) {
            throw new IllegalStateException(call + ": this DeviceQpSolver is closed");
        }
    }
}
