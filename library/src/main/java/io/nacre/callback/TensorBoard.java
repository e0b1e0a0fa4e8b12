package io.nacre.callback;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes what TensorBoard shows: curves of loss, metrics and learning rate, and, if wanted, histograms of weights and
 * gradients. {@code tensorboard --logdir FOLDER} draws them.
 *
 * <p>As Keras does, it writes to the folders {@code train} and {@code validation} within the given one, under
 * {@code epoch_loss}, {@code batch_loss}, {@code dense/kernel/histogram} and so on; gradients are under
 * {@code dense/kernel/gradient}, and are those of the epoch's last batch. Give each run a folder of its own, so that
 * TensorBoard can compare them.
 */
public final class TensorBoard implements Callback {
    private static final String VALIDATION = "val_";

    private final Path folder;
    private final int histogramFrequency;
    private final int updateFrequency;
    private final Map<String, EventFile> files = new HashMap<>();

    private TensorBoard(Path folder, int histogramFrequency, int updateFrequency) {
        this.folder = folder;
        this.histogramFrequency = histogramFrequency;
        this.updateFrequency = updateFrequency;
    }

    /** Curves by epoch, in this folder, which is made if need be. */
    public static TensorBoard of(Path folder) {
        return new TensorBoard(folder, 0, 0);
    }

    /** The same with histograms of all weights, and of their gradients, every so many epochs. */
    public TensorBoard withHistograms(int everyEpochs) {
        Require.atLeast("everyEpochs", 1, everyEpochs);
        return new TensorBoard(folder, everyEpochs, updateFrequency);
    }

    /** The same with loss and metrics of the epoch so far, and the learning rate, every so many batches. */
    public TensorBoard withBatches(int everyBatches) {
        Require.atLeast("everyBatches", 1, everyBatches);
        return new TensorBoard(folder, histogramFrequency, everyBatches);
    }

    private EventFile events(String part) {
        return files.computeIfAbsent(part, name -> EventFile.in(folder.resolve(name)));
    }

    @Override
    public void onTrainBegin(Training training) {
        files.clear();
    }

    @Override
    public void onBatchEnd(Training training, int batch) {
        if (updateFrequency > 0 && training.step() % updateFrequency == 0) {
            training.logs().forEach((name, value) -> events("train").scalar("batch_" + name, training.step(), value));
            events("train").scalar("batch_learning_rate", training.step(), training.learningRate());
        }
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
        logs.forEach((name, value) -> {
            boolean validation = name.startsWith(VALIDATION);
            String tag = "epoch_" + (validation ? name.substring(VALIDATION.length()) : name);
            events(validation ? "validation" : "train").scalar(tag, epoch, value);
        });
        if (histogramFrequency > 0 && epoch % histogramFrequency == 0) {
            training.weights().forEach((path, values) -> events("train").histogram(path + "/histogram", epoch, values));
            training.probe()
                    .gradients()
                    .forEach((path, values) -> events("train").histogram(path + "/gradient", epoch, values));
        }
    }

    @Override
    public String toString() {
        return "TensorBoard(folder=" + folder + ")";
    }
}
