package io.nacre.internal.run;

/** A value that a loop reads. */
public sealed interface Source {
    /** One number for each element. */
    record Full(Place place) implements Source {}

    /** One number for each column, the same in every row. */
    record Row(Place place) implements Source {}

    /** One number for each row, the same in every column. */
    record Column(Place place) implements Source {}

    /** One number for all. */
    record Scalar(Place place) implements Source {}

    /** A fixed number. */
    record Literal(float value) implements Source {}

    /** A number of elements in the current batch. */
    record Count(Size size) implements Source {}

    /** Whether it is one number for all elements. */
    default boolean isNumber() {
        return this instanceof Scalar || this instanceof Literal || this instanceof Count;
    }

    /** That number. */
    default float number(Frame frame) {
        return switch (this) {
            case Scalar(Place place) -> frame.array(place)[place.offset()];
            case Literal(float number) -> number;
            case Count(Size size) -> size.at(frame.batch());
            default -> throw new IllegalStateException("not one number for all elements: " + this);
        };
    }
}
