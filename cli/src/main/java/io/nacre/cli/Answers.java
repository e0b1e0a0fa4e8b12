package io.nacre.cli;

import io.nacre.Model;
import io.nacre.Uncertainty;
import io.nacre.data.Npy;
import io.nacre.data.Tensor;
import io.nacre.table.NumberTarget;
import io.nacre.table.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a model answered to some samples: arrays with a row for each sample.
 *
 * @param names of the arrays
 */
record Answers(List<String> names, List<Tensor> arrays) {
    Answers {
        names = List.copyOf(names);
        arrays = List.copyOf(arrays);
    }

    /** What the model gave for each of its outputs; an only one has the plain name output. */
    static Answers of(Model model, List<Tensor> outputs) {
        return new Answers(outputs.size() == 1 ? List.of("output") : model.outputNames(), outputs);
    }

    /** Mean and deviation of many passes, and, of probabilities, entropy and mutual information. */
    static Answers of(Uncertainty uncertainty) {
        List<String> names = new ArrayList<>(List.of("mean", "deviation"));
        List<Tensor> arrays = new ArrayList<>(List.of(uncertainty.mean(), uncertainty.deviation()));
        uncertainty.entropy().ifPresent(entropy -> {
            names.add("entropy");
            arrays.add(entropy);
        });
        uncertainty.mutualInformation().ifPresent(information -> {
            names.add("mutual_information");
            arrays.add(information);
        });
        return new Answers(names, arrays);
    }

    /** Mean and deviation, first and second, of a target that is a number in its own units. */
    Answers of(Target target) {
        if (!(target instanceof NumberTarget numbers)) {
            return this;
        }
        float[] means = arrays.get(0).values();
        float[] deviations = arrays.get(1).values();
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) numbers.decode(means[i]);
            deviations[i] = (float) (deviations[i] * numbers.deviation());
        }
        int[] sizes = arrays.getFirst().shape().sizes();
        return new Answers(names, List.of(Tensor.of(means, sizes), Tensor.of(deviations, sizes)));
    }

    static boolean isNpy(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    static boolean isCsv(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /**
     * Writes all to one .csv file, or each to a .npy file, in their order; the last ones are left out if there are
     * fewer.
     */
    void write(List<Path> files) {
        if (isCsv(files.getFirst())) {
            OutputFile.write(files.getFirst(), csv());
            return;
        }
        for (int i = 0; i < files.size(); i++) {
            Npy.write(files.get(i), arrays.get(i));
        }
    }

    /** A line for each sample, with the numbers of all arrays. */
    String csv() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            boolean single = arrays.get(i).shape().rank() == 1;
            for (int column = 0; column < width(arrays.get(i)); column++) {
                columns.add(single ? names.get(i) : names.get(i) + "_" + column);
            }
        }
        StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
        List<float[]> values = arrays.stream().map(Tensor::values).toList();
        for (int row = 0; row < arrays.getFirst().size(0); row++) {
            String separator = "";
            for (int i = 0; i < values.size(); i++) {
                int width = width(arrays.get(i));
                for (int column = 0; column < width; column++) {
                    text.append(separator).append(values.get(i)[row * width + column]);
                    separator = ",";
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static int width(Tensor array) {
        return array.count() / array.size(0);
    }
}
