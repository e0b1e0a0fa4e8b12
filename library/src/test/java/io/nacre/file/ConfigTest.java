package io.nacre.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    @Test
    void valuesArePlainAndKeepTheirOrder() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", 1);
        values.put("a", 0.5f);
        values.put("list", List.of(2, true, None.NONE, Map.of("k", 3)));
        Config config = Config.of("keras.layers", "Dense", values);
        assertEquals(List.of("z", "a", "list"), List.copyOf(config.values().keySet()));
        assertEquals(1L, config.values().get("z"));
        assertEquals(0.5, config.values().get("a"));
        assertEquals(
                List.of(2L, true, None.NONE, Map.of("k", 3L)), config.values().get("list"));
        assertThrows(IllegalArgumentException.class, () -> config.withValue("odd", new Object()));
        assertThrows(IllegalArgumentException.class, () -> Config.of("keras.layers", " ", Map.of()));
    }

    @Test
    void nullIsNoneAndNotAValue() {
        Config config = Config.parse("{\"class_name\": \"A\", \"config\": {\"x\": null, \"y\": 1}}");
        assertEquals(None.NONE, config.values().get("x"));
        assertEquals(Optional.empty(), config.value("x"));
        assertEquals(Optional.empty(), config.value("absent"));
        assertEquals(Optional.of(1L), config.value("y"));
        assertEquals(Optional.empty(), config.module());
        assertEquals(List.of("y"), List.copyOf(config.without("x").values().keySet()));
    }

    @Test
    void whatOnlyKerasNeedsIsDropped() {
        String json = "{\"module\": \"keras.layers\", \"class_name\": \"Dense\", \"config\": {\"units\": 3},"
                + " \"registered_name\": null, \"build_config\": {\"input_shape\": [null, 2]},"
                + " \"shared_object_id\": 140473880555344}";
        assertEquals(
                "{\"module\":\"keras.layers\",\"class_name\":\"Dense\",\"config\":{\"units\":3},"
                        + "\"registered_name\":null}",
                Config.parse(json).print());
    }

    @Test
    void numbersSurvive() {
        String json = "{\"class_name\":\"A\",\"config\":{\"a\":[0.05000000074505806,1.0E-7,-0.0,9223372036854775807,"
                + "NaN,Infinity,-Infinity,1.8446744073709552E19]}}";
        Config config = Config.parse(json);
        assertEquals(config, Config.parse(config.print()));
        assertTrue(config.print()
                .contains("[0.05000000074505806,1.0E-7,-0.0,9223372036854775807,NaN,Infinity,-Infinity,"));
        assertEquals(Config.parse(json.replace("1.8446744073709552E19", "18446744073709551616")), config);
    }

    @Test
    void anythingButOneObjectIsRefused() {
        for (String json :
                List.of("", "{", "[]", "3", "{\"class_name\": \"A\"}", "{\"class_name\": \"\", \"config\": {}}")) {
            assertThrows(FileFormatException.class, () -> Config.parse(json), json);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BatchNormalization, batch_normalization",
        "PReLU, p_re_lu",
        "LeakyReLU, leaky_re_lu",
        "Conv2D, conv2d",
        "DepthwiseConv2D, depthwise_conv2d",
        "Conv2DTranspose, conv2d_transpose",
        "SeparableConv2D, separable_conv2d",
        "LSTM, lstm",
        "GRU, gru",
        "SimpleRNN, simple_rnn",
        "Dense, dense",
        "MaxPooling2D, max_pooling2d",
        "GlobalAveragePooling1D, global_average_pooling1d"
    })
    void classesAreNamedInFilesAsKerasNamesThem(String className, String name) {
        assertEquals(name, Names.snakeCase(className));
    }
}
