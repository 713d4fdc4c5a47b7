package org.dubnium.daemon.app;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.dubnium.daemon.adapter.model.seed.Seeder;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.daemon.domain.text.DataSize;
import org.dubnium.daemon.json.Json;

/**
 * Says how work on the store of models ended: in sentences, or as one JSON object on standard output. What went wrong is
 * told on standard error in either case, with whatever others wrote made harmless.
 */
final class ModelReport {

  private final boolean json;
  private final PrintStream out;
  private final PrintStream errors;

  ModelReport(boolean json, PrintStream out, PrintStream errors) {
    this.json = json;
    this.out = out;
    this.errors = errors;
  }

  void seeded(Seeder.Result result) {
    if (json) {
      print(
          document -> {
            document.writeStringField("name", result.name().value());
            document.writeStringField("path", result.path().toString());
            document.writeNumberField("files", result.files());
            document.writeNumberField("bytes", result.bytes());
            document.writeNumberField("copied-bytes", result.copied());
            document.writeBooleanField("already", result.already());
          });
    } else if (result.already()) {
      out.printf(
          "%s is there already (whether it is as it was: mode model verify %s)%n",
          result.name(), result.name());
    } else {
      out.printf(
          "%s is seeded and verified: %d files, %s (serve it: mode model select %s)%n",
          result.name(), result.files(), DataSize.text(result.bytes()), result.name());
    }
  }

  void verified(Verification verified, Path record) {
    if (json) {
      print(
          document -> {
            document.writeStringField("path", verified.bundle());
            document.writeNumberField("files", verified.files().size());
            document.writeStringField("verified-at", Json.time(verified.at()));
            document.writeStringField("record", record.toString());
          });
    } else {
      out.printf(
          "%s is verified, %d files; recorded in %s%n",
          verified.bundle(), verified.files().size(), record);
    }
  }

  void discarded(ModelName name, boolean wasThere) {
    if (json) {
      print(
          document -> {
            document.writeStringField("name", name.value());
            document.writeBooleanField("discarded", wasThere);
          });
    } else {
      out.println(
          wasThere
              ? "the copy of " + name + " that was not finished is dropped"
              : "there is no copy of " + name + " that was not finished");
    }
  }

  /**
   * It did not work.
   *
   * @param message what, and why, in one sentence
   * @param problems everything that is wrong with the bundle
   */
  void failed(String message, List<String> problems) {
    hint(message);
    problems.forEach(problem -> errors.println("  " + Brief.line(problem)));
    if (json) {
      print(
          document -> {
            document.writeStringField("error", Brief.message(message));
            Json.texts(document, "problems", problems);
          });
    }
  }

  /** Something beside the result. */
  void hint(String sentence) {
    errors.println(Brief.message(sentence));
  }

  private void print(Json.Writer members) {
    try {
      byte[] text =
          Json.encode(
              (JsonGenerator document) -> {
                document.writeStartObject();
                members.write(document);
                document.writeEndObject();
              });
      out.println(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the result as JSON", e);
    }
  }
}
