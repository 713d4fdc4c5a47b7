package org.dubnium.common.program;

/** How a service ends: sysexits.h. systemd does not start it again after {@link #USAGE} and {@link #CONFIG}. */
public final class ExitStatus {

  public static final int DONE = 0;

  /** What it needs cannot be reached or used now; systemd tries again. */
  public static final int UNUSABLE = 1;

  /** {@code EX_USAGE}: the command line cannot be understood. */
  public static final int USAGE = 64;

  /** {@code EX_CONFIG}: the configuration cannot be used. */
  public static final int CONFIG = 78;

  private ExitStatus() {}
}
