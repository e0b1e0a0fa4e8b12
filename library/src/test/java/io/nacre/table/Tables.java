package io.nacre.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Tables such as people have, made by a rule with noise in it. */
public final class Tables {
    private Tables() {}

    /** Numbers, words and gaps; one customer in twelve or so leaves. */
    public static Table customers(int rows) {
        SplittableRandom random = new SplittableRandom(7);
        List<String> plans = List.of("basic", "family", "business");
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double age = 18 + 60 * random.nextDouble();
            double months = 60 * random.nextDouble();
            int plan = random.nextInt(3);
            double calls = Math.max(0, 3 + 2 * random.nextGaussian());
            double leaves =
                    1.3 * (calls - 5) - 0.06 * (months - 20) + (plan == 0 ? 1 : -1) + 0.5 * random.nextGaussian();
            cells.add(List.of(
                    random.nextInt(10) == 0 ? "" : Integer.toString((int) age),
                    String.format(Locale.ROOT, "%.1f", months),
                    random.nextInt(20) == 0 ? "NA" : plans.get(plan),
                    String.format(Locale.ROOT, "%.2f", calls),
                    leaves > 0 ? "yes" : "no"));
        }
        return Table.of(List.of("age", "months", "plan", "calls", "left"), cells);
    }

    /** Three kinds of flowers. */
    public static Table flowers(int rows) {
        SplittableRandom random = new SplittableRandom(8);
        List<String> kinds = List.of("setosa", "versicolor", "virginica");
        double[][] means = {{5.0, 3.4, 1.5}, {5.9, 2.8, 4.3}, {6.6, 3.0, 5.6}};
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(3);
            List<String> row = new ArrayList<>();
            for (double mean : means[kind]) {
                row.add(String.format(Locale.ROOT, "%.2f", mean + 0.35 * random.nextGaussian()));
            }
            row.add(kinds.get(kind));
            cells.add(row);
        }
        return Table.of(List.of("sepal length", "sepal width", "petal length", "kind"), cells);
    }

    /** Prices, in hundreds of thousands, of houses. */
    public static Table houses(int rows) {
        SplittableRandom random = new SplittableRandom(9);
        List<String> towns = List.of("Delft", "Gouda", "Leiden", "Urk");
        double[] factors = {1.2, 0.8, 1.4, 0.6};
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double area = 40 + 160 * random.nextDouble();
            int town = random.nextInt(4);
            int year = 1900 + random.nextInt(120);
            double price = 2000 * area * factors[town] * (1 + (year - 1960) / 300.0) + 9000 * random.nextGaussian();
            cells.add(List.of(
                    Integer.toString((int) area),
                    towns.get(town),
                    random.nextInt(15) == 0 ? "?" : Integer.toString(year),
                    Long.toString(Math.round(price))));
        }
        return Table.of(List.of("area", "town", "year", "price"), cells);
    }

    /** The table as a CSV file would have it. */
    public static String csv(Table table) {
        StringBuilder csv = new StringBuilder(String.join(",", table.columns())).append('\n');
        table.rows().forEach(row -> csv.append(String.join(",", row.cells())).append('\n'));
        return csv.toString();
    }
}
