package org.gridseal;

import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.OcspResponder;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.revocation.CrlPublisher;
import org.gridseal.revocation.Revocations;
import org.gridseal.status.StatusConfig;

/// A CRL publisher and an OCSP responder for each CA that answers for certificates now.
final class AuthorityStatus {
  private final LiveHierarchy authorities;
  private final Revocations revocations;
  private final Function<CertificationAuthority, CrlPublisher> publishers;
  private final StatusConfig config;
  private final InstantSource time;
  private final Map<CertificationAuthority, Answering> known = new ConcurrentHashMap<>();

  private record Answering(CrlPublisher publisher, OcspResponder responder) {}

  /// @param publishers makes one for an authority
  AuthorityStatus(
      LiveHierarchy authorities,
      Revocations revocations,
      Function<CertificationAuthority, CrlPublisher> publishers,
      StatusConfig config,
      InstantSource time) {
    this.authorities = authorities;
    this.revocations = revocations;
    this.publishers = publishers;
    this.config = config;
    this.time = time;
  }

  private Answering of(CertificationAuthority authority) {
    return known.computeIfAbsent(
        authority,
        it ->
            new Answering(
                publishers.apply(it),
                new OcspResponder(it, time, config.ocspValidity(), revocations::statusOf)));
  }

  /// The publisher of a line, or of any other CA. The others' lists are made when they are asked
  /// for.
  ///
  /// @throws IllegalStateException if no CA answers for anything
  CrlPublisher devices(String line) {
    return authorities
        .get()
        .issuing(line)
        .or(() -> authorities.get().answering().stream().findFirst())
        .map(each -> of(each).publisher())
        .orElseThrow(() -> new IllegalStateException("there is no CA below a root"));
  }

  Map<String, CrlPublisher> lists() {
    return authorities.get().answering().stream()
        .collect(Collectors.toMap(CertificationAuthority::shortName, each -> of(each).publisher()));
  }

  /// Encodings of the certificates of all that live, roots included, by short name.
  Map<String, byte[]> certificates() {
    return authorities.get().generations().stream()
        .collect(
            Collectors.toMap(
                each -> each.name().toString(),
                each -> {
                  try {
                    return each.certificate().getEncoded();
                  } catch (CertificateEncodingException e) {
                    throw new IllegalStateException("a parsed certificate has an encoding", e);
                  }
                }));
  }

  /// Answers for the authority that is asked about; whoever asks about another's certificates is
  /// told by one of ours that they are unknown.
  byte[] ocsp(byte[] request) {
    List<OcspResponder> all =
        authorities.get().answering().stream().map(each -> of(each).responder()).toList();
    return all.stream()
        .filter(each -> each.isAsked(request))
        .findFirst()
        .or(() -> all.stream().findFirst())
        .map(each -> each.answer(request))
        .orElseGet(OcspResponder::unauthorized);
  }
}
