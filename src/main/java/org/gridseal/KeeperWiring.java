package org.gridseal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.Stage;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.keeper.Keeper;

/// Constructs what keeps the CA's keys, and what watches it.
@ApplicationScoped
class KeeperWiring {
  @Produces
  @Singleton
  Keeper keeper(KeeperConfig config) {
    return Keepers.open(config, InstantSource.system());
  }

  @Produces
  @Singleton
  KeeperProbe keeperProbe(LiveHierarchy authorities) {
    return new KeeperProbe(() -> prove(authorities.get()), InstantSource.system());
  }

  /// Every key that signs certificates now.
  private static void prove(Hierarchy authorities) {
    authorities.generations().stream()
        .filter(each -> each.stage() == Stage.issuing)
        .flatMap(each -> each.authority().stream())
        .forEach(CertificationAuthority::prove);
  }
}
