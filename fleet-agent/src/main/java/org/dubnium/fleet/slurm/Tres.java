package org.dubnium.fleet.slurm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trackable resources as Slurm writes them: {@code cpu=2,mem=24105M,gres/gpu=2,gres/gpu:h100=2}.
 */
final class Tres {

  private static final Pattern ALL = Pattern.compile("(?:^|,)gres/gpu[=:](\\d{1,9})(?=,|$)");
  private static final Pattern TYPED =
      Pattern.compile("(?:^|,)(?:gres/)?gpu:[^:=,()]+[=:](\\d{1,9})");
  private static final Pattern ASKED =
      Pattern.compile("(?:^|,)(?:gres[/:])?gpu(?::(\\d{1,9}))?(?=,|$)");

  private Tres() {}

  /** How many GPUs; those of each type where all together are not told. */
  static int gpus(String tres) {
    Matcher all = ALL.matcher(tres);
    return all.find() ? Integer.parseInt(all.group(1)) : sum(TYPED.matcher(tres));
  }

  /** How many GPUs a node, as a job asks for them: {@code gpu:2}, {@code gres/gpu:h100:1}. */
  static int gpusPerNode(String asked) {
    Matcher plain = ASKED.matcher(asked);
    if (plain.find()) {
      return plain.group(1) == null ? 1 : Integer.parseInt(plain.group(1));
    }
    return sum(TYPED.matcher(asked.replace("gres:", "gres/")));
  }

  /** How many GPUs a node has: {@code gpu:h100:4(S:0-1)}, or {@code (null)}. */
  static int gpusOfNode(String gres) {
    return gpusPerNode(gres.replaceAll("\\([^)]*\\)", ""));
  }

  private static int sum(Matcher counts) {
    int sum = 0;
    while (counts.find()) {
      sum += Integer.parseInt(counts.group(1));
    }
    return sum;
  }
}
