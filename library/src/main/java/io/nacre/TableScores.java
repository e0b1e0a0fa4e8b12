package io.nacre;

import io.nacre.data.Tensor;
import io.nacre.table.ClassTarget;
import io.nacre.table.NumberTarget;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How good answers to the rows of a table are. */
final class TableScores {
    private TableScores() {}

    static Map<String, Double> ofClasses(ClassTarget target, List<String> truth, Tensor answers) {
        int[] told = answers.argmax(-1);
        int[] rows = new int[target.classes().size()];
        int[] right = new int[rows.length];
        for (int i = 0; i < told.length; i++) {
            int wanted = (int) target.encode(truth.get(i));
            rows[wanted]++;
            right[wanted] += told[i] == wanted ? 1 : 0;
        }
        double all = 0;
        double recalls = 0;
        int met = 0;
        for (int c = 0; c < rows.length; c++) {
            all += right[c];
            recalls += rows[c] == 0 ? 0 : (double) right[c] / rows[c];
            met += rows[c] == 0 ? 0 : 1;
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("accuracy", all / told.length);
        scores.put("balanced_accuracy", recalls / met);
        return scores;
    }

    static Map<String, Double> ofNumbers(NumberTarget target, List<String> truth, Tensor answers) {
        float[] told = answers.values();
        double[] wanted = truth.stream()
                .mapToDouble(cell -> target.decode(target.encode(cell)))
                .toArray();
        double mean = Arrays.stream(wanted).average().orElse(0);
        double absolute = 0;
        double squared = 0;
        double total = 0;
        for (int i = 0; i < told.length; i++) {
            absolute += Math.abs(told[i] - wanted[i]);
            squared += (told[i] - wanted[i]) * (told[i] - wanted[i]);
            total += (wanted[i] - mean) * (wanted[i] - mean);
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("mae", absolute / told.length);
        scores.put("rmse", Math.sqrt(squared / told.length));
        scores.put("r2", total == 0 ? Double.NaN : 1 - squared / total);
        return scores;
    }
}
