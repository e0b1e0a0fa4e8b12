package io.nacre.layer;

import static io.nacre.layer.OperationRule.numpy;
import static io.nacre.layer.OperationRule.other;
import static java.util.Map.entry;

import io.nacre.graph.Binary;
import io.nacre.graph.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operations element by element: arithmetic, comparisons, logic. True is 1, false is 0. */
final class ElementOperations {
    private static final List<String> ONE = List.of("x");
    private static final List<String> TWO = List.of("x1", "x2");

    static final Map<String, OperationRule> RULES = Map.ofEntries(
            two("Add", Node::plus),
            two("Subtract", Node::minus),
            two("Multiply", Node::times),
            two("Divide", Node::dividedBy),
            two("TrueDivide", Node::dividedBy),
            two("DivideNoNan", (a, b) -> b.equalTo(0).select(Node.constant(0), a.dividedBy(b))),
            two("FloorDivide", (a, b) -> a.dividedBy(b).floor()),
            two("Mod", (a, b) -> a.minus(a.dividedBy(b).floor().times(b))),
            two("Power", Node::power),
            two("Maximum", Node::maximum),
            two("Minimum", Node::minimum),
            two("Hypot", (a, b) -> a.square().plus(b.square()).sqrt()),
            two(
                    "Logaddexp",
                    (a, b) -> a.maximum(b).plus(a.minus(b).abs().negate().exp().log1p())),
            two("Equal", Node::equalTo),
            two("NotEqual", (a, b) -> Node.map(Binary.NOT_EQUAL, a, b)),
            two("Less", Node::less),
            two("LessEqual", Node::lessEqual),
            two("Greater", Node::greater),
            two("GreaterEqual", (a, b) -> b.lessEqual(a)),
            two("LogicalAnd", (a, b) -> truth(a).times(truth(b))),
            two("LogicalOr", (a, b) -> truth(a).maximum(truth(b))),
            two("LogicalXor", (a, b) -> Node.map(Binary.NOT_EQUAL, truth(a), truth(b))),
            one("LogicalNot", x -> x.equalTo(0)),
            one("Absolute", Node::abs),
            one("Abs", Node::abs),
            one("Negative", Node::negate),
            one("Sign", Node::sign),
            one("Square", Node::square),
            one("Sqrt", Node::sqrt),
            one("Reciprocal", Node::reciprocal),
            one("Exp", Node::exp),
            one("Exp2", x -> x.times(Math.log(2)).exp()),
            one("Expm1", Node::expm1),
            one("Log", Node::log),
            one("Log1p", Node::log1p),
            one("Log2", x -> x.log().times(1 / Math.log(2))),
            one("Log10", x -> x.log().times(1 / Math.log(10))),
            one("Sin", Node::sin),
            one("Cos", Node::cos),
            one("Tan", x -> x.sin().dividedBy(x.cos())),
            one("Sinh", x -> x.exp().minus(x.negate().exp()).times(0.5)),
            one("Cosh", x -> x.exp().plus(x.negate().exp()).times(0.5)),
            one("Tanh", Node::tanh),
            one("Floor", Node::floor),
            one("Ceil", x -> x.negate().floor().negate()),
            one("Trunc", x -> x.abs().floor().times(x.sign())),
            one("ZerosLike", x -> x.times(0).stopGradient()),
            one("OnesLike", x -> x.equalTo(x).maximum(1)),
            entry("Round", numpy(ONE, ElementOperations::round, "decimals")),
            entry(
                    "Clip",
                    numpy(
                            ONE,
                            call -> call.x().clip(call.number("x_min", 0), call.number("x_max", 0)),
                            "x_min",
                            "x_max")),
            entry(
                    "Where",
                    numpy(List.of("condition", "x1", "x2"), call -> call.x().select(call.y(), call.node("x2")))),
            entry("Rsqrt", other("math", call -> call.x().rsqrt())),
            entry("Erf", other("math", call -> call.x().erf())),
            entry("Cast", other("core", ElementOperations::cast, "dtype")),
            entry(
                    "StopGradient",
                    new OperationRule(
                            "keras.src.ops.core",
                            List.of("variable"),
                            Set.of(),
                            call -> call.x().stopGradient())));

    private ElementOperations() {}

    private static Map.Entry<String, OperationRule> one(String className, UnaryOperator<Node> function) {
        return entry(className, numpy(ONE, call -> function.apply(call.x())));
    }

    private static Map.Entry<String, OperationRule> two(String className, BinaryOperator<Node> function) {
        return entry(className, numpy(TWO, call -> function.apply(call.x(), call.y())));
    }

    private static Node truth(Node x) {
        return Node.map(Binary.NOT_EQUAL, x, Node.constant(0));
    }

    /** To the nearest whole number; halves to the even one. */
    private static Node round(OperationCall call) {
        if (call.whole("decimals", 0) != 0) {
            throw new IllegalArgumentException("decimals must be 0, not " + call.whole("decimals", 0));
        }
        Node x = call.x();
        Node below = x.floor();
        Node odd = below.minus(below.times(0.5).floor().times(2));
        Node rest = x.minus(below);
        return below.plus(rest.equalTo(0.5).select(odd, rest.greater(0.5)));
    }

    private static Node cast(OperationCall call) {
        String dtype = call.setting("dtype").map(Object::toString).orElse("");
        return switch (dtype) {
            case "float32" -> call.x();
            case "bool" -> truth(call.x());
            default -> throw new IllegalArgumentException("dtype must be float32 or bool, not " + dtype);
        };
    }
}
