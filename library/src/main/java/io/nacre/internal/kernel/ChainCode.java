package io.nacre.internal.kernel;

import static io.nacre.internal.kernel.LinkCode.BINARY;
import static io.nacre.internal.kernel.LinkCode.BLEND;
import static io.nacre.internal.kernel.LinkCode.FLOATS;
import static io.nacre.internal.kernel.LinkCode.MASK;
import static io.nacre.internal.kernel.LinkCode.NOWHERE;
import static io.nacre.internal.kernel.LinkCode.OPERATORS;
import static io.nacre.internal.kernel.LinkCode.VECTORS;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/**
 * Writes a chain as the class that its author would write by hand:
 *
 * <pre>{@code
 * for (int row = 0; row < rows; row++) {
 *     FloatVector v1 = FloatVector.broadcast(S, a1[o1]);           // the row's number of each column
 *     FloatVector sum = FloatVector.broadcast(S, 0f);              // what the row is reduced to
 *     for (int i = 0; i < whole; i += L) {
 *         FloatVector v0 = FloatVector.fromArray(S, a0, o0 + i);   // and so on for all that is read
 *         FloatVector v2 = v0.mul(v1);                             // the links
 *         v2.intoArray(a2, o2 + i);                                // all that is stored
 *         sum = sum.add(v2);
 *     }
 *     ...                                                          // the same with a mask for the last elements
 *     a3[o3] = ...                                                 // the sum of the sum's elements
 *     o0 += s0;                                                    // and so on: the next row
 * }
 * }</pre>
 *
 * <p>All is read before anything is stored, so that an array may be read and written.
 *
 * <p>A sum has as many vectors as there are partial sums in {@link Reductions}. They take turns: each vector of the row
 * is added to the first of them, which then becomes the last. That they end in another order does not change the sum,
 * since those that are added to each other are half the number apart wherever they begin. Rows of fewer elements, which
 * {@link Reductions} adds in another order, are not for this code.
 */
final class ChainCode {
    private static final ClassDesc CODE = desc(Chain.Code.class);
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc ASSOCIATIVE = ClassDesc.of("jdk.incubator.vector.VectorOperators$Associative");
    private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
    private static final ClassDesc ARRAY = CD_float.arrayType();
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            CD_void, CD_int, CD_int, ARRAY.arrayType(), CD_int.arrayType(), CD_int.arrayType(), ARRAY);

    /** Where the arguments of the method lie. */
    private static final int ROWS = 1;

    private static final int N = 2;
    private static final int PLACES = 3;
    private static final int OFFSETS = 4;
    private static final int STRIDES = 5;
    private static final int NUMBERS = 6;

    private final Chain chain;
    private final CodeBuilder code;
    private final LinkCode links;
    private final int[] array;
    private final int[] offset;
    private final int[] stride;
    private final int[][] partial;

    private ChainCode(Chain chain, CodeBuilder code) {
        this.chain = chain;
        this.code = code;
        this.links = new LinkCode(chain, code);
        this.array = new int[chain.places()];
        this.offset = new int[array.length];
        this.stride = new int[array.length];
        this.partial = new int[chain.reductions().size()][];
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /** A new class for a chain, and its only object. */
    static Chain.Code make(Chain chain) {
        byte[] bytes = ClassFile.of().build(ClassDesc.of(ChainCode.class.getPackageName(), "MadeChain"), type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
            type.withInterfaceSymbols(CODE);
            type.withMethodBody(
                    INIT_NAME,
                    MTD_void,
                    0,
                    code -> code.aload(0)
                            .invokespecial(CD_Object, INIT_NAME, MTD_void)
                            .return_());
            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> new ChainCode(chain, code).write());
        });
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Chain.Code) made.lookupClass().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("could not make the class of " + chain, e);
        }
    }

    private void write() {
        for (int k = 0; k < array.length; k++) {
            array[k] = code.allocateLocal(TypeKind.REFERENCE);
            offset[k] = code.allocateLocal(TypeKind.INT);
            stride[k] = code.allocateLocal(TypeKind.INT);
            code.aload(PLACES).loadConstant(k).aaload().astore(array[k]);
            code.aload(OFFSETS).loadConstant(k).iaload().istore(offset[k]);
            code.aload(STRIDES).loadConstant(k).iaload().istore(stride[k]);
        }
        for (int k = 0; k < chain.numbers(); k++) {
            species().aload(NUMBERS).loadConstant(k).faload();
            broadcast(chain.arrays() + chain.columns() + k);
        }
        for (int k = 0; k < partial.length; k++) {
            partial[k] = new int[chain.reductions().get(k).sum() ? Chains.PARTIAL_SUMS : 1];
            Arrays.setAll(partial[k], part -> code.allocateLocal(TypeKind.REFERENCE));
        }
        int whole = code.allocateLocal(TypeKind.INT);
        code.iload(N).loadConstant(-Vectors.L).iand().istore(whole);
        int last = code.allocateLocal(TypeKind.REFERENCE);
        int row = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(row).labelBinding(top).iload(row).iload(ROWS).if_icmpge(end);
        row(whole, last);
        code.iinc(row, 1).goto_(top).labelBinding(end).return_();
    }

    /**
     * A row from its first element to its last, and on to the next. The loop is one that tests at its end: of one that
     * tests at its begin, the JIT compiler checks all bounds before the first test, which fails for rows that are
     * shorter than a vector, and the code would be thrown away. What a row is reduced to starts with a broadcast and
     * not with a constant: the JIT compiler keeps no vector in a register that may be an object of before the loop (1.5
     * instead of 0.3 nanoseconds an element).
     */
    private void row(int whole, int last) {
        for (int k = 0; k < chain.columns(); k++) {
            int at = chain.arrays() + k;
            species().aload(array[at]).iload(offset[at]).faload();
            broadcast(at);
        }
        for (int k = 0; k < partial.length; k++) {
            for (int part : partial[k]) {
                species().loadConstant(chain.reductions().get(k).sum() ? 0f : Float.NEGATIVE_INFINITY);
                code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
                code.astore(part);
            }
        }
        int i = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label end = code.newLabel();
        Label done = code.newLabel();
        code.iconst_0().istore(i).iload(whole).ifeq(end).labelBinding(top);
        elements(i, NOWHERE);
        code.iinc(i, Vectors.L).iload(i).iload(whole).if_icmplt(top).labelBinding(end);
        code.iload(whole).iload(N).if_icmpge(done);
        species().iload(whole).iload(N);
        code.invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int));
        code.astore(last);
        elements(i, last);
        code.labelBinding(done);
        for (int k = 0; k < partial.length; k++) {
            int at = chain.arrays() + chain.columns() + chain.stored().size() + k;
            code.aload(array[at]).iload(offset[at]);
            total(chain.reductions().get(k).sum(), partial[k]);
            code.fastore();
        }
        for (int k = 0; k < array.length; k++) {
            code.iload(offset[k]).iload(stride[k]).iadd().istore(offset[k]);
        }
    }

    /** A vector of elements, or the part of it that a mask marks. */
    private void elements(int i, int last) {
        for (int k = 0; k < chain.arrays(); k++) {
            species().aload(array[k]).iload(offset[k]).iload(i).iadd();
            if (last == NOWHERE) {
                code.invokestatic(FLOATS, "fromArray", MethodTypeDesc.of(FLOATS, SPECIES, ARRAY, CD_int));
            } else {
                code.aload(last);
                code.invokestatic(FLOATS, "fromArray", MethodTypeDesc.of(FLOATS, SPECIES, ARRAY, CD_int, MASK));
            }
            links.store(k);
        }
        int value = chain.arrays() + chain.columns() + chain.numbers();
        for (Chain.Link link : chain.links()) {
            links.write(link, value++);
        }
        for (int k = 0; k < chain.stored().size(); k++) {
            int at = chain.arrays() + chain.columns() + k;
            code.aload(links.vector(chain.stored().get(k)))
                    .aload(array[at])
                    .iload(offset[at])
                    .iload(i)
                    .iadd();
            if (last == NOWHERE) {
                code.invokevirtual(FLOATS, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int));
            } else {
                code.aload(last);
                code.invokevirtual(FLOATS, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int, MASK));
            }
        }
        for (int k = 0; k < partial.length; k++) {
            reduce(chain.reductions().get(k), partial[k], last);
        }
    }

    /** Takes the elements into what the row is reduced to. */
    private void reduce(Chain.Reduction reduction, int[] parts, int last) {
        code.aload(parts[0]);
        if (last != NOWHERE) {
            code.dup();
        }
        code.aload(links.vector(reduction.value())).invokevirtual(FLOATS, reduction.sum() ? "add" : "max", BINARY);
        if (last != NOWHERE) {
            code.aload(last).invokevirtual(FLOATS, "blend", BLEND);
        }
        for (int k = 1; k < parts.length; k++) {
            code.aload(parts[k]).astore(parts[k - 1]);
        }
        code.astore(parts[parts.length - 1]);
    }

    /** Leaves the one number that is left of a row. */
    private void total(boolean sum, int[] parts) {
        for (int half = parts.length / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                code.aload(parts[k]).aload(parts[k + half]).invokevirtual(FLOATS, "add", BINARY);
                code.astore(parts[k]);
            }
        }
        code.aload(parts[0]);
        if (!sum) {
            code.getstatic(OPERATORS, "MAX", ASSOCIATIVE);
            code.invokevirtual(FLOATS, "reduceLanes", MethodTypeDesc.of(CD_float, ASSOCIATIVE));
            return;
        }
        for (int half = Vectors.L / 2; half > 0; half /= 2) {
            code.dup().getstatic(VECTORS, "SWAP_" + half, SHUFFLE);
            code.invokevirtual(FLOATS, "rearrange", MethodTypeDesc.of(FLOATS, SHUFFLE));
            code.invokevirtual(FLOATS, "add", BINARY);
        }
        code.iconst_0().invokevirtual(FLOATS, "lane", MethodTypeDesc.of(CD_float, CD_int));
    }

    private void broadcast(int value) {
        code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
        links.store(value);
    }

    private CodeBuilder species() {
        return code.getstatic(VECTORS, "S", SPECIES);
    }
}
