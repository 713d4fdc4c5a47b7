package org.dubnium.fleet.telemetry.scrape.exposition;

import java.util.ArrayList;
import java.util.List;

/** Reads the labels between braces. */
final class LabelReader {

  private final boolean anyEscape;
  private final int most;

  /**
   * Makes one.
   *
   * @param anyEscape whether a backslash may be before any character, as OpenMetrics has it
   * @param most how many labels a sample may have
   */
  LabelReader(boolean anyEscape, int most) {
    this.anyEscape = anyEscape;
    this.most = most;
  }

  /**
   * Goes past labels, of which the opening brace was read; they are made only if they are wanted.
   */
  Labels read(Cursor cursor, boolean wanted) throws ExpositionException {
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
    return count == 0 || !wanted ? Labels.NONE : new Labels(pairs);
  }

  private void pair(Cursor cursor, boolean wanted, List<String> pairs) throws ExpositionException {
    int from = cursor.name(false, "the name of a label");
    String name = wanted ? cursor.string(from, 0) : "";
    cursor.skipBlanks();
    cursor.expect('=', "after the name of a label");
    cursor.skipBlanks();
    cursor.expect('"', "before the value of a label");
    from = cursor.quoted(anyEscape);
    if (wanted) {
      for (int i = 0; i < pairs.size(); i += 2) {
        if (pairs.get(i).equals(name)) {
          throw cursor.wrong("the label " + name + " is there twice");
        }
      }
      pairs.add(name);
      pairs.add(Cursor.unescaped(cursor.string(from, 1)));
    }
  }
}
