package org.dubnium.fleet.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.Cost;
import org.dubnium.fleet.pod.CostProjection;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.reconcile.DeclarationStatus;
import org.dubnium.fleet.pod.reconcile.PodFleetStatus;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodEvent;
import org.dubnium.fleet.service.Pods;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/pods}. Amounts are in USD, rates in USD per hour, times in ISO 8601.
 *
 * @param configured whether pods are declared; else the hint says how they are
 */
record PodList(
    boolean configured,
    @Nullable String hint,
    @Nullable String fleet,
    @Nullable Credential credential,
    @Nullable Listing listing,
    @Nullable Spending spending,
    List<Declaration> declarations,
    List<RentedPod> pods,
    List<Event> events) {

  /** Nothing is declared. */
  static final PodList NOT_CONFIGURED =
      new PodList(
          false,
          "declare pods in /etc/dubnium/fleet-agent.json (\"runpod\" and \"pods\"), give the"
              + " credential runpod-api-key, and restart fleet-agent.service",
          null,
          null,
          null,
          null,
          List.of(),
          List.of(),
          List.of());

  static PodList of(Pods.Overview told) {
    PodFleetStatus status = told.status();
    return new PodList(
        true,
        null,
        status.fleet(),
        new Credential(told.credential().name(), told.credential().given()),
        new Listing(
            status.listedAt().map(Instant::toString).orElse(null),
            status.failure().orElse(null)),
        Spending.of(told),
        status.declarations().stream().map(each -> Declaration.of(each, told)).toList(),
        status.slots().stream().map(slot -> RentedPod.of(slot, told)).toList(),
        told.events().stream().map(Event::of).toList());
  }

  /** The credential with RunPod's key, and whether this service was given it. */
  record Credential(String name, boolean given) {}

  /**
   * The last time that RunPod's pods were listed.
   *
   * @param at null if they never were
   * @param error why they cannot be listed now
   */
  record Listing(@Nullable String at, @Nullable String error) {}

  /**
   * What all pods cost.
   *
   * @param perHour now
   * @param cap per hour, which nothing passes
   * @param today since midnight UTC
   * @param projectedToday until the next, at the present rate
   * @param total since the first pod
   * @param estimated whether a part of it is of times in which nobody looked
   */
  record Spending(
      double perHour,
      double cap,
      double today,
      double projectedToday,
      double projectedThirtyDays,
      double total,
      boolean estimated) {

    private static Spending of(Pods.Overview told) {
      Usd rate = told.status().rate();
      Usd today = told.costs().onDay(told.today()).amount();
      CostProjection projection = CostProjection.of(today, rate, told.at());
      Cost total = told.costs().inAll();
      return new Spending(
          rate.dollars(),
          told.status().cap().dollars(),
          today.dollars(),
          projection.today().dollars(),
          projection.thirtyDays().dollars(),
          total.amount().dollars(),
          total.estimated().micros() > 0);
    }
  }

  /**
   * A declaration.
   *
   * @param state {@code applied not-applied changed undeclared}
   * @param count as it is in force; as it is declared, where it was never applied
   * @param perHour what its pods cost now
   * @param problem {@code no-capacity}, or {@code failed} for any other; null for none
   * @param outcome why nothing is created for it now
   * @param metrics port in its pods where an exporter answers
   * @param expectedSeconds that its pods take until they are ready; null if nobody knows
   * @param alternatives what could be rented in place of what is declared
   */
  record Declaration(
      String name,
      String state,
      int count,
      String role,
      List<String> gpus,
      int gpuCount,
      @Nullable Integer metrics,
      @Nullable Long expectedSeconds,
      double perHour,
      double today,
      double total,
      Limits budget,
      @Nullable String appliedBy,
      @Nullable String appliedAt,
      @Nullable String problem,
      @Nullable String outcome,
      List<Alternative> alternatives) {

    private static Declaration of(DeclarationStatus status, Pods.Overview told) {
      PodDeclaration shown =
          status.applied().map(AppliedDeclaration::declaration).or(status::declared).orElseThrow();
      return new Declaration(
          status.name(),
          status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          shown.count(),
          shown.role().word(),
          shown.gpus(),
          shown.gpuCount(),
          shown.metrics().orElse(null),
          status.usualStart().map(Duration::toSeconds).orElse(null),
          told.rate(status.name()).dollars(),
          status.spent().today().dollars(),
          status.spent().total().dollars(),
          Limits.of(shown.budget()),
          status.applied().map(AppliedDeclaration::actor).orElse(null),
          status.applied().map(AppliedDeclaration::at).map(Instant::toString).orElse(null),
          status.hold().isEmpty() ? null : kind(status),
          status.hold().orElse(null),
          status.alternatives().stream().map(Alternative::of).toList());
    }
  }

  private static String kind(DeclarationStatus status) {
    return status.alternatives().isEmpty() ? "failed" : "no-capacity";
  }

  /**
   * A budget.
   *
   * @param reached {@code refuse stop}: what is done once a limit is reached
   */
  record Limits(
      @Nullable Double perHour, @Nullable Double perDay, @Nullable Double total, String reached) {

    private static Limits of(Budget budget) {
      return new Limits(
          dollars(budget.perHour()),
          dollars(budget.perDay()),
          dollars(budget.total()),
          budget.reached().name().toLowerCase(Locale.ROOT));
    }
  }

  private static @Nullable Double dollars(Optional<Usd> amount) {
    return amount.map(Usd::dollars).orElse(null);
  }

  /** What could be rented instead. */
  record Alternative(
      String gpu, String cloud, @Nullable String dataCenter, double perHour) {

    private static Alternative of(PodCandidate candidate) {
      return new Alternative(
          candidate.gpu(),
          candidate.cloud().name().toLowerCase(Locale.ROOT),
          candidate.dataCenter().orElse(null),
          candidate.pricePerHour().dollars());
    }
  }

  /** Something that was done about pods; the newest come first. */
  record Event(String at, String actor, String what) {

    private static Event of(PodEvent event) {
      return new Event(
          event.at().toString(),
          event.actor(),
          "%s: %s: %s".formatted(event.subject(), event.action(), event.outcome()));
    }
  }
}
