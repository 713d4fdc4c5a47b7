package org.dubnium.fleet.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells everybody who listens what happens, as server-sent events (WHATWG HTML, "Server-sent
 * events"). Who listens too slowly is cut off, and comes back by itself, as browsers do.
 */
public final class EventHub {

  /** The interval of comments that keep proxies from closing an idle stream. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final int MOST_WAITING = 256;

  /** Marks the end of a stream whose listener is too slow. */
  private static final String END = "";

  private final Set<BlockingQueue<String>> listeners = ConcurrentHashMap.newKeySet();
  private final AtomicLong last = new AtomicLong();
  private final String instance = UUID.randomUUID().toString();
  private final Runnable arrived;

  /** A hub that tells nobody of new listeners. */
  public EventHub() {
    this(() -> {});
  }

  /**
   * Tells of listeners too.
   *
   * @param arrived run when one begins to listen; returns at once
   */
  public EventHub(Runnable arrived) {
    this.arrived = arrived;
  }

  /** How many listen now. */
  public int listeners() {
    return listeners.size();
  }

  /**
   * Tells an event.
   *
   * @param name {@code metrics} after a round: {@code nodes}, how many answered; {@code nodes}: one of
   *     them, {@code nodeId} and {@code reachable} or {@code removed}; {@code alerts}: an event, as
   *     the API tells it, {@code total} of very many, or {@code rules} where those were changed;
   *     {@code slurm}: what was {@code changed}; {@code mode}: something about the mode of this host; {@code
   *     models}: something about its models or their server
   * @param data written as JSON
   * @return how many will hear of it
   */
  public int publish(String name, Object data) {
    if (listeners.isEmpty()) {
      return 0;
    }
    String event = "id: " + last.incrementAndGet() + "\n" + event(name, data);
    int told = 0;
    for (BlockingQueue<String> listener : listeners) {
      if (listener.offer(event)) {
        told++;
      } else {
        listener.clear();
        var _ = listener.offer(END);
      }
    }
    return told;
  }

  private static String event(String name, Object data) {
    try {
      String json = new String(Json.bytes(data), StandardCharsets.UTF_8);
      return "event: " + name + "\ndata: " + json + "\n\n";
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot happen: this writes to memory", impossible);
    }
  }

  /**
   * Answers the dashboard's request for the events. The first says whom it listens to:
   * {@code instance} changes with every start of the agent, {@code page} with the dashboard's files.
   */
  public Response open(String page) {
    return stream(event("hello", Map.of("instance", instance, "page", page)));
  }

  /**
   * Answers a request for the events from now on. Nothing that was missed is told again: whoever
   * comes back reads everything anew.
   */
  public Response open() {
    return stream("\n");
  }

  private Response stream(String first) {
    return new Response.Stream(
        200, Map.of("Content-Type", "text/event-stream"), out -> write(out, first));
  }

  private void write(OutputStream out, String first) throws IOException, InterruptedException {
    BlockingQueue<String> mine = new ArrayBlockingQueue<>(MOST_WAITING);
    listeners.add(mine);
    arrived.run();
    try {
      send(out, "retry: 3000\n" + first);
      String event = "";
      do {
        String next = mine.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        event = next == null ? ": still here\n\n" : next;
        send(out, event);
      } while (!event.equals(END));
    } finally {
      listeners.remove(mine);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
