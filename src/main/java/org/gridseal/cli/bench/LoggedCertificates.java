package org.gridseal.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gridseal.audit.BrokenLogException;
import org.gridseal.audit.EntryBundle;
import org.gridseal.audit.LogTiles;
import org.gridseal.audit.TilePath;
import org.gridseal.authority.SerialNumber;

/// What the entries of a log say of certificates.
///
/// @param intended whose bytes were about to be signed
/// @param issued leaf hashes, in hexadecimal, of those that were kept
record LoggedCertificates(Set<SerialNumber> intended, Map<SerialNumber, String> issued) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Reads all entries.
  ///
  /// @throws FailedBenchException if a certificate was kept twice
  static LoggedCertificates read(LogTiles log, long size) throws IOException, BrokenLogException {
    var read = new LoggedCertificates(new HashSet<>(), new HashMap<>());
    long place = 0;
    while (place < size) {
      TilePath path = TilePath.ofLeaf(place, size).entries();
      byte[] bundle =
          log.tile(path).orElseThrow(() -> new BrokenLogException(path + " is missing"));
      List<byte[]> entries = EntryBundle.parse(path, bundle);
      for (byte[] entry : entries) {
        read.add(JSON.readTree(entry));
      }
      place += entries.size();
    }
    return read;
  }

  private void add(JsonNode entry) {
    JsonNode event = entry.required("data");
    switch (entry.required("type").textValue()) {
      case "issuance-intended" -> intended.add(serialNumber(event));
      case "certificate-issued" -> {
        String hash = event.required("certificate").textValue();
        if (issued.put(serialNumber(event), hash) != null) {
          throw new FailedBenchException("there are two entries of one certificate");
        }
      }
      default -> {
        // No other event says that there is a certificate.
      }
    }
  }

  private static SerialNumber serialNumber(JsonNode event) {
    return SerialNumber.fromString(event.required("serialNumber").textValue());
  }
}
