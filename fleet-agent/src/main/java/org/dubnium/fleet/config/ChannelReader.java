package org.dubnium.fleet.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.dubnium.common.config.Node;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.config.ChannelSettings.Medium;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.notify.PagerDutyChannel;
import org.dubnium.fleet.notify.SmtpSettings.Security;

/** Reads one of {@code notifications.channels}. */
final class ChannelReader {

  /** The severities of a channel that does not name any. */
  private static final Set<Severity> USUAL =
      EnumSet.of(Severity.CRITICAL, Severity.ERROR, Severity.WARNING);

  private static final Duration USUAL_KEEP = Duration.ofHours(12);

  private static final Map<String, Severity> SEVERITIES =
      words(Severity.values(), Severity::text);

  private static final Map<String, Security> SECURITIES =
      words(Security.values(), security -> security.name().toLowerCase(Locale.ROOT));

  private enum Type {
    WEBHOOK,
    SLACK,
    EMAIL,
    PAGERDUTY,
    DESKTOP
  }

  private static final Map<String, Type> TYPES =
      words(Type.values(), type -> type.name().toLowerCase(Locale.ROOT));

  private final Section section;
  private final Problems problems;

  ChannelReader(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  private static <T> Map<String, T> words(
      T[] values, Function<T, String> word) {
    Map<String, T> words = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> words.put(word.apply(value), value));
    return words;
  }

  /** The channel; empty if its type is missing or unknown, which is noted. */
  Optional<ChannelSettings> read(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      problems.add(
          section.place(),
          "cannot name a channel '" + name + "' (take letters, digits, dots, dashes, underscores)");
    }
    Optional<Type> type =
        required("type").flatMap(word -> section.choice(word, TYPES));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    boolean acknowledgements =
        type.get() != Type.DESKTOP
            && section.optionalFlag("acknowledgements").orElse(type.get() == Type.PAGERDUTY);
    ChannelRoute route = new ChannelRoute(name, severities(), quiet(), acknowledgements);
    ChannelSettings settings =
        switch (type.get()) {
          case WEBHOOK -> with(route, credential("webhook-secret"), webhook());
          case SLACK -> with(route, credential("slack-webhook"), new Medium.Slack());
          case PAGERDUTY -> with(route, credential("pagerduty-key"), pagerDuty());
          case EMAIL -> email(route);
          case DESKTOP ->
              with(
                  route,
                  Optional.empty(),
                  new Medium.Desktop(section.optionalDuration("keep").orElse(USUAL_KEEP)));
        };
    section.finish();
    return Optional.of(settings);
  }

  private ChannelSettings with(ChannelRoute route, Optional<String> credential, Medium medium) {
    return new ChannelSettings(section.placeOf("credential"), route, credential, medium);
  }

  private Set<Severity> severities() {
    if (!section.has("severities")) {
      return USUAL;
    }
    Set<Severity> named = EnumSet.noneOf(Severity.class);
    for (Node element : section.elements("severities")) {
      section
          .asText(element)
          .flatMap(word -> section.choice(word, SEVERITIES))
          .ifPresent(named::add);
    }
    if (named.isEmpty()) {
      problems.add(
          section.placeOf("severities"),
          "cannot use a channel that is told nothing (name one of: "
              + String.join(", ", SEVERITIES.keySet())
              + ")");
    }
    return named;
  }

  private QuietHours quiet() {
    return section
        .optionalSection("quietHours")
        .map(hours -> QuietHoursReader.read(hours, problems))
        .orElseGet(QuietHours::none);
  }

  private Optional<String> credential(String usual) {
    return Optional.of(
        section
            .optionalText("credential", ChannelReader::credentialName)
            .map(Value::value)
            .orElse(usual));
  }

  /** A file's name: systemd.exec(5), LoadCredential=. */
  static String credentialName(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,254}")) {
      throw new IllegalArgumentException(
          "cannot use '"
              + text
              + "' as the name of a credential (write the name that LoadCredential= gives it, never"
              + " the secret itself)");
    }
    return text;
  }

  private Medium webhook() {
    return new Medium.Webhook(
        required("url")
            .flatMap(text -> section.turned(text, ChannelReader::url))
            .map(Value::value)
            .orElseGet(() -> HttpUrl.get("http://localhost/")));
  }

  private Medium pagerDuty() {
    return new Medium.PagerDuty(
        section
            .optionalText("url", ChannelReader::url)
            .map(Value::value)
            .orElseGet(() -> HttpUrl.get(PagerDutyChannel.ADDRESS)));
  }

  private static HttpUrl url(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(
          "cannot use '" + text + "' as an address (write one such as https://example.org/hook)");
    }
    return url;
  }

  private ChannelSettings email(ChannelRoute route) {
    Security security =
        section.optionalChoice("security", SECURITIES).orElse(Security.STARTTLS);
    int port =
        section.optionalNumber("port", 1, 65_535).map(Long::intValue).orElse(security.port());
    Optional<String> user = section.optionalText("user").map(Value::value);
    Optional<String> credential = credential("smtp-password").filter(_ -> user.isPresent());
    if (user.isEmpty() && section.has("credential")) {
      problems.add(
          section.placeOf("credential"), "cannot log in without a name (write it as \"user\")");
    }
    List<String> to =
        section.texts("to", text -> text).stream().map(Value::value).toList();
    if (to.isEmpty()) {
      problems.add(section.placeOf("to"), "cannot send mail to nobody (name somebody in \"to\")");
    }
    return with(
        route,
        credential,
        new Medium.Email(text("host"), port, security, user, text("from"), to));
  }

  private String text(String key) {
    return required(key).map(Value::value).orElse("");
  }

  /** A key that must be there; unlike others, the shipped defaults do not have it. */
  private Optional<Value<String>> required(String key) {
    if (!section.has(key)) {
      problems.add(section.place(), "cannot do without '" + key + "' (write it)");
    }
    return section.optionalText(key);
  }
}
