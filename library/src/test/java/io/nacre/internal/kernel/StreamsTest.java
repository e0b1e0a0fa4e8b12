package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.Ranges.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTest {
    private static final int MANY = 1 << 20;

    private final Kernels vector = new VectorKernels();
    private final Kernels scalar = new ScalarKernels();

    /** {@code -XX:FreqInlineSize}: methods with more bytes of code are not inlined. */
    private static final int INLINED = 325;

    private float[] numbers(long key, long counter) {
        float[] numbers = new float[MANY + Kernels.SLACK];
        vector.uniform(MANY, key, counter, numbers, 0);
        return numbers;
    }

    /** Inlined, it may make objects of its vectors. */
    @Test
    void vectorCodeOfRandomNumbersIsNotInlined() throws IOException {
        String file = "/" + VectorStreams.class.getName().replace('.', '/') + ".class";
        byte[] bytes;
        try (InputStream in = Objects.requireNonNull(VectorStreams.class.getResourceAsStream(file))) {
            bytes = in.readAllBytes();
        }
        List<Integer> sizes = ClassFile.of().parse(bytes).methods().stream()
                .filter(method -> method.methodName().equalsString("uniform"))
                .flatMap(method -> method.findAttribute(Attributes.code()).stream())
                .map(CodeAttribute::codeLength)
                .toList();
        assertEquals(1, sizes.size());
        assertTrue(sizes.getFirst() > INLINED, () -> sizes.getFirst() + " bytes");
    }

    @Test
    void equalsItsTwinInAnySplit() {
        long[] counters = {0, 1, -5, (1L << 32) - 20, (7L << 32) - 700, Long.MAX_VALUE - 3, Long.MIN_VALUE};
        for (int n : Ranges.SIZES) {
            for (long counter : counters) {
                float[] expected = Ranges.room(1, n);
                scalar.uniform(n, 99, counter, expected, 1);
                float[] whole = Ranges.room(1, n);
                vector.uniform(n, 99, counter, whole, 1);
                assertSameBits(expected, whole, n + " from " + counter);
                float[] parts = Ranges.room(1, n);
                for (int from = 0, size = 1; from < n; from += size, size = Math.min(size + 5, n - from)) {
                    vector.uniform(size, 99, counter + from, parts, 1 + from);
                }
                assertSameBits(expected, parts, n + " from " + counter + " in parts");
            }
        }
    }

    /** So that a model trained yesterday can be trained again. */
    @Test
    void theStreamsNeverChange() {
        float[] first = Ranges.room(0, 3);
        vector.uniform(3, 42, 0, first, 0);
        assertSameBits(Ranges.of(0, FIRST_OF_42), first, "the stream of key 42");
    }

    private static final float[] FIRST_OF_42 = {0.3276924f, 0.39029092f, 0.8824834f};

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, 42, 1L << 32, 0x123456789abcdefL})
    void isUniform(long key) {
        float[] numbers = numbers(key, key * 1_000_003);
        double sum = 0;
        double squares = 0;
        int[][] bytes = new int[3][256];
        for (int i = 0; i < MANY; i++) {
            float x = numbers[i];
            assertTrue(x >= 0 && x < 1);
            sum += x;
            squares += x * x;
            int word = (int) (x * 0x1p24f);
            assertEquals(x, word * 0x1p-24f);
            for (int b = 0; b < 3; b++) {
                bytes[b][word >> 8 * b & 255]++;
            }
        }
        double mean = sum / MANY;
        assertEquals(0.5, mean, 5 * Math.sqrt(1 / 12.0 / MANY));
        assertEquals(1 / 12.0, squares / MANY - mean * mean, 5 * Math.sqrt(1 / 180.0 / MANY));
        for (int[] counts : bytes) {
            assertTrue(Math.abs(chiSquare(counts) - 255) < 5 * Math.sqrt(2 * 255), "bytes");
        }
    }

    private static double chiSquare(int[] counts) {
        double expected = (double) MANY / counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 10, 16, 100, 784, 1024, 65536})
    void neighboursAreIndependent(int lag) {
        for (long key = 0; key < 4; key++) {
            float[] numbers = numbers(key, 0);
            assertIndependent(numbers, 0, numbers, lag, MANY - lag, "lag " + lag);
        }
    }

    @Test
    void streamsOfOtherKeysAreIndependent() {
        for (long key = 0; key < 8; key++) {
            float[] numbers = numbers(key, 0);
            for (long other : new long[] {key + 1, key + 2, key ^ 1L << 32, key ^ 1L << 63, ~key}) {
                assertIndependent(numbers, 0, numbers(other, 0), 0, MANY, key + " and " + other);
            }
        }
    }

    @Test
    void farCountersAreIndependent() {
        for (int bit = 20; bit < 64; bit++) {
            assertIndependent(numbers(7, 0), 0, numbers(7, 1L << bit), 0, MANY, "counters 2^" + bit + " apart");
        }
    }

    /** The correlation is small, and pairs fall evenly into 16 by 16 cells. */
    private static void assertIndependent(float[] a, int ao, float[] b, int bo, int n, String what) {
        double sum = 0;
        int[] cells = new int[256];
        for (int i = 0; i < n; i++) {
            float x = a[ao + i];
            float y = b[bo + i];
            sum += (x - 0.5) * (y - 0.5);
            cells[(int) (x * 16) * 16 + (int) (y * 16)]++;
        }
        assertEquals(0, sum / n * 12, 5 / Math.sqrt(n), "correlation, " + what);
        double expected = n / 256.0;
        double chiSquare = 0;
        for (int count : cells) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        assertTrue(Math.abs(chiSquare - 255) < 6 * Math.sqrt(2 * 255), "pairs, " + what + ": " + chiSquare);
    }

    @Test
    void oneBitMoreInTheCounterChangesHalfOfTheBits() {
        double flipped = 0;
        float[] one = new float[1 + Kernels.SLACK];
        for (int i = 0; i < 20_000; i++) {
            scalar.uniform(1, 3, i, one, 0);
            int before = (int) (one[0] * 0x1p24f);
            scalar.uniform(1, 3, i ^ 1L << i % 64, one, 0);
            flipped += Integer.bitCount(before ^ (int) (one[0] * 0x1p24f));
        }
        assertEquals(12, flipped / 20_000, 0.1);
    }

    @Test
    void bytesAreReadWithoutSign() {
        Random random = new Random(1);
        for (int n : Ranges.SIZES) {
            byte[] bytes = new byte[n + 3];
            random.nextBytes(bytes);
            bytes[3] = (byte) 255;
            float[] expected = Ranges.room(2, n);
            for (int i = 0; i < n; i++) {
                expected[2 + i] = Byte.toUnsignedInt(bytes[3 + i]) * (1 / 255f) + -0.5f;
            }
            float[] actual = Ranges.room(2, n);
            vector.bytesToFloats(n, bytes, 3, 1 / 255f, -0.5f, actual, 2);
            assertSameBits(expected, actual, n + " bytes");
            scalar.bytesToFloats(n, bytes, 3, 1 / 255f, -0.5f, actual, 2);
            assertSameBits(expected, actual, n + " bytes");
        }
    }
}
