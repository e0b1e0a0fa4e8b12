package io.nacre.file;

import io.nacre.internal.disk.AtomicFile;
import io.nacre.internal.disk.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a training run was, beside the model file that was saved with it.
 *
 * @param model the name of that file, in the same folder
 * @param run facts that tell one run from another, such as its optimizer; a run goes on only with equal ones
 * @param epoch in which training goes on, from 0
 * @param batch at which training goes on in it, from 0
 * @param samples seen in that epoch so far
 * @param sums over them, from which loss and metrics follow
 * @param rate the learning rate, if it was set while training ran
 * @param hyperparameters that may be set while training runs
 * @param history loss and metrics of the epochs before, by epoch
 * @param callbacks what those callbacks that remember something remembered, in their order
 */
public record SavedRun(
        String model,
        Map<String, String> run,
        int epoch,
        int batch,
        long samples,
        List<Double> sums,
        Optional<Double> rate,
        Map<String, Double> hyperparameters,
        Map<Integer, Map<String, Double>> history,
        List<SavedCallback> callbacks) {
    /** Copies all, and checks that the files are in the same folder. */
    public SavedRun {
        run = new TreeMap<>(run);
        sums = List.copyOf(sums);
        hyperparameters = new TreeMap<>(hyperparameters);
        history = new TreeMap<>(history);
        callbacks = List.copyOf(callbacks);
        for (String file : files(model, callbacks)) {
            if (file.isBlank() || file.contains("/") || file.contains("\\") || file.startsWith("..")) {
                throw new IllegalArgumentException(
                        "'" + PlainValue.brief(file) + "' is not the name of a file in the same folder");
            }
        }
    }

    /** The names of the files that belong to the backup, all in the same folder. */
    public List<String> files() {
        return files(model, callbacks);
    }

    private static List<String> files(String model, List<SavedCallback> callbacks) {
        List<String> files = new ArrayList<>(List.of(model));
        callbacks.forEach(callback -> callback.weights().ifPresent(files::add));
        return files;
    }

    /**
     * Writes it as JSON; a crash leaves the old file or the new one.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("run", run);
        json.put("epoch", (long) epoch);
        json.put("batch", (long) batch);
        json.put("samples", samples);
        json.put("sums", sums);
        json.put("rate", rate.<Object>map(value -> value).orElse(None.NONE));
        json.put("hyperparameters", hyperparameters);
        Map<String, Object> epochs = new LinkedHashMap<>();
        history.forEach((number, logs) -> epochs.put(number.toString(), logs));
        json.put("history", epochs);
        json.put("callbacks", callbacks.stream().map(SavedCallback::json).toList());
        byte[] text = Json.print(json).getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFile.write(file, stream -> stream.write(text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + Reason.of(e), e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws FileFormatException if it is something else
     */
    public static SavedRun read(Path file) {
        try {
            Map<String, Object> json = Json.parseObject(Files.readString(file));
            Map<Integer, Map<String, Double>> history = new TreeMap<>();
            map(json, "history").forEach((epoch, logs) -> history.put(Integer.parseInt(epoch), doubles(logs)));
            Map<String, String> run = new TreeMap<>();
            map(json, "run").forEach((name, value) -> run.put(name, value.toString()));
            List<Double> sums = new ArrayList<>();
            for (Object sum : (List<?>) value(json, "sums")) {
                sums.add(((Number) sum).doubleValue());
            }
            return new SavedRun(
                    (String) value(json, "model"),
                    run,
                    Math.toIntExact((Long) value(json, "epoch")),
                    Math.toIntExact((Long) value(json, "batch")),
                    (Long) value(json, "samples"),
                    sums,
                    value(json, "rate") instanceof Number rate ? Optional.of(rate.doubleValue()) : Optional.empty(),
                    doubles(map(json, "hyperparameters")),
                    history,
                    ((List<?>) value(json, "callbacks"))
                            .stream().map(SavedCallback::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Reason.of(e), e);
        } catch (ClassCastException | ArithmeticException | IllegalArgumentException e) {
            throw new FileFormatException(file + " does not tell where a training run was: " + e.getMessage(), e);
        }
    }

    static Object value(Map<String, Object> json, String name) {
        Object value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    static Map<String, Object> map(Map<String, Object> json, String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) value(json, name)).forEach((key, value) -> map.put(key.toString(), value));
        return map;
    }

    static Map<String, Double> doubles(Object logs) {
        Map<String, Double> doubles = new LinkedHashMap<>();
        ((Map<?, ?>) logs).forEach((name, value) -> doubles.put(name.toString(), ((Number) value).doubleValue()));
        return doubles;
    }
}
