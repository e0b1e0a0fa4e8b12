package io.nacre.layer;

import io.nacre.file.Flattened;
import io.nacre.graph.Node;
import io.nacre.graph.Scope;
import io.nacre.graph.Shape;
import io.nacre.initializer.Ones;
import io.nacre.initializer.Zeros;
import java.util.Optional;

/**
 * The learned part of all normalizing layers: {@code gamma * x + beta}, either of which may be left out.
 *
 * @param center whether beta is used; default true
 * @param scale whether gamma is used; default true
 * @param beta begins with zeros unless told otherwise
 * @param gamma begins with ones unless told otherwise
 */
public record Affine(
        boolean center,
        boolean scale,
        @Flattened(prefixed = true) Learned beta,
        @Flattened(prefixed = true) Learned gamma) {
    /** Both, with Keras's first values. */
    public static Affine of() {
        return new Affine(true, true, Learned.of(new Zeros()), Learned.of(new Ones()));
    }

    /** The same without beta. */
    public Affine withoutCenter() {
        return new Affine(false, scale, beta, gamma);
    }

    /** The same without gamma. */
    public Affine withoutScale() {
        return new Affine(center, false, beta, gamma);
    }

    /** The same with this beta. */
    public Affine withBeta(Learned beta) {
        return new Affine(center, scale, beta, gamma);
    }

    /** The same with this gamma. */
    public Affine withGamma(Learned gamma) {
        return new Affine(center, scale, beta, gamma);
    }

    /**
     * The weights that are used, gamma first.
     *
     * @param own their shape
     * @param aligned their shape as it lies beside the layer's input, with size 1 where they are repeated
     */
    Weights weights(Scope scope, Shape own, Shape aligned) {
        Optional<Node> gamma = scale ? Optional.of(this.gamma.weight(scope, "gamma", own)) : Optional.empty();
        Optional<Node> beta = center ? Optional.of(this.beta.weight(scope, "beta", own)) : Optional.empty();
        return new Weights(gamma.map(g -> g.reshape(aligned)), beta.map(b -> b.reshape(aligned)));
    }

    /** Gamma and beta as they lie beside a layer's input. */
    record Weights(Optional<Node> gamma, Optional<Node> beta) {
        /** {@code gamma * factor}, for a factor of the input. */
        Node scaled(Node factor) {
            return gamma.map(factor::times).orElse(factor);
        }

        /** {@code y + beta} */
        Node centred(Node y) {
            return beta.map(y::plus).orElse(y);
        }
    }
}
