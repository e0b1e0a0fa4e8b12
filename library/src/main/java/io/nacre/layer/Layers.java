package io.nacre.layer;

import io.nacre.activation.Activation;
import io.nacre.graph.Shape;

/** Makes layers: {@code import static io.nacre.layer.Layers.*}. */
public final class Layers {
    private Layers() {}

    /** {@link Input}: the shape of one sample. */
    public static Input input(int... sizes) {
        return new Input(Shape.of(sizes));
    }

    /** {@link Flatten} */
    public static Flatten flatten() {
        return new Flatten();
    }

    /** {@link Dense} */
    public static Dense dense(int units) {
        return Dense.of(units);
    }

    /** {@link Dense} with an activation. */
    public static Dense dense(int units, Activation activation) {
        return Dense.of(units).withActivation(activation);
    }

    /** {@link Activate}: an activation as a layer. */
    public static Activate activation(Activation activation) {
        return new Activate(activation);
    }

    /** {@link Dropout} */
    public static Dropout dropout(double rate) {
        return Dropout.of(rate);
    }

    /** {@link McDropout} with this rate. */
    public static McDropout mcDropout(double rate) {
        return McDropout.of(rate);
    }

    /** {@link AlphaDropout} */
    public static AlphaDropout alphaDropout(double rate) {
        return AlphaDropout.of(rate);
    }

    /** {@link McAlphaDropout} with this rate. */
    public static McAlphaDropout mcAlphaDropout(double rate) {
        return McAlphaDropout.of(rate);
    }

    /** {@link GaussianDropout} */
    public static GaussianDropout gaussianDropout(double rate) {
        return new GaussianDropout(rate);
    }

    /** {@link GaussianNoise} */
    public static GaussianNoise gaussianNoise(double stddev) {
        return new GaussianNoise(stddev);
    }

    /** {@link Reshape}: the shape of a sample, where one size may be -1. */
    public static Reshape reshape(int... targetShape) {
        return Reshape.of(targetShape);
    }

    /** {@link Permute}: the axes of a sample, counted from 1. */
    public static Permute permute(int... dims) {
        return Permute.of(dims);
    }

    /** {@link RepeatVector} */
    public static RepeatVector repeatVector(int n) {
        return new RepeatVector(n);
    }

    /** {@link Rescaling} */
    public static Rescaling rescaling(double scale) {
        return Rescaling.of(scale);
    }

    /** {@link BatchNormalization} */
    public static BatchNormalization batchNormalization() {
        return BatchNormalization.of();
    }

    /** {@link LayerNormalization} */
    public static LayerNormalization layerNormalization() {
        return LayerNormalization.of();
    }

    /** {@link Add} */
    public static Add add() {
        return new Add();
    }

    /** {@link Subtract} */
    public static Subtract subtract() {
        return new Subtract();
    }

    /** {@link Multiply} */
    public static Multiply multiply() {
        return new Multiply();
    }

    /** {@link Average} */
    public static Average average() {
        return new Average();
    }

    /** {@link Maximum} */
    public static Maximum maximum() {
        return new Maximum();
    }

    /** {@link Minimum} */
    public static Minimum minimum() {
        return new Minimum();
    }

    /** {@link Concatenate} */
    public static Concatenate concatenate() {
        return Concatenate.of();
    }

    /** {@link Dot} */
    public static Dot dot() {
        return Dot.of();
    }

    /** {@link GroupNormalization} */
    public static GroupNormalization groupNormalization(int groups) {
        return GroupNormalization.of().withGroups(groups);
    }

    /** {@link UnitNormalization} */
    public static UnitNormalization unitNormalization() {
        return UnitNormalization.of();
    }

    /** {@link Normalization}, to be adapted to data. */
    public static Normalization normalization() {
        return Normalization.of();
    }

    /** {@link Prelu}: leaky ReLU that learns its slopes. */
    public static Prelu prelu() {
        return Prelu.of();
    }

    /** {@link Named}: a layer with a name of its own. */
    public static Named named(String name, Layer layer) {
        return new Named(name, layer);
    }
}
