package io.nacre.peers.compare;

import io.nacre.peers.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A library that is compared: how its process is started, and with which settings. */
enum Library {
    /** This project, through its command. */
    NACRE("Nacre", ""),
    /** OpenBLAS is told what the processor is like: its own list of processors ends before today's. */
    DL4J("DL4J", "dl4j.Dl4jPeer"),
    /** With its threads given as properties by its program. */
    DJL("DJL", "djl.DjlPeer"),
    /** With its threads given to its session by its program. */
    TENSORFLOW("TensorFlow", "tensorflow.TensorFlowPeer"),
    /** With its threads given to its session by its program. */
    ONNXRUNTIME("ONNX Runtime", "onnxruntime.OnnxRuntimePeer"),
    /** From Python, if $PYTHON, or python3, has it; its speed is that of its BLAS, on Debian libopenblas0-openmp. */
    PYTORCH("PyTorch", "");

    private final String title;
    private final String program;

    Library(String title, String program) {
        this.title = title;
        this.program = program;
    }

    /** Its name for people; in results the case of letters may differ. */
    String title() {
        return title;
    }

    /** Whether it can be measured on this machine. */
    boolean isPresent() throws InterruptedException {
        if (this != PYTORCH) {
            return true;
        }
        try {
            return new ProcessBuilder(python(), "-c", "import torch")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String python() {
        return System.getenv().getOrDefault("PYTHON", "python3");
    }

    /** The process that measures a workload and prints a line of JSON. */
    ProcessBuilder process(Path root, Workload workload, int threads) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command(root, workload.name(), Integer.toString(threads)));
        Map<String, String> environment = process.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        environment.put("OPENBLAS_CORETYPE", Machine.hasAvx512() ? "SKYLAKEX" : "HASWELL");
        if (this == DL4J) {
            // It has two pools of threads, OpenMP's and OpenBLAS's, that would spin against each other.
            environment.put("OMP_WAIT_POLICY", "PASSIVE");
        }
        environment.put("TF_CPP_MIN_LOG_LEVEL", "3");
        return process;
    }

    private List<String> command(Path root, String workload, String threads) throws IOException {
        if (this == NACRE) {
            return List.of(root.resolve("nacre").toString(), "bench", workload, "--threads", threads, "--json");
        }
        if (this == PYTORCH) {
            return List.of(
                    python(),
                    root.resolve("bench/peers/pytorch/pytorch_peer.py").toString(),
                    workload,
                    threads);
        }
        Path target = root.resolve("bench/peers")
                .resolve(name().toLowerCase(Locale.ROOT))
                .resolve("target");
        String classPath = target.resolve("classes") + ":"
                + Files.readString(target.resolve("classpath")).strip();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseParallelGC", "-Xmx3g", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath, "io.nacre.peers." + program, workload, threads));
        return command;
    }
}
