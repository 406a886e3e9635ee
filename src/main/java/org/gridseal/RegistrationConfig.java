package org.gridseal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/// What a utility says about itself so that registrations can be checked.
@ConfigMapping(prefix = "gridseal.registration")
interface RegistrationConfig {
  /// Where the utility is: its day decides whether a date lies in the future.
  @WithDefault("UTC")
  ZoneId zone();

  /// Regular expression for the utility's service account numbers.
  @WithDefault("\\S{1,32}")
  String serviceAccountNo();

  /// Regular expression for the utility's meter numbers.
  @WithDefault("\\S{1,32}")
  String meterNo();

  /// Snapshot of certified equipment: lines of manufacturer, tab, model. Without one every model is
  /// looked at by a person.
  Optional<Path> certifiedModels();
}
