package org.dubnium.fleet.slurm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of Slurm: year and month of the release, and what came after it.
 *
 * @param text {@code 24.11.5}
 */
public record SlurmVersion(int major, int minor, String text) {

  /** {@code slurm 24.11.5}, or {@code slurm-wlm 22.05.8} in Debian. */
  private static final Pattern FORM =
      Pattern.compile("slurm\\S* ((\\d{1,4})\\.(\\d{1,4})\\S{0,40})\\s*");

  /** The form that is read from this version. */
  enum Form {
    /** Lines, with fields that are asked for. */
    LINES,
    /** JSON in which states are strings: {@link Json2205Format}. */
    JSON_22_05,
    /** JSON in which states are arrays, and scontrol has it too: {@link Json2411Format}. */
    JSON_24_11
  }

  /**
   * From what {@code sinfo --version} prints.
   *
   * @throws SlurmException if that is something else
   */
  static SlurmVersion parse(String printed) throws SlurmException {
    Matcher matcher = FORM.matcher(printed);
    if (!matcher.matches()) {
      throw new SlurmException("cannot tell the version of Slurm from what sinfo prints");
    }
    return new SlurmVersion(
        Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), matcher.group(1));
  }

  /**
   * Commands learnt JSON in 21.08, and got that of today, through data_parser plugins, in 23.02.
   */
  Form form() {
    int release = 100 * major + minor;
    if (release < 2108) {
      return Form.LINES;
    }
    return release < 2302 ? Form.JSON_22_05 : Form.JSON_24_11;
  }
}
