package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridseal.registration.Registration;
import org.gridseal.site.Listing;
import org.gridseal.site.Page;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// Lists of registrations: what waits for a decision, and what an organisation has registered.
@Path("/pages")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class QueuePage {
  private final Registration registration;
  private final Tiers tiers;
  private final Visitor visitor;
  private final InstantSource time;
  private final ReviewTexts texts;

  QueuePage(
      Registration registration, Tiers tiers, Visitor visitor, InstantSource time, Words words) {
    this.registration = registration;
    this.tiers = tiers;
    this.visitor = visitor;
    this.time = time;
    this.texts = words.review();
  }

  /// One registration in a list.
  public record Row(
      String path,
      String reference,
      String customer,
      String address,
      String size,
      String tier,
      String installer,
      String waiting,
      Standing standing) {}

  /// @param older the way to those that did not fit, null when all did
  record Queue(
      String title,
      String lead,
      List<Row> rows,
      @Nullable String older,
      boolean canRegister,
      String emptyTitle,
      String emptyText)
      implements TemplateInstance {}

  @GET
  @Path("queue")
  @RolesAllowed({"operator", "approver", "auditor"})
  public TemplateInstance queue(@QueryParam("after") Optional<SiteId> after) {
    Page page = registration.queue(visitor.actor(), after.orElse(null), Listing.MAXIMUM);
    List<Site> sites = page.sites();
    return queue(
        texts.queue(),
        texts.queueLead(sites.size()),
        rows(sites),
        older("/queue", page),
        texts.queueEmpty(),
        texts.queueEmptyText());
  }

  @GET
  @Path("registrations")
  public TemplateInstance registrations(@QueryParam("after") Optional<SiteId> after) {
    Page page = registration.list(visitor.actor(), null, after.orElse(null), Listing.MAXIMUM);
    return queue(
        visitor.seesEverything() ? texts.allRegistrations() : texts.myRegistrations(),
        texts.mineLead(),
        rows(page.sites()),
        older("/registrations", page),
        texts.mineEmpty(),
        texts.mineEmptyText());
  }

  /// Where a person's work is: the reviewer's queue, everybody else's list.
  @GET
  @Path("home")
  public Response home() {
    return visitor.reviews()
        ? at("/queue", queue(Optional.empty()))
        : at("/registrations", registrations(Optional.empty()));
  }

  private static Response at(String path, TemplateInstance page) {
    return Response.ok(page).header("HX-Replace-Url", path).build();
  }

  private TemplateInstance queue(
      String title,
      String lead,
      List<Row> rows,
      @Nullable String older,
      String emptyTitle,
      String emptyText) {
    return new Queue(title, lead, rows, older, visitor.registers(), emptyTitle, emptyText);
  }

  private List<Row> rows(List<Site> sites) {
    return sites.stream().map(this::row).toList();
  }

  private Row row(Site site) {
    var particulars = site.application().particulars();
    return new Row(
        Dossier.pathOf(site),
        particulars.applicationRef(),
        particulars.customer().name(),
        Dossier.line(particulars.address()),
        Amounts.of(site.size()),
        tiers.titleOf(site),
        particulars.installer().name(),
        waiting(site),
        Standing.of(site, texts));
  }

  private String waiting(Site site) {
    Instant now = time.instant();
    return Amounts.of(Duration.between(site.changedAt(), now), texts);
  }

  private static @Nullable String older(String path, Page page) {
    return page.next().map(last -> path + "?after=" + last).orElse(null);
  }
}
