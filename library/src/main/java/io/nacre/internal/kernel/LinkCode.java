package io.nacre.internal.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/**
 * Writes the operations of a chain, each value being a vector in a local variable of its own. A comparison whose result
 * is only chosen by stays a mask. See {@link ChainCode} for the loops around them.
 */
final class LinkCode {
    static final ClassDesc VECTORS = ChainCode.desc(Vectors.class);
    static final ClassDesc FLOATS = ClassDesc.of("jdk.incubator.vector.FloatVector");
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of("jdk.incubator.vector.VectorOperators$Comparison");
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(FLOATS);
    static final MethodTypeDesc BINARY = MethodTypeDesc.of(FLOATS, VECTOR);
    static final MethodTypeDesc BLEND = MethodTypeDesc.of(FLOATS, VECTOR, MASK);
    static final int NOWHERE = -1;

    private final Chain chain;
    private final CodeBuilder code;
    private final int[] vector;
    private final int[] mask;

    LinkCode(Chain chain, CodeBuilder code) {
        this.chain = chain;
        this.code = code;
        this.vector = new int[chain.values()];
        this.mask = new int[chain.values()];
        Arrays.fill(vector, NOWHERE);
        Arrays.fill(mask, NOWHERE);
    }

    /** The local variable of a value. */
    int vector(int value) {
        return vector[value];
    }

    /** Makes what is on the stack a value. */
    void store(int value) {
        if (vector[value] == NOWHERE) {
            vector[value] = code.allocateLocal(TypeKind.REFERENCE);
        }
        code.astore(vector[value]);
    }

    /** Writes one operation, whose result is the value of this number. */
    void write(Chain.Link link, int value) {
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
                code.invokevirtual(FLOATS, "blend", BLEND);
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
        if (mask[value] == NOWHERE) {
            mask[value] = code.allocateLocal(TypeKind.REFERENCE);
        }
        code.astore(mask[value]);
        if (isNumberOf(value)) {
            constant("ZERO");
            constant("ONE");
            code.aload(mask[value]).invokevirtual(FLOATS, "blend", BLEND);
            store(value);
        }
    }

    /** Whether something needs a comparison's result as a number. */
    private boolean isNumberOf(int value) {
        return chain.stored().contains(value)
                || chain.reductions().stream().anyMatch(reduction -> reduction.value() == value)
                || chain.links().stream()
                        .anyMatch(link -> link.b() == value
                                || link.c() == value
                                || (link.a() == value && link.operation() != Elementary.SELECT));
    }

    private void constant(String name) {
        code.getstatic(VECTORS, name, FLOATS);
    }
}
