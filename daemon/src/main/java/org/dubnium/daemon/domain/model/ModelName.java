package org.dubnium.daemon.domain.model;

import java.util.regex.Pattern;
import org.dubnium.daemon.domain.text.Brief;

/**
 * The name of a bundle in the store of models, which is that of its directory: letters, digits, dots,
 * dashes and underscores, at most 100 of them, the first a letter or a digit.
 */
public record ModelName(String value) implements Comparable<ModelName> {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public ModelName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "cannot use '"
              + Brief.line(value)
              + "' as the name of a model (letters, digits, '.', '_' and '-', at most 100)");
    }
  }

  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  @Override
  public int compareTo(ModelName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
