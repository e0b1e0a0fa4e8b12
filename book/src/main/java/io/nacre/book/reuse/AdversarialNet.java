package io.nacre.book.reuse;

import static io.nacre.activation.Activations.leakyRelu;
import static io.nacre.activation.Activations.relu;
import static io.nacre.activation.Activations.sigmoid;
import static io.nacre.initializer.Initializers.heNormal;
import static io.nacre.layer.Layers.dense;
import static io.nacre.layer.Layers.dropout;
import static io.nacre.layer.Layers.input;
import static io.nacre.layer.Layers.reshape;
import static io.nacre.loss.Losses.binaryCrossentropy;
import static io.nacre.metric.Metrics.accuracy;
import static io.nacre.optimizer.Optimizers.adam;

import io.nacre.Model;
import io.nacre.Sequential;
import io.nacre.activation.Activation;
import io.nacre.book.page.Setting;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A generative adversarial net: a generator makes images of noise, and a discriminator learns to tell them from true
 * ones, while the generator learns to deceive it. The discriminator's hidden layers are those of the classifier.
 */
public final class AdversarialNet implements PretrainingProgram {
    private static final int CODINGS = 30;
    private static final int BATCH = 64;
    private static final int EPOCHS = 10;
    private static final Activation HIDDEN = leakyRelu(0.2);

    @Override
    public String name() {
        return "gan";
    }

    @Override
    public String title() {
        return "Pretraining without labels: the discriminator of a generative adversarial net";
    }

    @Override
    public String description() {
        return "A generator, " + CODINGS
                + "-100-150-784, makes images of noise. A discriminator, the hidden layers and one"
                + " sigmoid unit, learns to tell them from true images, and the generator learns to deceive it: "
                + EPOCHS + " epochs, Adam. Then the generator is thrown away.";
    }

    @Override
    public Pretraining baseline() {
        return new FromScratch("from scratch, leaky ReLU", HIDDEN, heNormal());
    }

    /** A generator with the discriminator's hidden layers, which were trained against it. */
    record Trained(Sequential generator, Sequential lowerLayers, Sequential discriminator) {}

    @Override
    public Pretrained pretrain(Setting setting, long seed) {
        Dataset images = setting.data().valid();
        Trained trained = train(setting, seed);
        Tensor truth = images.inputs().getFirst().tensor();
        Tensor made = trained.generator().predict(noise(images.size(), new SplittableRandom(seed)));
        return new Pretrained(
                        trained.lowerLayers(),
                        List.of(
                                new Figure("true images taken for true", takenForTrue(trained, truth)),
                                new Figure("made images taken for true", takenForTrue(trained, made)),
                                new Figure("variance of the true images' pixels", Images.variance(truth)),
                                new Figure("variance of the made images' pixels", Images.variance(made))))
                .withShown("Images that the generator makes of noise", made, made.slice(10, 20));
    }

    private static double takenForTrue(Trained trained, Tensor images) {
        return trained.discriminator()
                .evaluate(Dataset.of(images, targets(images.size(0), 1)))
                .getOrDefault("accuracy", Double.NaN);
    }

    static Trained train(Setting setting, long seed) {
        Sequential generator = Sequential.of(
                        input(CODINGS),
                        dense(100, relu()).withKernelInitializer(heNormal()),
                        dense(150, relu()).withKernelInitializer(heNormal()),
                        dense(28 * 28, sigmoid()),
                        reshape(28, 28))
                .withName("generator")
                .withSeed(seed);
        Sequential lowerLayers = Classifier.lowerLayers(HIDDEN, heNormal()).withSeed(seed);
        Sequential discriminator = Sequential.of(input(28, 28), lowerLayers, dropout(0.4), dense(1, sigmoid()))
                .withName("discriminator")
                .withSeed(seed);
        // The generator is trained through the discriminator, which is left alone meanwhile.
        Model both = Sequential.of(input(CODINGS), generator, discriminator).trainingOnly("generator");
        discriminator.compile(adam(2e-4).withBeta1(0.5), binaryCrossentropy(), accuracy());
        both.compile(adam(2e-4).withBeta1(0.5), binaryCrossentropy());

        SplittableRandom random = new SplittableRandom(seed);
        for (int epoch = 0; epoch < setting.scaled(EPOCHS); epoch++) {
            for (Dataset real :
                    setting.data().train().shuffled(random.nextLong()).batches(BATCH)) {
                int size = real.size();
                Tensor fakes = generator.predict(noise(size, random));
                discriminator.trainOnBatch(real.withTargets(Samples.of(targets(size, 0.9f)))
                        .concatenate(Dataset.of(fakes, targets(size, 0))));
                both.trainOnBatch(Dataset.of(noise(size, random), targets(size, 1)));
            }
        }
        return new Trained(generator, lowerLayers, discriminator);
    }

    private static Tensor noise(int count, SplittableRandom random) {
        float[] values = new float[count * CODINGS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.wrap(values, count, CODINGS);
    }

    private static Tensor targets(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return Tensor.wrap(values, count, 1);
    }
}
