package org.dubnium.common.log;

import java.util.regex.Pattern;

/**
 * A field of a journal entry.
 *
 * @param name upper-case letters, digits and underscores, not beginning with an underscore or a
 *     digit, at most 64 characters: systemd.journal-fields(7)
 */
record JournalField(String name, String value) {

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
