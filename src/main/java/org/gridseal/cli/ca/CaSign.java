package org.gridseal.cli.ca;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Collectors;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificateProfile.Attribute;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.PemRequest;
import org.gridseal.ceremony.SignedRecord;
import org.gridseal.ceremony.Statement;
import org.gridseal.x509.Fingerprints;
import org.gridseal.x509.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ca sign`: the root's part, on the machine without a network.
@Command(
    name = "sign",
    description = {
      "Signs the request of a CA with the root's key, after saying in plain words what it is.",
      "Beside the request it writes .p7m (the record, with the certificate in it) and .pem."
    })
public final class CaSign extends CaAct {

  @Parameters(paramLabel = "CSR", description = "The request that was carried here.")
  private Path request;

  @Option(
      names = "--line",
      defaultValue = "issuing",
      description = "Profile that the CA is to have (${DEFAULT-VALUE}).")
  private String line;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  CaSign() {}

  @Override
  int act() throws CertificateEncodingException {
    Ceremonies ceremonies = ceremonies();
    Ceremonies.Plan plan = ceremonies.plan(PemRequest.read(CarriedFile.read(request)), line);
    tell(plan);
    guide()
        .explain("Read the SHA-256 of the request aloud to those who made it, before you agree.");
    Statement statement = consented("The root will sign this.");
    SignedRecord record = ceremonies.certify(plan, statement);
    write(record, plan.name().toString());
    tell(record);
    out().printf("carry %s back%n", beside(".p7m"));
    return DONE;
  }

  private void tell(Ceremonies.Plan plan) {
    CertificateProfile profile = plan.profile();
    Map<Attribute, String> name = plan.request().subject().attributes();
    out().printf("A CA asks to be certified, as %s (%s).%n", plan.name(), profile.name());
    name.forEach((attribute, value) -> out().printf("  %-13s %s%n", attribute, value));
    out().printf("  %-13s %s%n", "key", plan.request().key().kind());
    out().printf("  %-13s at most %s%n", "life", profile.validity().maximum());
    out()
        .printf(
            "  %-13s %s%n",
            "may",
            profile.keyUsage().bits().stream()
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(", ")));
    profile
        .certificatePolicies()
        .ifPresent(it -> out().printf("  %-13s %s%n", "policies", String.join(", ", it.oids())));
    out().printf("  %-13s %s%n", "request", Fingerprints.aloud(plan.sha256()));
    out().printf("  %-13s %s%n", "signed by", plan.root().certificate().getSubjectX500Principal());
  }

  private void write(SignedRecord record, String name) throws CertificateEncodingException {
    X509Certificate certificate = record.certificate(name).orElseThrow();
    CarriedFile.write(beside(".p7m"), record.encoded());
    CarriedFile.write(
        beside(".pem"), Pem.write("CERTIFICATE", certificate.getEncoded()).getBytes(US_ASCII));
  }

  private Path beside(String ending) {
    String name = request.getFileName().toString();
    String stem = name.endsWith(".csr") ? name.substring(0, name.length() - 4) : name;
    return request.resolveSibling(stem + ending);
  }
}
