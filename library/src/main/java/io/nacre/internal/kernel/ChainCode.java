package io.nacre.internal.kernel;

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
 * for (int i = 0; i < n; i += L) {
 *     FloatVector v0 = FloatVector.fromArray(S, a0, o0 + i);   // and so on for all that is read
 *     FloatVector v2 = v0.mul(v1);                             // the links
 *     v2.intoArray(a2, o2 + i);                                // all that is stored
 * }
 * }</pre>
 *
 * <p>All is read before anything is stored, so that an array may be read and written. A comparison whose result is only
 * chosen by stays a mask.
 */
final class ChainCode {
    private static final ClassDesc CODE = desc(Chain.Code.class);
    private static final ClassDesc VECTORS = desc(Vectors.class);
    private static final ClassDesc FLOATS = ClassDesc.of("jdk.incubator.vector.FloatVector");
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of("jdk.incubator.vector.VectorOperators$Comparison");
    private static final ClassDesc ARRAY = CD_float.arrayType();
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, CD_int, ARRAY.arrayType(), CD_int.arrayType(), ARRAY);
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(FLOATS);
    private static final MethodTypeDesc BINARY = MethodTypeDesc.of(FLOATS, VECTOR);
    private static final int NOWHERE = -1;

    private final Chain chain;
    private final CodeBuilder code;
    private final int[] vector;
    private final int[] mask;
    private final int[] array;
    private final int[] offset;

    private ChainCode(Chain chain, CodeBuilder code) {
        this.chain = chain;
        this.code = code;
        int values = chain.arrays() + chain.numbers() + chain.links().size();
        this.vector = new int[values];
        this.mask = new int[values];
        Arrays.fill(vector, NOWHERE);
        Arrays.fill(mask, NOWHERE);
        this.array = new int[chain.arrays() + chain.stored().size()];
        this.offset = new int[array.length];
    }

    private static ClassDesc desc(Class<?> type) {
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
            code.aload(2).loadConstant(k).aaload().astore(array[k]);
            code.aload(3).loadConstant(k).iaload().istore(offset[k]);
        }
        for (int k = 0; k < chain.numbers(); k++) {
            species().aload(4).loadConstant(k).faload();
            code.invokestatic(FLOATS, "broadcast", MethodTypeDesc.of(FLOATS, SPECIES, CD_float));
            store(chain.arrays() + k);
        }
        int i = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(i).labelBinding(top).iload(i).iload(1).if_icmpge(end);
        body(i);
        code.iinc(i, Vectors.L).goto_(top).labelBinding(end).return_();
    }

    private void body(int i) {
        for (int k = 0; k < chain.arrays(); k++) {
            species().aload(array[k]).iload(offset[k]).iload(i).iadd();
            code.invokestatic(FLOATS, "fromArray", MethodTypeDesc.of(FLOATS, SPECIES, ARRAY, CD_int));
            store(k);
        }
        int value = chain.arrays() + chain.numbers();
        for (Chain.Link link : chain.links()) {
            link(link, value++);
        }
        for (int k = 0; k < chain.stored().size(); k++) {
            int at = chain.arrays() + k;
            code.aload(vector[chain.stored().get(k)])
                    .aload(array[at])
                    .iload(offset[at])
                    .iload(i)
                    .iadd();
            code.invokevirtual(FLOATS, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int));
        }
    }

    private void link(Chain.Link link, int value) {
        switch (link.operation()) {
            case NEGATE -> call("neg", link);
            case ABS -> call("abs", link);
            case SQRT -> call("sqrt", link);
            case SQUARE -> code.aload(vector[link.a()]).aload(vector[link.a()]).invokevirtual(FLOATS, "mul", BINARY);
            case RSQRT -> {
                constant("ONE");
                call("sqrt", link);
                code.invokevirtual(FLOATS, "div", BINARY);
            }
            case RECIPROCAL -> {
                constant("ONE");
                code.aload(vector[link.a()]).invokevirtual(FLOATS, "div", BINARY);
            }
            case RELU -> {
                code.aload(vector[link.a()]);
                constant("ZERO");
                code.invokevirtual(FLOATS, "max", BINARY);
            }
            case ADD -> call("add", link);
            case SUBTRACT -> call("sub", link);
            case MULTIPLY -> call("mul", link);
            case DIVIDE -> call("div", link);
            case MAXIMUM -> call("max", link);
            case MINIMUM -> call("min", link);
            case LESS -> compare("LT", link, value);
            case LESS_EQUAL -> compare("LE", link, value);
            case EQUAL -> compare("EQ", link, value);
            case NOT_EQUAL -> compare("NE", link, value);
            case SELECT -> {
                code.aload(vector[link.c()]).aload(vector[link.b()]);
                if (mask[link.a()] == NOWHERE) {
                    code.aload(vector[link.a()]).getstatic(OPERATORS, "NE", COMPARISON);
                    constant("ZERO");
                    code.invokevirtual(FLOATS, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
                } else {
                    code.aload(mask[link.a()]);
                }
                code.invokevirtual(FLOATS, "blend", MethodTypeDesc.of(FLOATS, VECTOR, MASK));
            }
        }
        if (!link.operation().isComparison()) {
            store(value);
        }
    }

    private void call(String method, Chain.Link link) {
        code.aload(vector[link.a()]);
        if (link.operation().arity() == 2) {
            code.aload(vector[link.b()]);
        }
        code.invokevirtual(FLOATS, method, link.operation().arity() == 2 ? BINARY : UNARY);
    }

    private void compare(String comparison, Chain.Link link, int value) {
        code.aload(vector[link.a()])
                .getstatic(OPERATORS, comparison, COMPARISON)
                .aload(vector[link.b()]);
        code.invokevirtual(FLOATS, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        mask[value] = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(mask[value]);
        if (isNumberOf(value)) {
            constant("ZERO");
            constant("ONE");
            code.aload(mask[value]).invokevirtual(FLOATS, "blend", MethodTypeDesc.of(FLOATS, VECTOR, MASK));
            store(value);
        }
    }

    /** Whether something needs a comparison's result as a number. */
    private boolean isNumberOf(int value) {
        return chain.stored().contains(value)
                || chain.links().stream()
                        .anyMatch(link -> link.b() == value
                                || link.c() == value
                                || (link.a() == value && link.operation() != Elementary.SELECT));
    }

    private CodeBuilder species() {
        return code.getstatic(VECTORS, "S", SPECIES);
    }

    private void constant(String name) {
        code.getstatic(VECTORS, name, FLOATS);
    }

    private void store(int value) {
        vector[value] = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(vector[value]);
    }
}
