package org.optnet4j.cuda;

import java.util.Objects;

/**
 * The numbers of one parameter of a batch in device memory: row-major, batch-major, either one block per problem or one
 * block shared by all problems. What {@link org.optnet4j.BatchArray} is on the host.
 *
 * @param array the numbers
 * @param isShared whether all problems share one block
 */
public record DeviceParameter(DeviceArray array, boolean isShared) {
    /**
     * Makes a parameter.
     *
     * @param array the numbers
     * @param isShared whether all problems share one block
     */
    public DeviceParameter {
        Objects.requireNonNull(array, "array");
    }

    /**
     * One block per problem.
     *
     * @param array the blocks one after the other
     * @return the parameter
     */
    public static DeviceParameter perProblem(DeviceArray array) {
        return new DeviceParameter(array, false);
    }

    /**
     * One block for all problems.
     *
     * @param array the block
     * @return the parameter
     */
    public static DeviceParameter shared(DeviceArray array) {
        return new DeviceParameter(array, true);
    }
}
