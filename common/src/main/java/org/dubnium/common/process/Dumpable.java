package org.dubnium.common.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/**
 * Whether other processes of this one's user may look into it. One that is not dumpable cannot be
 * attached to by ptrace(2) or through the JVM, its {@code /proc/PID/mem} and {@code environ} are
 * root's, and it leaves no core. Source: prctl(2), PR_SET_DUMPABLE; proc(5).
 */
public final class Dumpable {

  private static final int PR_GET_DUMPABLE = 3;
  private static final int PR_SET_DUMPABLE = 4;

  private Dumpable() {}

  /** From libc, once it is needed. */
  private static final class Libc {
    static {
      Native.register(Libc.class, "libc.so.6");
    }

    static native int prctl(int option, long argument, long third, long fourth, long fifth)
        throws LastErrorException;
  }

  /**
   * Closes this process to others of its user.
   *
   * @throws IllegalStateException if the kernel refuses
   */
  public static void forbid() {
    try {
      var _ = Libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    } catch (LastErrorException e) {
      throw new IllegalStateException(
          "cannot keep other processes out of this one: error " + e.getErrorCode(), e);
    }
  }

  /** Whether others of its user may look into it. */
  public static boolean isAllowed() {
    return Libc.prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0;
  }
}
