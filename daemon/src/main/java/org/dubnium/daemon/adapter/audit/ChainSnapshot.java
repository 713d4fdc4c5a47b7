package org.dubnium.daemon.adapter.audit;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The audit log as it is at one moment, to be read while entries are being appended: archives do
 * not change, and the file in use is read as far as it went.
 *
 * @param current the file in use, open; null if there is none
 * @param length of the file in use, in bytes
 * @param head as remembered
 */
record ChainSnapshot(
    AuditFiles files,
    List<Path> archives,
    @Nullable FileInputStream current,
    long length,
    Optional<ChainHead> head)
    implements Closeable {

  /** Takes it; no entry may be appended meanwhile. */
  static ChainSnapshot take(AuditFiles files, HeadFile headFile) throws IOException {
    List<Path> archives = files.archives();
    Optional<ChainHead> head = headFile.read();
    if (Files.notExists(files.current())) {
      return new ChainSnapshot(files, archives, null, 0, head);
    }
    FileInputStream current = new FileInputStream(files.current().toFile());
    return new ChainSnapshot(files, archives, current, Files.size(files.current()), head);
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}
