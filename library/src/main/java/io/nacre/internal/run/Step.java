package io.nacre.internal.run;

import io.nacre.internal.kernel.Elementary;
import org.jspecify.annotations.Nullable;

/** One operation of a loop, on a block of elements. Values are numbered: first the sources, then the steps' results. */
public sealed interface Step {
    /** {@code out = f(a)} */
    record Map1(@Nullable Elementary elementary, Function1 function, int a) implements Step {}

    /** {@code out = f(a, b)}; the other forms serve where one argument is a single number. */
    record Map2(
            @Nullable Elementary elementary,
            Function2 function,
            Function2Right right,
            @Nullable Function2Left left,
            int a,
            int b)
            implements Step {}

    /** {@code out = condition != 0 ? a : b} */
    record Select(int condition, int a, int b) implements Step {}

    /** Uniform random numbers of a stream. */
    record Uniform(int stream) implements Step {}

    /** {@code out = a} */
    record Copy(int a) implements Step {}

    /** The operation, if it is elementary and can be a link of a chain. */
    @Nullable
    default Elementary elementary() {
        return this instanceof Select ? Elementary.SELECT : null;
    }

    /** The values that it reads. */
    default int[] arguments() {
        return switch (this) {
            case Map1 m -> new int[] {m.a()};
            case Map2 m -> new int[] {m.a(), m.b()};
            case Select(int c, int a, int b) -> new int[] {c, a, b};
            case Uniform u -> new int[0];
            case Copy(int a) -> new int[] {a};
        };
    }

    /** A function of one array. */
    @FunctionalInterface
    interface Function1 {
        /** Applies it to n elements. */
        void apply(int n, float[] a, int ao, float[] out, int oo);
    }

    /** A function of two arrays. */
    @FunctionalInterface
    interface Function2 {
        /** Applies it to n elements. */
        void apply(int n, float[] a, int ao, float[] b, int bo, float[] out, int oo);
    }

    /** A function of an array and a number. */
    @FunctionalInterface
    interface Function2Right {
        /** Applies it to n elements. */
        void apply(int n, float[] a, int ao, float b, float[] out, int oo);
    }

    /** A function of a number and an array. */
    @FunctionalInterface
    interface Function2Left {
        /** Applies it to n elements. */
        void apply(int n, float a, float[] b, int bo, float[] out, int oo);
    }
}
