package org.dubnium.fleet.alert;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.dubnium.fleet.domain.NodeId;

/**
 * Which nodes a rule is about: those in whose name the expression is found. RE2 takes time linear
 * in the name whatever the expression; its size is bounded as well, so that nobody's expression
 * holds up the evaluation.
 */
public final class NodeFilter {

  static final int LONGEST = 200;

  /** The product of all counts in one expression: RE2 expands nested ones. */
  private static final long MOST_REPETITION = 1_000;

  /** Instructions of the compiled expression. */
  private static final int LARGEST = 1_000;

  private static final Pattern COUNTS = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

  private final Pattern pattern;

  private NodeFilter(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Makes one.
   *
   * @param text in RE2's syntax: no look-around, no back-reference
   * @throws IllegalArgumentException if it is none, or would take too much to evaluate
   */
  public static NodeFilter of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "cannot use a node filter of more than " + LONGEST + " characters");
    }
    if (repetition(text) > MOST_REPETITION) {
      throw tooLarge();
    }
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.programSize() > LARGEST) {
        throw tooLarge();
      }
      return new NodeFilter(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "cannot read this as a regular expression of RE2: " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException tooLarge() {
    return new IllegalArgumentException(
        "cannot use a node filter that repeats so much: use smaller counts, or + and *");
  }

  private static long repetition(String text) {
    long product = 1;
    Matcher counts = COUNTS.matcher(text);
    while (counts.find() && product <= MOST_REPETITION) {
      String upper = counts.group(2);
      product *= Math.max(1, Math.max(count(counts.group(1)), count(upper == null ? "" : upper)));
    }
    return product;
  }

  /** A count; one of too many digits for a number is too large anyhow. */
  private static long count(String digits) {
    if (digits.isEmpty()) {
      return 0;
    }
    return digits.length() > 9 ? MOST_REPETITION + 1 : Long.parseLong(digits);
  }

  public boolean matches(NodeId node) {
    return pattern.matcher(node.value()).find();
  }

  /** As it was written. */
  public String text() {
    return pattern.pattern();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeFilter that && text().equals(that.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
