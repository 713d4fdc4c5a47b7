package org.dubnium.daemon.domain.mode;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A unit's name, or a pattern for several: {@code *} stands for anything, {@code ?} for one
 * character, {@code [a-z]} for one of a set.
 */
public final class UnitPattern {

  private static final Pattern TOKEN =
      Pattern.compile("\\*|\\?|\\[[A-Za-z0-9-]+]|[A-Za-z0-9:_.\\\\@-]+");
  private static final Pattern VALID = Pattern.compile("(?:" + TOKEN + ")+");

  private final String text;
  private final Pattern regex;

  /**
   * @throws IllegalArgumentException if the text is no pattern
   */
  public UnitPattern(String text) {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException("cannot use '" + text + "' as a pattern of unit names");
    }
    this.text = text;
    try {
      regex = Pattern.compile(TOKEN.matcher(text).replaceAll(UnitPattern::translate));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("cannot use '" + text + "' as a pattern of unit names", e);
    }
  }

  public boolean matches(UnitName unit) {
    return matches(unit.value());
  }

  /** Whether it matches a text, which need not be a unit's name. */
  public boolean matches(String unit) {
    return regex.matcher(unit).matches();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitPattern pattern && pattern.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private static String translate(MatchResult token) {
    String regex =
        switch (token.group().charAt(0)) {
          case '*' -> ".*";
          case '?' -> ".";
          case '[' -> token.group();
          default -> Pattern.quote(token.group());
        };
    return Matcher.quoteReplacement(regex);
  }

  @Override
  public String toString() {
    return text;
  }
}
