package io.nacre.parity;

import io.nacre.data.Tensor;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One case of a file of reference values: all that is needed to replay it, and what Keras found.
 *
 * @param group the file's name, without ending
 * @param json the case
 */
record Case(String group, JsonNode json) {
    String name() {
        return json.get("name").asString();
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    JsonNode get(String field) {
        return json.get(field);
    }

    Tensor tensor(String field) {
        return tensor(json.get(field));
    }

    /** An array of the files: shape and flat data, with words for what JSON has no numbers for. */
    static Tensor tensor(JsonNode array) {
        int[] shape = ints(array.get("shape"));
        float[] values = new float[array.get("data").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(array.get("data").get(i));
        }
        return shape.length == 0 ? Tensor.scalar(values[0]) : Tensor.of(values, shape);
    }

    static float number(JsonNode number) {
        return number.isString() ? Float.parseFloat(number.asString()) : (float) number.doubleValue();
    }

    static int[] ints(JsonNode list) {
        List<Integer> ints = new ArrayList<>();
        list.forEach(item -> ints.add(item.intValue()));
        return ints.stream().mapToInt(Integer::intValue).toArray();
    }
}
