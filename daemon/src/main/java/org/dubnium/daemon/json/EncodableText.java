package org.dubnium.daemon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes any text: half of a surrogate pair, which a name that was cut or a file name may hold, has no
 * form in UTF-8, and becomes U+FFFD.
 */
final class EncodableText extends JsonGeneratorDelegate {

  EncodableText(JsonGenerator json) {
    super(json);
  }

  @Override
  public void writeString(@Nullable String text) throws IOException {
    super.writeString(text == null ? null : encodable(text));
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    super.writeFieldName(encodable(name));
  }

  private static String encodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(each -> Character.getType(each) == Character.SURROGATE ? 0xFFFD : each)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
