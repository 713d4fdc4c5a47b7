package org.dubnium.fleet.config;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.alert.QuietHours.Span;

/** Reads times of day in which a channel is not to be used. */
final class QuietHoursReader {

  private static final Pattern SPAN = Pattern.compile("(\\d{2}:\\d{2}) ?- ?(\\d{2}:\\d{2})");

  private QuietHoursReader() {}

  static QuietHours read(Section section, Problems problems) {
    List<Span> spans =
        section.texts("spans", QuietHoursReader::span).stream().map(Value::value).toList();
    if (!section.has("spans")) {
      problems.add(
          section.place(), "cannot be quiet at no time (write \"spans\": [\"22:00-07:00\"])");
    }
    ZoneId zone =
        section
            .optionalText("zone", QuietHoursReader::zone)
            .map(Value::value)
            .orElseGet(ZoneId::systemDefault);
    section.finish();
    return new QuietHours(spans, zone);
  }

  private static Span span(String text) {
    Matcher match = SPAN.matcher(text);
    if (!match.matches()) {
      throw noSpan(text);
    }
    try {
      return new Span(LocalTime.parse(match.group(1)), LocalTime.parse(match.group(2)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw noSpan(text);
    }
  }

  private static IllegalArgumentException noSpan(String text) {
    return new IllegalArgumentException(
        "cannot be quiet in '" + text + "' (write two times of day, such as 22:00-07:00)");
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "cannot find the time zone '" + text + "' (write one such as Europe/Berlin)", e);
    }
  }
}
