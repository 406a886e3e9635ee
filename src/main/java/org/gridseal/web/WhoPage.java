package org.gridseal.web;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;

/// Who is signed in, what this person may do, and the ways to it: the part of the header that is
/// not the same for everybody.
@Path("/pages/who")
@Authenticated
public class WhoPage {
  private final Visitor visitor;
  private final ShellTexts texts;

  WhoPage(Visitor visitor, Words words) {
    this.visitor = visitor;
    this.texts = words.shell();
  }

  /// What a person may do, or may not.
  public record Right(String text, boolean granted) {}

  /// A way through the product.
  public record Place(String path, String text) {}

  record Who(
      String name, String initial, String organisation, List<Right> rights, List<Place> places)
      implements TemplateInstance {}

  @GET
  @Produces(MediaType.TEXT_HTML)
  public TemplateInstance who() {
    String name = visitor.name();
    String initial =
        name.codePoints().limit(1).mapToObj(Character::toString).findFirst().orElse("");
    return new Who(name, initial, visitor.organisation(), rights(), places());
  }

  private List<Right> rights() {
    return List.of(
        new Right(texts.registerSites(), visitor.registers()),
        new Right(texts.reviewRegistrations(), visitor.reviews()),
        new Right(texts.decideOnIdentities(), visitor.reviews()),
        new Right(texts.decideOnManufacturers(), visitor.confirmsRoots()),
        new Right(texts.seeEverything(), visitor.seesEverything()));
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    if (visitor.reviews()) {
      places.add(new Place("/queue", texts.toQueue()));
    }
    if (visitor.registers()) {
      places.add(new Place("/register", texts.toRegister()));
    }
    String list = visitor.seesEverything() ? texts.toAll() : texts.toMine();
    places.add(new Place("/registrations", list));
    if (visitor.seesEverything()) {
      places.add(new Place("/identities", texts.toIdentities()));
      places.add(new Place("/manufacturers", texts.toManufacturers()));
    }
    if (visitor.runsHeadEnd()) {
      places.add(new Place("/head-end", texts.toHeadEnd()));
    }
    if (visitor.registers() || visitor.seesEverything()) {
      places.add(new Place("/lint", texts.toLint()));
      places.add(new Place("/policy", texts.toPolicy()));
    }
    return places;
  }
}
