package org.gridseal.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identities;
import org.gridseal.authorisation.Identity;
import org.gridseal.authorisation.Target;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;

/// The identities of devices, as a test puts them.
public final class InMemoryIdentities implements Identities {
  private final Map<Identity, Holder> all = new LinkedHashMap<>();

  public void put(Identity identity, Holder holder) {
    all.put(identity, holder);
  }

  @Override
  public Optional<Holder> holderOf(Target target) {
    return all.entrySet().stream()
        .filter(entry -> isOf(target, entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isOf(Target target, Identity identity) {
    return switch (target) {
      case Target.OfCertificate(SerialNumber serialNumber) ->
          identity.certificate().filter(serialNumber::equals).isPresent();
      case Target.OfLfdi(Lfdi lfdi) -> identity.lfdi().equals(lfdi);
    };
  }

  @Override
  public Optional<Lfdi> lfdiOf(SerialNumber serialNumber) {
    return all.keySet().stream()
        .filter(identity -> isOf(new Target.OfCertificate(serialNumber), identity))
        .map(Identity::lfdi)
        .findFirst();
  }

  @Override
  public Map<Lfdi, Holder> holdersOf(Collection<Shown> shown) {
    Map<Lfdi, Holder> found = new HashMap<>();
    shown.forEach(
        one ->
            holderOf(new Target.OfLfdi(one.lfdi()))
                .ifPresent(holder -> found.put(one.lfdi(), holder)));
    return found;
  }

  @Override
  public List<Identity> of(DeviceId device) {
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().device().equals(device))
        .map(Map.Entry::getKey)
        .toList();
  }
}
