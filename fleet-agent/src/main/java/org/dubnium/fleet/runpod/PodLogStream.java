package org.dubnium.fleet.runpod;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pod's log as RunPod streams it. One that is followed is opened again at once where the stream ends, if
 * lines have come since it was opened last.
 */
final class PodLogStream implements PodLog {

  private static final Logger LOG = LoggerFactory.getLogger(PodLogStream.class);

  /** The most characters of a line; a longer one ends with "…". */
  static final int LONGEST_TEXT = 8192;

  /** The most bytes that are read in one go. */
  static final long MOST_BYTES = 64L << 20;

  /**
   * What a header can carry. The OpenAPI document calls a position a time, and in its example it is a
   * time with a number behind it; it is sent back as it came.
   */
  private static final Pattern POSITION = Pattern.compile("[!-~]{1,128}");

  private final Transport transport;
  private final Function<LogQuery, ApiCall> calls;
  private final Deadlines deadlines;
  private final ReentrantLock reading = new ReentrantLock();
  private final int mostLines;

  private LogQuery query;
  private ApiCall call;
  private EventStream events;
  private volatile Transport.Open open;
  private volatile boolean closed;
  private boolean fresh;
  private boolean warned;
  private int lines;
  private long bytes;

  /**
   * Opens it.
   *
   * @param calls the call that opens the log for a query
   */
  PodLogStream(
      Transport transport,
      Function<LogQuery, ApiCall> calls,
      Deadlines deadlines,
      LogQuery query)
      throws RunpodException, InterruptedException {
    this.transport = transport;
    this.calls = calls;
    this.deadlines = deadlines;
    this.query = query;
    boolean counted = !query.follow() && query.since().isEmpty() && query.after().isEmpty();
    this.mostLines = counted ? query.tail() : Integer.MAX_VALUE;
    this.call = calls.apply(query);
    this.open = transport.stream(call);
    this.events = events();
  }

  /** The events of what is open, with the time that is waited for them. */
  private EventStream events() {
    BufferedSource source = open.response().body().source();
    if (query.follow()) {
      source.timeout().timeout(deadlines.silence().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      source.timeout().timeout(deadlines.quiet().toMillis(), TimeUnit.MILLISECONDS);
      source.timeout().deadline(deadlines.question().toMillis(), TimeUnit.MILLISECONDS);
    }
    return new EventStream(source);
  }

  @Override
  public Optional<LogLine> next() throws RunpodException, InterruptedException {
    reading.lock();
    try {
      while (!closed && isMoreWanted()) {
        Optional<EventStream.Event> event = event();
        Optional<LogLine> line = event.flatMap(this::line);
        if (line.isPresent()) {
          return line;
        }
        if (event.isEmpty() && !reopen()) {
          break;
        }
      }
      closed = true;
      return Optional.empty();
    } finally {
      if (closed) {
        open.response().close();
      }
      reading.unlock();
    }
  }

  /** RunPod does not tell where what is there ends and what comes begins. */
  private boolean isMoreWanted() {
    return bytes < MOST_BYTES && lines < mostLines;
  }

  /** Empty where the stream has ended, or nothing came for as long as is waited. */
  private Optional<EventStream.Event> event() throws RunpodException, InterruptedException {
    try {
      return events.next();
    } catch (IOException e) {
      boolean quiet = e instanceof InterruptedIOException && !Thread.currentThread().isInterrupted();
      if (closed || quiet || (query.follow() && fresh && !Thread.currentThread().isInterrupted())) {
        return Optional.empty();
      }
      throw transport.failed(call, open.key(), new CallProgress(), e);
    }
  }

  private boolean reopen() throws RunpodException, InterruptedException {
    if (!query.follow() || !fresh || closed) {
      return false;
    }
    open.response().close();
    call = calls.apply(query);
    open = transport.stream(call);
    events = events();
    fresh = false;
    return true;
  }

  /** The line that an event tells; empty for one that cannot be read. */
  private Optional<LogLine> line(EventStream.Event event) {
    bytes += event.bytes();
    try {
      if (!event.whole()) {
        throw new AnswerException("it is too long");
      }
      Fields fields =
          JsonAnswer.object(
              new ByteArrayInputStream(event.data().getBytes(StandardCharsets.UTF_8)));
      Instant at = fields.time("ts");
      String position = POSITION.matcher(event.id()).matches() ? event.id() : at.toString();
      LogLine line =
          new LogLine(at, fields.text("source"), cut(fields.text("line")), position);
      query = query.resumedAfter(position);
      fresh = true;
      lines++;
      return Optional.of(line);
    } catch (AnswerException | IOException e) {
      if (!warned) {
        warned = true;
        LOG.warn("cannot {}: an event cannot be read: {}, ignoring", call.purpose(), e.getMessage());
      }
      return Optional.empty();
    }
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
  }

  @Override
  public void close() {
    closed = true;
    open.call().cancel();
    // Who reads closes what it reads.
    if (reading.tryLock()) {
      try {
        open.response().close();
      } finally {
        reading.unlock();
      }
    }
  }
}
