package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// What was submitted, word for word, with the salt under which its hash stands in the log. Never
/// changed by the service.
@Entity
@Immutable
@Table(name = "submission")
@IdClass(Submission.Key.class)
public class Submission {
  @Id
  @Column(name = "site_id")
  private UUID siteId;

  @Id
  @Column(name = "revision")
  private int revision;

  @Column(name = "content")
  private String content;

  @Column(name = "salt")
  private byte[] salt;

  @Column(name = "submitted_by")
  private String submittedBy;

  @Column(name = "submitted_at")
  private Instant at;

  /// One submission of one site.
  public record Key(UUID siteId, int revision) implements Serializable {}

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields after this.
  protected Submission() {}

  /// The current revision of a site, as submitted.
  public Submission(Site site, String content, byte[] salt) {
    this.siteId = site.id().value();
    this.revision = site.revision();
    this.content = content;
    this.salt = salt.clone();
    this.submittedBy = site.submittedBy();
    this.at = site.submittedAt();
  }

  public SiteId site() {
    return new SiteId(siteId);
  }

  /// Counted from 1.
  public int revision() {
    return revision;
  }

  /// JSON text.
  public String content() {
    return content;
  }

  public byte[] salt() {
    return salt.clone();
  }

  public String submittedBy() {
    return submittedBy;
  }

  public Instant at() {
    return at;
  }
}
