package org.dubnium.daemon.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.dubnium.daemon.adapter.model.BundleVerifier;
import org.dubnium.daemon.adapter.store.VerificationRecords;
import org.dubnium.daemon.domain.model.Verification;

/** {@code mode-controller --verify-bundle}: reads a model bundle whole and leaves a record of it. */
final class VerifyBundle {

  private VerifyBundle() {}

  /** Answers the exit status: 0 if the bundle is what its checksums say, else 1. */
  static int run(Path bundle, Path records) {
    try {
      Verification verified =
          new BundleVerifier(Clock.systemUTC(), System.err::println).verify(bundle);
      Path record = new VerificationRecords(records).write(verified);
      System.out.println(
          "%s is verified, %d files; recorded in %s"
              .formatted(verified.bundle(), verified.files().size(), record));
      return 0;
    } catch (IOException unsound) {
      String why = String.valueOf(unsound.getMessage());
      System.err.println(
          why.startsWith("cannot ") ? why : "cannot verify " + bundle + ": " + unsound);
      return 1;
    }
  }
}
