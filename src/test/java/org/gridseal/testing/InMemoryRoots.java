package org.gridseal.testing;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.enrollment.ManufacturerRoot;
import org.gridseal.enrollment.ManufacturerRoot.Act;
import org.gridseal.enrollment.ManufacturerRoot.State;
import org.gridseal.enrollment.ManufacturerRoots;

/// Manufacturers' roots that are gone when the test is over. Like the tables, it takes each
/// generation, confirmation and retirement once, and no confirmation by who added the root.
public final class InMemoryRoots implements ManufacturerRoots {
  private final List<ManufacturerRoot> rows = new ArrayList<>();
  private int asked;

  /// How often somebody wanted to know whom we trust.
  public int asked() {
    return asked;
  }

  /// Trusts a root, by way of two people.
  public void trust(Manufacturer manufacturer, boolean attested) {
    trust(manufacturer.root(), attested);
  }

  /// Trusts a root of whatever make.
  public void trust(X509Certificate certificate, boolean attested) {
    var added = new Act("one person", Authorities.NOW);
    var confirmed = new Act("another person", Authorities.NOW);
    var root = new Root("Fake Manufacturer", certificate, attested);
    rows.add(
        new ManufacturerRoot(
            Fingerprint.of(certificate),
            1,
            root,
            Optional.empty(),
            added,
            Optional.of(confirmed),
            Optional.empty()));
  }

  @Override
  public List<Root> trusted() {
    asked++;
    return rows.stream()
        .filter(row -> row.state() == State.TRUSTED)
        .map(ManufacturerRoot::root)
        .toList();
  }

  @Override
  public List<ManufacturerRoot> all() {
    return rows.reversed().stream()
        .filter(row -> find(row.fingerprint()).filter(row::equals).isPresent())
        .toList();
  }

  @Override
  public Optional<ManufacturerRoot> find(Fingerprint fingerprint) {
    return rows.reversed().stream()
        .filter(row -> row.fingerprint().equals(fingerprint))
        .findFirst();
  }

  @Override
  public boolean add(ManufacturerRoot root, Optional<ManufacturerRoot> predecessor) {
    return find(root.fingerprint()).filter(row -> row.generation() >= root.generation()).isEmpty()
        && rows.add(root);
  }

  @Override
  public boolean confirm(ManufacturerRoot root, Act act) {
    if (root.isAddedBy(act.by())) {
      throw new IllegalStateException("the database refuses the same person twice");
    }
    return replace(root, row -> row.confirmed().isEmpty(), row -> row.confirmed(act));
  }

  @Override
  public boolean retire(ManufacturerRoot root, Act act) {
    return replace(root, row -> row.retired().isEmpty(), row -> row.retired(act));
  }

  private boolean replace(
      ManufacturerRoot root,
      Predicate<ManufacturerRoot> open,
      UnaryOperator<ManufacturerRoot> change) {
    Optional<ManufacturerRoot> row = find(root.fingerprint()).filter(open);
    row.ifPresent(found -> rows.set(rows.indexOf(found), change.apply(found)));
    return row.isPresent();
  }
}
