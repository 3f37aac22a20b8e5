package org.optnet4j.internal.ragged;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;

/** Which problems of a list are solved together: those of one shape, and where it pays those of nearly one shape. */
public final class Grouping {
    /** Numbers of one parameter in a batch: Java's arrays end at 2^31, and smaller ones are easier to find room for. */
    private static final long LARGEST_ARRAY = 1 << 27;

    private Grouping() {}

    /**
     * Groups problems.
     *
     * @param problems batches of one problem each
     * @param indices which of them
     * @param mayBePadded whether variables may be added to one, by its index
     * @param lanes how many problems of one shape take about as long as one
     * @return groups that have each of the indices once
     */
    public static List<Group> of(
            List<QpBatch> problems, IntStream indices, IntPredicate mayBePadded, ToIntFunction<Precision> lanes) {
        Map<Shape, SortedMap<Integer, List<Integer>>> families = new LinkedHashMap<>();
        indices.forEach(i -> {
            Shape shape = Shape.of(problems.get(i));
            families.computeIfAbsent(mayBePadded.test(i) ? shape.ofAnyWidth() : shape, ignored -> new TreeMap<>())
                    .computeIfAbsent(shape.n(), ignored -> new ArrayList<>())
                    .add(i);
        });
        List<Group> groups = new ArrayList<>();
        families.forEach((family, bySize) -> add(groups, family, bySize, lanes));
        return groups;
    }

    private static void add(
            List<Group> groups,
            Shape family,
            SortedMap<Integer, List<Integer>> bySize,
            ToIntFunction<Precision> lanes) {
        int[] sizes = bySize.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] counts = bySize.values().stream().mapToInt(List::size).toArray();
        int[] widths = sizes.length == 1
                ? sizes
                : new Widths(family.m(), family.p(), lanes.applyAsInt(family.precision())).choose(sizes, counts);
        List<Integer> members = new ArrayList<>();
        int smallest = 0;
        for (int k = 0; k < sizes.length; k++) {
            if (members.isEmpty()) {
                smallest = sizes[k];
            }
            members.addAll(bySize.get(sizes[k]));
            if (k == sizes.length - 1 || widths[k + 1] != widths[k]) {
                split(groups, family, members, widths[k], smallest < widths[k]);
                members.clear();
            }
        }
    }

    private static void split(List<Group> groups, Shape family, List<Integer> members, int n, boolean padded) {
        int[] all = members.stream().mapToInt(Integer::intValue).sorted().toArray();
        long largest = (long) n * Math.max(n, Math.max(family.m(), family.p()));
        int most = (int) Math.max(1, LARGEST_ARRAY / largest);
        for (int from = 0; from < all.length; from += most) {
            int to = (int) Math.min(all.length, (long) from + most);
            groups.add(new Group(Arrays.copyOfRange(all, from, to), n, padded));
        }
    }
}
