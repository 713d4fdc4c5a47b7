package org.dubnium.daemon.adapter.store;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * flock(2). The JDK's own file locks are those of fcntl(2): neither flock(1) nor anybody else who
 * uses flock(2) sees them, and closing any other descriptor of the file drops them.
 *
 * <p>Constants: {@code <fcntl.h>}, {@code <sys/file.h>} and {@code <errno.h>} of Linux, the same on
 * x86-64 and arm64.
 */
final class Flock implements AutoCloseable {

  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int EWOULDBLOCK = 11;

  static {
    Native.register(Flock.class, "libc.so.6");
  }

  private final int descriptor;

  private Flock(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Locks a file that is there; empty if somebody else has it locked. */
  static Optional<Flock> tryLock(Path file) throws IOException {
    try {
      int descriptor = open(file.toString(), O_RDWR | O_CLOEXEC);
      try {
        flock(descriptor, LOCK_EX | LOCK_NB);
        return Optional.of(new Flock(descriptor));
      } catch (LastErrorException e) {
        close(descriptor);
        if (e.getErrorCode() == EWOULDBLOCK) {
          return Optional.empty();
        }
        throw e;
      }
    } catch (LastErrorException e) {
      throw new IOException("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  /** Gives the lock back. The kernel does so by itself when the process dies. */
  @Override
  public void close() {
    close(descriptor);
  }

  private static native int open(String path, int flags) throws LastErrorException;

  private static native int flock(int descriptor, int operation) throws LastErrorException;

  private static native int close(int descriptor) throws LastErrorException;
}
