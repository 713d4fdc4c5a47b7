package org.dubnium.common.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets logback up, found by it through {@code META-INF/services}: an XML file would cost its parser
 * at every start. The journal is written to where standard error already goes there, as
 * systemd.exec(5) says of {@code JOURNAL_STREAM}; otherwise lines go to standard error. {@code
 * DUBNIUM_LOG_LEVEL} ({@code error warn info debug trace}) sets the level, {@code info} by default.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Map<String, String> environment = System.getenv();
    StderrAppender stderr = new StderrAppender(System.err);
    AppenderBase<ILoggingEvent> appender =
        isJournal(environment.get("JOURNAL_STREAM"))
            ? new JournalAppender(new Journald(), stderr)
            : stderr;
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(environment.get("DUBNIUM_LOG_LEVEL"), Level.INFO));
    root.addAppender(appender);
    // The D-Bus library tells at length what it does, and of its failures we tell ourselves.
    context.getLogger("org.freedesktop.dbus").setLevel(Level.ERROR);
    // So does the HTTP server, of whatever a client does wrong: nobody is to fill the journal by that.
    context.getLogger("org.eclipse.jetty").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Whether standard error is the stream that systemd connected to the journal. */
  private static boolean isJournal(@Nullable String stream) {
    if (stream == null) {
      return false;
    }
    try {
      Map<String, Object> stderr =
          Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
      return stream.equals(stderr.get("dev") + ":" + stderr.get("ino"));
    } catch (IOException e) {
      return false;
    }
  }
}
