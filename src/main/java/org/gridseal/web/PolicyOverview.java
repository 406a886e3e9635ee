package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gridseal.policy.Controls;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SizeClass;
import org.gridseal.site.ApparentPower;
import org.gridseal.web.PolicyTable.Column;
import org.gridseal.web.PolicyTable.Group;
import org.gridseal.web.PolicyTable.Row;

/// The policy in force, every control of it, as a table for people.
@ApplicationScoped
class PolicyOverview {
  private final Policies policies;
  private final PolicyTexts texts;
  private final ControlTexts controls;
  private final ReviewTexts amounts;
  private final PolicyWords words;

  PolicyOverview(Policies policies, Words words) {
    this.policies = policies;
    this.texts = words.policy();
    this.controls = words.control();
    this.amounts = words.review();
    this.words = new PolicyWords(texts, amounts, words.choice());
  }

  PolicyTable now() {
    PolicyBook book = policies.inForce();
    List<Controls> demands = book.controls();
    List<Column> columns = book.classes().stream().map(this::column).toList();
    List<String> names = columns.stream().map(Column::name).toList();
    return new PolicyTable(
        HexFormat.of().formatHex(book.digest()),
        columns,
        Stream.of(
                people(),
                devices(),
                certificates(),
                way(),
                sessions(),
                ends(),
                receipts(),
                performance(),
                records())
            .map(section -> section.over(names, demands))
            .toList());
  }

  private Column column(SizeClass tier) {
    return new Column(tier.tier().name(), Needs.capitalized(tier.title()), sizes(tier));
  }

  private String sizes(SizeClass tier) {
    SizeClass.Bounds size = tier.size();
    String text;
    if (size.upTo() != null) {
      text = texts.upTo(Amounts.of(size.upTo()));
    } else if (size.below() != null) {
      text = texts.below(Amounts.of(size.below()));
    } else {
      text = texts.from(Amounts.of(new ApparentPower(size.first())));
    }
    return tier.voltage() == null
        ? text
        : text + ", " + texts.voltage(tier.voltage().from().toString());
  }

  private Section people() {
    return new Section(controls.people())
        .with(controls.issueName(), controls.issueText(), it -> approval(it.approvals().issue()))
        .with(controls.revokeName(), controls.revokeText(), it -> approval(it.approvals().revoke()))
        .with(
            controls.restoreName(),
            controls.restoreText(),
            it -> approval(it.approvals().restore()));
  }

  private List<String> approval(Controls.Approval approval) {
    return Stream.concat(
            Stream.of(Needs.approvals(approval, amounts)),
            Stream.ofNullable(approval.freshLogin()).map(words::ofFreshLogin))
        .toList();
  }

  private Section devices() {
    return new Section(controls.devices())
        .with(
            controls.identitiesName(),
            controls.identitiesText(),
            it -> words.each(it.enrollment().identities(), words::of))
        .with(
            controls.originsName(),
            controls.originsText(),
            it -> words.each(it.enrollment().keyOrigins(), words::of))
        .with(
            controls.linkingName(),
            controls.linkingText(),
            it -> List.of(words.of(it.enrollment().linking())))
        .with(controls.keysName(), controls.keysText(), it -> words.ofKeys(it.enrollment().keys()));
  }

  private Section certificates() {
    return new Section(controls.certificate())
        .with(
            controls.lifetimeName(),
            controls.lifetimeText(),
            it -> List.of(words.of(it.certificate().lifetime())))
        .with(
            controls.renewalName(),
            controls.renewalText(),
            it -> List.of(words.of(it.certificate().renewalWindow())))
        .with(
            controls.overlapName(),
            controls.overlapText(),
            it -> List.of(words.of(it.certificate().lfdiOverlap())))
        .with(
            controls.graceName(),
            controls.graceText(),
            it -> List.of(words.of(it.certificate().graceAfterExpiry())));
  }

  private Section way() {
    return new Section(controls.way())
        .with(controls.mutualName(), controls.mutualText(), it -> List.of(texts.always()))
        .with(
            controls.pathsName(),
            controls.pathsText(),
            it -> words.each(it.wan().paths(), words::of))
        .with(
            controls.acceptedName(),
            controls.acceptedText(),
            it -> words.each(it.tls().accepted(), words::of))
        .with(
            controls.tunneledName(),
            controls.tunneledText(),
            it -> words.each(it.tls().onlyInsideVpn(), words::of))
        .stated(
            controls.preferredName(),
            controls.preferredText(),
            it -> List.of(words.of(it.tls().preferred())));
  }

  private Section sessions() {
    return new Section(controls.sessions())
        .with(
            controls.ageName(),
            controls.ageText(),
            it -> List.of(words.of(it.sessions().maximumAge())))
        .with(
            controls.resumptionName(),
            controls.resumptionText(),
            it -> List.of(words.of(it.sessions().resumption())))
        .with(
            controls.updateName(),
            controls.updateText(),
            it -> List.of(words.of(it.sessions().keyUpdate())))
        .with(
            controls.earlyName(),
            controls.earlyText(),
            it -> List.of(words.ofPermission(it.sessions().earlyData())))
        .with(
            controls.cookiesName(),
            controls.cookiesText(),
            it -> List.of(words.ofPermission(it.sessions().cookies())));
  }

  private Section ends() {
    return new Section(controls.revocation())
        .with(
            controls.freshnessName(),
            controls.freshnessText(),
            it -> List.of(words.of(it.revocation().freshness())))
        .with(
            controls.staleName(),
            controls.staleText(),
            it -> List.of(words.of(it.revocation().whenStale())))
        .with(
            controls.dropName(),
            controls.dropText(),
            it -> List.of(words.of(it.revocation().dropSessionsWithin())));
  }

  private Section receipts() {
    return new Section(controls.acknowledgement())
        .stated(
            controls.receiptsName(),
            controls.receiptsText(),
            it -> words.each(it.acknowledgement().receipts(), words::of))
        .stated(
            controls.evidenceName(),
            controls.evidenceText(),
            it -> words.each(it.acknowledgement().evidence(), words::of));
  }

  private Section performance() {
    return new Section(controls.performance())
        .with(
            controls.enrollName(),
            controls.enrollText(),
            it -> List.of(words.of(it.performance().enroll())))
        .with(
            controls.statusName(),
            controls.statusText(),
            it -> List.of(words.of(it.performance().publishStatus())))
        .stated(
            controls.acknowledgeName(),
            controls.acknowledgeText(),
            it -> List.of(words.of(it.performance().acknowledge())))
        .with(
            controls.availabilityName(),
            controls.availabilityText(),
            it -> List.of(it.performance().availability().toString()));
  }

  private Section records() {
    return new Section(controls.records())
        .stated(
            controls.retentionName(),
            controls.retentionText(),
            it -> List.of(words.of(it.retention())));
  }

  /// Controls that belong together, before it is known what the tiers demand.
  private static final class Section {
    private final String title;
    private final List<Line> lines = new ArrayList<>();

    private record Line(
        String name, String sentence, boolean stated, Function<Controls, List<String>> demand) {}

    Section(String title) {
      this.title = title;
    }

    /// Adds a control that sites are held to.
    Section with(String name, String sentence, Function<Controls, List<String>> demand) {
      lines.add(new Line(name, sentence, false, demand));
      return this;
    }

    /// Adds a control that sites are told of and not held to (policies/README.md).
    Section stated(String name, String sentence, Function<Controls, List<String>> demand) {
      lines.add(new Line(name, sentence, true, demand));
      return this;
    }

    Group over(List<String> tiers, List<Controls> demands) {
      return new Group(
          title,
          lines.stream()
              .map(
                  line ->
                      new Row(
                          line.name(),
                          line.sentence(),
                          line.stated(),
                          PolicyTable.cells(tiers, demands.stream().map(line.demand()).toList())))
              .toList());
    }
  }
}
