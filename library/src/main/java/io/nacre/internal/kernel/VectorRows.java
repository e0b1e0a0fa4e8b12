package io.nacre.internal.kernel;

import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Short rows, such as the scores of ten classes, as two vectors that may overlap; other rows as the twin has them. */
interface VectorRows extends ScalarRows {
    VectorSpecies<Float> HALF = FloatVector.SPECIES_256;
    int H = 8;

    private static boolean twoVectors(int n) {
        return Vectors.L >= H && n >= H && n <= 2 * H;
    }

    @Override
    default void subtractMaxima(int rows, int n, float[] a, int ao, float[] out, int oo) {
        if (!twoVectors(n)) {
            ScalarRows.super.subtractMaxima(rows, n, a, ao, out, oo);
            return;
        }
        int second = n - H;
        for (int row = 0; row < rows; row++) {
            int from = ao + row * n;
            int to = oo + row * n;
            FloatVector left = FloatVector.fromArray(HALF, a, from);
            FloatVector right = FloatVector.fromArray(HALF, a, from + second);
            float max = left.max(right).reduceLanes(MAX);
            left.sub(max).intoArray(out, to);
            right.sub(max).intoArray(out, to + second);
        }
    }

    @Override
    default void divideBySums(int rows, int n, float[] out, int oo) {
        if (!twoVectors(n)) {
            ScalarRows.super.divideBySums(rows, n, out, oo);
            return;
        }
        int second = n - H;
        for (int row = 0; row < rows; row++) {
            int from = oo + row * n;
            FloatVector left = FloatVector.fromArray(HALF, out, from);
            FloatVector right = FloatVector.fromArray(HALF, out, from + second);
            float factor = 1 / ScalarRows.sumOfShort(n, out, from);
            left.mul(factor).intoArray(out, from);
            right.mul(factor).intoArray(out, from + second);
        }
    }
}
