package org.gridseal.site;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.jspecify.annotations.Nullable;

/// One connection point with its units and devices, and how far its registration has come.
///
/// Holds only applications without violations. Is approved only by as many different people as the
/// policy asks for, none of whom submitted it; whatever is submitted anew is reviewed anew. What
/// becomes of an approved site afterwards is a measure of the utility, of which this knows nothing.
@Entity
@Table(name = "site")
public class Site {
  @Id
  @Column(name = "id")
  private UUID id;

  @Version
  @Column(name = "version")
  private long version;

  @Column(name = "organisation")
  private String organisation;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  private SiteState state;

  @Column(name = "revision")
  private int revision;

  @Column(name = "size_va")
  private ApparentPower size;

  @Column(name = "tier")
  private String tier;

  @Column(name = "approvals_needed")
  private int approvalsNeeded;

  @Column(name = "approvals_given")
  private int approvalsGiven;

  @Column(name = "submitted_by")
  private String submittedBy;

  @Column(name = "submitted_at")
  private Instant submittedAt;

  @Column(name = "changed_at")
  private Instant changedAt;

  @Embedded private Particulars particulars;

  @OneToMany(
      mappedBy = "site",
      cascade = CascadeType.ALL,
      orphanRemoval = true,
      fetch = FetchType.EAGER)
  @Fetch(FetchMode.SUBSELECT)
  @OrderBy("position")
  private List<InstalledUnit> units = new ArrayList<>();

  @OneToMany(
      mappedBy = "site",
      cascade = CascadeType.ALL,
      orphanRemoval = true,
      fetch = FetchType.EAGER)
  @Fetch(FetchMode.SUBSELECT)
  @OrderBy("position")
  private List<Device> devices = new ArrayList<>();

  @OneToMany(mappedBy = "site", cascade = CascadeType.PERSIST, fetch = FetchType.EAGER)
  @Fetch(FetchMode.SUBSELECT)
  @OrderBy("at, id")
  private List<Review> reviews = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields after this.
  protected Site() {}

  private Site(UUID id, String organisation, Application application, Requirement requirement) {
    this.id = id;
    this.organisation = organisation;
    this.particulars = application.particulars();
    this.size = application.size();
    this.tier = requirement.tier();
    this.state = SiteState.SUBMITTED;
    this.submittedBy = "";
    this.submittedAt = Instant.EPOCH;
    this.changedAt = Instant.EPOCH;
  }

  /// Registers a site, which then waits for its reviewers.
  ///
  /// @param application checked by the caller, and without violations
  /// @param organisation whose people may see and change it
  public static Site submit(
      Application application,
      Requirement requirement,
      String organisation,
      String submitter,
      Instant at,
      Chance chance) {
    var site = new Site(chance.id(), organisation, application, requirement);
    site.take(application, requirement, submitter, at, chance);
    return site;
  }

  /// Replaces everything with what the installer changed, and waits for the reviewers again. What
  /// they said of the former revision counts no more. A device whose hardware is the same keeps its
  /// id.
  ///
  /// @throws IllegalStateException unless the site was returned
  public void resubmit(
      Application application,
      Requirement requirement,
      String submitter,
      Instant at,
      Chance chance) {
    requireState(SiteState.RETURNED);
    take(application, requirement, submitter, at, chance);
  }

  /// Counts one more approval; the last one that is needed approves the site.
  ///
  /// @param needed what the policy asks for now
  /// @throws IllegalStateException if the site is not under review, or [#objectionTo] says why not
  public Review approve(Decider decider, Requirement needed) {
    requireState(SiteState.SUBMITTED);
    objectionTo(decider, needed)
        .ifPresent(
            violation -> {
              throw new IllegalStateException(violation.sentence());
            });
    tier = needed.tier();
    approvalsNeeded = needed.approvals();
    approvalsGiven++;
    Review review = review(Review.Verdict.APPROVED, approvalsGiven, null, decider);
    if (approvalsGiven >= approvalsNeeded) {
      become(SiteState.APPROVED, decider.at());
    }
    return review;
  }

  /// Hands the site back to its installer.
  ///
  /// @throws IllegalStateException unless the site is under review
  public void returnToInstaller(Note note, Decider decider) {
    requireState(SiteState.SUBMITTED);
    review(Review.Verdict.RETURNED, 1, note, decider);
    become(SiteState.RETURNED, decider.at());
  }

  /// Turns the site down for good, and lets its hardware go.
  ///
  /// @throws IllegalStateException unless the site is under review
  public void refuse(Note note, Decider decider) {
    requireState(SiteState.SUBMITTED);
    review(Review.Verdict.REFUSED, 1, note, decider);
    become(SiteState.REFUSED, decider.at());
  }

  /// Why this person's approval cannot count, if it cannot.
  ///
  /// @param needed what the policy asks for now
  public Optional<Violation> objectionTo(Decider decider, Requirement needed) {
    var approvals = reviews.stream().filter(review -> review.approves(revision)).toList();
    return new ReviewRound(submittedBy, approvals).objectionTo(decider, needed);
  }

  public SiteId id() {
    return new SiteId(id);
  }

  /// The installer's own number.
  public String applicationRef() {
    return particulars.applicationRef();
  }

  public String organisation() {
    return organisation;
  }

  public SiteState state() {
    return state;
  }

  /// Counts submissions, from 1.
  public int revision() {
    return revision;
  }

  public ApparentPower size() {
    return size;
  }

  public String tier() {
    return tier;
  }

  public int approvalsNeeded() {
    return approvalsNeeded;
  }

  /// How many people have approved the current revision.
  public int approvalsGiven() {
    return approvalsGiven;
  }

  /// The identity provider's stable id of whoever submitted the current revision.
  public String submittedBy() {
    return submittedBy;
  }

  /// When the current revision was submitted.
  public Instant submittedAt() {
    return submittedAt;
  }

  /// When the state changed last.
  public Instant changedAt() {
    return changedAt;
  }

  /// Changes with every change, for optimistic locking.
  public long version() {
    return version;
  }

  /// What was applied for, less the secrets.
  public Application application() {
    return new Application(
        particulars,
        units.stream().map(InstalledUnit::unit).toList(),
        devices.stream().map(Device::claim).toList());
  }

  public List<Device> devices() {
    return List.copyOf(devices);
  }

  /// Of all revisions, oldest first.
  public List<Review> reviews() {
    return List.copyOf(reviews);
  }

  private void take(
      Application application,
      Requirement requirement,
      String submitter,
      Instant at,
      Chance chance) {
    revision++;
    particulars = application.particulars();
    size = application.size();
    tier = requirement.tier();
    approvalsNeeded = requirement.approvals();
    approvalsGiven = 0;
    submittedBy = submitter;
    submittedAt = at;
    takeUnits(application.units(), chance);
    takeDevices(application.devices(), chance);
    become(SiteState.SUBMITTED, at);
  }

  private void takeUnits(List<DerUnit> wanted, Chance chance) {
    units.clear();
    for (DerUnit unit : wanted) {
      units.add(new InstalledUnit(chance.id(), this, units.size(), unit));
    }
  }

  private void takeDevices(List<DeviceClaim> wanted, Chance chance) {
    List<Device> former = List.copyOf(devices);
    devices.clear();
    for (DeviceClaim claim : wanted) {
      former.stream()
          .filter(device -> device.identity().equals(claim.identity()))
          .findFirst()
          .ifPresentOrElse(
              device -> {
                device.replace(claim, devices.size(), chance);
                devices.add(device);
              },
              () -> devices.add(new Device(this, claim, devices.size(), chance)));
    }
  }

  private Review review(Review.Verdict verdict, int ordinal, @Nullable Note note, Decider decider) {
    var review = new Review(this, revision, ordinal, verdict, note, decider);
    reviews.add(review);
    return review;
  }

  private void become(SiteState next, Instant at) {
    state = next;
    changedAt = at;
    if (!next.keepsHardware()) {
      units.forEach(InstalledUnit::release);
      devices.forEach(Device::release);
    }
  }

  private void requireState(SiteState expected) {
    if (state != expected) {
      throw new IllegalStateException("the site is " + state + ", not " + expected);
    }
  }
}
