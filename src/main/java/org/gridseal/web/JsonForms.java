package org.gridseal.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.gridseal.x509.MalformedException;
import org.jspecify.annotations.Nullable;

/// Reads JSON into forms, and notes every field that is unknown or of the wrong kind, not only the
/// first. Only a text that is no JSON at all is refused as a whole.
final class JsonForms {
  private static final String FINDINGS = "findings";

  /// Fields of a browser's form are named by JSON pointers with an index of up to three digits.
  private static final Pattern FIELD = Pattern.compile("(/[A-Za-z][A-Za-z0-9]{0,40}|/\\d{1,3})+");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addHandler(new Collecting())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Two values for one name: whichever we took, somebody else could have read the other.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonForms() {}

  /// Reads a body.
  ///
  /// @param body capped by the caller
  /// @throws MalformedException if it is no JSON object
  static <T> T read(byte[] body, Class<T> type, Findings findings) throws MalformedException {
    try {
      T form = reader(type, findings).readValue(body);
      return orMalformed(form);
    } catch (IOException e) {
      throw new MalformedException("the body is no JSON object of this kind", e);
    }
  }

  /// Reads the fields of a browser's form, whose names are JSON pointers such as
  /// `/units/0/rtgMaxW`. Fields left empty count as missing.
  ///
  /// @throws MalformedException if a name is no such pointer
  static <T> T read(Map<String, String> fields, Class<T> type, Findings findings)
      throws MalformedException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (!field.getValue().isBlank()) {
        put(root, field.getKey(), field.getValue());
      }
    }
    try {
      T form = reader(type, findings).readValue(root);
      return orMalformed(form);
    } catch (IOException e) {
      throw new MalformedException("the fields make no form of this kind", e);
    }
  }

  private static void put(ObjectNode root, String name, String value) throws MalformedException {
    if (!FIELD.matcher(name).matches()) {
      throw new MalformedException("a field's name is no JSON pointer");
    }
    JsonPointer pointer = JsonPointer.compile(name);
    try {
      root.withObject(pointer.head(), JsonNode.OverwriteMode.NULLS, true)
          .put(pointer.last().getMatchingProperty(), value);
    } catch (UnsupportedOperationException e) {
      throw new MalformedException("two fields' names contradict each other", e);
    }
  }

  private static ObjectReader reader(Class<?> type, Findings findings) {
    return JSON.readerFor(type).withAttribute(FINDINGS, findings);
  }

  private static <T> T orMalformed(@Nullable T form) throws MalformedException {
    if (form == null) {
      throw new MalformedException("the body is no JSON object");
    }
    return form;
  }

  /// Notes what does not fit and goes on with null in its place.
  private static final class Collecting extends DeserializationProblemHandler {
    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        @Nullable JsonDeserializer<?> deserializer,
        Object beanOrClass,
        String name)
        throws IOException {
      note(context, parser, "unknown-field", "leave this field out; the service does not know it");
      parser.skipChildren();
      return true;
    }

    @Override
    public @Nullable Object handleWeirdStringValue(
        DeserializationContext context, Class<?> wanted, String value, String reason) {
      note(context, context.getParser(), "malformed", sentence(wanted));
      return null;
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(
        DeserializationContext context, Class<?> wanted, Number value, String reason) {
      note(context, context.getParser(), "malformed", sentence(wanted));
      return null;
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
        DeserializationContext context,
        JavaType wanted,
        @Nullable JsonToken token,
        JsonParser parser,
        @Nullable String reason)
        throws IOException {
      note(context, parser, "malformed", sentence(wanted.getRawClass()));
      parser.skipChildren();
      return null;
    }

    @Override
    public @Nullable Object handleMissingInstantiator(
        DeserializationContext context,
        Class<?> wanted,
        ValueInstantiator instantiator,
        @Nullable JsonParser parser,
        String reason)
        throws IOException {
      JsonParser from = parser == null ? context.getParser() : parser;
      note(context, from, "malformed", "give an object here");
      from.skipChildren();
      return null;
    }

    private static void note(
        DeserializationContext context, JsonParser parser, String rule, String sentence) {
      String pointer = parser.getParsingContext().pathAsPointer().toString();
      ((Findings) context.getAttribute(FINDINGS)).add(new Violation(pointer, rule, sentence));
    }

    private static String sentence(Class<?> wanted) {
      if (wanted.isEnum()) {
        return "give one of the values that the documentation of this field lists";
      }
      return switch (wanted.getSimpleName()) {
        case "BigDecimal" -> "give a number";
        case "Boolean" -> "give true or false";
        case "LocalDate" -> "give a date such as 2026-05-31";
        case "Instant" -> "give a time such as 2026-05-31T09:00:00Z";
        case "UUID" -> "give an id of 32 hexadecimal digits in five groups";
        case "List" -> "give a list here";
        default -> "give a value of the right kind";
      };
    }
  }
}
