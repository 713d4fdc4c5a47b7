package org.dubnium.common.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the program when its main thread fails with a defect. */
public final class Defects {

  private static final Logger LOG = LoggerFactory.getLogger(Defects.class);

  /** sysexits.h: {@code EX_SOFTWARE}. */
  private static final int EX_SOFTWARE = 70;

  private Defects() {}

  /**
   * From now on a defect in this thread ends the program, whatever threads it has started by then:
   * half a service, of which systemd hears nothing, is worse than one that is started afresh.
   */
  public static void endTheProgram() {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, defect) -> {
              LOG.error("a defect ends this program", defect);
              System.exit(EX_SOFTWARE);
            });
  }
}
