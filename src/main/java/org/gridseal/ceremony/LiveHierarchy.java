package org.gridseal.ceremony;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.Hierarchy.Generation;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.Stage;
import org.gridseal.authority.StatusLocations;
import org.gridseal.keeper.Keeper;

/// The CAs of a folder as this process sees them. [#get] is cheap, and never waits; what it gives
/// changes when [#refresh] finds that the folder has changed.
///
/// A folder that cannot be read, or a keeper that is away, never replaces a view that works.
public final class LiveHierarchy implements Supplier<Hierarchy> {
  private static final Logger LOGGER = System.getLogger(LiveHierarchy.class.getName());

  private final AuthorityFolder folder;
  private final Keeper keeper;
  private final URI base;
  private final int partitions;
  private final InstantSource time;
  private final Supplier<SerialNumber> serialNumbers;
  private volatile View view;
  private String complaint = "";

  /// What was made of which octets.
  @SuppressWarnings("ArrayRecordComponent") // compared with Arrays.equals
  private record View(byte[] octets, FolderState state, Hierarchy hierarchy) {}

  /// Reads the folder, and opens the keys of the CAs below the roots.
  ///
  /// @param base the status listener's address as the world sees it
  /// @throws RuntimeException if the folder cannot be read or a key not be opened
  public LiveHierarchy(
      AuthorityFolder folder,
      Keeper keeper,
      URI base,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    this(folder, keeper, base, 1, time, serialNumbers);
  }

  /// The same.
  ///
  /// @param partitions among how many CRLs certificates are divided
  public LiveHierarchy(
      AuthorityFolder folder,
      Keeper keeper,
      URI base,
      int partitions,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    this.folder = folder;
    this.keeper = keeper;
    this.base = base;
    this.partitions = partitions;
    this.time = time;
    this.serialNumbers = serialNumbers;
    this.view = read(folder.stateOctets(), new Hierarchy(List.of(), List.of()));
  }

  @Override
  public Hierarchy get() {
    return view.hierarchy();
  }

  /// What the folder said when the view was made.
  public FolderState state() {
    return view.state();
  }

  /// Looks whether the folder has changed. May wait for the disk and the keeper.
  ///
  /// @param first is told what is coming before anybody sees it; if it throws, nobody ever does,
  ///   and the next call tries again
  /// @return whether the view is another one now
  public synchronized boolean refresh(Consumer<FolderState> first) {
    try {
      byte[] octets = folder.stateOctets();
      if (Arrays.equals(octets, view.octets())) {
        return false;
      }
      View next = read(octets, view.hierarchy());
      first.accept(next.state());
      view = next;
      complaint = "";
      return true;
    } catch (RuntimeException e) {
      if (!complaint.equals(e.toString())) {
        complaint = e.toString();
        LOGGER.log(Level.WARNING, "the CAs stay as they were: {0}", complaint);
      }
      return false;
    }
  }

  private View read(byte[] octets, Hierarchy before) {
    FolderState state = FolderState.parse(octets);
    List<Generation> generations =
        state.generations().stream()
            .filter(each -> each.stage().isLive())
            .map(each -> generation(each, before))
            .toList();
    List<X509Certificate> crosswise =
        state.crossCertificates().stream().map(folder::crossCertificate).toList();
    return new View(octets, state, new Hierarchy(generations, crosswise));
  }

  private Generation generation(FolderState.Generation entry, Hierarchy before) {
    AuthorityName name = entry.authority();
    X509Certificate certificate = folder.certificate(name);
    Optional<CertificationAuthority> authority =
        isRoot(name)
            // The service has no use for a root's key, even where it is.
            ? Optional.empty()
            : before
                .named(name.toString())
                .filter(known -> known.certificate().equals(certificate))
                .or(() -> opened(name, certificate));
    if (authority.isEmpty() && entry.stage() == Stage.issuing && !isRoot(name)) {
      throw new IllegalStateException(
          "the key of " + name + ", which issues, is not at its keeper");
    }
    return new Generation(name, entry.stage(), certificate, authority);
  }

  private static boolean isRoot(AuthorityName name) {
    return name.line().equals(Ceremonies.ROOT);
  }

  private Optional<CertificationAuthority> opened(AuthorityName name, X509Certificate certificate) {
    return keeper
        .find(name.toString())
        .map(
            key ->
                new CertificationAuthority(
                    certificate,
                    key,
                    new StatusLocations(base, name.toString()).inPartitions(partitions),
                    time,
                    serialNumbers));
  }
}
