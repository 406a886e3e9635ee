package org.gridseal.authority;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gridseal.authority.CertificateProfile.Access;
import org.gridseal.authority.CertificateProfile.AlternativeNames;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Presence;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.authority.CertificateProfile.Constraints;
import org.gridseal.authority.CertificateProfile.KeyPurposes;
import org.gridseal.authority.CertificateProfile.KeyUsages;
import org.gridseal.authority.CertificateProfile.Mark;
import org.gridseal.authority.CertificateProfile.PolicyIdentifiers;
import org.gridseal.authority.CertificateProfile.Purpose;
import org.gridseal.authority.CertificateProfile.RoleForm;
import org.gridseal.authority.CertificateProfile.Validity;
import org.gridseal.authority.ProfileRules.Breach;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.document.Document;

/// Reads `policies/profiles/NAME.yaml`. A field that is missing or has a value that is not known
/// stops the start: a certificate is never issued from half a profile.
public final class ProfileFile {
  private static final String ABSENT = "absent";

  private ProfileFile() {}

  /// Reads every profile of a folder, and holds them against each other.
  ///
  /// @throws IllegalArgumentException naming the file and what is wrong with it
  public static List<CertificateProfile> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<CertificateProfile> profiles =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .map(ProfileFile::read)
              .toList();
      List<String> breaches = ProfileTree.breachesIn(profiles);
      if (!breaches.isEmpty()) {
        throw new IllegalArgumentException(
            "certificate profile " + String.join("; certificate profile ", breaches));
      }
      return profiles;
    } catch (IOException e) {
      throw new UncheckedIOException("the profiles in " + folder + " cannot be listed", e);
    }
  }

  private static CertificateProfile read(Path file) {
    try {
      CertificateProfile profile = parse(Files.readAllBytes(file));
      if (!file.getFileName().toString().equals(profile.name() + ".yaml")) {
        throw new IllegalArgumentException("the name inside is " + profile.name());
      }
      return profile;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "certificate profile %s: %s".formatted(file.getFileName(), e.getMessage()), e);
    }
  }

  /// Reads one profile, and holds it against RFC 5280 and the standard of its family.
  ///
  /// @throws BrokenDocumentException naming lines and reasons
  public static CertificateProfile parse(byte[] yaml) {
    Document document = Document.read(yaml, "profiles.schema.json");
    CertificateProfile profile = profile(document.root());
    List<Problem> problems =
        Stream.concat(
                ProfileRules.breachesOf(profile).stream(), keyIdentifier(document.root(), profile))
            .map(
                breach ->
                    new Problem(
                        document.lineOf(breach.pointer()), breach.pointer(), breach.sentence()))
            .toList();
    if (!problems.isEmpty()) {
      throw new BrokenDocumentException(problems);
    }
    return profile;
  }

  /// Nobody chooses: the field says it for whoever reads the file.
  private static Stream<Breach> keyIdentifier(JsonNode file, CertificateProfile profile) {
    boolean stated = required(file, "authorityKeyIdentifier").asBoolean();
    return stated == (profile.isSelfIssued() && profile.isAuthority())
        ? Stream.of(
            new Breach(
                "/authorityKeyIdentifier",
                "every certificate but a root's has one (RFC 5280 §4.2.1.1)"))
        : Stream.of();
  }

  private static CertificateProfile profile(JsonNode file) {
    return new CertificateProfile(
        text(file, "name"),
        Family.named(text(file, "family")),
        text(file, "use").equals("test"),
        text(file, "issuer"),
        required(file, "enrollable").asBoolean(),
        attributes(required(file, "subject")),
        validity(text(required(file, "validity"), "maximum")),
        Set.copyOf(texts(required(file, "keys"))),
        SignatureAlgorithm.named(text(file, "signature")),
        keyUsages(required(file, "keyUsage")),
        unlessAbsent(file, "extendedKeyUsage")
            .map(ProfileFile::purposes)
            .orElse(new KeyPurposes(false, Set.of())),
        unlessAbsent(file, "certificatePolicies").map(ProfileFile::policies),
        unlessAbsent(file, "subjectAltName").map(ProfileFile::alternativeNames),
        unlessAbsent(file, "basicConstraints").map(ProfileFile::constraints),
        required(file, "crlDistributionPoint").asBoolean(),
        names(Access.class, required(file, "authorityInfoAccess")),
        unlessAbsent(file, "role").map(role -> RoleForm.valueOf(role.asText())),
        names(Mark.class, required(file, "marks")));
  }

  private static Validity validity(String maximum) {
    return maximum.equals("indefinite") ? Validity.INDEFINITE : new Validity(Period.parse(maximum));
  }

  private static KeyPurposes purposes(JsonNode node) {
    return new KeyPurposes(critical(node), names(Purpose.class, required(node, "purposes")));
  }

  private static List<Attribute> attributes(JsonNode node) {
    return node.isArray() ? texts(node).stream().map(Attribute::valueOf).toList() : List.of();
  }

  private static KeyUsages keyUsages(JsonNode node) {
    return new KeyUsages(critical(node), names(KeyUsages.Bit.class, required(node, "bits")));
  }

  private static PolicyIdentifiers policies(JsonNode node) {
    return new PolicyIdentifiers(critical(node), texts(required(node, "oids")));
  }

  private static AlternativeNames alternativeNames(JsonNode node) {
    Map<Form, Presence> forms = new EnumMap<>(Form.class);
    for (Form form : Form.values()) {
      forms.put(form, Presence.valueOf(text(node, form.name())));
    }
    return new AlternativeNames(critical(node), forms);
  }

  private static Constraints constraints(JsonNode node) {
    Optional<Integer> pathLength =
        Optional.of(required(node, "pathLength")).filter(JsonNode::isInt).map(JsonNode::asInt);
    return new Constraints(critical(node), required(node, "ca").asBoolean(), pathLength);
  }

  private static boolean critical(JsonNode node) {
    return required(node, "critical").asBoolean();
  }

  private static Optional<JsonNode> unlessAbsent(JsonNode file, String field) {
    return Optional.of(required(file, field)).filter(node -> !ABSENT.equals(node.asText()));
  }

  private static <E extends Enum<E>> Set<E> names(Class<E> type, JsonNode node) {
    Set<E> found = EnumSet.noneOf(type);
    if (node.isArray()) {
      texts(node).forEach(name -> found.add(Enum.valueOf(type, name)));
    }
    return found;
  }

  private static List<String> texts(JsonNode node) {
    List<String> found = new ArrayList<>();
    node.forEach(element -> found.add(element.asText()));
    return found;
  }

  private static String text(JsonNode node, String field) {
    return required(node, field).asText();
  }

  private static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("the field " + field + " is missing");
    }
    return value;
  }
}
