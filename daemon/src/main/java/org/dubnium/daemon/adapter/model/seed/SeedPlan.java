package org.dubnium.daemon.adapter.model.seed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dubnium.daemon.adapter.model.bundle.BundleCheck;
import org.dubnium.daemon.adapter.model.bundle.BundleTree;
import org.dubnium.daemon.adapter.model.bundle.ByteProgress;
import org.dubnium.daemon.adapter.model.bundle.Checksums;
import org.dubnium.daemon.adapter.model.bundle.Sha256;
import org.dubnium.daemon.adapter.model.bundle.UnsoundBundleException;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;

/**
 * The files to be copied, and the checksums that they must have.
 *
 * @param files as they are at the source
 * @param sums the checksums that the source says, of all files or of some
 * @param makesList whether the source has no list of checksums, so that one is made of the copies
 */
record SeedPlan(Map<String, FileStamp> files, Map<String, String> sums, boolean makesList) {

  /**
   * Judges a source before anything is copied.
   *
   * @throws UnsoundBundleException with everything that is wrong with it
   */
  static SeedPlan of(SeedSource source) throws IOException {
    BundleTree files = source.files();
    List<String> problems = new ArrayList<>(files.problems());
    problems.addAll(BundleCheck.of(files).problems());
    Map<String, String> sums = new TreeMap<>();
    boolean hasList = files.files().containsKey(ModelBundle.CHECKSUMS);
    if (hasList) {
      sums.putAll(Checksums.read(files, problems));
      problems.addAll(Checksums.coverage(sums.keySet(), files.files().keySet()));
      sums.remove(ModelBundle.CHECKSUMS);
    } else if (!source.trustsItsFiles()) {
      problems.add(Checksums.MISSING);
    }
    for (String file : files.files().keySet()) {
      Optional<String> vouched = source.checksum(file);
      String listed = vouched.isPresent() ? sums.putIfAbsent(file, vouched.get()) : null;
      if (listed != null && !vouched.orElseThrow().equals(listed)) {
        problems.add(file + ": SHA256SUMS says another checksum than the name of its blob");
      }
    }
    if (!problems.isEmpty()) {
      throw new UnsoundBundleException("seed from " + source.path(), problems);
    }
    return new SeedPlan(files.files(), sums, !hasList);
  }

  long bytes() {
    return files.values().stream().mapToLong(FileStamp::bytes).sum();
  }

  /**
   * Whether a bundle that is there has these files by names, sizes and checksums of its own list. It is not
   * read: whether it is what its list says, a verification tells.
   */
  boolean describes(BundleTree there, SeedSource source) throws IOException {
    if (!there.files().containsKey(ModelBundle.CHECKSUMS) || !sizes(there.files()).equals(sizes(files))) {
      return false;
    }
    Map<String, String> known = Checksums.read(there, new ArrayList<>());
    for (String file : sizes(files).keySet()) {
      String sum = sums.get(file);
      if (!(sum == null ? Sha256.of(source.files(), file, ByteProgress.NONE) : sum)
          .equals(known.get(file))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Long> sizes(Map<String, FileStamp> files) {
    Map<String, Long> sizes = new TreeMap<>();
    files.forEach((file, stamp) -> sizes.put(file, stamp.bytes()));
    sizes.remove(ModelBundle.CHECKSUMS);
    return sizes;
  }
}
