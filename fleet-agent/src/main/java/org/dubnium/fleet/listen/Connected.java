package org.dubnium.fleet.listen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A connection that is open: whose it is, and how long it may take for what. */
public final class Connected {

  private final Connections all;
  private final EndPoint endPoint;
  private final Peer peer;
  private final Scheduler scheduler;
  private volatile Source source;

  private Places.@Nullable Place place;
  private int requests;
  private Scheduler.@Nullable Task idle;
  private boolean closed;

  Connected(Connections all, EndPoint endPoint, Peer peer, Source source, Scheduler scheduler) {
    this.all = all;
    this.endPoint = endPoint;
    this.peer = peer;
    this.source = source;
    this.scheduler = scheduler;
  }

  /** Who is at the other end. */
  public Peer peer() {
    return peer;
  }

  Source source() {
    return source;
  }

  /** A place for a request; while it is held, the connection is not idle. */
  public Places.Answer request() {
    Places.Answer answer = all.requests().take(source, this::close);
    if (answer instanceof Places.Answer.TooManyOfSource && source instanceof Source.Unknown) {
      all.lookUp();
      answer = all.requests().take(source, this::close);
    }
    return answer;
  }

  /**
   * A place for a stream of events.
   *
   * @param evicted run when another source needs it
   */
  public Places.Answer stream(Runnable evicted) {
    if (source instanceof Source.Unknown) {
      all.lookUp();
    }
    return all.streams().take(source, evicted);
  }

  /** A request came. */
  public synchronized void began() {
    requests++;
    cancelIdle();
  }

  /** It is answered; the next has to come in time. */
  public synchronized void ended() {
    requests--;
    if (requests == 0 && !closed) {
      idle = closeAfter(all.limits().head());
    }
  }

  /** Closes the connection after some time, unless the task is cancelled before. */
  public Scheduler.Task closeAfter(Duration time) {
    return scheduler.schedule(
        () -> endPoint.close(new TimeoutException("the client took longer than " + time)),
        time.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Has something run, once, when the other end is closed, while nothing more is read from this
   * connection. It cannot be read from after that.
   */
  public void whenGone(Runnable gone) {
    boolean watching =
        endPoint.tryFillInterested(
            Callback.from(InvocationType.NON_BLOCKING, () -> readable(gone), _ -> gone.run()));
    if (!watching) {
      gone.run();
    }
  }

  /** Whatever is sent now is thrown away. */
  private void readable(Runnable gone) {
    try {
      ByteBuffer unwanted = ByteBuffer.allocate(1024);
      unwanted.limit(0);
      if (endPoint.fill(unwanted) < 0) {
        gone.run();
      } else {
        whenGone(gone);
      }
    } catch (IOException broken) {
      gone.run();
    }
  }

  void close() {
    endPoint.close();
  }

  synchronized void opened(Places.Place taken) {
    if (closed) {
      taken.free();
      return;
    }
    place = taken;
    idle = closeAfter(all.limits().head());
  }

  synchronized void closed() {
    closed = true;
    cancelIdle();
    if (place != null) {
      place.free();
    }
  }

  /** Charges it to its user; whether that may have it. */
  synchronized boolean belongsTo(Places connections, Optional<Long> uid) {
    if (uid.isEmpty() || place == null) {
      return false;
    }
    source = new Source.User(uid.get());
    return connections.move(place, source);
  }

  private void cancelIdle() {
    if (idle != null) {
      idle.cancel();
      idle = null;
    }
  }
}
