package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the syntax of {@code EnvironmentFile=}, systemd.exec(5): {@code KEY=VALUE}, lines that begin
 * with {@code #} or {@code ;} are comments. A backslash takes the next character as it is and joins
 * lines; single quotes take everything as it is, double quotes all but {@code \" \\ \$ \`} and a
 * joined line.
 */
final class EnvironmentFile {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String ESCAPED_IN_QUOTES = "\"\\`$";

  private final String text;
  private int at;

  private EnvironmentFile(String text) {
    this.text = text;
  }

  /** Parses a file. Of a variable that is set twice the last value counts; other lines are ignored. */
  static Map<String, String> parse(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    EnvironmentFile file = new EnvironmentFile(text);
    while (file.at < text.length()) {
      file.line(variables);
    }
    return variables;
  }

  /**
   * The text that is read as these variables.
   *
   * @throws IOException if a value has several lines, or characters that no file holds
   */
  static String format(Map<String, String> variables) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (variable.getValue().chars().anyMatch(c -> c < ' ' && c != '\t')) {
        throw new IOException(variable.getKey() + " has a value of several lines");
      }
      text.append(variable.getKey()).append("=\"");
      variable
          .getValue()
          .chars()
          .forEach(
              c -> text.append(ESCAPED_IN_QUOTES.indexOf(c) >= 0 ? "\\" : "").append((char) c));
      text.append("\"\n");
    }
    return text.toString();
  }

  private void line(Map<String, String> variables) {
    skipBlanks();
    if (at < text.length() && (text.charAt(at) == '#' || text.charAt(at) == ';')) {
      comment();
      return;
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != '\n') {
      at++;
    }
    String name = text.substring(start, at).strip();
    boolean assigns = at < text.length() && text.charAt(at) == '=';
    at++;
    if (assigns) {
      String value = value();
      if (NAME.matcher(name).matches()) {
        variables.put(name, value);
      }
    }
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** Skips a comment to the end of its line, which a backslash continues. */
  private void comment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private String value() {
    StringBuilder value = new StringBuilder();
    int kept = 0;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    while (at < text.length() && text.charAt(at) != '\n') {
      char next = text.charAt(at++);
      if (next == '\'' || next == '"') {
        quoted(next, value);
        kept = value.length();
      } else if (next == '\\') {
        escaped(value);
        kept = value.length();
      } else {
        value.append(next);
        kept = isBlank(next) ? kept : value.length();
      }
    }
    at++;
    value.setLength(kept);
    return value.toString();
  }

  private void escaped(StringBuilder value) {
    if (at < text.length()) {
      char taken = text.charAt(at++);
      if (taken != '\n') {
        value.append(taken);
      }
    }
  }

  private void quoted(char quote, StringBuilder value) {
    while (at < text.length() && text.charAt(at) != quote) {
      char next = text.charAt(at++);
      if (next == '\\' && quote == '"' && at < text.length()) {
        char taken = text.charAt(at++);
        if (ESCAPED_IN_QUOTES.indexOf(taken) >= 0) {
          value.append(taken);
        } else if (taken != '\n') {
          value.append(next).append(taken);
        }
      } else {
        value.append(next);
      }
    }
    at++;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
