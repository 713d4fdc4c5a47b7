package org.dubnium.fleet.telemetry.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.telemetry.store.codec.ByteSource;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.jspecify.annotations.Nullable;

/**
 * What is not sealed yet. It changes by packed rounds alone, and in the same way whether a round has
 * just been committed or is read back from the journal after a restart. Not safe for use by many
 * threads.
 */
final class OpenChunks {

  private final Map<Integer, OpenChunk> chunks = new HashMap<>();

  @Nullable OpenChunk find(int entity) {
    return chunks.get(entity);
  }

  /** Those to be sealed before a round at a time, in the order of their entities. */
  List<OpenChunk> due(long round, long time) {
    List<OpenChunk> due = new ArrayList<>();
    for (OpenChunk chunk : chunks.values()) {
      if (chunk.isDue(round, time)) {
        due.add(chunk);
      }
    }
    due.sort(Comparator.comparingInt(OpenChunk::entity));
    return due;
  }

  /** The earliest round that is needed once these are sealed, if that happens in this round. */
  long needed(Collection<OpenChunk> sealed, long round) {
    long needed = round;
    for (OpenChunk chunk : chunks.values()) {
      if (chunk.begin() < needed && !sealed.contains(chunk)) {
        needed = chunk.begin();
      }
    }
    return needed;
  }

  /** What a {@link RoundEncoder} packed has happened. */
  void apply(long round, byte[] packed) throws DamagedDataException {
    ByteSource in = new ByteSource(packed);
    for (int i = in.count(packed.length); i > 0; i--) {
      chunks.remove((int) in.varint());
    }
    int entity = 0;
    while (in.remaining() > 0) {
      entity += (int) in.signed();
      long length = in.varint();
      ByteSource row = in.slice((int) (length >>> 1));
      if ((length & 1) != 0) {
        chunks.put(entity, new OpenChunk(entity, round));
      }
      OpenChunk chunk = chunks.get(entity);
      // Without one the row is of a chunk that was sealed later, and began before the journal.
      if (chunk != null) {
        chunk.append(row);
      }
    }
  }

  /** All is lost that is not sealed. */
  void clear() {
    chunks.clear();
  }

  /** What is in the chunks of these entities now. */
  Map<Integer, OpenChunk.Content> content(Collection<Integer> entities) {
    Map<Integer, OpenChunk.Content> content = new HashMap<>();
    for (int entity : entities) {
      OpenChunk chunk = chunks.get(entity);
      if (chunk != null) {
        content.put(entity, chunk.content());
      }
    }
    return content;
  }
}
