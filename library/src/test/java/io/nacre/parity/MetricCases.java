package io.nacre.parity;

import io.nacre.Replay;
import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.graph.Node;
import io.nacre.graph.Shape;
import io.nacre.metric.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Metrics batch by batch: the result so far after each, and the sums in the end. */
final class MetricCases implements Cases {
    @Override
    public String group() {
        return "metrics";
    }

    @Override
    public double tolerance() {
        return 1e-5;
    }

    @Override
    public void run(Case c, Report report) {
        Metric metric = Replay.codec()
                .decode(
                        Metric.class,
                        Config.parse("{\"class_name\": " + c.get("class") + ", \"config\": " + c.get("config") + "}"));
        report.same("name", c.get("config").get("name").asString(), metric.name());
        List<double[]> totals = new ArrayList<>();
        int number = 0;
        for (JsonNode batch : c.get("batches")) {
            List<float[]> sums = sums(metric, batch);
            for (int i = 0; i < sums.size(); i++) {
                if (totals.size() == i) {
                    totals.add(new double[sums.get(i).length]);
                }
                for (int j = 0; j < sums.get(i).length; j++) {
                    totals.get(i)[j] += sums.get(i)[j];
                }
            }
            report.compare(
                    "result after batch " + number++,
                    Case.tensor(batch.get("result_so_far")).values(),
                    floats(metric.results(totals)));
        }
        if (c.has("variables")) {
            List<float[]> theirs = new ArrayList<>();
            c.get("variables")
                    .forEach(variable -> theirs.add(Case.tensor(variable).values()));
            report.same("number of sums", theirs.size(), totals.size());
            for (int i = 0; i < Math.min(theirs.size(), totals.size()); i++) {
                report.compare("sum " + i, theirs.get(i), floats(totals.get(i)));
            }
        }
    }

    private static List<float[]> sums(Metric metric, JsonNode batch) {
        Map<String, Tensor> inputs = new HashMap<>();
        Node yTrue = input("y_true", batch, inputs);
        Node yPred = input("y_pred", batch, inputs);
        Node weight = batch.hasNonNull("sample_weight")
                ? input("sample_weight", batch, inputs)
                : Node.constant(1).broadcast(Shape.of(Shape.BATCH));
        return Evaluation.fast(
                metric.sums(yTrue, yPred, weight), inputs.get("y_pred").size(0), inputs);
    }

    private static Node input(String name, JsonNode batch, Map<String, Tensor> inputs) {
        Tensor tensor = Case.tensor(batch.get(name));
        inputs.put(name, tensor);
        return Node.input(name, tensor.shape().slice(1, tensor.shape().rank()).batched());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
