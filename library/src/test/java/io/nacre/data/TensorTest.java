package io.nacre.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nacre.graph.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TensorTest {
    private static final float NAN = Float.NaN;

    private final Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void axesAreRowMajor() {
        assertEquals(Shape.of(2, 3), matrix.shape());
        assertEquals(6, matrix.count());
        assertEquals(3, matrix.size(-1));
        assertEquals(4, matrix.at(1, 0));
        Tensor cube = range(24).reshape(2, 3, 4);
        assertEquals(12 + 2 * 4 + 3, cube.at(1, 2, 3));
        assertEquals(Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}), matrix);
    }

    @Test
    void withoutSizesValuesAreAVector() {
        assertEquals(Shape.of(3), Tensor.of(new float[] {1, 2, 3}).shape());
        assertEquals(Shape.of(1), Tensor.of(new float[] {1}).shape());
    }

    @Test
    void scalarsHaveNoAxes() {
        assertEquals(Shape.SCALAR, Tensor.scalar(3).shape());
        assertEquals(3, Tensor.scalar(3).at());
        assertEquals(Tensor.scalar(0), Tensor.zeros());
        assertEquals("() 3.0", Tensor.scalar(3).toString());
        assertEquals(Tensor.of(new float[] {3}), Tensor.scalar(3).reshape(1));
        assertThrows(IllegalArgumentException.class, () -> Tensor.scalar(3).row(0));
        assertThrows(IllegalArgumentException.class, () -> Tensor.scalar(3).slice(0, 1));
    }

    @Test
    void ofAndValuesCopyButWrapShares() {
        float[] values = {1, 2};
        Tensor copied = Tensor.of(values);
        Tensor wrapped = Tensor.wrap(values);
        values[0] = 9;
        assertEquals(1, copied.at(0));
        assertEquals(9, wrapped.at(0));
        copied.values()[0] = 7;
        assertEquals(1, copied.at(0));
        float[][] rows = {{1, 2}};
        Tensor ofRows = Tensor.of(rows);
        rows[0][0] = 9;
        assertEquals(1, ofRows.at(0, 0));
    }

    @Test
    void rowsAndSlicesAreTheRightPart() {
        Tensor cube = range(24).reshape(4, 3, 2);
        assertEquals(Tensor.of(new float[] {6, 7, 8, 9, 10, 11}, 3, 2), cube.row(1));
        assertEquals(Tensor.of(new float[] {8, 9}), cube.row(1).row(1));
        assertEquals(Tensor.scalar(9), cube.row(1).row(1).row(1));
        Tensor middle = cube.slice(1, 3);
        assertEquals(Shape.of(2, 3, 2), middle.shape());
        assertEquals(6, middle.at(0, 0, 0));
        assertEquals(17, middle.at(1, 2, 1));
        assertEquals(cube.row(2), middle.slice(1, 2).row(0));
        assertArrayEquals(new float[] {6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17}, middle.values());
        assertEquals(cube.slice(1, 3).reshape(12), range(24).slice(6, 18));
    }

    @Test
    void copyToWritesInPlace() {
        float[] target = new float[5];
        matrix.row(1).copyTo(target, 1);
        assertArrayEquals(new float[] {0, 4, 5, 6, 0}, target);
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.copyTo(target, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.row(0).copyTo(target, -1));
    }

    @Test
    void argmaxFollowsNumpy() {
        Tensor scores = Tensor.of(new float[][] {{1, 3, 2}, {5, 5, 4}, {-1, -3, -2}, {1, NAN, NAN}});
        assertArrayEquals(new int[] {1, 0, 0, 1}, scores.argmax(-1));
        assertArrayEquals(new int[] {1, 3, 3}, scores.argmax(0));
        assertArrayEquals(new int[] {2}, range(3).argmax(0));
        Tensor cube = Tensor.of(new float[] {0, 9, 5, 1, 2, 3, 8, 0, 0, 4, 7, 7}, 2, 3, 2);
        assertArrayEquals(new int[] {1, 0, 0, 2}, cube.argmax(1));
        assertArrayEquals(new int[] {1, 0, 0, 1, 1, 1}, cube.argmax(0));
        assertArrayEquals(new int[] {0, 1, 1}, cube.slice(1, 2).reshape(2, 3).argmax(0));
    }

    @Test
    void equalityIsOfShapeAndBits() {
        Tensor same = range(9).slice(1, 7).reshape(2, 3);
        assertEquals(matrix, same);
        assertEquals(matrix.hashCode(), same.hashCode());
        assertNotEquals(matrix, matrix.reshape(3, 2));
        assertNotEquals(matrix, Tensor.zeros(2, 3));
        assertEquals(Tensor.scalar(NAN), Tensor.scalar(NAN));
        assertNotEquals(Tensor.scalar(0f), Tensor.scalar(-0f));
    }

    @Test
    void printsShapeAndUpToAThousandNumbers() {
        assertEquals("(2, 3) [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]", matrix.toString());
        assertEquals("(2,) [3.0, 4.0]", range(6).slice(3, 5).toString());
        assertEquals(
                "(10,) [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]",
                range(10).toString());
        assertEquals(1000, range(1000).toString().split(", ").length);
    }

    @Test
    void printsTheEndsOfLargeTensorsOnly() {
        assertEquals(
                "(1001,) [0.0, 1.0, 2.0, ..., 998.0, 999.0, 1000.0]",
                range(1001).toString());
        String wide = Tensor.zeros(2, 1001).toString();
        assertEquals("(2, 1001) [[0.0, 0.0, 0.0, ..., 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, ..., 0.0, 0.0, 0.0]]", wide);
        assertEquals(4, Tensor.zeros(2, 3, 1000).toString().indexOf("3"));
        assertEquals(1 + 2 * 3, Tensor.zeros(2, 3, 1000).toString().lines().count());
    }

    @Test
    void rowsOfLongTextsHaveTheirOwnLines() {
        String[] lines = range(40).reshape(2, 2, 10).toString().split("\n");
        assertArrayEquals(
                new String[] {
                    "(2, 2, 10)",
                    "[[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0],",
                    "  [10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0]],",
                    " [[20.0, 21.0, 22.0, 23.0, 24.0, 25.0, 26.0, 27.0, 28.0, 29.0],",
                    "  [30.0, 31.0, 32.0, 33.0, 34.0, 35.0, 36.0, 37.0, 38.0, 39.0]]]",
                },
                lines);
    }

    @Test
    void roundsWhenAsked() {
        Tensor answer = Tensor.of(new float[] {0.001f, 0.126f, -1e-9f, 12.5f, 1e20f, NAN, Float.NEGATIVE_INFINITY});
        assertEquals("(7,) [0.00, 0.13, 0.00, 12.50, 1.0E20, NaN, -Infinity]", answer.toString(2));
        assertEquals("(2,) [2, 4]", Tensor.of(new float[] {2.4f, 3.6f}).toString(0));
        assertThrows(IllegalArgumentException.class, () -> answer.toString(-1));
        assertThrows(IllegalArgumentException.class, () -> answer.toString(11));
    }

    @Test
    void errorsSayWhatIsAllowedAndWhatWasGiven() {
        assertMessage("shape (2, 2) holds 4 numbers, but 3 were given", () -> Tensor.of(new float[3], 2, 2));
        assertMessage("a tensor holds at least one number, but was given none", () -> Tensor.of(new float[0]));
        assertMessage(
                "the axes of a tensor have at least one entry, but the sizes are [2, 0]", () -> Tensor.zeros(2, 0));
        assertMessage(
                "the axes of a tensor have at least one entry, but the sizes are [-1, 3]",
                () -> Tensor.of(new float[3], -1, 3));
        assertMessage(
                "a tensor holds at most 2147483647 numbers, which sizes [65536, 65536, 65536, 65536] exceed",
                () -> Tensor.zeros(65536, 65536, 65536, 65536));
        assertMessage(
                "rows of a tensor are of one length, but row 0 has 2 numbers and row 1 has 1",
                () -> Tensor.of(new float[][] {{1, 2}, {3}}));
        assertMessage(
                "a tensor needs at least one row and one column, but was given 0 rows of 0 numbers",
                () -> Tensor.of(new float[0][]));
        assertMessage(
                "a tensor of shape (2, 3) has 6 numbers and cannot take shape (4,), which has 4",
                () -> matrix.reshape(4));
        assertMessage("shape (2, 3) has 2 axes, but 1 positions were given: [1]", () -> matrix.at(1));
    }

    @Test
    void indicesOutsideAreRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.at(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.at(-1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.row(2));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.slice(1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.slice(0, 3));
        assertThrows(IllegalArgumentException.class, () -> matrix.argmax(2));
    }

    private static Tensor range(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return Tensor.wrap(values);
    }

    private static void assertMessage(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
