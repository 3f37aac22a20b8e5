package org.optnet4j;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.optnet4j.internal.Targets;

/**
 * Which gradients are computed, and where they go: into fresh arrays, or into arrays or direct buffers of the caller's.
 * What is not asked for costs nothing: of <i>n x n</i> and <i>m x n</i> numbers per problem, computing and storing them is
 * a large part of the backward pass.
 *
 * <pre>{@code
 *     GradientTargets targets = GradientTargets.only(QpParameter.q).into(QpParameter.G, BatchArray.perProblem(buffer));
 *     QpGradients gradients = solution.gradients(dLdx, null, null, targets);
 * }</pre>
 *
 * <p>Immutable; the targets themselves are overwritten by every call they are given to.
 */
public final class GradientTargets {
    private static final GradientTargets ALL = only(QpParameter.values());

    private final Map<QpParameter, Optional<BatchArray>> wanted;

    private GradientTargets(Map<QpParameter, Optional<BatchArray>> wanted) {
        this.wanted = Collections.unmodifiableMap(wanted);
    }

    /**
     * All gradients, in fresh arrays.
     *
     * @return these targets
     */
    public static GradientTargets all() {
        return ALL;
    }

    /**
     * Some gradients, in fresh arrays.
     *
     * @param wanted the parameters whose gradients are computed; none is allowed, to go on with {@link #into}
     * @return these targets
     */
    public static GradientTargets only(QpParameter... wanted) {
        Map<QpParameter, Optional<BatchArray>> all = new EnumMap<>(QpParameter.class);
        for (QpParameter each : wanted) {
            all.put(Objects.requireNonNull(each, "wanted"), Optional.empty());
        }
        return new GradientTargets(all);
    }

    /**
     * All gradients, in arrays that are made now and used again by every call: for loops over batches of one shape.
     *
     * @param batch a batch of that shape
     * @return these targets
     */
    public static GradientTargets reused(QpBatch batch) {
        GradientTargets targets = only();
        for (QpParameter parameter : QpParameter.values()) {
            targets = targets.into(parameter, Targets.provide(ALL, parameter, batch));
        }
        return targets;
    }

    /**
     * The same, and one gradient into given memory.
     *
     * @param parameter the parameter whose gradient it is, whether it was wanted before or not
     * @param target where it goes: of the parameter's length, precision and kind (per problem or shared); overlaps
     *     nothing that the batch, its solution, the arguments of the backward pass or other targets wrap
     * @return targets with this one
     * @throws IllegalArgumentException if the target wraps a read-only buffer
     */
    public GradientTargets into(QpParameter parameter, BatchArray target) {
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(target, "target");
        if (target.isReadOnly()) {
            throw new IllegalArgumentException(
                    "target: expected memory to write " + parameter + "'s gradient to, got a " + "read-only buffer");
        }
        Map<QpParameter, Optional<BatchArray>> all = new EnumMap<>(QpParameter.class);
        all.putAll(wanted);
        all.put(parameter, Optional.of(target));
        return new GradientTargets(all);
    }

    /**
     * Whether a gradient is to be computed.
     *
     * @param parameter the parameter whose gradient it is
     * @return true if so
     */
    public boolean wants(QpParameter parameter) {
        return wanted.containsKey(parameter);
    }

    /**
     * Where a gradient goes; for back ends.
     *
     * @param parameter the parameter whose gradient it is
     * @return the caller's memory, or null for a fresh array, or where it is not wanted
     */
    public @Nullable BatchArray target(QpParameter parameter) {
        Optional<BatchArray> target = wanted.get(parameter);
        return target == null ? null : target.orElse(null);
    }

    /** Whether any gradient goes into the caller's memory. */
    boolean hasTarget() {
        return wanted.values().stream().anyMatch(Optional::isPresent);
    }

    /**
     * Checks the targets against the batch they are for.
     *
     * @param taken heap arrays that are read or written already, by identity; those of the targets are added
     */
    void check(QpBatch batch, Set<Object> taken) {
        for (QpParameter parameter : wanted.keySet()) {
            BatchArray target = target(parameter);
            if (target == null) {
                continue;
            }
            BatchArray like = parameter.of(batch);
            if (target.precision() != like.precision()
                    || target.isShared() != like.isShared()
                    || target.length() != like.length()) {
                throw new IllegalArgumentException(
                        "targets: " + parameter + ": expected " + like + " like the parameter, got " + target);
            }
            if (target.length() > 0 && !taken.add(target.storage())) {
                throw new IllegalArgumentException("targets: " + parameter + ": expected memory of its own, got an "
                        + "array of the batch, the solution, the arguments or another target");
            }
        }
    }
}
