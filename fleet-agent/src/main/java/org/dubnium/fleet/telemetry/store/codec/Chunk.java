package org.dubnium.fleet.telemetry.store.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Some time of all metrics of one subject, as it lies in a row. First the lists of times, mostly one
 * that all metrics share; then a directory of columns with number, list and length; then the columns,
 * each compressed by itself ({@link Deflate}). A reader unpacks the columns that it wants and passes
 * over the rest.
 *
 * @param <C> what a column holds
 */
public final class Chunk<C> {

  /** Readings as they were. */
  public static final Chunk<Samples> SAMPLES = new Chunk<>(new SampleFormat());

  /** Spans of time. */
  public static final Chunk<Buckets> BUCKETS = new Chunk<>(new BucketFormat());

  private static final int VERSION = 2;

  /** More than a chunk ever has of anything: a guard against damage that asks for all memory. */
  private static final int MOST = 1 << 18;

  /** A kind of column. */
  private sealed interface Format<C> {
    long[] times(C column);

    void encode(C column, ByteSink out);

    C decode(long[] times, ByteSource in) throws DamagedDataException;
  }

  private record SampleFormat() implements Format<Samples> {
    @Override
    public long[] times(Samples column) {
      return column.times();
    }

    @Override
    public void encode(Samples column, ByteSink out) {
      ValueColumn.encode(column.values(), column.size(), out);
    }

    @Override
    public Samples decode(long[] times, ByteSource in) throws DamagedDataException {
      return new Samples(times, ValueColumn.decode(in, times.length), times.length);
    }
  }

  private record BucketFormat() implements Format<Buckets> {
    @Override
    public long[] times(Buckets column) {
      return column.times();
    }

    @Override
    public void encode(Buckets column, ByteSink out) {
      BucketColumn.encode(column, out);
    }

    @Override
    public Buckets decode(long[] times, ByteSource in) throws DamagedDataException {
      return BucketColumn.decode(times, in);
    }
  }

  private record Entry(int metric, int list, int length) {}

  private final Format<C> format;

  private Chunk(Format<C> format) {
    this.format = format;
  }

  /** Packs columns, by the number of their metric. */
  public byte[] encode(SortedMap<Integer, C> columns) {
    List<long[]> lists = new ArrayList<>();
    ByteSink directory = new ByteSink(128);
    ByteSink payload = new ByteSink(2048);
    ByteSink plain = new ByteSink(1024);
    for (Map.Entry<Integer, C> column : columns.entrySet()) {
      int begin = payload.size();
      plain.clear();
      format.encode(column.getValue(), plain);
      payload.putAll(Deflate.pack(plain));
      directory.putVarint(column.getKey());
      directory.putVarint(listOf(format.times(column.getValue()), lists));
      directory.putVarint(payload.size() - begin);
    }
    ByteSink out = new ByteSink(payload.size() + 512);
    out.put(VERSION);
    out.putVarint(lists.size());
    for (long[] list : lists) {
      plain.clear();
      LongColumn.encode(list, list.length, plain);
      ByteSink packed = Deflate.pack(plain);
      out.putVarint(list.length);
      out.putVarint(packed.size());
      out.putAll(packed);
    }
    out.putVarint(columns.size());
    out.putAll(directory);
    out.putAll(payload);
    return out.toBytes();
  }

  private static int listOf(long[] times, List<long[]> lists) {
    for (int i = 0; i < lists.size(); i++) {
      if (Arrays.equals(lists.get(i), times)) {
        return i;
      }
    }
    lists.add(times);
    return lists.size() - 1;
  }

  /** Unpacks the columns of the metrics that are wanted, as many of them as there are. */
  public SortedMap<Integer, C> decode(byte[] bytes, IntPredicate wanted)
      throws DamagedDataException {
    ByteSource in = new ByteSource(bytes);
    int version = in.get();
    if (version != VERSION) {
      throw new DamagedDataException("cannot read a chunk of version " + version);
    }
    List<long[]> lists = new ArrayList<>();
    for (int i = in.count(MOST); i > 0; i--) {
      int size = in.count(MOST);
      lists.add(LongColumn.decode(Deflate.unpack(in.slice(in.count(MOST))), size));
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = in.count(MOST); i > 0; i--) {
      entries.add(new Entry(in.count(MOST), in.count(lists.size() - 1), in.count(MOST)));
    }
    SortedMap<Integer, C> columns = new TreeMap<>();
    for (Entry entry : entries) {
      ByteSource column = in.slice(entry.length());
      if (wanted.test(entry.metric())) {
        columns.put(
            entry.metric(), format.decode(lists.get(entry.list()), Deflate.unpack(column)));
      }
    }
    return columns;
  }
}
