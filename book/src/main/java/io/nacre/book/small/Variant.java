package io.nacre.book.small;

import io.nacre.Model;
import io.nacre.Predictor;
import io.nacre.QuantizedModel;
import io.nacre.data.Dataset;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import io.nacre.file.WeightFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A small model of the table, and how it is judged.
 *
 * @param model compiled, in float32
 * @param format what its files hold kernels in
 * @param int8 the same with its arithmetic in int8, if that is so
 */
record Variant(String name, Model model, WeightFormat format, Optional<QuantizedModel> int8) {
    private static final int BATCH = 1024;

    static Variant of(String name, Model model, WeightFormat format) {
        return new Variant(name, model, format, Optional.empty());
    }

    Variant withInt8(QuantizedModel int8) {
        return new Variant(name, model, format, Optional.of(int8));
    }

    /**
     * How good and how large it is.
     *
     * @param sparsity the share of zeros in the largest kernel
     * @param keras bytes of the .keras file
     * @param onnx bytes of the .onnx file
     */
    record Figures(double accuracy, double sparsity, long keras, long onnx) {}

    Figures figures(Dataset test) {
        try {
            Path folder = Files.createTempDirectory("nacre-small");
            Path keras = folder.resolve("model.keras");
            Path onnx = folder.resolve("model.onnx");
            try {
                return figures(test, keras, onnx);
            } finally {
                Files.deleteIfExists(keras);
                Files.deleteIfExists(onnx);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures figures(Dataset test, Path keras, Path onnx) throws IOException {
        model.copy().save(keras, format); // a copy has no optimizer, whose state would be in the file
        int8.ifPresentOrElse(quantized -> quantized.exportOnnx(onnx), () -> model.exportOnnx(onnx, format));
        Model stored = Model.loadUncompiled(keras);
        stored.compileLike(model);
        double accuracy = int8.map(quantized -> quantized.evaluate(test))
                .orElseGet(() -> stored.evaluate(test))
                .getOrDefault("accuracy", Double.NaN);
        double sparsity = stored.sparsity().values().iterator().next();
        return new Figures(accuracy, sparsity, Files.size(keras), Files.size(onnx));
    }

    /** Answers one image. */
    Runnable answeringOne(Samples images) {
        Tensor image = images.slice(0, 1).tensor();
        return () -> {
            Tensor _ = int8.map(quantized -> quantized.predict(image)).orElseGet(() -> model.predict(image));
        };
    }

    /** Answers one image as a service would, in float32. */
    Runnable serving(Samples images) {
        Predictor predictor = Predictor.of(model);
        float[] sample = images.slice(0, 1).tensor().values();
        float[] answer = new float[predictor.outputLength()];
        return () -> predictor.predict(sample, answer);
    }

    /** Answers all images. */
    Runnable answeringAll(Samples images) {
        return () -> {
            Tensor _ = int8.map(quantized -> quantized.predict(images)).orElseGet(() -> model.predict(images, BATCH));
        };
    }
}
