package org.gridseal.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Decided;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.CertificateRegister;
import org.gridseal.authority.SerialNumber;

/// Certificates that can be revoked, held and released; it counts how often the world was told.
public final class InMemoryRegister implements CertificateRegister {
  private final Map<SerialNumber, State> states = new HashMap<>();
  private final List<String> reasons = new ArrayList<>();
  private final List<Decided> rulings = new ArrayList<>();
  private int tellings;

  public void put(SerialNumber serialNumber, State state) {
    states.put(serialNumber, state);
  }

  /// Why certificates were revoked for good.
  public List<String> reasons() {
    return List.copyOf(reasons);
  }

  /// By what the policy decided who must agree, of those that a measure was about.
  public List<Decided> rulings() {
    return List.copyOf(rulings);
  }

  public int tellings() {
    return tellings;
  }

  @Override
  public State stateOf(SerialNumber serialNumber) {
    return states.getOrDefault(serialNumber, State.UNKNOWN);
  }

  @Override
  public boolean take(
      Act act, SerialNumber serialNumber, String reason, Actor by, Optional<Decided> decided) {
    decided.ifPresent(rulings::add);
    State after =
        switch (act) {
          case WITHDRAW -> State.REVOKED;
          case SUSPEND -> State.HELD;
          case RESTORE -> State.GOOD;
        };
    if (act == Act.WITHDRAW) {
      reasons.add(reason);
    }
    return states.put(serialNumber, after) != after;
  }

  @Override
  public void tell() {
    tellings++;
  }
}
