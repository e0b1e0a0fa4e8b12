package io.nacre.internal.run;

import java.util.List;

/**
 * Copies blocks of consecutive elements: a part of each block of one array, or the blocks of several arrays one after
 * the other.
 */
public final class CopyBlocks implements Instruction {
    /**
     * What is copied from one array.
     *
     * @param stride elements from one of its blocks to the next
     * @param skipped elements at the beginning of each block that are not copied
     * @param length elements that are copied from each block
     */
    public record Part(Place in, int stride, int skipped, int length) {}

    private static final double NANOS_AN_ELEMENT = 0.3;

    private final String name;
    private final Size extent;
    private final int blocksOfExtent;
    private final List<Part> parts;
    private final Place out;
    private final int length;

    /**
     * @param extent the size of the leading axis
     * @param blocksOfExtent blocks to one entry of the leading axis
     */
    public CopyBlocks(String name, Size extent, int blocksOfExtent, List<Part> parts, Place out) {
        this.name = name;
        this.extent = extent;
        this.blocksOfExtent = blocksOfExtent;
        this.parts = List.copyOf(parts);
        this.out = out;
        this.length = parts.stream().mapToInt(Part::length).sum();
    }

    @Override
    public Size extent() {
        return extent;
    }

    @Override
    public double cost(int batch) {
        return NANOS_AN_ELEMENT * extent.at(batch) * blocksOfExtent * length;
    }

    @Override
    public Work work(int batch) {
        return Work.of(0, 2.0 * extent.at(batch) * blocksOfExtent * length);
    }

    @Override
    public void run(Frame frame, Lane lane, int from, int to) {
        float[] target = frame.array(out);
        int before = 0;
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            float[] source = frame.array(part.in);
            int read = part.in.offset() + part.skipped;
            int write = out.offset() + before;
            for (int block = from * blocksOfExtent; block < to * blocksOfExtent; block++) {
                System.arraycopy(source, read + block * part.stride, target, write + block * length, part.length);
            }
            before += part.length;
        }
    }

    @Override
    public String describe() {
        return name;
    }
}
