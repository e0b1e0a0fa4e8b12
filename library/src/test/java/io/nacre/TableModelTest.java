package io.nacre;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nacre.data.Tensor;
import io.nacre.file.Config;
import io.nacre.file.KerasFile;
import io.nacre.file.SavedModel;
import io.nacre.table.ClassTarget;
import io.nacre.table.Table;
import io.nacre.table.TableSplit;
import io.nacre.table.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class TableModelTest {
    @TempDir
    private Path folder;

    private static Map<String, Double> score(Table table, String target, Function<Task, Recipe> recipe) {
        TableModel model = TableModel.train(table, target, recipe);
        TableSplit split = TableSplit.of(table, model.preprocessing().target(), 0);
        return model.evaluate(split.test());
    }

    @TestFactory
    Stream<DynamicTest> eachRecipeLearnsEachTable() {
        Map<String, Function<Task, Recipe>> recipes = Map.of(
                "shallow", Recipes::shallow,
                "deep", task -> Recipes.deep(task).withEpochs(25),
                "self-normalizing", task -> Recipes.selfNormalizing(task).withEpochs(25),
                "deep, 1cycle", task -> Recipes.deep(task).withOneCycle(0.003).withEpochs(20));
        return recipes.entrySet().stream()
                .map(recipe -> DynamicTest.dynamicTest(recipe.getKey(), () -> {
                    var customers = score(Tables.customers(600), "left", recipe.getValue());
                    var flowers = score(Tables.flowers(200), "kind", recipe.getValue());
                    var houses = score(Tables.houses(400), "price", recipe.getValue());
                    assertTrue(customers.get("balanced_accuracy") > 0.8, customers::toString);
                    assertTrue(flowers.get("accuracy") > 0.9, flowers::toString);
                    assertTrue(houses.get("r2") > 0.93, houses::toString);
                }));
    }

    @Test
    void aModelComesBackFromItsFileWithItsColumns() {
        Table houses = Tables.houses(100);
        TableModel model =
                TableModel.train(houses, "price", task -> Recipes.shallow(task).withEpochs(2));
        Path file = folder.resolve("houses.keras");
        model.save(file);
        TableModel loaded = TableModel.load(file);
        assertEquals(model.preprocessing(), loaded.preprocessing());
        Table raw = houses.without(List.of("price"));
        assertEquals(model.predict(raw), loaded.predict(raw));
        assertEquals(
                model.model().predict(model.preprocessing().inputs(raw)),
                Model.load(file).predict(model.preprocessing().inputs(raw)));

        Path plain = folder.resolve("plain.keras");
        model.model().save(plain);
        assertTrue(TableModel.find(plain).isEmpty());
        String message = assertThrows(IllegalArgumentException.class, () -> TableModel.load(plain))
                .getMessage();
        assertTrue(message.contains("knows no columns"), message);
    }

    @Test
    void columnsInAFileThatMakeNoSenseAreRefused() {
        Table houses = Tables.houses(50);
        TableModel model = TableModel.train(
                houses, "price", task -> Recipes.shallow(task, 4).withEpochs(1));
        Path file = folder.resolve("houses.keras");
        model.save(file);
        SavedModel saved = KerasFile.read(file);
        Config learned =
                (Config) saved.network().config().value("nacre_preprocessing").orElseThrow();
        List<?> columns = (List<?>) learned.value("columns").orElseThrow();
        Config area = (Config) columns.getFirst();
        refused("a deviation above 0", saved, learned.withValue("columns", List.of(area.withValue("deviation", 0.0))));
        refused("but the columns make 1", saved, learned.withValue("columns", List.of(area)));
        refused("no column beside the target", saved, learned.withValue("columns", List.of()));
        refused("'age' is not supported", saved, learned.withValue("columns", List.of("age")));
        refused("target", saved, learned.without("target"));
        refused(
                "class Runtime is not supported",
                saved,
                learned.withValue("target", Config.of("java", "Runtime", Map.of())));
    }

    private void refused(String expected, SavedModel saved, Config learned) {
        Path file = folder.resolve("tampered.keras");
        KerasFile.write(file, saved.withValue("nacre_preprocessing", learned));
        String message = assertThrows(IllegalArgumentException.class, () -> TableModel.load(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains(expected), message);
    }

    @Test
    void answersAreInTheTargetsOwnWordsAndUnits() {
        TableModel kinds = TableModel.train(Tables.flowers(200), "kind", Recipes::shallow);
        Table flower = Table.of(
                List.of("petal length", "sepal width", "sepal length"),
                List.of(List.of("1.4", "3.5", "5.1"), List.of("5.7", "3", "6.7")));
        assertEquals(List.of("setosa", "virginica"), kinds.answers(flower));
        Tensor probabilities = kinds.predict(flower);
        assertEquals(
                1,
                probabilities.values()[0]
                        + probabilities.values()[1]
                        + probabilities.values()[2],
                1e-5);

        TableModel prices = TableModel.train(Tables.houses(300), "price", Recipes::shallow);
        Table house = Table.of(List.of("area", "town", "year"), List.of(List.of("100", "Delft", "")));
        assertEquals(240_000, Float.parseFloat(prices.answers(house).getFirst()), 40_000);
    }

    @Test
    void rareClassesAreFoundBecauseTheyWeighMore() {
        Table customers = Tables.customers(1200);
        TableModel model = TableModel.train(customers, "left", Recipes::shallow);
        ClassTarget target = (ClassTarget) model.preprocessing().target();
        assertEquals(List.of("no", "yes"), target.classes());
        long left = customers.column("left").stream().filter("yes"::equals).count();
        assertTrue(left < 200, "the target is skewed: " + left + " of 1200");
        assertEquals(600.0 / left, target.weights().get(1), 1e-9);
    }
}
