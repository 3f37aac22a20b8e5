package org.optnet4j.internal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.optnet4j.testing.Seed;

@ExtendWith(Seed.class)
class LargestTest {
    private static final double[] SPECIAL = {
        Double.NaN,
        Double.longBitsToDouble(0xfff8000000000001L),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MAX_VALUE
    };

    @Test
    void isThatOfTheNumbers() {
        Random random = Seed.random("largest");
        for (int draw = 0; draw < 1000; draw++) {
            double least = random.nextDouble();
            double[] numbers = DoubleStream.generate(() -> number(random))
                    .limit(random.nextInt(12))
                    .toArray();

            Largest largest = new Largest(least);
            for (double number : numbers) {
                largest.see(number);
            }

            OptionalDouble larger =
                    DoubleStream.of(numbers).filter(each -> each > least).max();
            assertEquals(larger.orElse(least), largest.get(), Arrays.toString(numbers));
        }
    }

    private static double number(Random random) {
        return random.nextInt(4) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
    }
}
