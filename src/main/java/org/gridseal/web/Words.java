package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;

/// All that pages say, by what it is said about.
@ApplicationScoped
class Words {
  private final ShellTexts shell;
  private final RegisterTexts register;
  private final FieldTexts field;
  private final ReviewTexts review;
  private final ChoiceTexts choice;
  private final ManufacturerTexts manufacturer;
  private final CodeTexts code;
  private final LintTexts lint;
  private final IdentityTexts identity;
  private final HeadEndTexts headEnd;
  private final PolicyTexts policy;
  private final ControlTexts control;
  private final CostTexts cost;

  Words(
      ShellTexts shell,
      RegisterTexts register,
      FieldTexts field,
      ReviewTexts review,
      ChoiceTexts choice,
      ManufacturerTexts manufacturer,
      CodeTexts code,
      LintTexts lint,
      IdentityTexts identity,
      HeadEndTexts headEnd,
      PolicyTexts policy,
      ControlTexts control,
      CostTexts cost) {
    this.shell = shell;
    this.register = register;
    this.field = field;
    this.review = review;
    this.choice = choice;
    this.manufacturer = manufacturer;
    this.code = code;
    this.lint = lint;
    this.identity = identity;
    this.headEnd = headEnd;
    this.policy = policy;
    this.control = control;
    this.cost = cost;
  }

  ShellTexts shell() {
    return shell;
  }

  RegisterTexts register() {
    return register;
  }

  FieldTexts field() {
    return field;
  }

  ReviewTexts review() {
    return review;
  }

  ChoiceTexts choice() {
    return choice;
  }

  ManufacturerTexts manufacturer() {
    return manufacturer;
  }

  CodeTexts code() {
    return code;
  }

  LintTexts lint() {
    return lint;
  }

  IdentityTexts identity() {
    return identity;
  }

  HeadEndTexts headEnd() {
    return headEnd;
  }

  PolicyTexts policy() {
    return policy;
  }

  ControlTexts control() {
    return control;
  }

  CostTexts cost() {
    return cost;
  }
}
