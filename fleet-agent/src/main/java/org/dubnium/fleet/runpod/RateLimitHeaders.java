package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import okhttp3.Headers;

/** Reads the headers RateLimit and RateLimit-Policy: schemas of these names in the OpenAPI document. */
final class RateLimitHeaders {

  private static final int MOST_WINDOWS = 16;

  private RateLimitHeaders() {}

  /** What an answer tells of its limits; nothing if it does not, or in another form. */
  static RateLimits read(Headers headers, Instant now) {
    Map<String, OptionalLong> quotas =
        FieldList.parse(joined(headers, "RateLimit-Policy")).stream()
            .collect(
                Collectors.toMap(
                    FieldList.Member::name, policy -> policy.integer("q"), (one, two) -> two));
    List<RateLimits.Window> windows = new ArrayList<>();
    for (FieldList.Member member : FieldList.parse(joined(headers, "RateLimit"))) {
      OptionalLong remaining = member.integer("r");
      OptionalLong seconds = member.integer("t");
      if (remaining.isPresent() && seconds.isPresent() && windows.size() < MOST_WINDOWS) {
        windows.add(
            new RateLimits.Window(
                member.name(),
                remaining.getAsLong(),
                now.plus(RetryTime.bounded(seconds.getAsLong())),
                quotas.getOrDefault(member.name(), OptionalLong.empty())));
      }
    }
    return new RateLimits(windows);
  }

  /** A list may be spread over several headers of the name. */
  private static String joined(Headers headers, String name) {
    return String.join(", ", headers.values(name));
  }
}
