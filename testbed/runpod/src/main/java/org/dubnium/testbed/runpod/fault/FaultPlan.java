package org.dubnium.testbed.runpod.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which faults come: first what was planned, call by call and pod by pod, then what chance brings.
 * A fresh plan has none. Operations are named by their {@code operationId}.
 */
public final class FaultPlan {

  /** Stands for every operation. */
  public static final String ANY_OPERATION = "*";

  private record Outage(Instant from, Instant until, AnswerFault fault) {}

  private final Map<String, Deque<AnswerFault>> nextCalls = new HashMap<>();
  private final Map<String, AnswerFault> everyCall = new HashMap<>();
  private final Map<AnswerFault, Double> callChances = new EnumMap<>(AnswerFault.class);
  private final Deque<Set<PodFault>> nextPods = new ArrayDeque<>();
  private final Map<PodFault, Double> podChances = new EnumMap<>(PodFault.class);
  private final List<Outage> outages = new ArrayList<>();
  private double outageChance;
  private Duration longestOutage = Duration.ZERO;

  /** The next call of the operation, after those planned before, has the fault. */
  public FaultPlan next(String operation, AnswerFault fault) {
    nextCalls.computeIfAbsent(operation, _ -> new ArrayDeque<>()).add(fault);
    return this;
  }

  /** Every call of the operation has the fault, until {@link #clear}. */
  public FaultPlan every(String operation, AnswerFault fault) {
    everyCall.put(operation, fault);
    return this;
  }

  /** The next pod that is created or started, after those planned before, has the faults. */
  public FaultPlan nextPod(PodFault... faults) {
    Set<PodFault> set = EnumSet.noneOf(PodFault.class);
    set.addAll(List.of(faults));
    nextPods.add(set);
    return this;
  }

  /**
   * Each call has the fault by chance.
   *
   * @param probability 0 to 1; those of all faults add up to 1 at most, as a call has one at most
   */
  public FaultPlan chance(AnswerFault fault, double probability) {
    callChances.put(fault, probability);
    return this;
  }

  /**
   * Each pod has the fault by chance at its creation and at each start.
   *
   * @param probability 0 to 1
   */
  public FaultPlan chance(PodFault fault, double probability) {
    podChances.put(fault, probability);
    return this;
  }

  /** Every call in that time has the fault. */
  public FaultPlan outage(Instant from, Instant until, AnswerFault fault) {
    outages.add(new Outage(from, until, fault));
    return this;
  }

  /**
   * Each call may begin an outage: broken connections, for a time up to the longest.
   *
   * @param probability 0 to 1
   */
  public FaultPlan outageChance(double probability, Duration longest) {
    outageChance = probability;
    longestOutage = longest;
    return this;
  }

  /** No faults from now on; pods keep theirs. */
  public void clear() {
    nextCalls.clear();
    everyCall.clear();
    callChances.clear();
    nextPods.clear();
    podChances.clear();
    outages.clear();
    outageChance = 0;
  }

  /** The fault of a call, if it is to have one; what was planned for it is used up. */
  public Optional<AnswerFault> drawCall(
      String operation, boolean placement, Instant now, RandomGenerator random) {
    Optional<AnswerFault> fault =
        outage(now, random)
            .or(() -> planned(operation))
            .or(() -> planned(ANY_OPERATION))
            .or(() -> byChance(random));
    return fault.filter(found -> placement || !found.isOfPlacement());
  }

  /** The faults of a pod that is created or started; what was planned for it is used up. */
  public Set<PodFault> drawPod(RandomGenerator random) {
    Set<PodFault> planned = nextPods.poll();
    if (planned != null) {
      return planned;
    }
    Set<PodFault> drawn = EnumSet.noneOf(PodFault.class);
    podChances.forEach(
        (fault, probability) -> {
          if (random.nextDouble() < probability) {
            drawn.add(fault);
          }
        });
    return drawn;
  }

  private Optional<AnswerFault> outage(Instant now, RandomGenerator random) {
    if (outageChance > 0 && random.nextDouble() < outageChance) {
      long millis = (long) (random.nextDouble() * longestOutage.toMillis());
      outage(now, now.plusMillis(millis), AnswerFault.BROKEN_BEFORE_EFFECT);
    }
    if (outages.isEmpty()) {
      return Optional.empty();
    }
    outages.removeIf(outage -> !now.isBefore(outage.until));
    return outages.stream()
        .filter(outage -> !now.isBefore(outage.from))
        .map(Outage::fault)
        .findFirst();
  }

  private Optional<AnswerFault> planned(String operation) {
    @Nullable Deque<AnswerFault> queue = nextCalls.get(operation);
    AnswerFault next = queue == null ? null : queue.poll();
    return Optional.ofNullable(next != null ? next : everyCall.get(operation));
  }

  private Optional<AnswerFault> byChance(RandomGenerator random) {
    if (callChances.isEmpty()) {
      return Optional.empty();
    }
    double left = random.nextDouble();
    for (Map.Entry<AnswerFault, Double> chance : callChances.entrySet()) {
      left -= chance.getValue();
      if (left < 0) {
        return Optional.of(chance.getKey());
      }
    }
    return Optional.empty();
  }
}
