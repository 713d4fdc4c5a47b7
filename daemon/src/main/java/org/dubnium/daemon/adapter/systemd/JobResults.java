package org.dubnium.daemon.adapter.systemd;

import org.dubnium.bus.BusException;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.dubnium.daemon.port.UnitJob.JobResult.Kind;

/** systemd's words for how a job ended or why it was refused, in ours. */
final class JobResults {

  private JobResults() {}

  /**
   * From the result in {@code JobRemoved}. Source: org.freedesktop.systemd1(5), "Signals"; systemd's
   * {@code job_result_table} has more words, for kinds of jobs that we never ask for.
   */
  static JobResult ofResult(String result) {
    return switch (result) {
      case "done" -> new JobResult(Kind.DONE, result);
      case "canceled" -> new JobResult(Kind.CANCELED, result);
      case "timeout" -> new JobResult(Kind.TIMEOUT, result);
      case "failed" -> new JobResult(Kind.FAILED, result);
      case "dependency" -> new JobResult(Kind.DEPENDENCY, result);
      case "skipped" -> new JobResult(Kind.SKIPPED, result);
      default -> new JobResult(Kind.ERROR, "unknown job result '" + result + "'");
    };
  }

  /** From a refusal. Source: systemd's {@code src/libsystemd/sd-bus/bus-common-errors.h}. */
  static JobResult ofError(BusException error) {
    return switch (error.errorName()) {
      case "org.freedesktop.systemd1.NoSuchUnit" -> new JobResult(Kind.NOT_FOUND, error.text());
      case "org.freedesktop.systemd1.UnitMasked" -> new JobResult(Kind.MASKED, error.text());
      case "org.freedesktop.systemd1.TransactionIsDestructive" ->
          new JobResult(Kind.DESTRUCTIVE, error.text());
      default -> new JobResult(Kind.ERROR, error.errorName() + ": " + error.text());
    };
  }
}
