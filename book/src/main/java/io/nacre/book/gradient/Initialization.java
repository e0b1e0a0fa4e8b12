package io.nacre.book.gradient;

import static io.nacre.activation.Activations.linear;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.selu;
import static io.nacre.activation.Activations.tanh;
import static io.nacre.initializer.Initializers.glorotNormal;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.initializer.Initializers.lecunNormal;
import static io.nacre.initializer.Initializers.randomNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.input;

import io.nacre.Sequential;
import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.data.Standardizer;
import io.nacre.diagnosis.LayerReport;
import io.nacre.initializer.Initializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * First weights of the right size keep signals alive through many layers; a little too large or too small, they do not.
 */
public final class Initialization implements Program {
    private static final int DEPTH = 20;
    private static final int INPUTS = 300;
    private static final int UNITS = 100;

    private static final List<Stack> STACKS = List.of(
            new Stack("tanh, N(0, 0.01²)", tanh(), randomNormal(0, 0.01)),
            new Stack("tanh, Glorot", tanh(), glorotNormal()),
            new Stack("ReLU, N(0, 1)", relu(), randomNormal(0, 1)),
            new Stack("ReLU, Glorot", relu(), glorotNormal()),
            new Stack("ReLU, He", relu(), heNormal()),
            new Stack("SELU, LeCun", selu(), lecunNormal()));

    @Override
    public String name() {
        return "initialization";
    }

    @Override
    public String title() {
        return "Glorot, He and LeCun initialization";
    }

    @Override
    public void run(Setting setting, Page page) {
        page.paragraph("The variance of a layer's first weights, with " + INPUTS + " inputs and " + UNITS + " units:");
        page.table(
                List.of("initialization", "for", "variance", "here", "drawn"),
                List.of(
                        row(
                                "Glorot",
                                "none, tanh, sigmoid, softmax",
                                "1 / fan_avg",
                                2.0 / (INPUTS + UNITS),
                                glorotNormal()),
                        row("He", "ReLU, leaky ReLU, ELU, GELU, Swish, Mish", "2 / fan_in", 2.0 / INPUTS, heNormal()),
                        row("LeCun", "SELU", "1 / fan_in", 1.0 / INPUTS, lecunNormal())));

        Dataset images = Standardizer.fit(setting.data().train())
                .apply(setting.data().train().slice(0, 1_000));
        Map<String, List<LayerReport>> layers = new LinkedHashMap<>();
        STACKS.forEach(stack -> layers.put(stack.name(), stack.before(DEPTH, images)));
        page.paragraph("Then scaled images pass through " + DEPTH
                + " hidden layers of 100 units that have learned nothing yet. How far do the results of each layer"
                + " spread?");
        page.figure(
                "initialization_plot",
                Stack.plot(
                        "Results of each layer before training", "standard deviation", layers, LayerReport::deviation));
        page.table(
                List.of("hidden layers", "deviation of the first", "of the last"),
                layers.entrySet().stream()
                        .map(each -> List.of(
                                each.getKey(),
                                number(each.getValue().getFirst().deviation()),
                                number(each.getValue().getLast().deviation())))
                        .toList());
        page.paragraph(
                "With weights from a normal distribution of deviation 1, results grow by the same factor in every"
                    + " layer; with deviation 0.01 they shrink. Glorot's weights keep tanh alive, but lose half of the"
                    + " variance at each ReLU, which cuts off half of its input: He's are larger by just that. SELU"
                    + " with LeCun's pulls towards deviation 1 by itself.");
    }

    private static List<String> row(
            String name, String activations, String formula, double expected, Initializer kernels) {
        Sequential layer = Sequential.of(input(INPUTS), dense(UNITS, linear()).withKernelInitializer(kernels));
        float[] weights = layer.layers().getFirst().weights().getFirst().values();
        double squares = 0;
        for (float weight : weights) {
            squares += weight * weight;
        }
        return List.of(name, activations, formula, number(expected), number(squares / weights.length));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
