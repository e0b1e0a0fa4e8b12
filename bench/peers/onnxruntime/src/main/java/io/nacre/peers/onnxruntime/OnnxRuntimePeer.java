package io.nacre.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nacre.peers.Images;
import io.nacre.peers.Net;
import io.nacre.peers.Peer;
import io.nacre.peers.Protocol;
import io.nacre.peers.Workload;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime. Its artifact for Java cannot train. */
public final class OnnxRuntimePeer implements Peer {
    private OnnxRuntimePeer() {}

    /** Measures a workload at a number of threads. */
    public static void main(String[] args) {
        Protocol.main(new OnnxRuntimePeer(), args);
    }

    @Override
    public String name() {
        return "ONNX Runtime";
    }

    @Override
    public String version() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public boolean trains() {
        return false;
    }

    @Override
    public Net net(Workload workload, int threads, long seed) {
        try {
            return new OnnxNet(session(workload, threads, seed, false), session(workload, threads, seed, true));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OrtSession session(Workload workload, int threads, long seed, boolean dropout) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return OrtEnvironment.getEnvironment().createSession(OnnxModel.bytes(workload, seed, dropout), options);
        }
    }

    private record OnnxNet(OrtSession plain, OrtSession withDropout) implements Net {
        @Override
        public float step(float[] pixels, int[] labels) {
            throw new UnsupportedOperationException("predicts only");
        }

        @Override
        public float[] predict(float[] pixels) {
            return run(plain, pixels);
        }

        @Override
        public float[] predictWithDropout(float[] pixels) {
            return run(withDropout, pixels);
        }

        private static float[] run(OrtSession session, float[] pixels) {
            long[] shape = {pixels.length / Images.PIXELS, Images.PIXELS};
            try (OnnxTensor x =
                            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(pixels), shape);
                    OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, x))) {
                FloatBuffer answers = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] values = new float[answers.remaining()];
                answers.get(values);
                return values;
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                plain.close();
                withDropout.close();
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
