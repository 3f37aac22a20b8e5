package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;

/** Numbers between DJL and the solver: in one and the same memory where the engine can do that, copied elsewhere. */
final class Tensors {
    private Tensors() {}

    static DataType typeOf(Precision precision) {
        return precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
    }

    /**
     * The precision of a DJL type.
     *
     * @param what whose type it is, for the message
     * @throws IllegalArgumentException if it is neither FLOAT32 nor FLOAT64
     */
    static Precision precisionOf(DataType type, String what) {
        if (type == DataType.FLOAT64) {
            return Precision.FLOAT64;
        }
        if (type == DataType.FLOAT32) {
            return Precision.FLOAT32;
        }
        throw new IllegalArgumentException(what + ": expected FLOAT32 or FLOAT64, got " + type);
    }

    /** The numbers of an array, valid until the array's manager is closed. */
    static BatchArray view(NDArray array, boolean perProblem) {
        ByteBuffer bytes = array.toByteBuffer(true);
        if (!bytes.isDirect()) {
            bytes = ByteBuffer.allocateDirect(bytes.remaining())
                    .order(ByteOrder.nativeOrder())
                    .put(bytes)
                    .flip()
                    .order(ByteOrder.nativeOrder());
        }
        if (array.getDataType() == DataType.FLOAT64) {
            return perProblem
                    ? BatchArray.perProblem(bytes.asDoubleBuffer())
                    : BatchArray.shared(bytes.asDoubleBuffer());
        }
        return perProblem ? BatchArray.perProblem(bytes.asFloatBuffer()) : BatchArray.shared(bytes.asFloatBuffer());
    }

    /** A new array with given numbers, rounded to its type. */
    static NDArray of(NDManager manager, DataType type, Shape shape, BatchArray values) {
        NewArray array = new NewArray(manager, type, shape);
        array.put(0, values);
        return array.finish();
    }
}
