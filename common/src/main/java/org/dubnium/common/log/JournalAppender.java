package org.dubnium.common.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/** Writes log events as structured entries to the journal, or, if that fails, as plain lines. */
final class JournalAppender extends AppenderBase<ILoggingEvent> {

  private final JournalSink sink;
  private final StderrAppender fallback;

  JournalAppender(JournalSink sink, StderrAppender fallback) {
    this.sink = sink;
    this.fallback = fallback;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (sink.send(JournalFields.of(event)) < 0) {
      fallback.append(event);
    }
  }
}
