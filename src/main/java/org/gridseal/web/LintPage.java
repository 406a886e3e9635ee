package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.gridseal.lint.Report;
import org.gridseal.site.Findings;
import org.jspecify.annotations.Nullable;

/// The page on which people have a certificate explained, and ask why an LFDI does not match.
@Path("/pages/lint")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"installer", "aggregator", "operator", "approver", "auditor", "admin"})
public class LintPage {
  private static final int UNPROCESSABLE = 422;
  private static final FormState BLANK = new FormState(Map.of(), List.of());

  private final InstantSource time;
  private final LintTexts texts;

  LintPage(InstantSource time, Words words) {
    this.time = time;
    this.texts = words.lint();
  }

  /// @param verdict what was found; null before anything was asked
  record Lint(FormState form, List<Choices.Option> purposes, @Nullable LintVerdict verdict)
      implements TemplateInstance {}

  @GET
  public TemplateInstance show() {
    return page(BLANK, null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response look(MultivaluedMap<String, String> sent) {
    TypedForm typed = TypedForm.of(sent);
    var findings = new Findings();
    return JsonForms.read(typed.fields(), LintForm.class, findings)
        .answer(findings, time.instant())
        .map(report -> Response.ok(page(typed.against(List.of()), verdict(report))))
        .orElseGet(
            () ->
                Response.status(UNPROCESSABLE)
                    .entity(page(typed.against(findings.violations()), null)))
        .build();
  }

  private LintVerdict verdict(Report report) {
    return LintVerdict.of(report, texts);
  }

  private TemplateInstance page(FormState form, @Nullable LintVerdict verdict) {
    List<Choices.Option> purposes =
        List.of(
            new Choices.Option("", texts.purposeGuessed()),
            new Choices.Option("DEVICE", texts.purposeDevice()),
            new Choices.Option("SERVICE", texts.purposeService()),
            new Choices.Option("OTHER", texts.purposeOther()));
    return new Lint(form, purposes, verdict);
  }
}
