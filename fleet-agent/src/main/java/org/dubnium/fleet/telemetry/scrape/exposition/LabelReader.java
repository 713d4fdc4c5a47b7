package org.dubnium.fleet.telemetry.scrape.exposition;

import java.util.ArrayList;
import java.util.List;

/** Reads the labels between braces. Of those that are of no interest nothing is kept. */
final class LabelReader {

  /** Characters of a value that is kept: names of hosts and pods end at 253. */
  private static final int LONGEST = 256;

  private final boolean anyEscape;
  private final int most;
  private final List<String> kept;

  /**
   * Makes one.
   *
   * @param anyEscape whether a backslash may be before any character, as OpenMetrics has it
   * @param most how many labels a sample may have
   * @param kept names of the labels that are of interest
   */
  LabelReader(boolean anyEscape, int most, List<String> kept) {
    this.anyEscape = anyEscape;
    this.most = most;
    this.kept = kept;
  }

  /**
   * Goes past labels, of which the opening brace was read; they are made only if they are wanted.
   */
  Labels read(Cursor cursor, boolean wanted) throws WrongLineException {
    List<String> pairs = wanted ? new ArrayList<>() : List.of();
    int count = 0;
    cursor.skipBlanks();
    while (!cursor.skip('}')) {
      count++;
      if (count > most) {
        throw cursor.wrong("it has more than " + most + " labels");
      }
      pair(cursor, wanted, pairs);
      cursor.skipBlanks();
      if (!cursor.skip(',') && cursor.peek() != '}') {
        throw cursor.wrong("there is neither , nor } after the value of a label");
      }
      cursor.skipBlanks();
    }
    return pairs.isEmpty() ? Labels.NONE : new Labels(pairs);
  }

  private void pair(Cursor cursor, boolean wanted, List<String> pairs) throws WrongLineException {
    int from = cursor.name(false, "the name of a label");
    String name = wanted ? known(cursor, from) : "";
    cursor.skipBlanks();
    cursor.expect('=', "after the name of a label");
    cursor.skipBlanks();
    cursor.expect('"', "before the value of a label");
    from = cursor.quoted(anyEscape);
    if (!name.isEmpty()) {
      for (int i = 0; i < pairs.size(); i += 2) {
        if (pairs.get(i).equals(name)) {
          throw cursor.wrong("the label " + name + " is there twice");
        }
      }
      if (cursor.length(from) > LONGEST) {
        throw cursor.wrong("the label " + name + " has more than " + LONGEST + " characters");
      }
      pairs.add(name);
      pairs.add(Cursor.unescaped(cursor.text(from, 1)));
    }
  }

  /** The name that was read, if it is of interest; else empty. */
  private String known(Cursor cursor, int from) {
    for (String name : kept) {
      if (cursor.matches(from, name)) {
        return name;
      }
    }
    return "";
  }
}
