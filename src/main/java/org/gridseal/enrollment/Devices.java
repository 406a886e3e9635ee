package org.gridseal.enrollment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.policy.Applicant;
import org.gridseal.policy.Connection;
import org.gridseal.policy.PolicyBook;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.SiteId;

/// The registered devices, as enrollment reads them. Each answer is fresh.
public interface Devices {
  Optional<RegisteredDevice> find(DeviceId id);

  Optional<RegisteredDevice> find(HardwareIdentity hardware);

  /// The sites that the aggregator manages whose own devices stand at a site.
  List<Connection> managedFrom(SiteId site);

  /// Whose tier decides for a device: its site's, or, for an aggregator's own, that of all it
  /// manages at this moment.
  default Applicant applicantFor(RegisteredDevice device, PolicyBook book) {
    if (!book.isForAggregators(device.profile())) {
      return Applicant.site(device.connection());
    }
    List<Connection> all =
        Stream.concat(Stream.of(device.connection()), managedFrom(device.site()).stream()).toList();
    return new Applicant(device.connection(), Optional.of(book.fleetOf(all)));
  }
}
