package org.dubnium.testbed.runpod;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers what a pod's log has until now. A server goes on with what comes later. */
final class PodLogs {

  private static final int USUAL_TAIL = 100;
  private static final int LONGEST_TAIL = 5000;

  private final Account account;

  PodLogs(Account account) {
    this.account = account;
  }

  Reply get(Route route, StandInRequest request) {
    Pod pod = account.pod(route.id());
    String source = route.parameter("source", "");
    Optional<Instant> since =
        request
            .header("Last-Event-ID")
            .or(() -> Optional.ofNullable(route.query().get("since")))
            .map(PodLogs::time);
    List<LogLine> lines = since.map(from -> after(pod, from)).orElseGet(() -> List.copyOf(pod.log));
    lines =
        lines.stream().filter(line -> source.isEmpty() || line.source().equals(source)).toList();
    if (since.isEmpty()) {
      int tail = tail(route.parameter("tail", String.valueOf(USUAL_TAIL)));
      lines = lines.subList(Math.max(0, lines.size() - tail), lines.size());
    }
    return Reply.events(lines.stream().map(LogLine::event).collect(Collectors.joining()));
  }

  /** Lines after a time, all sources. */
  static List<LogLine> after(Pod pod, Instant time) {
    return pod.log.stream().filter(line -> line.time().isAfter(time)).toList();
  }

  private static int tail(String text) {
    try {
      int tail = Integer.parseInt(text);
      if (tail >= 0 && tail <= LONGEST_TAIL) {
        return tail;
      }
    } catch (NumberFormatException notNumber) {
      // As a number out of range.
    }
    throw Problem.invalid(List.of("tail: must be 0 to " + LONGEST_TAIL));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notTime) {
      throw Problem.invalid(List.of("since: must be a time of RFC 3339"));
    }
  }
}
