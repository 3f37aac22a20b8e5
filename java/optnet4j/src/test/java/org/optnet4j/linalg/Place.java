package org.optnet4j.linalg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;

/** What holds numbers. */
enum Place {
    HEAP,
    DIRECT;

    BatchArray hold(double[] numbers, Precision precision) {
        BatchArray on = BatchArray.perProblem(numbers).to(precision);
        if (this == HEAP) {
            return on;
        }
        if (precision == Precision.FLOAT64) {
            DoubleBuffer buffer = direct(numbers.length * Double.BYTES).asDoubleBuffer();
            return BatchArray.perProblem(buffer.put(on.doubles()).flip());
        }
        FloatBuffer buffer = direct(numbers.length * Float.BYTES).asFloatBuffer();
        return BatchArray.perProblem(buffer.put(on.floats()).flip());
    }

    /** In a direct buffer that cannot be written. */
    static BatchArray readOnly(double... numbers) {
        return BatchArray.perProblem(direct(numbers.length * Double.BYTES)
                .asDoubleBuffer()
                .put(numbers)
                .flip()
                .asReadOnlyBuffer());
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
