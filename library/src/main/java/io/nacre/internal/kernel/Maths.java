package io.nacre.internal.kernel;

/** Functions of single numbers. */
final class Maths {
    private Maths() {}

    static float exp(float x) {
        return (float) Math.exp(x);
    }

    static float expm1(float x) {
        return (float) Math.expm1(x);
    }

    static float log(float x) {
        return (float) Math.log(x);
    }

    static float log1p(float x) {
        return (float) Math.log1p(x);
    }

    static float sin(float x) {
        return (float) Math.sin(x);
    }

    static float cos(float x) {
        return (float) Math.cos(x);
    }

    static float tanh(float x) {
        return (float) Math.tanh(x);
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    static float softplus(float x) {
        return x > 30f ? x : (float) Math.log1p(Math.exp(x));
    }

    static float pow(float x, float y) {
        return (float) Math.pow(x, y);
    }

    static float floor(float x) {
        return (float) Math.floor(x);
    }

    /** By its series around 0, by a continued fraction further out. */
    static float erf(float value) {
        double x = Math.abs((double) value);
        double result = 1;
        if (x < 2.5) {
            double term = x;
            double sum = x;
            for (int i = 1; i < 60; i++) {
                term *= -x * x / i;
                sum += term / (2 * i + 1);
            }
            result = 2 / Math.sqrt(Math.PI) * sum;
        } else if (x < 6) {
            double fraction = 0;
            for (int i = 60; i > 0; i--) {
                fraction = i / 2.0 / (x + fraction);
            }
            result = 1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
        }
        return Float.isNaN(value) ? value : (float) Math.copySign(result, value);
    }
}
