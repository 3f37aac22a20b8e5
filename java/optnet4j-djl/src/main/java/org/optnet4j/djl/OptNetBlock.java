package org.optnet4j.djl;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.QpSettings;
import org.optnet4j.djl.Leaves.InputUse;
import org.optnet4j.djl.Parametrisation.EqualityBound;
import org.optnet4j.djl.Parametrisation.InequalityBound;
import org.optnet4j.djl.Parametrisation.Quadratic;
import org.optnet4j.djl.Parametrisation.Source;

/**
 * A quadratic program as a block of a network: puts out <i>x = argmin &frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>,
 * <i>l &le; Gx &le; h</i> and <i>lb &le; x &le; ub</i>, where each parameter is an input, fixed, learned, or computed from
 * such as {@link Parametrisation} says. By default <i>q</i> is the input. (Amos and Kolter, arXiv 1703.00443, equation 2;
 * lower bounds of rows and bounds of variables are as in {@link org.optnet4j.QpBatch}.)
 *
 * <pre>{@code
 * OptNetBlock block = OptNetBlock.builder(10, 50, 0) // 10 variables, 50 inequalities, no equalities
 *         .Q(lowerTriangular(learned("L", new UniformInitializer(1f)), 1e-4))
 *         .G(learned("G", new UniformInitializer(1f)))
 *         .h(feasibleAt(learned("z0", Initializer.ZEROS), learned("s0", Initializer.ONES)))
 *         .build();
 * SequentialBlock network = new SequentialBlock()
 *         .add(Linear.builder().setUnits(10).build())
 *         .add(block)
 *         .add(Linear.builder().setUnits(3).build());
 * }</pre>
 *
 * <p><b>Shapes.</b> Inputs are (batch, ...) with as many numbers per problem as the parameter has; the output is (batch,
 * n). Everything is FLOAT32 or everything is FLOAT64; {@link Builder#solveIn} has the solver work in the other precision.
 * Arrays on the CPU are read where they are; others are copied. (DJL 0.36's {@link ai.djl.training.Trainer#step()} refuses
 * FLOAT64 parameters; a FLOAT32 network with {@code solveIn(FLOAT64)} has accurate minimisers nevertheless.)
 *
 * <p><b>Gradients</b> are exact, in any trainer. The derivative of the whole minimiser is computed in the forward pass of
 * training: n right-hand sides for the factors the solver has anyway (each takes a factorisation of its own where problems
 * are answered in the normal form, as with bounds; {@link org.optnet4j.QpSolution#formInfo}), and memory for <i>n</i> numbers
 * per problem for each number of q, b, h, l, lb and ub. For large n, {@link TwoPhase} does with one right-hand side in a loop of its own. In inference neither is done.
 *
 * <p><b>Problems without a solution</b> (infeasible, unbounded, not convex, NaN) are reported to the
 * {@link Builder#onUnsolved listener}; their output is zero and they contribute zero to every gradient. The others'
 * outputs are, to the bit, those they would have alone.
 *
 * <p>Learned parameters are DJL parameters of type {@link ai.djl.nn.Parameter.Type#OTHER}, saved and loaded with the
 * model. {@link #clear()} also frees what the solver holds; a block that is dropped is freed by the collector. Forward
 * passes of inference may run in several threads at a time.
 */
public final class OptNetBlock extends AbstractBlock {
    private static final byte VERSION = 1;

    private final QpDefinition definition;
    private final Map<String, Leaves.Weight> weights;
    private final List<InputUse> inputUses;
    private final Solvers solvers;
    private final @Nullable Precision solvePrecision;
    private final UnsolvedListener listener;

    /** Set for the time of a pass that defers the way back. */
    private volatile @Nullable TwoPhase recorder;

    private OptNetBlock(Builder builder) {
        super(VERSION);
        definition = builder.definition();
        Leaves leaves = definition.leaves();
        weights = leaves.weights();
        inputUses = leaves.inputs();
        inputNames = inputUses.stream().map(InputUse::use).toList();
        for (Leaves.Weight weight : weights.values()) {
            addParameter(Parameter.builder()
                    .setName(weight.learned().name())
                    .setType(Parameter.Type.OTHER)
                    .optShape(weight.shape())
                    .optInitializer(weight.learned().start())
                    .build());
        }
        solvers = new Solvers(builder.backend, builder.settings, builder.pool);
        solvePrecision = builder.solvePrecision;
        listener = builder.listener;
    }

    /**
     * Begins a block.
     *
     * @param n how many variables, at least 1
     * @param m how many inequalities (rows of G), 0 or more
     * @param p how many equalities, 0 or more
     * @return a builder; {@code Q} has to be set, {@code A} and {@code b} if p &gt; 0, {@code G} and {@code h},
     *     {@code l} or both if m &gt; 0
     * @throws IllegalArgumentException if a size is too small
     */
    public static Builder builder(int n, int m, int p) {
        return new Builder(n, m, p);
    }

    /**
     * How many variables the problems have: the length of the output.
     *
     * @return n
     */
    public int n() {
        return definition.n();
    }

    /**
     * How many rows of inequalities the problems have.
     *
     * @return m
     */
    public int m() {
        return definition.m();
    }

    /**
     * How many equalities the problems have.
     *
     * @return p
     */
    public int p() {
        return definition.p();
    }

    /**
     * The shape of the output.
     *
     * @param inputShapes of the inputs, first dimension the batch
     * @return one shape, (batch, n)
     * @throws IllegalArgumentException if an input is missing, too many, or has the wrong size
     */
    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(requireShapes(inputShapes), definition.n())};
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameterStore, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        int batch = Math.toIntExact(requireShapes(inputs.getShapes()));
        NDArray first = inputs.head();
        NDManager manager = first.getManager();
        DataType type = first.getDataType();
        Precision precision =
                Tensors.precisionOf(type, "input 0 (" + inputUses.get(0).use() + ")");
        requireType(type, inputs);
        if (batch == 0) {
            return new NDList(manager.create(new Shape(0, definition.n()), type));
        }
        DataType solverType = Tensors.typeOf(Objects.requireNonNullElse(solvePrecision, precision));
        NDManager scope = manager.newSubManager(first.getDevice());
        TwoPhase deferring = training ? recorder : null;
        ForwardPass pass = null;
        boolean kept = false;
        try {
            Sources sources = new Sources(scope, type, batch, inputs, weightsOn(parameterStore, first, training));
            pass = ForwardPass.run(definition, sources, solvers.get(training), solverType, training);
            pass.report(listener);
            NDArray output;
            if (!training || !pass.hasGradient()) {
                output = pass.minimisers();
            } else if (deferring == null) {
                output = pass.differentiableMinimisers();
            } else {
                output = deferring.defer(pass);
                kept = true;
            }
            output.attach(manager);
            return new NDList(output);
        } finally {
            if (!kept) {
                if (pass == null) {
                    scope.close();
                } else {
                    pass.close();
                }
            }
        }
    }

    /**
     * Loads the learned parameters.
     *
     * @throws MalformedModelException if they are those of another block: of other names or shapes
     */
    @Override
    public void loadParameters(NDManager manager, DataInputStream is) throws IOException, MalformedModelException {
        super.loadParameters(manager, is);
        for (Leaves.Weight weight : weights.values()) {
            Parameter parameter = parameters.get(weight.learned().name());
            if (parameter.isInitialized() && !parameter.getShape().equals(weight.shape())) {
                throw new MalformedModelException("parameter \"" + parameter.getName() + "\": expected shape "
                        + weight.shape() + ", got " + parameter.getShape());
            }
        }
    }

    /** Closes the parameters and frees what the solver holds. The block can be initialized again. */
    @Override
    public void clear() {
        super.clear();
        solvers.close();
    }

    /** Has the passes that follow defer their way back to a recorder, or no longer; null ends that. */
    void deferTo(@Nullable TwoPhase recorder) {
        this.recorder = recorder;
    }

    private Map<String, Sources.Weight> weightsOn(ParameterStore store, NDArray like, boolean training) {
        Map<String, Sources.Weight> values = new HashMap<>();
        for (String name : weights.keySet()) {
            Parameter parameter = parameters.get(name);
            NDArray value = store.getValue(parameter, like.getDevice(), training);
            if (value.getDataType() != like.getDataType()) {
                throw new IllegalArgumentException(
                        "input 0 (" + inputUses.get(0).use() + "): expected " + value.getDataType()
                                + " like the parameter \"" + name + "\", got " + like.getDataType());
            }
            values.put(name, new Sources.Weight(value, parameter.requiresGradient()));
        }
        return values;
    }

    /** The batch size, which the inputs agree on. */
    private long requireShapes(Shape[] shapes) {
        if (shapes.length != inputUses.size()) {
            throw new IllegalArgumentException(
                    "inputs: expected " + inputUses.size() + " " + inputNames + ", got " + shapes.length);
        }
        for (int i = 0; i < shapes.length; i++) {
            Shape shape = shapes[i];
            InputUse use = inputUses.get(i);
            boolean fits = shape.dimension() > 0
                    && shape.get(0) == shapes[0].get(0)
                    && shape.slice(1).size() == use.shape().size();
            if (!fits) {
                Object batch = i == 0 ? "batch" : shapes[0].get(0);
                throw new IllegalArgumentException("input " + i + " (" + use.use() + "): expected shape (" + batch
                        + ", " + use.shape().toString().substring(1) + ", got " + shape);
            }
        }
        return shapes[0].get(0);
    }

    private void requireType(DataType type, NDList inputs) {
        for (int i = 1; i < inputs.size(); i++) {
            if (inputs.get(i).getDataType() != type) {
                throw new IllegalArgumentException("input " + i + " ("
                        + inputUses.get(i).use() + "): expected " + type + " like input 0, got "
                        + inputs.get(i).getDataType());
            }
        }
    }

    /** Collects what an {@link OptNetBlock} is made of. */
    public static final class Builder {
        private static final System.Logger LOGGER = System.getLogger(OptNetBlock.class.getName());

        private final int n;
        private final int m;
        private final int p;
        private @Nullable Quadratic Q;
        private Source q = Parametrisation.input();
        private @Nullable Source A;
        private @Nullable EqualityBound b;
        private @Nullable Source G;
        private @Nullable InequalityBound h;
        private @Nullable Source l;
        private @Nullable Source lb;
        private @Nullable Source ub;
        private String backend = "auto";
        private QpSettings settings = QpSettings.defaults();
        private ForkJoinPool pool = ForkJoinPool.commonPool();
        private @Nullable Precision solvePrecision;
        private UnsolvedListener listener = (index, status) ->
                LOGGER.log(System.Logger.Level.WARNING, "problem {0} of the batch is not solved: {1}", index, status);

        private Builder(int n, int m, int p) {
            this.n = requireAtLeast("n", n, 1);
            this.m = requireAtLeast("m", m, 0);
            this.p = requireAtLeast("p", p, 0);
        }

        /**
         * Sets what Q is.
         *
         * @param quadratic a source of n x n numbers, or a parametrisation that keeps Q positive definite
         * @return this builder
         */
        public Builder Q(Quadratic quadratic) {
            Q = Objects.requireNonNull(quadratic, "Q");
            return this;
        }

        /**
         * Sets where q comes from.
         *
         * @param source the source of q, n; by default the first input
         * @return this builder
         */
        public Builder q(Source source) {
            q = Objects.requireNonNull(source, "q");
            return this;
        }

        /**
         * Sets where A comes from.
         *
         * @param source the source of A, p x n
         * @return this builder
         */
        public Builder A(Source source) {
            A = Objects.requireNonNull(source, "A");
            return this;
        }

        /**
         * Sets what b is.
         *
         * @param bound a source of p numbers, or A z0
         * @return this builder
         */
        public Builder b(EqualityBound bound) {
            b = Objects.requireNonNull(bound, "b");
            return this;
        }

        /**
         * Sets where G comes from.
         *
         * @param source the source of G, m x n
         * @return this builder
         */
        public Builder G(Source source) {
            G = Objects.requireNonNull(source, "G");
            return this;
        }

        /**
         * Sets what h is.
         *
         * @param bound a source of m numbers, or G z0 + s0
         * @return this builder
         */
        public Builder h(InequalityBound bound) {
            h = Objects.requireNonNull(bound, "h");
            return this;
        }

        /**
         * Sets where lower bounds of Gx come from.
         *
         * @param source the source of l, m; negative infinity: no bound
         * @return this builder
         */
        public Builder l(Source source) {
            l = Objects.requireNonNull(source, "l");
            return this;
        }

        /**
         * Sets where lower bounds of x come from.
         *
         * @param source the source of lb, n; negative infinity: no bound
         * @return this builder
         */
        public Builder lb(Source source) {
            lb = Objects.requireNonNull(source, "lb");
            return this;
        }

        /**
         * Sets where upper bounds of x come from.
         *
         * @param source the source of ub, n; infinity: no bound
         * @return this builder
         */
        public Builder ub(Source source) {
            ub = Objects.requireNonNull(source, "ub");
            return this;
        }

        /**
         * Chooses the solver's back end.
         *
         * @param name {@code auto} (the default), {@code java}, {@code cpu} or {@code cuda}
         * @return this builder
         */
        public Builder backend(String name) {
            backend = Objects.requireNonNull(name, "backend");
            return this;
        }

        /**
         * Chooses the solver's settings; whether it keeps what gradients need is up to the block.
         *
         * @param settings tolerances, limits and forms
         * @return this builder
         */
        public Builder settings(QpSettings settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Chooses the solver's threads.
         *
         * @param pool the pool, by default {@link ForkJoinPool#commonPool()}; the block never shuts it down
         * @return this builder
         */
        public Builder pool(ForkJoinPool pool) {
            this.pool = Objects.requireNonNull(pool, "pool");
            return this;
        }

        /**
         * Has the solver work in a precision of its own; FLOAT64 in a FLOAT32 network solves to 1e-8 at the cost of
         * converting.
         *
         * @param precision of the solver, by default that of the inputs
         * @return this builder
         */
        public Builder solveIn(Precision precision) {
            solvePrecision = Objects.requireNonNull(precision, "precision");
            return this;
        }

        /**
         * Sets who is told of problems that are not solved.
         *
         * @param listener called in the thread of the forward pass; by default each is logged as a warning
         * @return this builder
         */
        public Builder onUnsolved(UnsolvedListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the block.
         *
         * @return the block
         * @throws IllegalArgumentException if a parameter is missing or not allowed, a fixed or learned value has the
         *     wrong length, two different sources have the same name, or there is no input
         */
        public OptNetBlock build() {
            return new OptNetBlock(this);
        }

        private QpDefinition definition() {
            if (Q == null) {
                throw new IllegalArgumentException("Q: required, but not set");
            }
            requireRows("A", A, "p", p);
            requireRows("b", b, "p", p);
            requireRows("G", G, "m", m);
            requireRows("h or l", h == null ? l : h, "m", m);
            return new QpDefinition(n, m, p, Q, q, A, b, G, h, l, lb, ub);
        }

        private static int requireAtLeast(String name, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(name + ": expected " + least + " or more, got " + value);
            }
            return value;
        }

        private static void requireRows(String name, @Nullable Object value, String sizeName, int rows) {
            if (rows > 0 && value == null) {
                throw new IllegalArgumentException(
                        name + ": required with " + sizeName + " = " + rows + ", but not set");
            }
            if (rows == 0 && value != null) {
                throw new IllegalArgumentException(name + ": expected none with " + sizeName + " = 0, but set");
            }
        }
    }
}
