package io.nacre.callback;

import io.nacre.metric.Direction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run without a model: logs are given, and the only weight tells in which epoch it was set. */
public final class PlayedTraining implements Training {
    private final int epochs;
    private final Map<String, Double> hyperparameters = new LinkedHashMap<>(Map.of("momentum", 0.9));
    private final Map<String, Direction> monitors = new LinkedHashMap<>();
    private final List<Path> saved = new ArrayList<>();
    private double rate;
    private float weight;
    private boolean stopped;

    public PlayedTraining(int epochs, double rate) {
        this.epochs = epochs;
        this.rate = rate;
        monitors.put("loss", Direction.DOWN);
        monitors.put("accuracy", Direction.UP);
        monitors.put("val_loss", Direction.DOWN);
        monitors.put("own", Direction.UNKNOWN);
    }

    /** Plays epochs with these values of {@code val_loss}, until the callback stops them; what follows each is told. */
    public void play(Callback callback, List<Double> values, Runnable afterEpoch) {
        callback.onTrainBegin(this);
        for (int epoch = 0; epoch < values.size() && !stopped; epoch++) {
            weight = epoch + 1;
            callback.onEpochBegin(this, epoch);
            callback.onEpochEnd(
                    this,
                    epoch,
                    Map.of("loss", 0.5, "accuracy", values.get(epoch), "val_loss", values.get(epoch), "own", 0.25));
            afterEpoch.run();
        }
        callback.onTrainEnd(this, Map.of());
    }

    public float weight() {
        return weight;
    }

    public boolean isStopped() {
        return stopped;
    }

    public List<Path> saved() {
        return saved;
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public int stepsPerEpoch() {
        return 1;
    }

    @Override
    public Map<String, Direction> monitors() {
        return monitors;
    }

    @Override
    public Map<String, Double> logs() {
        return Map.of();
    }

    @Override
    public double loss() {
        return Double.NaN;
    }

    @Override
    public long step() {
        return 0;
    }

    @Override
    public double learningRate() {
        return rate;
    }

    @Override
    public void learningRate(double rate) {
        this.rate = rate;
    }

    @Override
    public Map<String, Double> hyperparameters() {
        return hyperparameters;
    }

    @Override
    public void hyperparameter(String name, double value) {
        hyperparameters.put(name, value);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public Map<String, float[]> weights() {
        return Map.of("w", new float[] {weight});
    }

    @Override
    public void weights(Map<String, float[]> weights) {
        weight = weights.get("w")[0];
    }

    @Override
    public List<String> kernels() {
        return List.of();
    }

    @Override
    public void mask(Map<String, float[]> masks) {
        throw new UnsupportedOperationException("there is no model");
    }

    @Override
    public Probe probe() {
        throw new UnsupportedOperationException("there is no model");
    }

    @Override
    public void save(Path file) {
        saved.add(file);
    }

    @Override
    public void backUp(Path folder, int epoch, int batch) {
        saved.add(folder);
    }

    @Override
    public boolean resume(Path folder) {
        return false;
    }

    @Override
    public void deleteBackup(Path folder) {
        saved.remove(folder);
    }
}
