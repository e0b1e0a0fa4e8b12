package io.nacre.internal.reference;

/**
 * The error function {@code 2 / sqrt(pi) * integral of e^(-t^2) for t from 0 to x}, to within five units of the last
 * place.
 *
 * <p>Rational approximations from W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics
 * of Computation 23 (1969), 631-637, with the coefficients of his SPECFUN package. His second one is meant for 0.46875
 * to 4. Above that it loses digits of {@code 1 - erf(x)}, but that is below 2e-8, and from 6 the result rounds to 1.
 */
final class Erf {
    private static final double[] SMALL_OVER = {
        1.85777706184603153e-1,
        3.16112374387056560e0,
        1.13864154151050156e2,
        3.77485237685302021e2,
        3.20937758913846947e3
    };
    private static final double[] SMALL_UNDER = {
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
    };
    private static final double[] MIDDLE_OVER = {
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
        2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
        1.23033935479799725e3
    };
    private static final double[] MIDDLE_UNDER = {
        1,
        1.57449261107098347e1,
        1.17693950891312499e2,
        5.37181101862009858e2,
        1.62138957456669019e3,
        3.29079923573345963e3,
        4.36261909014324716e3,
        3.43936767414372164e3,
        1.23033935480374942e3
    };

    private Erf() {}

    static double erf(double x) {
        double size = Math.abs(x);
        if (size <= 0.46875) {
            return x * polynomial(SMALL_OVER, x * x) / polynomial(SMALL_UNDER, x * x);
        }
        if (size > 6) {
            return Math.signum(x);
        }
        double complement = polynomial(MIDDLE_OVER, size) / polynomial(MIDDLE_UNDER, size);
        return Math.signum(x) * (1 - Math.exp(-x * x) * complement);
    }

    /** The coefficient of the highest power first. */
    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (double coefficient : coefficients) {
            value = value * x + coefficient;
        }
        return value;
    }
}
