package org.dubnium.daemon.adapter.model.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dubnium.common.io.BoundedInput;
import org.dubnium.daemon.domain.text.Brief;

/**
 * Which shard has which tensor, by {@code model.safetensors.index.json}: the member {@code weight_map}. Of each
 * tensor 64 bits are kept, so that a list of hundreds of thousands fits a small heap; it is read again for the
 * names of those that are missing.
 */
final class TensorIndex {

  private static final String FILE = "model.safetensors.index.json";

  /** In bytes; the largest models' have ten million. */
  private static final int LONGEST = 128 << 20;

  private static final int MOST_TENSORS = 400_000;
  private static final int MOST_NAMED = 32;

  private final BundleTree bundle;
  private final Set<String> missing = new TreeSet<>();
  private final Set<String> sound = new HashSet<>();
  private long[] listed = new long[0];
  private int count;
  private final BitSet found = new BitSet();

  /** Receives the entries of the index. */
  @FunctionalInterface
  private interface Line {
    void take(String tensor, String shard);
  }

  private TensorIndex(BundleTree bundle) {
    this.bundle = bundle;
  }

  /**
   * Reads a bundle's index. Where there is none, every tensor is where it belongs.
   *
   * @param problems gets what is wrong with the index itself
   */
  static TensorIndex read(BundleTree bundle, List<String> problems) throws IOException {
    TensorIndex index = new TensorIndex(bundle);
    try {
      index.scan(index::add);
    } catch (JacksonException e) {
      problems.add(Brief.line(FILE + " is no JSON: " + e.getOriginalMessage()));
    } catch (BoundedInput.TooLongException e) {
      problems.add(FILE + " is longer than 128 MiB: it is no model's");
    }
    if (index.count > MOST_TENSORS) {
      problems.add(FILE + " lists more than " + MOST_TENSORS + " tensors");
      index.count = 0;
    }
    index.listed = Arrays.copyOf(index.listed, index.count);
    Arrays.sort(index.listed);
    return index;
  }

  /** Notes that a shard has a tensor. */
  void found(String shard, String tensor) {
    int at = Arrays.binarySearch(listed, fingerprint(tensor, shard));
    if (at >= 0) {
      found.set(at);
    }
  }

  /** Notes that all of a shard's tensors were told. */
  void sound(String shard) {
    sound.add(shard);
  }

  /** Shards that are listed and not there; some of them, where they are very many. */
  Set<String> missing() {
    return Collections.unmodifiableSet(missing);
  }

  /** Adds the shards, and the tensors of sound shards, that are listed and not there. */
  void judge(List<String> problems) throws IOException {
    for (String shard : missing) {
      problems.add(Brief.line(shard + " is missing: " + FILE + " lists it"));
    }
    if (listed.length == found.cardinality()) {
      return;
    }
    int before = problems.size();
    int[] others = new int[1];
    scan(
        (tensor, shard) -> {
          int at = Arrays.binarySearch(listed, fingerprint(tensor, shard));
          if (at < 0 || found.get(at) || !sound.contains(shard)) {
            return;
          }
          if (problems.size() - before < MOST_NAMED) {
            problems.add(
                Brief.line(shard + " has no tensor " + tensor + ", which " + FILE + " lists"));
          } else {
            others[0]++;
          }
        });
    if (others[0] > 0) {
      problems.add(others[0] + " more tensors that " + FILE + " lists are in no shard");
    }
  }

  private void add(String tensor, String shard) {
    if (count < MOST_TENSORS) {
      if (count == listed.length) {
        listed = Arrays.copyOf(listed, Math.max(1024, 2 * count));
      }
      listed[count] = fingerprint(tensor, shard);
      if (missing.size() < MOST_NAMED && !bundle.files().containsKey(shard)) {
        missing.add(shard);
      }
    }
    count++;
  }

  private void scan(Line line) throws IOException {
    if (!bundle.files().containsKey(FILE)) {
      return;
    }
    try (InputStream in = Channels.newInputStream(bundle.read(FILE));
        JsonParser json = JsonTokens.of(new BoundedInput(in, LONGEST))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("weight_map");
        if (json.nextToken() == JsonToken.START_OBJECT && wanted) {
          map(json, line);
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private static void map(JsonParser json, Line line) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String tensor = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        line.take(tensor, json.getText());
      } else {
        json.skipChildren();
      }
    }
  }

  /** FNV-1a in 64 bits; two that collide hide a missing tensor, which then the model server finds. */
  private static long fingerprint(String tensor, String shard) {
    String text = shard + "\n" + tensor;
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
