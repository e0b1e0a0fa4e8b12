package io.nacre.layer;

import static io.nacre.layer.OperationRule.numpy;

import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import java.util.List;
import java.util.Map;

/** Products of matrices and vectors. */
final class ProductOperations {
    private static final List<String> TWO = List.of("x1", "x2");

    static final Map<String, OperationRule> RULES = Map.of(
            "Matmul", numpy(TWO, call -> matmul(call.x(), call.y())),
            "Dot", numpy(TWO, call -> dot(call.x(), call.y())));

    private ProductOperations() {}

    /** NumPy's {@code dot}, which is a product of matrices where the second array is at most one. */
    private static Node dot(Node a, Node b) {
        if (a.shape().rank() == 0 || b.shape().rank() == 0) {
            return a.times(b);
        }
        if (b.shape().rank() > 2 || b.shape().dependsOnBatch()) {
            throw new IllegalArgumentException(
                    "its second array should be a constant matrix, not one of shape " + b.shape());
        }
        return matmul(a, b);
    }

    private static Node matmul(Node a, Node b) {
        int rankA = a.shape().rank();
        int rankB = b.shape().rank();
        if (rankA == 0 || rankB == 0) {
            throw new IllegalArgumentException("a product needs arrays, not single numbers");
        }
        if (rankA >= 2 && rankB == 1) {
            return a.times(b).sum(-1);
        }
        if (rankA == 1) {
            throw new IllegalArgumentException(
                    "its first array should have the batch as its first axis, not the shape " + a.shape());
        }
        if (a.size(-1) != b.size(-2)) {
            throw new IllegalArgumentException(
                    "the inner sizes of the shapes " + a.shape() + " and " + b.shape() + " should be equal");
        }
        if (rankB == 2) {
            int rows = 1;
            for (int axis = 0; axis < rankA - 1; axis++) {
                rows *= a.size(axis);
            }
            return a.reshape(Shape.of(rows, a.size(-1)))
                    .matmul(b)
                    .reshape(a.shape().with(-1, b.size(-1)));
        }
        Node left = a.reshape(a.shape().append(1));
        Node right = b.reshape(b.shape().slice(0, rankB - 2).append(1, b.size(-2), b.size(-1)));
        return left.times(right).sum(-2);
    }
}
