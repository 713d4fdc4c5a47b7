package org.dubnium.common.log;

import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** The journal entries of one logger during a test, in place of journald. */
public final class RecordedJournal implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;
  private final List<Map<String, String>> entries = new ArrayList<>();
  private final JournalAppender appender =
      new JournalAppender(this::send, new StderrAppender(System.err));

  public RecordedJournal(Class<?> of) {
    this.logger = (Logger) LoggerFactory.getLogger(of);
  }

  public List<Map<String, String>> entries() {
    return entries;
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    logger.detachAppender(appender);
    logger.setAdditive(true);
  }

  private int send(List<JournalField> fields) {
    Map<String, String> entry = new LinkedHashMap<>();
    fields.forEach(field -> entry.put(field.name(), field.value()));
    entries.add(entry);
    return 0;
  }
}
