package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.enrollment.ManufacturerRoot;
import org.gridseal.enrollment.ManufacturerRoot.State;
import org.gridseal.enrollment.TrustedManufacturers;
import org.gridseal.enrollment.TrustedManufacturers.Change;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// The manufacturers' roots: who vouches for devices, and since when; adding, confirming, retiring.
@Path("/pages/manufacturers")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"operator", "approver", "auditor", "admin"})
public class ManufacturersPage {
  private static final int UNPROCESSABLE = 422;
  private static final FormState BLANK = new FormState(Map.of(), List.of());

  private final TrustedManufacturers manufacturers;
  private final Visitor visitor;
  private final ManufacturerTexts texts;

  ManufacturersPage(TrustedManufacturers manufacturers, Visitor visitor, Words words) {
    this.manufacturers = manufacturers;
    this.visitor = visitor;
    this.texts = words.manufacturer();
  }

  /// @param adds whether this person may add a root
  /// @param form what was typed and is wrong; the root that it is about need not be the new one
  /// @param done what was just changed, null when nothing was
  record Manufacturers(
      List<RootCard> waiting,
      List<RootCard> trusted,
      List<RootCard> retired,
      boolean adds,
      List<Choices.Option> predecessors,
      FormState form,
      @Nullable String done)
      implements TemplateInstance {}

  @GET
  public TemplateInstance show() {
    return page(BLANK, null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed("admin")
  public Response add(MultivaluedMap<String, String> sent) {
    TypedForm typed = TypedForm.of(sent);
    var findings = new Findings();
    return JsonForms.read(typed.fields(), RootForm.class, findings)
        .read(findings)
        .map(proposal -> manufacturers.add(proposal.root(), proposal.succeeds(), visitor.actor()))
        .map(change -> answer(change, typed, texts.doneAdded()))
        .orElseGet(() -> refused(typed, findings.violations()));
  }

  @POST
  @Path("{fingerprint}/confirmation")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({"admin", "approver"})
  public Response confirm(
      @PathParam("fingerprint") Fingerprint root, MultivaluedMap<String, String> sent) {
    TypedForm typed = TypedForm.of(sent);
    return typed.value("/compared").equals("true")
        ? answer(manufacturers.confirm(root, visitor.actor()), typed, texts.doneTrusted())
        : refused(typed, List.of(new Violation("", "compared", texts.compareFirst())));
  }

  @POST
  @Path("{fingerprint}/retirement")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed({"admin", "approver"})
  public Response retire(@PathParam("fingerprint") Fingerprint root) {
    return answer(
        manufacturers.retire(root, visitor.actor()), TypedForm.nothing(), texts.doneRetired());
  }

  private Response answer(Change change, TypedForm typed, String done) {
    return switch (change) {
      case Change.Done(ManufacturerRoot root) -> Response.ok(page(BLANK, done)).build();
      case Change.Invalid(List<Violation> violations) -> refused(typed, violations);
      case Change.Forbidden(List<Violation> violations) -> refused(typed, violations);
      case Change.Conflicting(List<Violation> violations) -> refused(typed, violations);
      case Change.Unknown() -> throw new NotFoundException();
    };
  }

  private Response refused(TypedForm typed, List<Violation> violations) {
    return Response.status(UNPROCESSABLE).entity(page(typed.against(violations), null)).build();
  }

  private TemplateInstance page(FormState form, @Nullable String done) {
    var cards =
        new RootCards(
            manufacturers.all(), visitor.actor().subject(), visitor.confirmsRoots(), texts);
    return new Manufacturers(
        cards.in(State.PROPOSED),
        cards.in(State.TRUSTED),
        cards.in(State.RETIRED),
        visitor.addsRoots(),
        cards.predecessors(),
        form,
        done);
  }
}
