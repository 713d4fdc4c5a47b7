package org.dubnium.fleet.pod;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** What pods cost, as it was reckoned up to one listing. */
public record CostHistory(List<DayCost> days) {

  public CostHistory {
    days = List.copyOf(days);
  }

  public Cost inAll() {
    return sum(_ -> true);
  }

  public Cost ofPod(String podId) {
    return sum(each -> each.podId().equals(podId));
  }

  public Cost ofPodOn(String podId, LocalDate day) {
    return sum(each -> each.podId().equals(podId) && each.day().equals(day));
  }

  public Cost onDay(LocalDate day) {
    return sum(each -> each.day().equals(day));
  }

  /** Of all pods of a declaration, those that are gone included. */
  public Cost ofDeclaration(String declaration) {
    return sum(each -> each.name().slot().declaration().equals(declaration));
  }

  /**
   * What a budget compares with its limits.
   *
   * @param first day from which its total counts
   */
  public Spent spent(String declaration, LocalDate first, LocalDate today) {
    Predicate<DayCost> isOurs = each -> each.name().slot().declaration().equals(declaration);
    return new Spent(
        sum(isOurs.and(each -> each.day().equals(today))).amount(),
        sum(isOurs.and(each -> !each.day().isBefore(first))).amount());
  }

  public SortedMap<LocalDate, Cost> byDay() {
    return by(DayCost::day);
  }

  public SortedMap<String, Cost> byPod() {
    return by(DayCost::podId);
  }

  public SortedMap<String, Cost> byDeclaration() {
    return by(each -> each.name().slot().declaration());
  }

  private Cost sum(Predicate<DayCost> which) {
    return days.stream().filter(which).map(DayCost::cost).reduce(Cost.NONE, Cost::plus);
  }

  private <K extends Comparable<? super K>> SortedMap<K, Cost> by(Function<DayCost, K> key) {
    SortedMap<K, Cost> sums = new TreeMap<>();
    days.forEach(each -> sums.merge(key.apply(each), each.cost(), Cost::plus));
    return sums;
  }
}
