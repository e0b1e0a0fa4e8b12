package io.nacre;

import java.nio.file.Path;

/** Refuses files whose names end otherwise than what is written into them: other programs go by the ending. */
final class FileEndings {
    static final String MODEL = ".keras";
    static final String WEIGHTS = ".weights.h5";
    static final String ONNX = ".onnx";

    private FileEndings() {}

    /** Checks the name of a file for a whole model. */
    static void requireModel(Path file) {
        String name = name(file);
        if (name.endsWith(WEIGHTS)) {
            refuse(
                    file,
                    "a model is saved, but a " + WEIGHTS + " file holds weights alone; saveWeights writes it, or end"
                            + " the name in " + MODEL);
        }
        if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            refuse(
                    file,
                    "legacy HDF5 files of models are read, but not written; end the name in " + MODEL
                            + ", which Keras 3 opens too");
        }
        require(file, MODEL, "a model");
    }

    /** Checks the name of a file for weights alone. */
    static void requireWeights(Path file) {
        require(file, WEIGHTS, "weights");
    }

    /** Checks the name of a file for an ONNX model. */
    static void requireOnnx(Path file) {
        require(file, ONNX, "an ONNX model");
    }

    private static void require(Path file, String ending, String what) {
        if (!name(file).endsWith(ending)) {
            refuse(
                    file,
                    "the name of a file with " + what + " must end in " + ending
                            + ", by which other programs know what it is");
        }
    }

    private static void refuse(Path file, String why) {
        throw new IllegalArgumentException("cannot write " + file + ": " + why);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
