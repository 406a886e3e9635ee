package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.gridseal.site.Device;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Review;
import org.gridseal.site.Sfdi;
import org.gridseal.site.Site;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// A registration as the API shows it.
///
/// @param sizeVA sum of the units' AC nameplate ratings, in volt-amperes
/// @param warnings what a reviewer should look at
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistrationView(
    String id,
    String applicationRef,
    String state,
    int revision,
    long sizeVA,
    String tier,
    int approvalsNeeded,
    int approvalsGiven,
    Instant submittedAt,
    Instant changedAt,
    @Nullable RegistrationForm registration,
    @Nullable List<DeviceView> devices,
    @Nullable List<ReviewView> reviews,
    @Nullable List<Problem.Item> warnings) {

  /// One device, under the id by which one-time codes and certificates are asked for.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DeviceView(
      String id,
      String profile,
      String hwType,
      String hwSerialNum,
      @Nullable String lfdi,
      @Nullable String sfdi) {
    static DeviceView of(Device device) {
      return new DeviceView(
          device.id().toString(),
          device.profile(),
          device.identity().type(),
          device.identity().serial().toString(),
          device.lfdi().map(Lfdi::display).orElse(null),
          device.lfdi().map(Sfdi::of).map(Sfdi::display).orElse(null));
    }
  }

  /// One decision of one reviewer.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ReviewView(
      String verdict,
      int revision,
      int ordinal,
      String reviewer,
      Instant at,
      @Nullable String note) {
    static ReviewView of(Review review) {
      return new ReviewView(
          review.verdict().name(),
          review.revision(),
          review.ordinal(),
          review.reviewer(),
          review.at(),
          review.note().orElse(null));
    }
  }

  /// A page of registrations.
  ///
  /// @param next cursor for the page after this one; missing on the last page
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Listed(List<RegistrationView> registrations, @Nullable String next) {}

  /// All of it.
  static RegistrationView of(Site site, List<Violation> warnings) {
    return view(
        site,
        RegistrationForms.of(site.application()),
        site.devices().stream().map(DeviceView::of).toList(),
        site.reviews().stream().map(ReviewView::of).toList(),
        warnings.stream().map(Problem.Item::of).toList());
  }

  /// As much as a list needs.
  static RegistrationView summary(Site site) {
    return view(site, null, null, null, null);
  }

  private static RegistrationView view(
      Site site,
      @Nullable RegistrationForm registration,
      @Nullable List<DeviceView> devices,
      @Nullable List<ReviewView> reviews,
      @Nullable List<Problem.Item> warnings) {
    return new RegistrationView(
        site.id().toString(),
        site.applicationRef(),
        site.state().name(),
        site.revision(),
        site.size().voltAmperes(),
        site.tier(),
        site.approvalsNeeded(),
        site.approvalsGiven(),
        site.submittedAt(),
        site.changedAt(),
        registration,
        devices,
        reviews,
        warnings);
  }
}
