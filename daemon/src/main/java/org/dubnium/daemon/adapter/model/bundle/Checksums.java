package org.dubnium.daemon.adapter.model.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.text.Brief;

/**
 * A list of checksums as sha256sum(1) writes it, in text or binary mode, with line ends of Unix or DOS. What
 * it says of files whose names begin with a dot does not count, as these do not belong to a bundle.
 */
public final class Checksums {

  /** Longest list, in bytes: ten thousand files with long names. */
  private static final int LONGEST = 4 << 20;

  /** That there is no list, and what to do about it. */
  public static final String MISSING =
      "SHA256SUMS is missing: take it from where the model came from, or, where you trust the files as they"
          + " are, make it there: find . -type f ! -path '*/.*' ! -name SHA256SUMS -exec sha256sum {} +"
          + " >SHA256SUMS";

  private static final int DIGITS = 64;
  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{32,128}) [ *](?:\\./)?(.+)");
  private static final Pattern HIDDEN = Pattern.compile("(.*/)?\\..*");

  private final Map<String, String> sums = new TreeMap<>();
  private final List<String> problems;

  private Checksums(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Reads a bundle's list: hexadecimal digits in small letters, by file.
   *
   * @param problems gets what is wrong with the list, each in a sentence
   * @throws IOException if there is no list, or it cannot be read
   */
  public static Map<String, String> read(BundleTree bundle, List<String> problems)
      throws IOException {
    byte[] text;
    try {
      text = bundle.bytes(ModelBundle.CHECKSUMS, LONGEST);
    } catch (IOException e) {
      throw new IOException("cannot read its SHA256SUMS: " + e.getMessage(), e);
    }
    return parse(new String(text, StandardCharsets.UTF_8), problems);
  }

  static Map<String, String> parse(String text, List<String> problems) {
    Checksums list = new Checksums(problems);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      list.line(number, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
    return list.sums;
  }

  /** A list of these checksums, as sha256sum(1) checks it. */
  public static String list(Map<String, String> sums) {
    StringBuilder text = new StringBuilder();
    sums.forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
    return text.toString();
  }

  /** What a bundle has and its list does not, and the other way round, each in a sentence. */
  public static List<String> coverage(Set<String> listed, Set<String> files) {
    Set<String> absent = new TreeSet<>(listed);
    absent.removeAll(files);
    Set<String> extra = new TreeSet<>(files);
    extra.removeAll(listed);
    extra.remove(ModelBundle.CHECKSUMS);
    List<String> problems = new ArrayList<>();
    absent.forEach(file -> problems.add(Brief.line(file + " is missing: SHA256SUMS lists it")));
    extra.forEach(
        file ->
            problems.add(
                file + ": SHA256SUMS does not list it: remove it, or add it to the list"));
    return problems;
  }

  private void line(int number, String line) {
    Matcher parts = LINE.matcher(line);
    if (line.isBlank()) {
      return;
    }
    if (line.startsWith("\\")) {
      wrong(number, "has a name with a line end or a backslash in it: rename the file");
    } else if (!parts.matches()) {
      wrong(number, "is no line of sha256sum(1): '" + line.strip() + "'");
    } else if (parts.group(1).length() != DIGITS) {
      wrong(
          number,
          "has a checksum of %d digits, and SHA-256 has %d: make the list with sha256sum(1)"
              .formatted(parts.group(1).length(), DIGITS));
    } else if (!staysInside(parts.group(2))) {
      wrong(number, "names a file outside of the bundle: '" + parts.group(2) + "'");
    } else if (!HIDDEN.matcher(parts.group(2)).matches()) {
      add(number, parts.group(2), parts.group(1).toLowerCase(Locale.ROOT));
    }
  }

  private void add(int number, String file, String sum) {
    if (sums.putIfAbsent(file, sum) != null) {
      wrong(number, "lists " + file + " a second time");
    }
  }

  private void wrong(int number, String what) {
    problems.add(Brief.line("line " + number + " of SHA256SUMS " + what));
  }

  private static boolean staysInside(String name) {
    return !name.startsWith("/") && !("/" + name + "/").matches(".*/(\\.\\.?)?/.*");
  }
}
