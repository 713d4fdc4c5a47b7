package org.dubnium.fleet.slurm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists of hosts as Slurm writes them: {@code a,b[1-3,07]}. Source: scontrol(1), HOSTLIST EXPRESSIONS.
 * None is expanded: a few characters may name millions.
 */
final class HostList {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

  private HostList() {}

  /** Whether a list has a host; what is no list has none. */
  static boolean contains(String list, String host) {
    int begin = 0;
    int depth = 0;
    for (int at = 0; at <= list.length(); at++) {
      char character = at == list.length() ? ',' : list.charAt(at);
      if (character == ',' && depth == 0) {
        if (matches(list.substring(begin, at), host)) {
          return true;
        }
        begin = at + 1;
      } else if (character == '[') {
        depth++;
      } else if (character == ']') {
        depth--;
      }
    }
    return false;
  }

  /** Whether one expression stands for the host; it may have several brackets. */
  private static boolean matches(String expression, String host) {
    int open = expression.indexOf('[');
    int close = expression.indexOf(']', open);
    if (open < 0 || close < 0) {
      return !expression.isEmpty() && expression.equals(host);
    }
    if (!host.startsWith(expression.substring(0, open))) {
      return false;
    }
    String ranges = expression.substring(open + 1, close);
    String rest = expression.substring(close + 1);
    int end = open;
    while (end < host.length() && Character.isDigit(host.charAt(end))) {
      end++;
      if (isIn(ranges, host.substring(open, end)) && isRest(rest, host.substring(end))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRest(String expression, String host) {
    return expression.isEmpty() ? host.isEmpty() : matches(expression, host);
  }

  /** Numbers with leading zeros are as wide as the first of their range. */
  private static boolean isIn(String ranges, String number) {
    if (number.length() > 18) {
      return false;
    }
    for (String range : ranges.split(",", -1)) {
      Matcher bounds = RANGE.matcher(range);
      if (bounds.matches()) {
        String least = bounds.group(1);
        long value = Long.parseLong(number);
        long most = Long.parseLong(bounds.group(2) == null ? least : bounds.group(2));
        boolean padded = number.length() == Math.max(least.length(), Long.toString(value).length());
        if (padded && value >= Long.parseLong(least) && value <= most) {
          return true;
        }
      }
    }
    return false;
  }
}
