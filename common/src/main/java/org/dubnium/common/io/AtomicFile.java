package org.dubnium.common.io;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Atomic changes to files, durable across a loss of power. Writers of one
 * file take turns; that is the caller's business.
 */
public final class AtomicFile {

  /** 0644 whatever the umask: what is written so is for everybody to read. */
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  private AtomicFile() {}

  /** Replaces a file's content; returns once it is on disk. */
  public static void write(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
        makeReadable(temporary);
        out.write(content);
        out.getFD().sync();
      }
      rename(temporary, file);
    } catch (IOException e) {
      IOException failure = new IOException("cannot write " + file + ": " + e.getMessage(), e);
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException left) {
        failure.addSuppressed(left);
      }
      throw failure;
    }
  }

  /** Renames within a directory, over what is there; returns once that is on disk. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(to);
  }

  /** Removes a file, if it is there; returns once that is on disk. */
  public static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    syncDirectory(file);
  }

  /** Lets everybody read the file, whatever the umask. */
  public static void makeReadable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, READABLE);
  }

  /** Makes the entry of a file in its directory durable. */
  public static void syncDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return;
    }
    boolean interrupted = false;
    try {
      // Only a channel opens a directory; an interrupt closes it, and then it is opened again.
      while (!synced(directory)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean synced(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
