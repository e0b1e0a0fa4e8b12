package io.nacre.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final int STEPS = 1719;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    private static Map<String, Double> logs() {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", 0.7237);
        logs.put("accuracy", 0.7645);
        logs.put("val_loss", 0.5207);
        logs.put("val_accuracy", 0.8234);
        return logs;
    }

    private static Training training() {
        return (Training) Proxy.newProxyInstance(
                Training.class.getClassLoader(), new Class<?>[] {Training.class}, (_, method, _) -> {
                    return switch (method.getName()) {
                        case "stepsPerEpoch" -> STEPS;
                        case "epochs" -> 3;
                        case "learningRate" -> 0.01;
                        case "logs" -> logs();
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    /** An epoch with two redraws, a tenth of a second apart. */
    private void play(ProgressBar bar, Runnable between) throws InterruptedException {
        Training training = training();
        bar.onTrainBegin(training);
        bar.onEpochBegin(training, 0);
        Thread.sleep(110);
        bar.onBatchEnd(training, 9);
        between.run();
        Thread.sleep(110);
        bar.onBatchEnd(training, 999);
        bar.onEpochEnd(training, 0, logs());
    }

    /** All that is drawn, each redraw a line. */
    private List<String> drawn() {
        return Pattern.compile("[\r\n]+")
                .splitAsStream(out.toString(StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void noLineIsWiderThanTheTerminalAndTheLastOnesHaveAllValues() throws InterruptedException {
        for (int columns : new int[] {12, 20, 40, 60, 80, 200}) {
            out.reset();
            play(ProgressBar.onTerminal(stream).withWidth(() -> columns), () -> {});
            drawn().forEach(line -> assertTrue(line.length() < columns, columns + " columns: " + line));
            String end = out.toString(StandardCharsets.UTF_8);
            end = end.substring(end.indexOf(STEPS + "/" + STEPS));
            for (String value :
                    List.of("loss: 0.7237", "accuracy: 0.7645", "val_loss: 0.5207", "val_accuracy: 0.8234")) {
                assertTrue(columns < value.length() + 4 || end.contains(value), columns + " columns: " + end);
            }
        }
    }

    @Test
    void aTerminalThatIsMadeNarrowerGetsShorterLines() throws InterruptedException {
        AtomicInteger columns = new AtomicInteger(120);
        play(ProgressBar.onTerminal(stream).withWidth(columns::get), () -> columns.set(50));
        List<String> lines = drawn();
        assertTrue(lines.get(1).length() > 100, lines::toString);
        lines.stream().skip(2).forEach(line -> assertTrue(line.length() < 50, line));
    }

    @Test
    void aWideTerminalHasTheWholeBarInOneLine() throws InterruptedException {
        play(ProgressBar.onTerminal(stream).withWidth(() -> 200), () -> {});
        List<String> lines = drawn();
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.getLast().startsWith("1719/1719 " + "━".repeat(20) + " "), lines::toString);
    }
}
