package io.nacre.file;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * JSON as Python writes it, in maps, lists, strings, {@link Long}s, {@link Double}s, booleans and {@link None}.
 *
 * <p>Size, depth and number of tokens of what is read are bounded. {@code NaN} and {@code Infinity} are allowed.
 */
final class Json {
    /** The longest text that is read, in bytes or characters. */
    static final int MAX_LENGTH = 64 << 20;

    private static final int MAX_DEPTH = 200;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_LENGTH)
                    .maxStringLength(16 << 20)
                    .maxTokenCount(4_000_000)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** Reads one value that makes up the whole text. */
    static Object parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new FileFormatException("the JSON is longer than " + MAX_LENGTH + " characters");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Object value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new FileFormatException("something follows the end of the JSON");
            }
            return value;
        } catch (JacksonException e) {
            throw new FileFormatException("not the JSON that is expected: " + e.getOriginalMessage() + place(e), e);
        }
    }

    /** Reads a text that must be an object. */
    static Map<String, Object> parseObject(String text) {
        if (parse(text) instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // parse gives maps with string keys only
            Map<String, Object> object = (Map<String, Object>) map;
            return object;
        }
        throw new FileFormatException("a JSON object was expected");
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static Object value(JsonParser parser, JsonToken token) {
        if (token == null) {
            throw new FileFormatException("the JSON ends too early");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    object.put(parser.currentName(), value(parser, parser.nextToken()));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    array.add(value(parser, next));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> None.NONE;
            default -> throw new FileFormatException("unexpected " + token + " in the JSON");
        };
    }

    private static Object whole(JsonParser parser) {
        BigInteger number = parser.getBigIntegerValue();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number.doubleValue();
    }

    /**
     * Returns the text of a value; maps keep their order, so that equal values give equal texts.
     *
     * @throws IllegalArgumentException if it is too deep to be read again
     */
    static String print(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, value);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(
                    "the JSON of the model would be more than " + MAX_DEPTH + " lists and objects deep, which cannot be"
                            + " read again; put fewer models within models",
                    e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) {
        switch (value) {
            case Map<?, ?> object -> {
                generator.writeStartObject();
                object.forEach((name, entry) -> {
                    generator.writeName((String) name);
                    write(generator, entry);
                });
                generator.writeEndObject();
            }
            case List<?> array -> {
                generator.writeStartArray();
                array.forEach(item -> write(generator, item));
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Long number -> generator.writeNumber(number);
            case Double number when number.isNaN() || number.isInfinite() -> generator.writeRawValue(python(number));
            case Double number -> generator.writeNumber(number);
            case Boolean truth -> generator.writeBoolean(truth);
            case None _ -> generator.writeNull();
            default ->
                throw new IllegalArgumentException(
                        "no JSON for " + value.getClass().getName());
        }
    }

    private static String python(double number) {
        return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }
}
