package org.gridseal.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.gridseal.document.BrokenDocumentException.Problem;

/// A YAML document that conforms to one of the JSON Schemas of `policies/`; there is no other way
/// to make one than [#read].
public final class Document {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          // The last of two equal keys would win in silence.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .addModule(new JavaTimeModule())
          .build();

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .locale(Locale.ROOT)
                      .pathType(PathType.JSON_POINTER)
                      .build()));

  private final JsonNode root;

  private Document(JsonNode root) {
    this.root = root;
  }

  /// Reads a document and holds it against a schema.
  ///
  /// @param schema file name below `policies/`, such as `sites.schema.json`
  /// @throws BrokenDocumentException if it is no YAML, or does not conform; it names every place
  public static Document read(byte[] yaml, String schema) {
    JsonNode root = parse(yaml);
    List<Problem> problems =
        schema(schema).validate(root).stream().map(Document::problem).distinct().toList();
    if (!problems.isEmpty()) {
      throw new BrokenDocumentException(problems);
    }
    return new Document(root);
  }

  public JsonNode root() {
    return root;
  }

  /// Writes a record in the words of the document that it came from.
  public static String write(Record content) {
    try {
      return YAML.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("whatever was read can be written", e);
    }
  }

  /// Reads the whole document as a record.
  ///
  /// @throws BrokenDocumentException if a value has the right form but no meaning
  public <T> T as(Class<T> type) {
    return as(root, type);
  }

  /// Reads a part as a record; of this document, or made of parts that were.
  ///
  /// @throws BrokenDocumentException as [#as(Class)]
  public static <T> T as(JsonNode part, Class<T> type) {
    try {
      return YAML.treeToValue(part, type);
    } catch (JsonProcessingException e) {
      throw new BrokenDocumentException(List.of(new Problem(0, "", e.getOriginalMessage())));
    }
  }

  /// The line on which a value stands.
  ///
  /// @param pointer of a value that exists (RFC 6901)
  public int lineOf(String pointer) {
    return lineOf(root.at(pointer));
  }

  private static int lineOf(JsonNode node) {
    JsonLocation location = JsonNodes.tokenStreamLocationOf(node);
    return location == null ? 0 : location.getLineNr();
  }

  private static JsonNode parse(byte[] yaml) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      JsonNodeFactory located =
          LocationJsonNodeFactoryFactory.getInstance().getJsonNodeFactory(parser);
      JsonNode root = YAML.reader(located).readTree(parser);
      if (root == null || parser.nextToken() != null) {
        throw new BrokenDocumentException(List.of(new Problem(0, "", "not one YAML document")));
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new BrokenDocumentException(List.of(syntaxProblem(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static Problem syntaxProblem(JsonProcessingException e) {
    int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    return new Problem(line, "", "no YAML: " + firstLine(e.getOriginalMessage()));
  }

  private static Problem problem(Error error) {
    return new Problem(
        lineOf(error.getInstanceNode()),
        error.getInstanceLocation().toString(),
        firstLine(error.getMessage()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static Schema schema(String name) {
    try (InputStream json = Document.class.getResourceAsStream("/policies/" + name)) {
      if (json == null) {
        throw new IllegalArgumentException("no schema is named " + name);
      }
      return SCHEMAS.getSchema(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
