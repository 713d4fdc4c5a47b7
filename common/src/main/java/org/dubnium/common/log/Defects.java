package org.dubnium.common.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a defect in the thread that starts a program. */
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
