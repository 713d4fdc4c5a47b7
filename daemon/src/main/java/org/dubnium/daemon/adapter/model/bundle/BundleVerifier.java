package org.dubnium.daemon.adapter.model.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.Verification.VerifiedFile;

/**
 * Reads a whole bundle, compares every file with the bundle's list of checksums, and holds its files against
 * what they say of each other.
 */
public final class BundleVerifier {

  private final InstantSource clock;
  private final ByteProgress progress;

  /**
   * Verifies nothing yet.
   *
   * @param progress told how far it is
   */
  public BundleVerifier(InstantSource clock, ByteProgress progress) {
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Verifies a bundle.
   *
   * @throws UnsoundBundleException with everything that is wrong with it
   * @throws IOException if it cannot be read, or is no bundle
   */
  public Verification verify(Path directory) throws IOException {
    Path bundle = directory.toRealPath();
    requireNoCache(bundle);
    try (BundleTree tree = BundleTree.open(bundle)) {
      List<String> problems = new ArrayList<>(tree.problems());
      problems.addAll(BundleCheck.of(tree).problems());
      Map<String, String> sums = sums(tree, problems);
      Verification verification =
          new Verification(bundle.toString(), clock.instant(), hashes(tree, sums, problems));
      requireUnchanged(bundle, tree.files());
      if (!problems.isEmpty()) {
        throw new UnsoundBundleException("verify " + bundle, problems);
      }
      return verification;
    }
  }

  private static void requireNoCache(Path bundle) throws IOException {
    Optional<HubCache> cache = HubCache.at(bundle);
    if (cache.isPresent()) {
      throw new IOException(
          ("cannot verify %s: it belongs to a Hugging Face cache, whose files are links that come and"
                  + " go (copy the model into the store: mode model seed %s)")
              .formatted(bundle, bundle));
    }
  }

  private static void requireUnchanged(Path bundle, Map<String, FileStamp> before)
      throws IOException {
    try (BundleTree tree = BundleTree.open(bundle)) {
      if (!tree.files().equals(before)) {
        throw new IOException(
            "cannot verify " + bundle + ": it changed meanwhile (let nobody write to it)");
      }
    }
  }

  private static Map<String, String> sums(BundleTree tree, List<String> problems)
      throws IOException {
    if (tree.files().containsKey(ModelBundle.CHECKSUMS)) {
      Map<String, String> sums = Checksums.read(tree, problems);
      problems.addAll(Checksums.coverage(sums.keySet(), tree.files().keySet()));
      return sums;
    }
    problems.add(Checksums.MISSING);
    return Map.of();
  }

  private Map<String, VerifiedFile> hashes(
      BundleTree tree, Map<String, String> sums, List<String> problems) throws IOException {
    progress.begin(
        "verifying", tree.files().values().stream().mapToLong(FileStamp::bytes).sum());
    Map<String, VerifiedFile> verified = new LinkedHashMap<>();
    for (Map.Entry<String, FileStamp> file : tree.files().entrySet()) {
      String name = file.getKey();
      String sum = Sha256.of(tree, name, progress);
      String listed = sums.get(name);
      if (listed != null && !listed.equals(sum) && !name.equals(ModelBundle.CHECKSUMS)) {
        problems.add(
            "%s: its checksum is %s, and SHA256SUMS says %s: get the file again"
                .formatted(name, sum, listed));
      }
      verified.put(name, new VerifiedFile(file.getValue(), sum));
    }
    return verified;
  }
}
