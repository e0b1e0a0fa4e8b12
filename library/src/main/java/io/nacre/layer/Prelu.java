package io.nacre.layer;

import io.nacre.activation.Activation;
import io.nacre.constraint.Constraint;
import io.nacre.file.Flattened;
import io.nacre.file.KerasName;
import io.nacre.file.RecordText;
import io.nacre.file.WrittenAs;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Initializer;
import io.nacre.initializer.Zeros;
import io.nacre.regularizer.Regularizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The parametric leaky ReLU, {@code max(z, 0) - alpha * max(-z, 0)}, with a slope that is learned for each number of a
 * sample; a layer, and an activation that layers take.
 *
 * <p>Shapes: input and result {@code (batch, ...)}; weight {@code alpha}, of a sample's shape with 1 for each shared
 * axis. Images share axes 1 and 2, so that there is one slope a channel. It beats ReLU on large image data sets, but
 * overfits on small ones. Source: He et al., 2015.
 *
 * @param alpha the slopes, which begin with {@link Zeros}
 * @param sharedAxes along which slopes are shared, counted with the batch as axis 0; from 1; default none
 */
@KerasName("PReLU")
@WrittenAs(WrittenAs.Form.OBJECT)
public record Prelu(@Flattened(prefixed = true) Learned alpha, Optional<List<Integer>> sharedAxes)
        implements Layer, Activation {
    /** Checks the axes. */
    public Prelu {
        sharedAxes = sharedAxes.map(List::copyOf);
        sharedAxes.orElse(List.of()).forEach(axis -> Require.atLeast("each of sharedAxes", 1, axis));
    }

    /** One slope for each number of a sample. */
    public static Prelu of() {
        return new Prelu(Learned.of(new Zeros()), Optional.empty());
    }

    /** The same with these slopes. */
    public Prelu withAlpha(Learned alpha) {
        return new Prelu(alpha, sharedAxes);
    }

    /** The same with these first slopes. */
    public Prelu withAlphaInitializer(Initializer initializer) {
        return withAlpha(alpha.withInitializer(initializer));
    }

    /** The same with this penalty on the slopes. */
    public Prelu withAlphaRegularizer(Regularizer regularizer) {
        return withAlpha(alpha.withRegularizer(regularizer));
    }

    /** The same with this limit on the slopes. */
    public Prelu withAlphaConstraint(Constraint constraint) {
        return withAlpha(alpha.withConstraint(constraint));
    }

    /** The same with one slope along each of these axes. */
    public Prelu withSharedAxes(Integer... axes) {
        return new Prelu(alpha, Optional.of(List.of(axes)));
    }

    @Override
    public Node call(Scope scope, Node x) {
        int rank = x.shape().rank();
        List<Integer> shared = sharedAxes.orElse(List.of());
        if (shared.stream().anyMatch(axis -> axis >= rank)) {
            throw new IllegalArgumentException(
                    "sharedAxes " + shared + " must be from 1 to " + (rank - 1) + ", the axes of shape " + x.shape());
        }
        int[] sizes = IntStream.range(1, rank)
                .map(axis -> shared.contains(axis) ? 1 : x.size(axis))
                .toArray();
        Node slopes = alpha.weight(scope, "alpha", Shape.of(sizes));
        return x.relu().minus(x.negate().relu().times(slopes));
    }

    @Override
    public Node apply(Scope scope, Node z) {
        return call(scope, z);
    }

    @Override
    public String toString() {
        return RecordText.of(this);
    }
}
