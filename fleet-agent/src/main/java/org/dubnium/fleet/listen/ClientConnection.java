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

/** An open connection: whom it is charged to, and its time-outs. */
public final class ClientConnection {

  private final Connections all;
  private final EndPoint endPoint;
  private final Peer peer;
  private final Scheduler scheduler;
  private volatile ConnectionOwner owner;

  private FairPermits.@Nullable Permit permit;
  private int requests;
  private Scheduler.@Nullable Task idle;
  private boolean closed;

  ClientConnection(Connections all, EndPoint endPoint, Peer peer, ConnectionOwner owner, Scheduler scheduler) {
    this.all = all;
    this.endPoint = endPoint;
    this.peer = peer;
    this.owner = owner;
    this.scheduler = scheduler;
  }

  /** Who is at the other end. */
  public Peer peer() {
    return peer;
  }

  ConnectionOwner owner() {
    return owner;
  }

  /** Takes a permit for a request; until it is released, the connection is not idle. */
  public FairPermits.Result acquireRequest() {
    FairPermits.Result result = all.requests().acquire(owner, this::close);
    if (result instanceof FairPermits.Result.TooManyOfOwner && owner instanceof ConnectionOwner.Unknown) {
      all.lookUp();
      result = all.requests().acquire(owner, this::close);
    }
    return result;
  }

  /**
   * Takes a permit for a stream of events.
   *
   * @param evicted run when another owner needs it
   */
  public FairPermits.Result acquireStream(Runnable evicted) {
    if (owner instanceof ConnectionOwner.Unknown) {
      all.lookUp();
    }
    return all.streams().acquire(owner, evicted);
  }

  /** A request came. */
  public synchronized void requestBegan() {
    requests++;
    cancelIdle();
  }

  /** It is answered; the next has to come in time. */
  public synchronized void requestEnded() {
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
  public void onClientGone(Runnable gone) {
    boolean watching =
        endPoint.tryFillInterested(
            Callback.from(InvocationType.NON_BLOCKING, () -> readable(gone), _ -> gone.run()));
    if (!watching) {
      gone.run();
    }
  }

  /** Reads what the client sends meanwhile, and drops it. */
  private void readable(Runnable gone) {
    try {
      ByteBuffer unwanted = ByteBuffer.allocate(1024);
      unwanted.limit(0);
      if (endPoint.fill(unwanted) < 0) {
        gone.run();
      } else {
        onClientGone(gone);
      }
    } catch (IOException broken) {
      gone.run();
    }
  }

  void close() {
    endPoint.close();
  }

  synchronized void opened(FairPermits.Permit taken) {
    if (closed) {
      taken.release();
      return;
    }
    permit = taken;
    idle = closeAfter(all.limits().head());
  }

  synchronized void closed() {
    closed = true;
    cancelIdle();
    if (permit != null) {
      permit.release();
    }
  }

  /** Charges the connection to its user; whether that user may have one more. */
  synchronized boolean chargeTo(FairPermits connections, Optional<Long> uid) {
    if (uid.isEmpty() || permit == null) {
      return false;
    }
    owner = new ConnectionOwner.User(uid.get());
    return connections.transfer(permit, owner);
  }

  private void cancelIdle() {
    if (idle != null) {
      idle.cancel();
      idle = null;
    }
  }
}
