package org.dubnium.fleet.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.reconcile.DeclarationStatus;
import org.dubnium.fleet.pod.reconcile.PodPlan;
import org.dubnium.fleet.service.Pods;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/pods/plan}: what applying the declarations would do. Amounts are in USD.
 *
 * @param fingerprint which applying it takes: it is applied as it was shown, or not at all
 * @param changes declarations that are recorded otherwise than before, in words
 * @param perHour of all pods afterwards
 * @param now what runs
 * @param cap per hour, which nothing passes
 * @param problems why something of it cannot be done
 */
record PodPlanJson(
    String fingerprint,
    double perHour,
    double perDay,
    Now now,
    double cap,
    List<Step> steps,
    List<String> changes,
    List<String> problems) {

  private static final int HOURS = 24;

  static PodPlanJson of(Pods.Preview told) {
    PodPlan plan = told.plan();
    return new PodPlanJson(
        plan.fingerprint(),
        plan.rateAfter().dollars(),
        plan.rateAfter().times(HOURS).dollars(),
        new Now(plan.rateNow().dollars()),
        plan.cap().dollars(),
        plan.steps().stream().map(Step::of).toList(),
        told.declarations().stream().flatMap(PodPlanJson::change).toList(),
        plan.steps().stream()
            .filter(step -> step.action() == PodPlan.Action.REFUSE)
            .map(step -> step.slot() + ": " + step.reason())
            .toList());
  }

  private static Stream<String> change(DeclarationStatus declaration) {
    return switch (declaration.state()) {
      case APPLIED -> Stream.empty();
      case NOT_APPLIED -> Stream.of(declaration.name() + ": comes into force");
      case CHANGED -> Stream.of(declaration.name() + ": comes into force as it is declared now");
      case UNDECLARED -> Stream.of(declaration.name() + ": is not declared any longer");
    };
  }

  /**
   * What runs now.
   *
   * @param perHour rate of all pods
   */
  record Now(double perHour) {}

  /**
   * What becomes of a slot.
   *
   * @param action {@code create replace start keep adopt stay-stopped leave refuse}
   * @param pod name of the one that is there
   * @param perHour what it costs afterwards
   */
  record Step(
      String slot,
      String action,
      @Nullable String pod,
      @Nullable String gpu,
      @Nullable String cloud,
      double perHour,
      String reason) {

    private static Step of(PodPlan.Step step) {
      Optional<PodCandidate> candidate = step.candidate();
      return new Step(
          step.slot().toString(),
          step.action().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          step.pod().map(PodName::toString).orElse(null),
          candidate.map(PodCandidate::gpu).orElse(null),
          candidate.map(each -> each.cloud().name().toLowerCase(Locale.ROOT)).orElse(null),
          step.perHour().dollars(),
          step.reason());
    }
  }
}
