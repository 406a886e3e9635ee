package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// What one reviewer decided about one revision of a site. Never changed, never deleted.
@Entity
@Immutable
@Table(name = "site_review")
public class Review {
  @Id
  @Column(name = "id")
  private UUID id;

  @SuppressWarnings("UnusedVariable") // Read by Hibernate alone.
  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "site_id")
  private Site site;

  @Column(name = "revision")
  private int revision;

  @Column(name = "ordinal")
  private int ordinal;

  @Column(name = "reviewer")
  private String reviewer;

  /// As they were then, separated by spaces.
  @Column(name = "roles")
  private String roles;

  @Enumerated(EnumType.STRING)
  @Column(name = "verdict")
  private Verdict verdict;

  @Column(name = "note")
  private @Nullable String note;

  @Column(name = "note_salt")
  private byte @Nullable [] noteSalt;

  @Column(name = "reviewed_at")
  private Instant at;

  /// What a reviewer can decide.
  public enum Verdict {
    APPROVED,
    RETURNED,
    REFUSED
  }

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields after this.
  protected Review() {}

  Review(
      Site site, int revision, int ordinal, Verdict verdict, @Nullable Note note, Decider decider) {
    this.id = decider.review();
    this.site = site;
    this.revision = revision;
    this.ordinal = ordinal;
    this.reviewer = decider.reviewer();
    this.roles = decider.roles().stream().sorted().collect(Collectors.joining(" "));
    this.verdict = verdict;
    this.note = note == null ? null : note.text();
    this.noteSalt = note == null ? null : note.salt();
    this.at = decider.at();
  }

  /// Which submission it is about, counted from 1.
  public int revision() {
    return revision;
  }

  /// Its place among the reviews of the same verdict and revision, counted from 1.
  public int ordinal() {
    return ordinal;
  }

  /// The identity provider's stable id of the person.
  public String reviewer() {
    return reviewer;
  }

  /// What the reviewer was then allowed to do, in the words of the realm.
  public Set<String> roles() {
    return Set.of(roles.split(" "));
  }

  public Verdict verdict() {
    return verdict;
  }

  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  public Instant at() {
    return at;
  }

  boolean approves(int asked) {
    return verdict == Verdict.APPROVED && revision == asked;
  }
}
