package io.nacre.file;

import io.nacre.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Models that Keras 3.16 saved, and what Keras says is in them. */
final class Fixtures {
    private Fixtures() {}

    /** What Keras says of one model. */
    record Case(String name, Map<String, Object> json) {
        Path file() {
            return model((String) json.get("file"));
        }

        Path weightsFile() {
            return model((String) json.get("weights_h5"));
        }

        Path legacyFile() {
            return model((String) json.get("legacy_h5"));
        }

        boolean has(String key) {
            return json.containsKey(key);
        }

        boolean compiled() {
            return (Boolean) json.get("compiled");
        }

        /** The arrays of "weights" or "optimizer_variables", named by their paths. */
        List<SavedArray> arrays(String key) {
            return objects((List<?>) json.getOrDefault(key, List.of())).stream()
                    .map(Case::array)
                    .toList();
        }

        private static SavedArray array(Map<String, Object> json) {
            Map<String, Object> value = object(json.get("value"));
            List<?> data = (List<?>) value.get("data");
            float[] values = new float[data.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = ((Number) data.get(i)).floatValue();
            }
            int[] sizes = ((List<?>) value.get("shape"))
                    .stream().mapToInt(size -> ((Long) size).intValue()).toArray();
            return new SavedArray(
                    (String) json.get("path"), Shape.of(sizes), values, "int32".equals(value.get("dtype")));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        try (InputStream packed = Fixtures.class.getResourceAsStream("/keras-3.16/saved_models.json.gz");
                InputStream stream = new GZIPInputStream(packed)) {
            Map<String, Object> json = Json.parseObject(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            return objects((List<?>) json.get("cases")).stream()
                    .map(entry -> new Case((String) entry.get("name"), entry))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> casesWith(String key) {
        return cases().stream().filter(entry -> entry.has(key)).toList();
    }

    static Path model(String name) {
        try {
            return Path.of(Fixtures.class.getResource("/keras-3.16/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    static List<Map<String, Object>> objects(List<?> json) {
        return json.stream().map(Fixtures::object).toList();
    }
}
