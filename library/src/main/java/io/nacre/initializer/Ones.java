package io.nacre.initializer;

import io.nacre.graph.Shape;
import java.util.random.RandomGenerator;

/** 1 everywhere. For biases and scales; units of a layer whose kernel is constant all learn the same thing. */
public record Ones() implements Initializer {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        return new Constant(1).values(shape, random);
    }
}
