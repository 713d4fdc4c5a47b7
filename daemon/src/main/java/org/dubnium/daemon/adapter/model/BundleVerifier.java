package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.Verification.VerifiedFile;
import org.jspecify.annotations.Nullable;

/** Reads a whole bundle and compares every file with the bundle's list of checksums. */
public final class BundleVerifier {

  private static final int BUFFER = 1 << 20;

  private final InstantSource clock;
  private final Consumer<String> progress;

  /**
   * @param progress told what is being done, in words
   */
  public BundleVerifier(InstantSource clock, Consumer<String> progress) {
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Verifies a bundle.
   *
   * @throws IOException naming the first file that is missing, not listed, or not what the list
   *     says, or why this is no bundle
   */
  public Verification verify(Path directory) throws IOException {
    Path bundle = directory.toRealPath();
    requireNoCache(bundle);
    Map<String, FileStamp> files = BundleFiles.list(bundle);
    require(bundle, files, ModelBundle.CONFIG, "take it from where the model came from");
    require(
        bundle,
        files,
        ModelBundle.CHECKSUMS,
        "take it from where the model came from, or, where you trust the files as they are, make"
            + " it: cd %s && find . -type f ! -path '*/.*' ! -name SHA256SUMS -exec sha256sum {} +"
                .formatted(bundle)
            + " >SHA256SUMS");
    Map<String, String> sums = sums(bundle);
    for (String name : sums.keySet()) {
      require(bundle, files, name, "SHA256SUMS lists it");
    }
    Verification verification =
        new Verification(bundle.toString(), clock.instant(), hashes(bundle, files, sums));
    if (!BundleFiles.list(bundle).equals(files)) {
      throw new IOException(
          "cannot verify " + bundle + ": it changed meanwhile (let nobody write to it)");
    }
    return verification;
  }

  /** Source: Hugging Face Hub's "Understand caching". */
  private static void requireNoCache(Path bundle) throws IOException {
    if (isCache(bundle)) {
      throw cache(bundle, "is", bundle.resolve("snapshots/REVISION"));
    }
    Path parent = bundle.getParent();
    boolean isSnapshot = parent != null && parent.endsWith("snapshots");
    if (isSnapshot && isCache(bundle.resolve("../..").normalize())) {
      throw cache(bundle, "belongs to", bundle);
    }
  }

  private static IOException cache(Path bundle, String relation, Path snapshot) {
    return new IOException(
        ("cannot verify %s: it %s a Hugging Face cache, whose files are links that come and go"
                + " (copy the model: cp --recursive --dereference %s /var/lib/dubnium/models/NAME)")
            .formatted(bundle, relation, snapshot));
  }

  private static boolean isCache(Path directory) {
    return Files.isDirectory(directory.resolve("blobs"))
        && Files.isDirectory(directory.resolve("refs"))
        && Files.isDirectory(directory.resolve("snapshots"));
  }

  private static void require(
      Path bundle, Map<String, FileStamp> files, String name, String advice) throws IOException {
    if (!files.containsKey(name)) {
      throw new IOException(
          "cannot verify %s: %s is missing (%s)".formatted(bundle, name, advice));
    }
  }

  private static Map<String, String> sums(Path bundle) throws IOException {
    Path list = bundle.resolve(ModelBundle.CHECKSUMS);
    try {
      return Checksums.parse(Files.readString(list));
    } catch (IOException e) {
      throw new IOException("cannot use " + list + ": " + e.getMessage(), e);
    }
  }

  private Map<String, VerifiedFile> hashes(
      Path bundle, Map<String, FileStamp> files, Map<String, String> sums) throws IOException {
    Map<String, VerifiedFile> verified = new LinkedHashMap<>();
    for (Map.Entry<String, FileStamp> file : files.entrySet()) {
      String name = file.getKey();
      long mib = Math.ceilDiv(file.getValue().bytes(), 1L << 20);
      progress.accept(
          "%d of %d: %s (%d MiB)".formatted(verified.size() + 1, files.size(), name, mib));
      String sum = sha256(bundle.resolve(name));
      if (!name.equals(ModelBundle.CHECKSUMS)) {
        compare(bundle.resolve(name), sum, sums.get(name));
      }
      verified.put(name, new VerifiedFile(file.getValue(), sum));
    }
    return verified;
  }

  private static void compare(Path file, String sum, @Nullable String listed)
      throws IOException {
    if (listed == null) {
      throw new IOException(
          "cannot verify %s: SHA256SUMS does not list it (remove it, or add it to the list)"
              .formatted(file));
    }
    if (!listed.equals(sum)) {
      throw new IOException(
          "cannot verify %s: its checksum is %s, and SHA256SUMS says %s (get the file again)"
              .formatted(file, sum, listed));
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot do without SHA-256, which every Java has", e);
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
