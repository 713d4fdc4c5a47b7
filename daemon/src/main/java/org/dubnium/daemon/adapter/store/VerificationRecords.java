package org.dubnium.daemon.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.json.VerificationJson;

/**
 * Records of verified bundles, a file each. They are kept apart from the bundles, which may be
 * read-only, and whose owner must not be able to vouch for them.
 */
public final class VerificationRecords {

  private final Path directory;

  public VerificationRecords(Path directory) {
    this.directory = directory;
  }

  /** Replaces the bundle's record; returns the file once it is on disk. */
  public Path write(Verification verification) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(VerificationJson.fileName(verification.bundle()));
    AtomicFile.write(file, VerificationJson.document(verification));
    return file;
  }

  /** Drops a bundle's record, if there is one; returns once that is on disk. */
  public void delete(Path bundle) throws IOException {
    AtomicFile.delete(directory.resolve(VerificationJson.fileName(bundle.toString())));
  }
}
