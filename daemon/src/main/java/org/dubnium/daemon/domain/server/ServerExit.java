package org.dubnium.daemon.domain.server;

/**
 * How the main process of a server ended, by systemd: org.freedesktop.systemd1(5), {@code Result},
 * {@code ExecMainCode} and {@code ExecMainStatus}.
 *
 * @param result {@code success exit-code signal core-dump timeout oom-kill watchdog …}
 * @param signalled whether a signal ended it; {@code status} is its number then
 */
public record ServerExit(String result, boolean signalled, int status) {

  /** sysexits.h, with which serve-vllm refuses its settings. */
  private static final int EX_CONFIG = 78;

  /** argparse's, for arguments that it does not know. */
  private static final int USAGE = 2;

  private static final int SIGKILL = 9;

  /** What the way that it ended tells by itself. */
  public FailureCause cause() {
    if (result.equals("oom-kill")) {
      return FailureCause.HOST_OOM;
    }
    if (result.equals("timeout")) {
      return FailureCause.LOAD_TIMEOUT;
    }
    if (signalled) {
      return status == SIGKILL ? FailureCause.KILLED : FailureCause.UNKNOWN;
    }
    return switch (status) {
      case EX_CONFIG -> FailureCause.BAD_SETTINGS;
      case USAGE -> FailureCause.BAD_ARGUMENT;
      default -> FailureCause.UNKNOWN;
    };
  }
}
