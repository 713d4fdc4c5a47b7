package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.adapter.model.bundle.BundleCheck;
import org.dubnium.daemon.adapter.model.bundle.BundleFindings;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.port.ModelStore;

/**
 * Checks of bundles, made anew where sizes or times of their files have changed: headers of a large model take
 * seconds to read.
 */
final class CachedChecks {

  private final Map<String, Check> checks = new LinkedHashMap<>();

  private record Check(Map<String, FileStamp> files, BundleFindings findings) {}

  /** The findings of a bundle, whether it has a list of checksums included. */
  synchronized BundleFindings of(ModelBundle bundle) throws IOException {
    if (!bundle.files().containsKey(ModelBundle.CHECKSUMS)) {
      return withoutList(check(bundle));
    }
    return check(bundle);
  }

  private BundleFindings check(ModelBundle bundle) throws IOException {
    Check known = checks.remove(bundle.path());
    if (known == null || !known.files.equals(bundle.files())) {
      known = new Check(bundle.files(), BundleCheck.of(Path.of(bundle.path())));
    }
    checks.put(bundle.path(), known);
    if (checks.size() > ModelStore.MOST) {
      checks.remove(checks.keySet().iterator().next());
    }
    return known.findings;
  }

  private static BundleFindings withoutList(BundleFindings findings) {
    List<String> problems = new ArrayList<>(findings.problems());
    problems.add("it has no " + ModelBundle.CHECKSUMS);
    return new BundleFindings(findings.architecture(), problems);
  }
}
