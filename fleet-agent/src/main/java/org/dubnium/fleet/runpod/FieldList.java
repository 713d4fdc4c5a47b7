package org.dubnium.fleet.runpod;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of structured fields: RFC 9651, section 3.1. Members are strings or tokens; of their parameters
 * integers are kept.
 */
final class FieldList {

  private static final int LONGEST = 2_000;

  private static final String STRING = "\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*+\"";
  private static final String TOKEN = "[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*+";
  private static final String BLANKS = "[ \t]*+";

  private static final Pattern MEMBER =
      Pattern.compile(BLANKS + "(?:(" + STRING + ")|(" + TOKEN + "))");
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";[ ]*+([a-z*][a-z0-9_.*-]*+)(?:=(?:(-?\\d{1,15}+)(?![.\\d])|-?\\d{1,12}+\\.\\d{1,3}+|"
              + STRING
              + "|"
              + TOKEN
              + "|\\?[01]|:[A-Za-z0-9+/=]*+:))?+");
  private static final Pattern COMMA = Pattern.compile(BLANKS + "," + BLANKS + "(?!$)");
  private static final Pattern END = Pattern.compile(BLANKS + "$");

  /** A string or a token, without quotes, and its integers by name. */
  record Member(String name, Map<String, Long> integers) {

    OptionalLong integer(String name) {
      Long value = integers.get(name);
      return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
  }

  private FieldList() {}

  /** The members; none if it is malformed anywhere, as the RFC wants it. */
  static List<Member> parse(String text) {
    if (text.length() > LONGEST) {
      return List.of();
    }
    List<Member> members = new ArrayList<>();
    Matcher at = MEMBER.matcher(text);
    while (at.usePattern(MEMBER).lookingAt()) {
      String string = at.group(1);
      String name =
          string == null
              ? at.group().strip()
              : string.substring(1, string.length() - 1).replaceAll("\\\\(.)", "$1");
      at.region(at.end(), text.length());
      members.add(new Member(name, integers(at, text)));
      if (at.usePattern(END).lookingAt()) {
        return members;
      }
      if (!at.usePattern(COMMA).lookingAt()) {
        return List.of();
      }
      at.region(at.end(), text.length());
    }
    return List.of();
  }

  private static Map<String, Long> integers(Matcher at, String text) {
    Map<String, Long> integers = new HashMap<>();
    while (at.usePattern(PARAMETER).lookingAt()) {
      String digits = at.group(2);
      if (digits != null) {
        integers.put(at.group(1), Long.parseLong(digits));
      }
      at.region(at.end(), text.length());
    }
    return integers;
  }
}
