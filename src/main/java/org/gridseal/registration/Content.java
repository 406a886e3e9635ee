package org.gridseal.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import org.gridseal.audit.Hash;
import org.gridseal.site.Application;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Note;
import org.gridseal.site.Submission;

/// What people wrote, as the text that is kept and as the hash that stands in the log.
///
/// Each hash is salted: names, addresses and meter numbers are few enough to be guessed from a bare
/// one. Whoever may read the stored text and salt can check the log; when both are erased, what is
/// left in the log tells nothing.
final class Content {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(Lfdi.class, ToStringSerializer.instance)
                  .addSerializer(HardwareSerial.class, ToStringSerializer.instance))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Content() {}

  /// An application as JSON, without its secrets.
  static String of(Application application) {
    try {
      return JSON.writeValueAsString(application.withoutSecrets());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an application has no JSON form", e);
    }
  }

  /// Leaf hash of the salt and the text.
  static Hash hash(Submission submission) {
    return salted(submission.salt(), submission.content());
  }

  /// Leaf hash of the salt and the text.
  static Hash hash(Note note) {
    return salted(note.salt(), note.text());
  }

  private static Hash salted(byte[] salt, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[salt.length + content.length];
    System.arraycopy(salt, 0, both, 0, salt.length);
    System.arraycopy(content, 0, both, salt.length, content.length);
    return Hash.ofLeaf(both);
  }
}
