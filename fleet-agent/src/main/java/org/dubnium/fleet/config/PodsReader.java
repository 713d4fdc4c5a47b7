package org.dubnium.fleet.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.dubnium.common.config.Place;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.notify.Endpoint;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.Usd;

/** Reads {@code runpod} and {@code pods}. */
final class PodsReader {

  /**
   * Above any fleet that one person looks after, so that a slip of the pen is none that is paid
   * for.
   */
  static final int LARGEST_PER_HOUR = 1000;

  private final Section runpod;
  private final Section pods;
  private final Problems problems;

  PodsReader(Section runpod, Section pods, Problems problems) {
    this.runpod = runpod;
    this.pods = pods;
    this.problems = problems;
  }

  RunpodSettings read() {
    Optional<Value<String>> fleet = runpod.optionalText("fleet", PodsReader::fleet);
    Optional<Usd> cap = runpod.optionalDecimal("maximumPerHour", LARGEST_PER_HOUR).map(Usd::of);
    Map<String, Section> declarations = pods.sections();
    List<PodDeclaration> declared = new ArrayList<>();
    List<Value<String>> secrets = new ArrayList<>();
    for (Map.Entry<String, Section> pod : declarations.entrySet()) {
      declared.add(new PodReader(pod.getKey(), pod.getValue(), cap, problems, secrets::add).read());
    }
    user(declarations.values()).ifPresent(this::requireFleet);
    checkHeads(declared);
    RunpodSettings settings =
        new RunpodSettings(
            runpod
                .requiredText("api", PodsReader::api)
                .map(Value::value)
                .orElseGet(() -> HttpUrl.get("https://localhost/")),
            runpod
                .requiredText("credential", ChannelReader::credentialName)
                .orElseGet(() -> new Value<>(runpod.place(), "")),
            fleet.flatMap(id -> cap.map(most -> new DeclaredFleet(id.value(), most, declared))),
            secrets);
    runpod.finish();
    return settings;
  }

  /** A fleet has one Slurm cluster: its workers join the one head that is declared. */
  private void checkHeads(List<PodDeclaration> declared) {
    List<String> heads = names(declared, PodRole.HEAD);
    List<String> workers = names(declared, PodRole.WORKER);
    if (heads.size() > 1) {
      problems.add(
          pods.placeOf(heads.get(1)),
          "cannot tell which head workers join: '%s' is one, too (give one of them another role)"
              .formatted(heads.getFirst()));
    }
    if (heads.isEmpty() && !workers.isEmpty()) {
      problems.add(
          pods.placeOf(workers.getFirst()),
          "cannot join a Slurm cluster that has no head (declare a pod with \"role\": \"head\", or give"
              + " this one the role \"plain\")");
    }
  }

  private static List<String> names(List<PodDeclaration> declared, PodRole role) {
    return declared.stream()
        .filter(each -> each.role() == role)
        .map(PodDeclaration::name)
        .toList();
  }

  /** Where pods are declared first; empty if RunPod is not to be asked for anything. */
  private Optional<Place> user(Collection<Section> declarations) {
    return declarations.stream()
        .map(Section::place)
        .findFirst()
        .or(
            () ->
                Stream.of("fleet", "maximumPerHour")
                    .filter(runpod::has)
                    .map(runpod::placeOf)
                    .findFirst());
  }

  private void requireFleet(Place place) {
    if (!runpod.has("fleet")) {
      problems.add(
          place,
          "cannot tell pods of this fleet from others (name it in \"runpod.fleet\", such as"
              + " \"lab\")");
    }
    if (!runpod.has("maximumPerHour")) {
      problems.add(
          place,
          "cannot rent without a limit (write in \"runpod.maximumPerHour\" what all pods together"
              + " may cost an hour, in USD)");
    }
  }

  private static String fleet(String text) {
    if (!PodName.isFleet(text)) {
      throw new IllegalArgumentException(
          "cannot use '"
              + text
              + "' as the id of a fleet (write up to 16 lower-case letters and digits)");
    }
    return text;
  }

  private static HttpUrl api(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(
          "cannot use '" + text + "' as an address (write https://api.runpod.io)");
    }
    if (!Endpoint.isConfidential(url)) {
      throw new IllegalArgumentException(
          "cannot send the API key over http to another host (use https)");
    }
    return url;
  }
}
