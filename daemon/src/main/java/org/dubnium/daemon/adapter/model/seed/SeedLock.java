package org.dubnium.daemon.adapter.model.seed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dubnium.daemon.domain.model.ModelName;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from the copy of a model while it is worked on. The file stays, as nobody can remove it without
 * somebody else locking one that is gone; it has the process that locked it last, and is on a file system that ends
 * with the boot.
 */
final class SeedLock implements AutoCloseable {

  private static final int LONGEST_PID = 20;

  private final FileChannel file;

  private SeedLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Locks a model's copy.
   *
   * @throws CopyInUseException if another process has it, which is named
   */
  static SeedLock take(Path directory, ModelName name) throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve(name + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (lock(file) == null) {
        throw new CopyInUseException(
            "cannot work on %s: process %s does so already (wait until it is done)"
                .formatted(name, holder(file)));
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new SeedLock(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException another) {
      return null;
    }
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
    file.read(pid, 0);
    return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
  }

  /** Gives the lock back. The kernel does so by itself when the process dies. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
