package io.nacre.book.gradient;

import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.initializer.Initializers.glorotNormal;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.initializer.Initializers.randomNormal;
import static io.nacre.loss.Losses.sparseCategoricalCrossentropy;
import static io.nacre.optimizer.Optimizers.sgd;

import io.nacre.Fit;
import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.data.Standardizer;
import io.nacre.diagnosis.Diagnosis;
import io.nacre.diagnosis.Finding;
import io.nacre.diagnosis.LayerReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of the gradient reaches the lower layers, while deep nets train. */
public final class VanishingGradients implements Program {
    private static final int DEPTH = 20;
    private static final int STEPS = 60;
    private static final int BATCH_SIZE = 32;

    private static final List<Stack> STACKS = List.of(
            new Stack("sigmoid, N(0, 1)", sigmoid(), randomNormal(0, 1)),
            new Stack("sigmoid, Glorot", sigmoid(), glorotNormal()),
            new Stack("ReLU, N(0, 1)", relu(), randomNormal(0, 1)),
            new Stack("ReLU, He", relu(), heNormal()),
            new Stack("SELU, LeCun", selu(), lecunNormal()));

    @Override
    public String name() {
        return "vanishing-gradients";
    }

    @Override
    public String title() {
        return "Vanishing and exploding gradients";
    }

    @Override
    public void run(Setting setting, Page page) {
        Dataset images = Standardizer.fit(setting.data().train())
                .apply(setting.data().train().slice(0, 2_000));
        Map<String, List<LayerReport>> layers = new LinkedHashMap<>();
        STACKS.forEach(stack -> layers.put(stack.name(), stack.before(DEPTH, images)));
        page.paragraph("The gradients of nets of " + DEPTH
                + " hidden layers of 100 units on scaled images, before they have learned anything:");
        page.figure(
                "gradient_flow_plot",
                Stack.plot("Gradients of each layer's weights", "norm", layers, LayerReport::gradientNorm));
        page.paragraph(
                "A gradient goes down from the last layer to the first. A sigmoid lets at most a quarter of it pass,"
                    + " and Glorot's weights do not make up for that: it vanishes. Large weights do, but at the price"
                    + " of units that are saturated, and of ReLUs whose results grow from layer to layer on the way"
                    + " up, and gradients again on the way down. With weights made for the activation it arrives as it"
                    + " set out.");

        List<List<String>> rows = new ArrayList<>();
        for (Stack stack : STACKS) {
            List<LayerReport> hidden = layers.getOrDefault(stack.name(), List.of());
            rows.add(List.of(
                    stack.name(),
                    number("%.2g", hidden.getFirst().gradientNorm()),
                    number("%.2g", hidden.getLast().gradientNorm()),
                    number("%.0f %%", 100 * saturated(hidden)),
                    named(findings(stack, images))));
        }
        page.table(
                List.of("hidden layers", "gradient of the first", "of the last", "saturated", "once they learn"), rows);
        page.paragraph("The last column is what a diagnosis names in the first " + STEPS
                + " batches of training with SGD at the rate 0.001.");
    }

    private static List<Finding> findings(Stack stack, Dataset images) {
        Sequential model = stack.net(DEPTH, 1);
        model.compile(sgd(0.001), sparseCategoricalCrossentropy());
        Diagnosis diagnosis = Diagnosis.of().withListener(finding -> {});
        model.fit(
                images.slice(0, STEPS * BATCH_SIZE),
                Fit.epochs(1).withBatchSize(BATCH_SIZE).withCallbacks(diagnosis));
        return diagnosis.findings();
    }

    private static double saturated(List<LayerReport> layers) {
        return layers.stream().mapToDouble(LayerReport::saturated).average().orElse(0);
    }

    private static String named(List<Finding> findings) {
        return findings.isEmpty()
                ? "nothing"
                : findings.stream()
                        .map(finding -> finding.symptom()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
