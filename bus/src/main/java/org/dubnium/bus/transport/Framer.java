package org.dubnium.bus.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.ValueReader;
import org.dubnium.bus.wire.WireException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts a stream of bytes into messages. A message longer than we take for its kind is not stored:
 * its body is passed over as it arrives, so that nobody fills our memory with what the bus permits
 * (32 MiB a message on most system buses).
 */
final class Framer {
  private static final Logger LOG = LoggerFactory.getLogger(Framer.class);
  private static final Signature FIELDS = Signature.of("a(yv)");
  private static final int FIXED = 16;
  private static final long MAX_FIELDS = 1 << 16;
  private static final long MAX_MESSAGE = 1 << 27;

  private final Limits limits;
  private final Consumer<Incoming> sink;

  /** The message that is being read: its fixed start first, then all of it that is kept. */
  private byte[] frame = new byte[FIXED];

  private int filled;
  private boolean begun;
  private long skip;

  Framer(Limits limits, Consumer<Incoming> sink) {
    this.limits = limits;
    this.sink = sink;
  }

  /**
   * Takes all bytes of the buffer.
   *
   * @throws WireException if they are no messages; the stream cannot be followed any further
   */
  void accept(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (filled < frame.length) {
        int count = Math.min(in.remaining(), frame.length - filled);
        in.get(frame, filled, count);
        filled += count;
      } else {
        int count = (int) Math.min(skip, in.remaining());
        in.position(in.position() + count);
        skip -= count;
      }
      if (filled == frame.length && !begun) {
        begin();
      }
      if (filled == frame.length && skip == 0) {
        deliver();
      }
    }
  }

  private void begin() {
    long fields = number(frame, 12);
    long total = messageLength(frame);
    if (frame[3] != 1 || fields > MAX_FIELDS || total > MAX_MESSAGE) {
      throw new WireException("cannot follow the bus: it sent something that is no message");
    }
    long kept = total <= limits.of(frame[1]) ? total : bodyStart(fields);
    skip = total - kept;
    frame = Arrays.copyOf(frame, (int) kept);
    begun = true;
  }

  private void deliver() {
    byte[] bytes = frame;
    frame = new byte[FIXED];
    filled = 0;
    begun = false;
    if (bytes[1] < 1 || bytes[1] > 4) {
      // "Unknown types must be ignored", says the specification.
      return;
    }
    Incoming message = read(bytes);
    if (message != null) {
      sink.accept(message);
    }
  }

  /** The message; null, with a warning, if its header cannot be read. */
  private static @Nullable Incoming read(byte[] bytes) {
    try {
      return message(bytes);
    } catch (WireException e) {
      LOG.warn("cannot read the header of a message, ignoring", e);
      return null;
    }
  }

  private static Incoming message(byte[] bytes) {
    int fieldsEnd = FIXED + (int) number(bytes, 12);
    int bodyStart = (int) bodyStart(number(bytes, 12));
    ByteBuffer fields = ByteBuffer.wrap(bytes, 0, fieldsEnd).order(order(bytes)).position(12);
    boolean complete = bytes.length == messageLength(bytes);
    return new Incoming(
        Incoming.Kind.of(bytes[1]),
        bytes[2],
        number(bytes, 8),
        Incoming.fields(ValueReader.read(FIELDS, fields)),
        complete
            ? ByteBuffer.wrap(bytes, bodyStart, bytes.length - bodyStart).slice().order(order(bytes))
            : null,
        bytes.length);
  }

  private static long messageLength(byte[] start) {
    return bodyStart(number(start, 12)) + number(start, 4);
  }

  private static long bodyStart(long fields) {
    return FIXED + ((fields + 7) & -8);
  }

  private static long number(byte[] start, int at) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(start).order(order(start)).getInt(at));
  }

  private static ByteOrder order(byte[] start) {
    return start[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
