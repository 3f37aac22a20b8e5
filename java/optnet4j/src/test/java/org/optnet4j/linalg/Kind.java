package org.optnet4j.linalg;

import java.util.stream.Stream;
import org.optnet4j.Precision;
import org.optnet4j.testing.AvailableBackends;

/** How a test is run: on which back end, in which precision, with the numbers in what. */
record Kind(String backend, Precision precision, Place place) {
    /** The available back ends that have linear algebra. */
    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    static Stream<Kind> all() {
        return backends()
                .flatMap(backend -> Stream.of(Precision.values())
                        .flatMap(precision ->
                                Stream.of(Place.values()).map(place -> new Kind(backend, precision, place))));
    }

    static Linalg open(String backend) {
        return Linalg.builder().backend(backend).build();
    }

    Linalg open() {
        return open(backend);
    }

    double epsilon() {
        return epsilon(precision);
    }

    static double epsilon(Precision precision) {
        return precision == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1.0f);
    }

    /** The matrices as they are after rounding to the precision. */
    Matrices rounded(Matrices matrices) {
        return matrices.rounded(precision);
    }

    /** The matrices with gaps between them. */
    MatrixBatch spread(Matrices matrices) {
        return Layouts.spread(matrices, precision, place);
    }

    /** The first matrix, to stand for all of a batch. */
    MatrixBatch oneForAll(Matrices matrices, int batch) {
        return Layouts.oneForAll(matrices, batch, precision, place);
    }
}
