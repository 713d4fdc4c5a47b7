package org.dubnium.fleet.pod;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reckons what each pod costs from what listings say: the rate that it was billed at, times the
 * time. Times are measured by the monotonic clock, so that no jump of the wall clock makes or loses
 * money; that one says which day they belong to. From one process to the next only the wall clock
 * goes on; what passed there is bounded by when RunPod says that the pod was started. Confined to
 * one thread; what others read is a {@link #history}.
 */
public final class CostLedger {

  /**
   * The longest time between two listings in which nothing happens unseen. What was reckoned over a
   * longer one is estimated. A pod that is not billed any longer after it counts as billed for this
   * long.
   */
  public static final Duration GAP = Duration.ofMinutes(2);

  /**
   * No time longer than this is reckoned at once: a clock that is wrong by years makes no years.
   */
  private static final Duration LONGEST = Duration.ofDays(31);

  private record Key(String podId, LocalDate day) {}

  /**
   * An account and what only this process knows of it.
   *
   * @param nanos of the monotonic clock at the account's end; empty if another process kept it
   * @param remainder of its last division
   */
  private record Running(CostAccount account, OptionalLong nanos, long remainder) {}

  /** What one listing changed, to be kept together. */
  public record Changes(List<CostAccount> accounts, List<DayCost> days) {
    public Changes {
      accounts = List.copyOf(accounts);
      days = List.copyOf(days);
    }
  }

  /** When a listing was read, by both clocks. */
  private record Now(long nanos, Instant wall) {}

  private final Map<String, Running> accounts = new LinkedHashMap<>();
  private final Map<Key, DayCost> days = new HashMap<>();
  private final Set<Key> changedDays = new HashSet<>();
  private final List<CostAccount> changedAccounts = new ArrayList<>();

  /** Goes on from what was kept. */
  public CostLedger(Collection<CostAccount> accounts, Collection<DayCost> days) {
    accounts.forEach(
        kept -> this.accounts.put(kept.podId(), new Running(kept, OptionalLong.empty(), 0)));
    days.forEach(kept -> this.days.put(new Key(kept.podId(), kept.day()), kept));
  }

  public CostHistory history() {
    return new CostHistory(List.copyOf(days.values()));
  }

  /**
   * Takes a listing that succeeded.
   *
   * @param pods all of ours that it has
   * @param nanoTime of the monotonic clock
   * @param wall of the wall clock
   * @return what to keep
   */
  public Changes observe(Collection<CostObservation> pods, long nanoTime, Instant wall) {
    Now now = new Now(nanoTime, wall);
    changedAccounts.clear();
    changedDays.clear();
    Set<String> listed = new HashSet<>();
    for (CostObservation pod : pods) {
      listed.add(pod.podId());
      Running before = accounts.get(pod.podId());
      if (before == null) {
        open(pod, now);
      } else {
        proceed(before, pod, now);
      }
    }
    for (Running each : List.copyOf(accounts.values())) {
      if (each.account().isBilled() && !listed.contains(each.account().podId())) {
        miss(each, now);
      }
    }
    return new Changes(changedAccounts, changedDays.stream().map(days::get).toList());
  }

  /** A pod that is seen for the first time was billed since it was started. */
  private void open(CostObservation pod, Now now) {
    CostAccount account = account(pod, pod.rate(), now);
    Duration billed = pod.isBilled() ? between(pod.since(), now.wall()) : Duration.ZERO;
    long remainder =
        charge(
            new Running(account, OptionalLong.empty(), 0),
            now.wall().minus(billed),
            billed,
            billed.compareTo(GAP) > 0);
    keep(new Running(account, OptionalLong.of(now.nanos()), remainder));
  }

  private void proceed(Running before, CostObservation pod, Now now) {
    CostAccount last = before.account();
    Duration elapsed = elapsed(before, now);
    boolean isEstimated = elapsed.compareTo(GAP) > 0;
    long remainder = before.remainder();
    if (pod.isBilled()) {
      Usd rate = last.isBilled() ? last.rate() : pod.rate();
      Duration billed = hasRunThroughout(before, pod) ? elapsed : bounded(elapsed, pod, now);
      remainder = charge(withRate(before, rate), now.wall().minus(billed), billed, isEstimated);
    } else if (last.isBilled()) {
      remainder = charge(before, now.wall().minus(elapsed), least(elapsed, GAP), isEstimated);
    }
    CostAccount account = account(pod, pod.isBilled() ? pod.rate() : last.rate(), now);
    keep(new Running(account, OptionalLong.of(now.nanos()), remainder));
  }

  /** Whether this process saw it billed before, and RunPod has not started it since. */
  private static boolean hasRunThroughout(Running before, CostObservation pod) {
    CostAccount last = before.account();
    return before.nanos().isPresent()
        && last.isBilled()
        && (last.startedAt().isEmpty() || last.startedAt().equals(pod.startedAt()));
  }

  /** No longer than RunPod says that it runs, but for what may pass unseen. */
  private static Duration bounded(Duration elapsed, CostObservation pod, Now now) {
    Duration running = between(pod.since(), now.wall());
    return least(elapsed, running.compareTo(GAP) > 0 ? running : GAP);
  }

  /**
   * A pod that is not listed may be listed the next time. One that is missing for longer is gone,
   * or not billed.
   */
  private void miss(Running before, Now now) {
    Duration elapsed = elapsed(before, now);
    if (elapsed.compareTo(GAP) <= 0) {
      return;
    }
    CostAccount last = before.account();
    Instant from = now.wall().minus(elapsed);
    long remainder = charge(before, from, GAP, true);
    keep(
        new Running(
            new CostAccount(
                last.podId(), last.name(), last.rate(), from.plus(GAP), last.startedAt(), false),
            OptionalLong.of(now.nanos() - elapsed.minus(GAP).toNanos()),
            remainder));
  }

  private static Duration elapsed(Running before, Now now) {
    return before.nanos().isPresent()
        ? Duration.ofNanos(Math.max(0, now.nanos() - before.nanos().getAsLong()))
        : between(before.account().until(), now.wall());
  }

  /** Nothing if the end is before the start: one of them is of a clock that is wrong. */
  private static Duration between(Instant start, Instant end) {
    Duration time = Duration.between(start, end);
    return time.isNegative() ? Duration.ZERO : least(time, LONGEST);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static CostAccount account(CostObservation pod, Usd rate, Now now) {
    return new CostAccount(
        pod.podId(), pod.name(), rate, now.wall(), pod.startedAt(), pod.isBilled());
  }

  private static Running withRate(Running of, Usd rate) {
    CostAccount last = of.account();
    return new Running(
        new CostAccount(
            last.podId(), last.name(), rate, last.until(), last.startedAt(), last.isBilled()),
        of.nanos(),
        of.remainder());
  }

  private void keep(Running running) {
    accounts.put(running.account().podId(), running);
    changedAccounts.add(running.account());
  }

  /** Adds a time at the account's rate to the days that it lies in; returns the remainder. */
  private long charge(Running of, Instant from, Duration time, boolean isEstimated) {
    CostAccount account = of.account();
    DayShares.Split split = DayShares.of(account.rate(), from, time, of.remainder());
    split
        .amounts()
        .forEach(
            (day, amount) -> {
              Key key = new Key(account.podId(), day);
              Cost more = new Cost(amount, isEstimated ? amount : Usd.ZERO);
              Cost former = Optional.ofNullable(days.get(key)).map(DayCost::cost).orElse(Cost.NONE);
              days.put(key, new DayCost(account.podId(), account.name(), day, former.plus(more)));
              changedDays.add(key);
            });
    return split.remainder();
  }
}
