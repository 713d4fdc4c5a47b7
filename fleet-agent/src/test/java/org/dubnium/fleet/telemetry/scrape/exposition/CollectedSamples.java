package org.dubnium.fleet.telemetry.scrape.exposition;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a parser told of a text: every sample but those of a name. */
final class CollectedSamples implements SampleSink {

  final List<Sample> samples = new ArrayList<>();
  final List<Flaw> flaws = new ArrayList<>();

  @Override
  public boolean wants(String name) {
    return !name.startsWith("unwanted");
  }

  @Override
  public List<String> labels() {
    return List.of("x", "y", "le");
  }

  @Override
  public void take(Sample sample) {
    samples.add(sample);
  }

  @Override
  public void passedOver(Flaw flaw) {
    flaws.add(flaw);
  }

  static List<Sample> parse(byte[] text, Format format, Limits limits)
      throws IOException, ExpositionException {
    return collect(text, format, limits).samples;
  }

  static CollectedSamples collect(byte[] text, Format format, Limits limits)
      throws IOException, ExpositionException {
    CollectedSamples kept = new CollectedSamples();
    new ExpositionParser(limits).parse(new ByteArrayInputStream(text), format, kept);
    return kept;
  }

  static CollectedSamples collect(String text) throws IOException, ExpositionException {
    return collect(text.getBytes(StandardCharsets.UTF_8), Format.TEXT, Limits.DEFAULT);
  }

  static List<Sample> text(String text) throws IOException, ExpositionException {
    return parse(text.getBytes(StandardCharsets.UTF_8), Format.TEXT, Limits.DEFAULT);
  }

  static List<Sample> open(String text) throws IOException, ExpositionException {
    return parse(text.getBytes(StandardCharsets.UTF_8), Format.OPEN_METRICS, Limits.DEFAULT);
  }

  static Sample sample(String name, double value, String... labels) {
    return new Sample(name, new Labels(List.of(labels)), value);
  }
}
