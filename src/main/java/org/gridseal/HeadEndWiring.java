package org.gridseal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.gridseal.enrollment.PostgresSuccessions;
import org.gridseal.enrollment.Successions;

/// Constructs what head-ends learn from: chains of identities, their changes, and who is told.
@ApplicationScoped
class HeadEndWiring {
  @Produces
  @Singleton
  Successions successions(DataSource database) {
    return new PostgresSuccessions(database);
  }
}
