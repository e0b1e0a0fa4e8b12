package io.nacre.peers;

import io.nacre.peers.Part.BatchNorm;
import io.nacre.peers.Part.Dense;
import io.nacre.peers.Part.Dropout;
import io.nacre.peers.Part.Swish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is measured, and on which net: the workloads of {@code nacre bench}. All nets end with 10 logits. */
public enum Workload {
    W1(Kind.TRAINING, Rule.SGD, 32, "Training 784-100-100-100-10 with ReLU, SGD, batches of 32"),
    W2(Kind.TRAINING, Rule.NESTEROV, 32, "Training 784-300-100-10 with batch normalization, Nesterov, batches of 32"),
    W3(
            Kind.TRAINING,
            Rule.NADAM,
            128,
            "Training 20 dense layers with batch normalization and Swish, Nadam, batches of 128"),
    W4(Kind.TRAINING, Rule.ADAM, 256, "Training 784-1024-1024-1024-10 with ReLU, Adam, batches of 256"),
    W5(Kind.MONTE_CARLO, Rule.SGD, 32, "100 passes over 10,000 images with dropout active"),
    W6(Kind.ONE_IMAGE, Rule.SGD, 32, "One image after the other through W1's net"),
    W7(Kind.MANY_IMAGES, Rule.NESTEROV, 32, "10,000 images through W2's net in batches of 1024"),
    W9(Kind.START, Rule.SGD, 32, "From the start of the process to the end of an epoch of 2,000 images of W1");

    /** The learning rate of all rules. */
    public static final float LEARNING_RATE = 0.001f;
    /** The momentum of Nesterov, and the decay of Adam's and Nadam's first moment. */
    public static final float BETA_1 = 0.9f;
    /** The decay of Adam's and Nadam's second moment. */
    public static final float BETA_2 = 0.999f;
    /** What Adam and Nadam add to the root of the second moment, as in Keras. */
    public static final float EPSILON = 1e-7f;

    /** How weights are updated. */
    public enum Rule {
        SGD,
        NESTEROV,
        ADAM,
        NADAM
    }

    enum Kind {
        TRAINING,
        MONTE_CARLO,
        ONE_IMAGE,
        MANY_IMAGES,
        START
    }

    private final Kind kind;
    private final Rule rule;
    private final int batchSize;
    private final String words;

    Workload(Kind kind, Rule rule, int batchSize, String words) {
        this.kind = kind;
        this.rule = rule;
        this.batchSize = batchSize;
        this.words = words;
    }

    Kind kind() {
        return kind;
    }

    /** How weights are updated. */
    public Rule rule() {
        return rule;
    }

    /** Samples in a training step. */
    public int batchSize() {
        return batchSize;
    }

    /** What is measured, for people. */
    public String words() {
        return words;
    }

    /** The layers; the softmax after the last one belongs to the loss, or to the prediction. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        switch (this) {
            case W1, W6, W9 -> parts.addAll(Collections.nCopies(3, new Dense(100, true, true)));
            case W2, W7 ->
                parts.addAll(List.of(
                        new BatchNorm(),
                        new Dense(300, false, true),
                        new BatchNorm(),
                        new Dense(100, false, true),
                        new BatchNorm()));
            case W3 -> {
                for (int i = 0; i < 20; i++) {
                    parts.addAll(List.of(new Dense(100, true, false), new BatchNorm(), new Swish()));
                }
            }
            case W4 -> parts.addAll(Collections.nCopies(3, new Dense(1024, false, true)));
            case W5 -> {
                for (int i = 0; i < 2; i++) {
                    parts.addAll(List.of(new Dropout(0.2), new Dense(100, false, true)));
                }
                parts.add(new Dropout(0.2));
            }
        }
        parts.add(new Dense(Images.CLASSES, false, false));
        return parts;
    }
}
