package io.nacre;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nacre.data.Samples;
import io.nacre.data.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** ONNX Runtime's answers. */
final class OnnxRun {
    private OnnxRun() {}

    /** All outputs of a model file, by name, for samples of each of its inputs in their order. */
    static Map<String, Tensor> outputs(Path file, List<Samples> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString(), new OrtSession.SessionOptions())) {
            Map<String, OnnxTensor> given = new LinkedHashMap<>();
            for (String name : session.getInputNames()) {
                Tensor x = inputs.get(given.size()).tensor();
                long[] sizes = IntStream.of(x.shape().sizes()).asLongStream().toArray();
                given.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.values()), sizes));
            }
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(given)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    OnnxTensor y = (OnnxTensor) output.getValue();
                    float[] values = new float[y.getFloatBuffer().remaining()];
                    y.getFloatBuffer().get(values);
                    int[] sizes = LongStream.of(y.getInfo().getShape())
                            .mapToInt(Math::toIntExact)
                            .toArray();
                    outputs.put(output.getKey(), Tensor.of(values, sizes));
                }
            } finally {
                given.values().forEach(OnnxTensor::close);
            }
            return outputs;
        }
    }
}
