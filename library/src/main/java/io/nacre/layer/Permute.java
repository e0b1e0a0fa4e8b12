package io.nacre.layer;

import io.nacre.file.RecordText;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reorders the axes of each sample: {@code Permute.of(2, 1)} turns {@code (batch, time, features)} into {@code (batch,
 * features, time)}. No weights.
 *
 * @param dims which axis of the input each axis of the result is, counted from 1; the batch stays axis 0
 */
public record Permute(List<Integer> dims) implements Layer {
    /** Checks that each axis occurs once. */
    public Permute {
        dims = List.copyOf(dims);
        List<Integer> all = IntStream.rangeClosed(1, dims.size()).boxed().toList();
        if (!dims.stream().sorted().toList().equals(all)) {
            throw new IllegalArgumentException(
                    "dims must name each axis of a sample once, in some order, from 1 on, not " + dims);
        }
    }

    /** The axes of a sample in this order, counted from 1. */
    public static Permute of(int... dims) {
        return new Permute(IntStream.of(dims).boxed().toList());
    }

    @Override
    public Node call(Scope scope, Node x) {
        if (x.shape().rank() != dims.size() + 1) {
            throw new IllegalArgumentException("dims " + dims + " reorder samples with " + dims.size()
                    + " axes, but the input has shape " + x.shape());
        }
        return x.transpose(IntStream.concat(IntStream.of(0), dims.stream().mapToInt(Integer::intValue))
                .toArray());
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
