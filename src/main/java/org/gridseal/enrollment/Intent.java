package org.gridseal.enrollment;

import java.time.Instant;
import java.util.Optional;
import org.gridseal.authority.RecordedDraft;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.x509.SubjectKey;

/// A certificate about to be signed, as it is recorded before the key is used.
///
/// @param generation counts the times this key is certified from 1
/// @param predecessor the certificate that this one is to replace
/// @param draft the content, which whoever finds the intent may take up
record Intent(
    DeviceId device,
    SiteId site,
    String profile,
    String authority,
    SubjectKey key,
    int generation,
    Optional<SerialNumber> predecessor,
    RecordedDraft draft,
    Instant at) {}
