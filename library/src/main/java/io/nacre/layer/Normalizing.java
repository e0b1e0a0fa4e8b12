package io.nacre.layer;

import io.nacre.constraint.Constraint;
import io.nacre.initializer.Initializer;
import io.nacre.regularizer.Regularizer;

/**
 * A layer that normalizes its input, and then scales and centres it by learned numbers.
 *
 * @param <L> the layer's own type
 */
public interface Normalizing<L extends Normalizing<L>> extends Layer {
    /** What is learned. */
    Affine affine();

    /** The same learning other things. */
    L withAffine(Affine affine);

    /** The same without beta. */
    default L withoutCenter() {
        return withAffine(affine().withoutCenter());
    }

    /** The same without gamma; it changes nothing where a layer without activation follows, which scales too. */
    default L withoutScale() {
        return withAffine(affine().withoutScale());
    }

    /** The same with these first values of beta. */
    default L withBetaInitializer(Initializer initializer) {
        return withAffine(affine().withBeta(affine().beta().withInitializer(initializer)));
    }

    /** The same with these first values of gamma. */
    default L withGammaInitializer(Initializer initializer) {
        return withAffine(affine().withGamma(affine().gamma().withInitializer(initializer)));
    }

    /** The same with this penalty on beta. */
    default L withBetaRegularizer(Regularizer regularizer) {
        return withAffine(affine().withBeta(affine().beta().withRegularizer(regularizer)));
    }

    /** The same with this penalty on gamma. */
    default L withGammaRegularizer(Regularizer regularizer) {
        return withAffine(affine().withGamma(affine().gamma().withRegularizer(regularizer)));
    }

    /** The same with this limit on beta. */
    default L withBetaConstraint(Constraint constraint) {
        return withAffine(affine().withBeta(affine().beta().withConstraint(constraint)));
    }

    /** The same with this limit on gamma. */
    default L withGammaConstraint(Constraint constraint) {
        return withAffine(affine().withGamma(affine().gamma().withConstraint(constraint)));
    }
}
