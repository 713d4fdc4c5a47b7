package org.dubnium.fleet.slurm;

import java.util.List;
import org.dubnium.fleet.domain.OperationException.Kind;

/**
 * Tells from Slurm's words what kind of refusal they are. Its commands end with 1 whatever the
 * reason; the words are those of {@code slurm_strerror}, slurm/slurm_errno.h.
 */
final class ErrorKinds {

  private static final List<String> NOT_FOUND =
      List.of("invalid job id", "invalid node name", "no such node");
  private static final List<String> FORBIDDEN =
      List.of("access/permission denied", "permission denied", "not permitted");
  private static final List<String> UNAVAILABLE =
      List.of(
          "unable to contact slurm controller",
          "communication connection failure",
          "connection refused",
          "socket timed out",
          "unable to establish configuration source",
          "zero bytes were transmitted",
          "slurm backup controller in standby");

  private ErrorKinds() {}

  static Kind kind(String words) {
    String lower = words.toLowerCase(java.util.Locale.ROOT);
    if (UNAVAILABLE.stream().anyMatch(lower::contains)) {
      return Kind.UNAVAILABLE;
    }
    if (FORBIDDEN.stream().anyMatch(lower::contains)) {
      return Kind.FORBIDDEN;
    }
    return NOT_FOUND.stream().anyMatch(lower::contains) ? Kind.NOT_FOUND : Kind.CONFLICT;
  }
}
