package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.domain.Trouble;
import org.dubnium.fleet.telemetry.scrape.exposition.Flaw;
import org.jspecify.annotations.Nullable;

/** The lines of one text that were passed over: how many, and the first of each sort. */
final class Flaws {

  private int wanted;
  private int others;
  private @Nullable Flaw firstWanted;
  private @Nullable Flaw firstOther;

  void add(Flaw flaw) {
    if (flaw.wanted()) {
      wanted++;
      firstWanted = firstWanted == null ? flaw : firstWanted;
    } else {
      others++;
      firstOther = firstOther == null ? flaw : firstOther;
    }
  }

  /** Only a line that may have told something of interest can lose any of it. */
  List<Trouble> troubles() {
    List<Trouble> troubles = new ArrayList<>();
    if (firstWanted != null) {
      troubles.add(new Trouble(told(firstWanted, wanted), true));
    }
    if (firstOther != null) {
      troubles.add(new Trouble(told(firstOther, others), false));
    }
    return troubles;
  }

  /** The first, in words; empty if there is none. */
  Optional<String> first() {
    return troubles().stream().findFirst().map(Trouble::text);
  }

  private static String told(Flaw first, int count) {
    return "passed over " + first.what() + (count == 1 ? "" : ", and " + (count - 1) + " more");
  }
}
