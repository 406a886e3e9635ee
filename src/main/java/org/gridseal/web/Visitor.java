package org.gridseal.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.gridseal.audit.Actor;
import org.gridseal.site.Site;

/// The person behind a request, as the pages address and treat them. What a person may do is
/// decided by the workflows; this decides what a page offers.
@RequestScoped
public class Visitor {
  private final Caller caller;
  private final SecurityIdentity identity;
  private final JsonWebToken token;

  Visitor(Caller caller, SecurityIdentity identity, JsonWebToken token) {
    this.caller = caller;
    this.identity = identity;
    this.token = token;
  }

  Actor actor() {
    return caller.actor();
  }

  /// As the identity provider knows the person; shown, and never kept.
  String name() {
    String name = token.getClaim("name");
    return Objects.requireNonNullElseGet(name, token::getName);
  }

  String organisation() {
    return actor().organisation();
  }

  boolean reviews() {
    return identity.hasRole("operator") || identity.hasRole("approver");
  }

  boolean registers() {
    return identity.hasRole("installer") || identity.hasRole("aggregator");
  }

  boolean addsRoots() {
    return identity.hasRole("admin");
  }

  /// The same people may retire one.
  boolean confirmsRoots() {
    return addsRoots() || identity.hasRole("approver");
  }

  /// Whether this person may agree that another policy comes into force.
  boolean enactsPolicies() {
    return identity.hasRole("admin") || identity.hasRole("approver");
  }

  /// Whether this person sees whom changes are told to, and sends them again.
  boolean runsHeadEnd() {
    return identity.hasRole("operator") || identity.hasRole("admin");
  }

  /// Whether this person may have a code for a device of a site: the utility's operators, and the
  /// organisation that registered it.
  boolean makesCodesFor(Site site) {
    return identity.hasRole("operator")
        || (registers() && site.organisation().equals(organisation()));
  }

  boolean seesEverything() {
    return reviews() || identity.hasRole("auditor") || identity.hasRole("admin");
  }
}
