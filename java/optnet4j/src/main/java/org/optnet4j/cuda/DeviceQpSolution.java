package org.optnet4j.cuda;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Factors;
import org.optnet4j.QpSettings;

/**
 * The solution of a batch in device memory: what {@link org.optnet4j.QpSolution} is on the host. Its arrays hold what the
 * last {@link DeviceQpSolver#solveInto} queued, once the stream has got there.
 *
 * <p>Thread-safe. Closing frees the arrays and what was kept for the gradients, after the calls that use them; so does the
 * garbage collector once neither the solution nor any of its arrays is reachable.
 */
public final class DeviceQpSolution implements AutoCloseable {
    static final String[] UPSTREAM = {"dLdx", "dLdnu", "dLdlambda"};

    private final DeviceQpSolver solver;
    private final DeviceShape shape;
    private final DeviceMemory memory;
    private final List<DeviceArray> answers;
    private final List<DeviceArray> adjoint;
    private final long shared;
    private final long factor;
    private @Nullable DeviceQpBatch batch;

    DeviceQpSolution(DeviceQpSolver solver, DeviceShape shape, DeviceQpSolver.Workplace workplace) {
        this.solver = solver;
        this.shape = shape;
        QpSettings settings = solver.settings();
        boolean keepsFactors = settings.gradients() && settings.factors() == Factors.KEEP;
        ElementType type = ElementType.of(shape.precision());
        long size = shape.batchSize();
        Layout layout = new Layout();
        long sharedAt = layout.add(workplace.calls().sharedBytes());
        long factorAt = layout.add(keepsFactors ? workplace.calls().factorBytes() : 0);
        layout.add(type, size * shape.n());
        layout.add(type, size * shape.p());
        layout.add(type, size * shape.m());
        layout.add(type, size * shape.m());
        layout.add(ElementType.INT32, size);
        layout.add(ElementType.INT32, size);
        layout.add(ElementType.FLOAT64, size);
        layout.add(ElementType.FLOAT64, size);
        layout.add(ElementType.FLOAT64, size);
        layout.add(ElementType.FLOAT64, size);
        int answerCount = layout.arrays.size();
        if (settings.gradients()) {
            layout.add(type, size * shape.n());
            layout.add(type, size * shape.p());
            layout.add(type, size * shape.m());
        }
        memory = DeviceMemory.allocate(solver.stream().device(), layout.bytes);
        List<DeviceArray> arrays =
                layout.arrays.stream().map(array -> array.in(memory)).toList();
        answers = arrays.subList(0, answerCount);
        adjoint = arrays.subList(answerCount, arrays.size());
        shared = workplace.calls().sharedBytes() > 0 ? memory.address() + sharedAt : 0;
        factor = keepsFactors ? memory.address() + factorAt : 0;
    }

    /** Where the arrays lie in the block of a solution. */
    private static final class Layout {
        private final List<Place> arrays = new ArrayList<>();
        private long bytes;

        private record Place(ElementType type, long offset, long length) {
            DeviceArray in(DeviceMemory memory) {
                return DeviceArray.within(memory, type, offset, length);
            }
        }

        long add(long more) {
            long at = bytes;
            bytes = DeviceMemory.aligned(Math.addExact(bytes, more));
            return at;
        }

        void add(ElementType type, long length) {
            arrays.add(new Place(type, add(Math.multiplyExact(length, type.bytes())), length));
        }
    }

    /**
     * The minimisers.
     *
     * @return batchSize x n numbers
     */
    public DeviceArray x() {
        return answers.get(0);
    }

    /**
     * The multipliers of the equalities.
     *
     * @return batchSize x p numbers
     */
    public DeviceArray nu() {
        return answers.get(1);
    }

    /**
     * The multipliers of the inequalities.
     *
     * @return batchSize x m numbers
     */
    public DeviceArray lambda() {
        return answers.get(2);
    }

    /**
     * The slack of the inequalities.
     *
     * @return batchSize x m numbers
     */
    public DeviceArray slack() {
        return answers.get(3);
    }

    /**
     * How each problem ended.
     *
     * @return batchSize codes of {@link org.optnet4j.QpStatus}, {@link ElementType#INT32}
     */
    public DeviceArray status() {
        return answers.get(4);
    }

    /**
     * How many iterations each problem took.
     *
     * @return batchSize counts, {@link ElementType#INT32}
     */
    public DeviceArray iterations() {
        return answers.get(5);
    }

    /**
     * The primal residuals as defined in {@link QpSettings}.
     *
     * @return batchSize numbers, {@link ElementType#FLOAT64}
     */
    public DeviceArray primalResidual() {
        return answers.get(6);
    }

    /**
     * The dual residuals as defined in {@link QpSettings}.
     *
     * @return batchSize numbers, {@link ElementType#FLOAT64}
     */
    public DeviceArray dualResidual() {
        return answers.get(7);
    }

    /**
     * The duality gaps as defined in {@link QpSettings}.
     *
     * @return batchSize numbers, {@link ElementType#FLOAT64}
     */
    public DeviceArray gap() {
        return answers.get(8);
    }

    /**
     * The values <i>&frac12; x'Qx + q'x</i>.
     *
     * @return batchSize numbers, {@link ElementType#FLOAT64}
     */
    public DeviceArray objective() {
        return answers.get(9);
    }

    /**
     * Copies the solution to the host.
     *
     * @return the solution, after the work that is queued on the solver's stream
     * @throws IllegalStateException if this solution or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public HostQpSolution download() {
        CudaStream stream = solver.stream();
        int[] status = new int[shape.batchSize()];
        int[] iterations = new int[shape.batchSize()];
        status().copyTo(status, stream);
        iterations().copyTo(iterations, stream);
        return new HostQpSolution(
                x().toHost(stream),
                nu().toHost(stream),
                lambda().toHost(stream),
                slack().toHost(stream),
                status,
                iterations,
                primalResidual().toHost(stream).doubles(),
                dualResidual().toHost(stream).doubles(),
                gap().toHost(stream).doubles(),
                objective().toHost(stream).doubles());
    }

    /**
     * Allocates memory for the gradients with respect to all six parameters and queues computing them; null stands for zero.
     *
     * @param dLdx gradient of the loss with respect to x: n numbers per problem, or shared by the batch
     * @param dLdnu gradient of the loss with respect to nu: p numbers per problem, or shared by the batch
     * @param dLdlambda gradient of the loss with respect to lambda: m numbers per problem, or shared by the batch
     * @return the gradients, complete when the stream has got there; close them
     * @throws IllegalArgumentException if an argument has the wrong length, type or device
     * @throws IllegalStateException if this solution, its solver or stream, or an array is closed, nothing has been solved,
     *     or the solver was not asked to keep what gradients need
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public DeviceQpGradients gradients(
            @Nullable DeviceParameter dLdx, @Nullable DeviceParameter dLdnu, @Nullable DeviceParameter dLdlambda) {
        DeviceQpGradients gradients = DeviceQpGradients.allocate(batch());
        try {
            gradientsInto(dLdx, dLdnu, dLdlambda, gradients);
        } catch (RuntimeException | Error failure) {
            gradients.close();
            throw failure;
        }
        return gradients;
    }

    /**
     * Queues computing gradients, with the formulas of {@link org.optnet4j.QpGradients}; null stands for zero.
     *
     * @param dLdx gradient of the loss with respect to x: n numbers per problem, or shared by the batch
     * @param dLdnu gradient of the loss with respect to nu: p numbers per problem, or shared by the batch
     * @param dLdlambda gradient of the loss with respect to lambda: m numbers per problem, or shared by the batch
     * @param gradients where they go, of the shape of the batch
     * @throws IllegalArgumentException if an argument has the wrong length, type, shape or device
     * @throws IllegalStateException if this solution, its solver or stream, or an array is closed, nothing has been solved,
     *     or the solver was not asked to keep what gradients need
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void gradientsInto(
            @Nullable DeviceParameter dLdx,
            @Nullable DeviceParameter dLdnu,
            @Nullable DeviceParameter dLdlambda,
            DeviceQpGradients gradients) {
        requireUpstream(0, dLdx, shape.n());
        requireUpstream(1, dLdnu, shape.p());
        requireUpstream(2, dLdlambda, shape.m());
        Checks.requireDevice("gradients", gradients.device(), memory.device());
        if (!gradients.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "gradients: expected those of a batch with " + shape + ", got " + gradients.shape());
        }
        solver.gradients(this, new @Nullable DeviceParameter[] {dLdx, dLdnu, dLdlambda}, gradients);
    }

    /** Frees the arrays and what was kept, after the calls that use them. A second call does nothing. */
    @Override
    public void close() {
        memory.lease().close();
    }

    void requireMadeFor(DeviceQpSolver by, DeviceShape wanted) {
        if (by != solver) {
            throw new IllegalArgumentException("solution: expected one that this DeviceQpSolver made, got another's");
        }
        if (!wanted.equals(shape)) {
            throw new IllegalArgumentException(
                    "solution: expected one made for " + wanted + " like the batch, got one for " + shape);
        }
    }

    Lease lease() {
        return memory.lease();
    }

    /** What the solution is of from now on. */
    synchronized void solved(DeviceQpBatch last) {
        batch = last;
    }

    /** 0 if the batch shares nothing that is factored. */
    long sharedAddress() {
        return shared;
    }

    /** 0 if no factors are kept. */
    long factorAddress() {
        return factor;
    }

    long[] addresses() {
        return answers.stream().mapToLong(DeviceArray::rawAddress).toArray();
    }

    long[] adjointAddresses() {
        return adjoint.stream().mapToLong(DeviceArray::rawAddress).toArray();
    }

    /** What the solution is of. */
    synchronized DeviceQpBatch batch() {
        memory.lease().requireOpen("gradients: this DeviceQpSolution");
        if (!solver.settings().gradients()) {
            throw new IllegalStateException(
                    "gradients: the solver was made with QpSettings.withGradients(false), nothing was kept");
        }
        if (batch == null) {
            throw new IllegalStateException("gradients: nothing has been solved into this DeviceQpSolution yet");
        }
        return batch;
    }

    private void requireUpstream(int index, @Nullable DeviceParameter given, int rows) {
        if (given != null) {
            long blocks = given.isShared() ? 1 : shape.batchSize();
            Checks.require(
                    UPSTREAM[index], given.array(), memory.device(), ElementType.of(shape.precision()), blocks * rows);
        }
    }
}
