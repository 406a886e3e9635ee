package org.gridseal.ceremony;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.gridseal.authority.Stage;
import org.gridseal.x509.MalformedException;

/// What was done, by whom, when, with what: the content of a signed record, as JSON.
///
/// Certificates and requests stand in it by SHA-256 of their encodings, in hexadecimal digits.
///
/// @param authority the CA that the act was about
/// @param key of that CA
/// @param certificates that came into being, or were put into place
/// @param requests that were written or answered
/// @param stages that were reached by it
/// @param previous SHA-256 of the record before in the same folder; empty in the first
public record CeremonyRecord(
    String form,
    Act act,
    String authority,
    Instant at,
    List<Statement.Person> people,
    String software,
    Key key,
    List<Made> certificates,
    List<String> requests,
    List<Reached> stages,
    String previous) {
  static final String FORM = "gridseal-ceremony-1";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // What is not understood is not believed.
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  public CeremonyRecord {
    people = List.copyOf(people);
    certificates = List.copyOf(certificates);
    requests = List.copyOf(requests);
    stages = List.copyOf(stages);
  }

  /// What was done.
  public enum Act {
    /// A root made itself.
    established,
    /// A root certified another CA.
    certified,
    /// A CA took its certificate into use.
    installed,
    /// A CA that was made elsewhere was taken over, with its key.
    adopted,
    /// A generation took over.
    switched,
    /// A generation ended.
    retired
  }

  /// @param algorithm how it signs
  /// @param keeper where it is kept, in a word
  /// @param sha256 of the SubjectPublicKeyInfo
  public record Key(String algorithm, String keeper, String sha256) {}

  public record Made(String name, String sha256) {}

  public record Reached(String name, Stage stage) {}

  byte[] written() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts can be written", e);
    }
  }

  /// @throws MalformedException if it is none of ours
  static CeremonyRecord parse(byte[] json) {
    try {
      CeremonyRecord record = JSON.readValue(json, CeremonyRecord.class);
      if (!FORM.equals(record.form())) {
        throw new MalformedException("the record is of a form that is not known here");
      }
      return record;
    } catch (IOException e) {
      throw new MalformedException("the message holds no record of a ceremony", e);
    }
  }
}
