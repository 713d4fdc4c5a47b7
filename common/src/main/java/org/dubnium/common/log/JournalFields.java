package org.dubnium.common.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** What a log event says, in the journal's terms. */
final class JournalFields {

  /** How the journal calls the service: {@code journalctl -t mode-controller}. */
  static final String IDENTIFIER = System.getProperty("dubnium.identifier", "dubnium");

  private JournalFields() {}

  /** Every field of the event's entry, {@code MESSAGE} first. */
  static List<JournalField> of(ILoggingEvent event) {
    List<JournalField> fields = new ArrayList<>();
    fields.add(new JournalField("MESSAGE", message(event)));
    fields.add(new JournalField("PRIORITY", Integer.toString(priority(event.getLevel()))));
    fields.add(new JournalField("SYSLOG_IDENTIFIER", IDENTIFIER));
    fields.add(new JournalField("LOGGER", event.getLoggerName()));
    fields.add(new JournalField("THREAD", event.getThreadName()));
    stackTrace(event).ifPresent(trace -> fields.add(new JournalField("STACK_TRACE", trace)));
    for (KeyValuePair pair : pairs(event)) {
      if (JournalField.isName(pair.key)) {
        fields.add(new JournalField(pair.key, String.valueOf(pair.value)));
      }
    }
    return fields;
  }

  /** The message, with whatever cannot be a field behind it, and the cause of a failure. */
  static String message(ILoggingEvent event) {
    StringBuilder message = new StringBuilder(event.getFormattedMessage());
    for (KeyValuePair pair : pairs(event)) {
      if (!JournalField.isName(pair.key)) {
        message.append(' ').append(pair.key).append('=').append(pair.value);
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      message.append(": ").append(thrown.getClassName()).append(": ").append(thrown.getMessage());
    }
    return message.toString();
  }

  static Optional<String> stackTrace(ILoggingEvent event) {
    return Optional.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString);
  }

  /** syslog(3): 3 error, 4 warning, 6 information, 7 debugging. */
  static int priority(Level level) {
    return switch (level.levelInt) {
      case Level.ERROR_INT -> 3;
      case Level.WARN_INT -> 4;
      case Level.INFO_INT -> 6;
      default -> 7;
    };
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    return pairs == null ? List.of() : pairs;
  }
}
