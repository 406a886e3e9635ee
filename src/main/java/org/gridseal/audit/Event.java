package org.gridseal.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;

/// Everything the log can hold. A new kind of event is a new record here, and nowhere else.
///
/// An event holds random ids, digests and decisions; it never holds a name, an address, a meter
/// number or an unsalted hash of one, because a log cannot forget.
public sealed interface Event {
  /// A CA is used by this installation from now on.
  ///
  /// @param authority the short name of the CA
  /// @param certificate leaf hash of its certificate's encoding
  record AuthorityEstablished(String authority, Hash certificate) implements Event {}

  /// People did something to a CA of ours; a record that is signed with its key says what.
  ///
  /// @param authority the short name of the CA
  /// @param act `established`, `certified`, `installed`, `switched` or `retired`
  /// @param record SHA-256 of the record's file
  record CeremonyHeld(String authority, String act, Hash record) implements Event {}

  /// Somebody wants a manufacturer's root to be trusted; nothing follows from it yet.
  ///
  /// @param root leaf hash of its certificate's encoding
  /// @param attested whether it vouches for keys that cannot leave their hardware
  record ManufacturerProposed(Hash root, boolean attested) implements Event {}

  /// The same, for a root that is to take over from one that is trusted.
  record ManufacturerSuccessorProposed(Hash root, Hash predecessor, boolean attested)
      implements Event {}

  /// A second person confirmed a manufacturer's root: from now on devices below it may enroll.
  ///
  /// @param root leaf hash of its certificate's encoding
  /// @param attested whether it vouches for keys that cannot leave their hardware
  record ManufacturerTrusted(Hash root, boolean attested) implements Event {}

  /// A proposed root was turned down before anybody confirmed it.
  record ManufacturerDeclined(Hash root) implements Event {}

  /// A trusted root vouches for nobody from now on.
  record ManufacturerRetired(Hash root) implements Event {}

  /// A policy file is kept for ever, so that it may decide.
  ///
  /// @param policy SHA-256 of its bytes, by which every decision names it
  record PolicyKept(Hash policy) implements Event {}

  /// Another edition of the policy lies in the folder, and waits for people to agree.
  ///
  /// @param edition the file's SHA-256; where there are several, the SHA-256 over theirs
  record PolicyProposed(Hash edition) implements Event {}

  /// One person agreed to it.
  ///
  /// @param ordinal 1 for the first of those who must agree
  record PolicyAgreed(Hash edition, int ordinal) implements Event {}

  /// From now on decisions are made by this edition of the policy.
  record PolicyEnacted(Hash edition) implements Event {}

  /// A site was registered, and the policy decided what it must meet.
  ///
  /// @param content leaf hash of what was submitted, as stored
  /// @param policy digest of the policy file that decided
  /// @param rules names of the rules that decided, in the order in which they applied
  record RegistrationSubmitted(
      SiteId site, Hash content, String tier, int approvals, Hash policy, List<String> rules)
      implements Event {
    public RegistrationSubmitted {
      rules = List.copyOf(rules);
    }
  }

  /// One reviewer agreed.
  ///
  /// @param ordinal 1 for the first of the approvals that the tier asks for
  record ReviewApproved(SiteId site, int ordinal) implements Event {}

  /// The last approval that the tier asks for was given; devices may enroll.
  record SiteApproved(SiteId site, Hash policy) implements Event {}

  /// The installer must change something.
  ///
  /// @param note leaf hash of what the reviewer wrote
  record RegistrationReturned(SiteId site, Hash note) implements Event {}

  record RegistrationRefused(SiteId site, Hash note) implements Event {}

  /// A one-time code was made for a device, and takes the place of any before it; the log never
  /// sees the code.
  record OneTimeCodeIssued(SiteId site, DeviceId device) implements Event {}

  /// The device's code opens nothing any more, though nobody has used it.
  record OneTimeCodeWithdrawn(SiteId site, DeviceId device) implements Event {}

  /// A certification request was turned down by rule.
  ///
  /// @param request leaf hash of the request; of the body where it is no base64, and of nothing
  ///   where it was too large to be read
  /// @param violations names of the rules that were violated
  record EnrollmentRefused(Hash request, List<String> violations) implements Event {
    public EnrollmentRefused {
      violations = List.copyOf(violations);
    }
  }

  /// Logged before the key is used, so that no signature exists without a record of it.
  ///
  /// @param profile name of the certificate profile
  /// @param policy digest of the policy file that decided
  /// @param content leaf hash of the bytes about to be signed
  record IssuanceIntended(
      SiteId site,
      DeviceId device,
      SerialNumber serialNumber,
      String profile,
      Hash policy,
      Hash content)
      implements Event {}

  /// A certificate was signed, checked and kept. From this moment on it has the place of the
  /// identity that its device had under the same profile, if there was one.
  ///
  /// @param certificate leaf hash of its encoding (not its fingerprint, which would be the LFDI)
  /// @param predecessor the certificate whose place it takes; empty where that was none of ours,
  ///   but the factory's, or an LFDI that an aggregator chose
  /// @param overlapUntil until when, exclusive, both identities are authorised; empty where it
  ///   takes nobody's place
  record CertificateIssued(
      SiteId site,
      DeviceId device,
      SerialNumber serialNumber,
      Hash certificate,
      Optional<SerialNumber> predecessor,
      Optional<Instant> overlapUntil)
      implements Event {}

  /// A device that an aggregator speaks for was given an LFDI without a certificate behind it.
  record VirtualIdentityAssigned(SiteId site, DeviceId device) implements Event {}

  /// A certificate was revoked for good; it may have been on hold before.
  record CertificateRevoked(SiteId site, SerialNumber serialNumber, RevocationReason reason)
      implements Event {}

  /// A certificate is not to be accepted until it is released (RFC 5280 §5.3.1, certificateHold).
  record CertificateHeld(SiteId site, SerialNumber serialNumber) implements Event {}

  /// A certificate that was on hold is good again.
  record CertificateReleased(SiteId site, SerialNumber serialNumber) implements Event {}

  /// Somebody wants an identity taken away or given back, and others must agree first.
  ///
  /// @param act such as `restore-lfdi`, `withdraw-certificate` or `suspend-site`
  /// @param subject leaf hash of the LFDI's 20 octets, or of the 16 of the id of a device or a site
  record MeasureProposed(UUID measure, String act, Hash subject) implements Event {}

  /// One more person agreed.
  ///
  /// @param ordinal 2 for the first after whoever proposed it
  record MeasureAgreed(UUID measure, int ordinal) implements Event {}

  /// What was proposed was taken back, and nothing has changed.
  record MeasureDropped(UUID measure) implements Event {}

  /// The utility decided whether it lets an LFDI in.
  ///
  /// @param lfdi leaf hash of its 20 octets
  /// @param state `ALLOWED`, `SUSPENDED` or `DENIED`
  /// @param reason such as `stolen`
  record LfdiDecided(
      SiteId site, DeviceId device, Hash lfdi, UUID measure, String state, String reason)
      implements Event {}

  /// The same, about an LFDI that nothing in the register has.
  record StrangerDecided(Hash lfdi, UUID measure, String state, String reason) implements Event {}

  /// The utility decided whether it lets in what is at a site.
  ///
  /// @param state `APPROVED` again, `SUSPENDED` or `RETIRED`
  /// @param reason such as `outOfService`
  record SiteDecided(SiteId site, UUID measure, String state, String reason) implements Event {}

  /// The same, of one device of a site.
  record DeviceDecided(SiteId site, DeviceId device, UUID measure, String state, String reason)
      implements Event {}

  /// From now on somebody outside is told of changes.
  ///
  /// @param webhook id of the subscription; where it leads is no matter of the log
  record WebhookAdded(UUID webhook) implements Event {}

  /// Nobody is told any more under this subscription.
  record WebhookRemoved(UUID webhook) implements Event {}

  /// Messages to this subscription are signed with another secret, for a day beside the old one.
  record WebhookSecretRotated(UUID webhook) implements Event {}

  /// An aggregator forms the LFDIs of devices without certificates with this number.
  ///
  /// @param number the IANA private enterprise number
  record EnterpriseNumberAssigned(UUID aggregator, long number) implements Event {}

  /// Changes are told again.
  ///
  /// @param after the place of the last change that is not
  record WebhookReplayed(UUID webhook, long after) implements Event {}

  /// Logged before an authority signs the certificate of its OCSP responder.
  ///
  /// @param content leaf hash of the bytes about to be signed
  record ResponderIntended(String authority, SerialNumber serialNumber, Hash content)
      implements Event {}

  /// The certificate of an OCSP responder was signed and checked; its key is in the memory of one
  /// replica.
  ///
  /// @param certificate leaf hash of its encoding
  record ResponderCertified(String authority, SerialNumber serialNumber, Hash certificate)
      implements Event {}

  /// A CRL was signed, complete or a delta.
  ///
  /// @param authority its short name; for a part of its certificates also their number of parts and
  ///   which it is, such as `issuing/16/3`
  /// @param number the CRL number (RFC 5280 §5.2.3)
  /// @param content leaf hash of its TBSCertList, the bytes that were signed
  record RevocationListIssued(String authority, long number, Hash content) implements Event {}
}
