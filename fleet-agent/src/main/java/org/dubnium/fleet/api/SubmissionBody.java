package org.dubnium.fleet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.slurm.Submission;

/** Reads the body of {@code POST /api/slurm/jobs}. What it means is {@link Submission}'s to judge. */
final class SubmissionBody {

  private static final Set<String> KEYS =
      Set.of(
          "script", "wrap", "name", "partition", "gpus", "timeLimit", "dependency", "directory");

  private final JsonNode body;
  private final List<String> problems = new ArrayList<>();

  private SubmissionBody(JsonNode body) {
    this.body = body;
  }

  static Submission read(JsonNode body) throws OperationException {
    return new SubmissionBody(body).read();
  }

  private Submission read() throws OperationException {
    body.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                problems.add("'" + key + "' is unknown");
              }
            });
    Optional<String> script = text("script");
    Optional<String> wrap = text("wrap");
    if (script.isPresent() == wrap.isPresent()) {
      problems.add("script or wrap: one of the two");
    }
    Submission job =
        new Submission(
            script.or(() -> wrap.map(line -> "#!/bin/sh\n" + line + "\n")).orElse(""),
            text("name"),
            text("partition"),
            number("gpus"),
            number("timeLimit"),
            text("dependency"),
            text("directory").orElse(Submission.USUAL_DIRECTORY));
    if (problems.isEmpty()) {
      problems.addAll(job.problems());
    }
    if (!problems.isEmpty()) {
      throw OperationException.invalid("cannot submit that job", problems);
    }
    return job;
  }

  /** Empty for null and for an empty string, which forms send. */
  private Optional<String> text(String key) {
    JsonNode value = body.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
      problems.add(key + ": text");
    }
    return Optional.ofNullable(value.textValue()).filter(text -> !text.isEmpty());
  }

  private OptionalInt number(String key) {
    JsonNode value = body.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalInt.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      problems.add(key + ": a whole number");
      return OptionalInt.empty();
    }
    return OptionalInt.of(value.intValue());
  }
}
