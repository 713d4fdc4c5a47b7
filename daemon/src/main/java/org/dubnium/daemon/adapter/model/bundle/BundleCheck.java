package org.dubnium.daemon.adapter.model.bundle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dubnium.common.io.BoundedInput;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.text.Brief;

/**
 * What a model server would stumble over after minutes of loading, found by reading {@code config.json}, the
 * index of tensors and the headers of the weights, but no weights: a shard that was copied in part, one that is
 * missing, a tensor that no shard has, a stand-in for a file that was never downloaded.
 */
public final class BundleCheck {

  /** Longest {@code config.json}, in bytes. */
  private static final int LONGEST_CONFIG = 16 << 20;

  /** Longest stand-in of Git LFS, in bytes, by its specification. */
  private static final int LONGEST_POINTER = 1024;

  private static final String POINTER = "version https://git-lfs.github.com/spec/";
  private static final String SAFETENSORS = ".safetensors";
  private static final Pattern WEIGHTS = Pattern.compile(".*\\.(safetensors|bin|pt|pth|gguf)");
  private static final Pattern SHARD = Pattern.compile("(.+)-(\\d{1,6})-of-(\\d{1,6})\\.(\\w+)");
  private static final int MOST_SHARDS = 1000;

  private final BundleTree bundle;
  private final List<String> problems = new ArrayList<>();
  private Optional<String> architecture = Optional.empty();

  private BundleCheck(BundleTree bundle) {
    this.bundle = bundle;
  }

  /**
   * Checks a directory.
   *
   * @throws IOException if it cannot be looked at
   */
  public static BundleFindings of(Path directory) throws IOException {
    try (BundleTree bundle = BundleTree.open(directory)) {
      BundleFindings findings = of(bundle);
      List<String> all = new ArrayList<>(bundle.problems());
      all.addAll(findings.problems());
      return new BundleFindings(findings.architecture(), Brief.lines(all));
    }
  }

  /** Likewise, of a bundle that is open, without what its listing found. */
  public static BundleFindings of(BundleTree bundle) throws IOException {
    BundleCheck check = new BundleCheck(bundle);
    check.config();
    check.pointers();
    check.shards();
    check.weights();
    return new BundleFindings(check.architecture, check.problems);
  }

  private void config() throws IOException {
    if (!bundle.files().containsKey(ModelBundle.CONFIG)) {
      problems.add("config.json is missing: take it from where the model came from");
      return;
    }
    try (InputStream in = Channels.newInputStream(bundle.read(ModelBundle.CONFIG));
        JsonParser json = JsonTokens.of(new BoundedInput(in, LONGEST_CONFIG))) {
      architecture = architecture(json);
      if (architecture.isEmpty()) {
        problems.add(
            "config.json names no architecture ('architectures'): no model server knows how to load it");
      }
    } catch (JacksonException e) {
      problems.add(Brief.line("config.json is no JSON: " + e.getOriginalMessage()));
    } catch (BoundedInput.TooLongException e) {
      problems.add("config.json is longer than 16 MiB: it is no model's");
    }
  }

  /** The first that is named. Reads to the end, so that a file that breaks off is found. */
  private static Optional<String> architecture(JsonParser json) throws IOException {
    Optional<String> found = Optional.empty();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return found;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals("architectures");
      if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
        for (JsonToken each = json.nextToken();
            each != null && each != JsonToken.END_ARRAY;
            each = json.nextToken()) {
          if (each == JsonToken.VALUE_STRING && found.isEmpty()) {
            found = Optional.of(Brief.line(json.getText()));
          }
          json.skipChildren();
        }
      } else {
        json.skipChildren();
      }
    }
    return found;
  }

  private void pointers() throws IOException {
    for (Map.Entry<String, FileStamp> file : bundle.files().entrySet()) {
      if (file.getValue().bytes() <= LONGEST_POINTER
          && first(file.getKey()).startsWith(POINTER)) {
        problems.add(
            file.getKey()
                + " is a pointer of Git LFS and not the file itself: run 'git lfs pull' where it is from");
      }
    }
  }

  private String first(String file) throws IOException {
    try (InputStream in = Channels.newInputStream(bundle.read(file))) {
      return new String(in.readNBytes(POINTER.length()), StandardCharsets.ISO_8859_1);
    }
  }

  private void shards() throws IOException {
    TensorIndex index = TensorIndex.read(bundle, problems);
    for (Map.Entry<String, FileStamp> file : bundle.files().entrySet()) {
      String name = file.getKey();
      if (name.endsWith(SAFETENSORS) && !isStandIn(name)) {
        int before = problems.size();
        try (InputStream in = Channels.newInputStream(bundle.read(name))) {
          new SafetensorsHeader(name, file.getValue().bytes(), problems)
              .check(in, tensor -> index.found(name, tensor));
        }
        if (problems.size() == before) {
          index.sound(name);
        }
      }
    }
    index.judge(problems);
    siblings(index);
  }

  private boolean isStandIn(String shard) throws IOException {
    String first = first(shard);
    if (first.stripLeading().startsWith("<")) {
      problems.add(shard + " is a web page and not the file itself: download it again");
      return true;
    }
    return first.startsWith(POINTER);
  }

  private void weights() {
    if (bundle.files().keySet().stream().noneMatch(file -> WEIGHTS.matcher(file).matches())) {
      problems.add("there are no weights in it (*.safetensors)");
    }
  }

  /** Of shards whose names count them, those that are not there and that no index names. */
  private void siblings(TensorIndex index) {
    Set<List<String>> judged = new HashSet<>();
    for (String file : bundle.files().keySet()) {
      Matcher shard = SHARD.matcher(file);
      if (shard.matches()
          && judged.add(List.of(shard.group(1), shard.group(3), shard.group(4)))) {
        for (String sibling : siblings(shard)) {
          if (!bundle.files().containsKey(sibling) && !index.missing().contains(sibling)) {
            problems.add(sibling + " is missing: " + file + " is there");
          }
        }
      }
    }
  }

  private static List<String> siblings(Matcher shard) {
    int count = Math.min(Integer.parseInt(shard.group(3)), MOST_SHARDS);
    String form = "%s-%0" + shard.group(2).length() + "d-of-%s.%s";
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number -> form.formatted(shard.group(1), number, shard.group(3), shard.group(4)))
        .toList();
  }
}
