package io.nacre.internal.run;

import io.nacre.internal.kernel.KernelChoice;
import java.util.List;

/**
 * Copies an array into another order of its elements: a transpose, or a repetition along some axes. Each axis of the
 * result walks through the source with a stride of its own, 0 where it repeats.
 */
public final class Rearrange implements Instruction {
    private static final double NANOS_AN_ELEMENT = 1;

    private final List<Size> sizes;
    private final List<Size> strides;
    private final Place in;
    private final Place out;
    private final boolean plainTranspose;

    /**
     * @param sizes the result's axes
     * @param strides how far one step along each axis of the result moves in the source
     */
    public Rearrange(List<Size> sizes, List<Size> strides, Place in, Place out) {
        this.sizes = List.copyOf(sizes);
        this.strides = List.copyOf(strides);
        this.in = in;
        this.out = out;
        this.plainTranspose = sizes.size() == 2
                && strides.get(0).equals(Size.fixed(1))
                && !strides.get(1).equals(Size.fixed(0));
    }

    @Override
    public Size extent() {
        return sizes.get(0);
    }

    @Override
    public double cost(int batch) {
        return NANOS_AN_ELEMENT * count(0, batch);
    }

    @Override
    public Work work(int batch) {
        return Work.of(0, 2.0 * count(0, batch));
    }

    private int count(int fromAxis, int batch) {
        int count = 1;
        for (int axis = fromAxis; axis < sizes.size(); axis++) {
            count = Math.multiplyExact(count, sizes.get(axis).at(batch));
        }
        return count;
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        int batch = frame.batch();
        if (plainTranspose) {
            int lda = strides.get(1).at(batch);
            int columns = sizes.get(1).at(batch);
            KernelChoice.now()
                    .transpose(
                            columns,
                            to - from,
                            frame.array(in),
                            in.offset() + from,
                            lda,
                            frame.array(out),
                            out.offset() + from * columns,
                            columns);
            return;
        }
        int inner = count(1, batch);
        for (int i = from; i < to; i++) {
            copy(frame, 1, in.offset() + i * strides.get(0).at(batch), out.offset() + i * inner);
        }
    }

    private void copy(Frame frame, int axis, int source, int target) {
        int batch = frame.batch();
        if (axis == sizes.size()) {
            frame.array(out)[target] = frame.array(in)[source];
            return;
        }
        int size = sizes.get(axis).at(batch);
        int stride = strides.get(axis).at(batch);
        if (axis == sizes.size() - 1) {
            float[] from = frame.array(in);
            float[] to = frame.array(out);
            for (int i = 0; i < size; i++) {
                to[target + i] = from[source + i * stride];
            }
            return;
        }
        int inner = count(axis + 1, batch);
        for (int i = 0; i < size; i++) {
            copy(frame, axis + 1, source + i * stride, target + i * inner);
        }
    }

    @Override
    public String describe() {
        return "rearrange into " + sizes;
    }
}
